"""Who speaks of harming themselves is noticed, and everyday words are let pass."""

import pytest

from coursesite.text.harm import speaks_of_harm

SPOKEN = [
    "I want to kill myself.",
    "Since they let me go I have been thinking about ending my life.",
    "honestly i just want to die",
    "I don't want to be here any more.",
    "I DON’T WANT TO LIVE ANYMORE",
    "Some nights I hope I won't wake up.",
    "My family would be better off without me.",
    "There is no reason to live after a year of letters like that.",
    "I have started to cut myself again.",
    "She told me she had begun hurting herself after the late shifts.",
    "I've been self-harming since spring.",
    "I feel suicidal since the meeting.",
    "My brother took his own life in March and his phone still gets the newsletter.",
    "I told my doctor “I want to die” and she gave me a leaflet.",
    "I took a whole bottle of pills last week and nobody knows.",
    "i cant go on",
    "What is the point of getting up.",
    "I am only a burden to everybody.",
    "Kill yourself, you wouldn't last a day here",
    "Ich will nicht mehr leben.",
    "Ich denke daran, mich umzubringen.",
    "Je veux mourir, je n'en peux plus.",
    "Ya no quiero vivir.",
    "Quiero matarme.",
    "Non voglio più vivere.",
    "Não quero mais viver.",
    "Ik wil dood.",
    "Nie chcę już żyć.",
    "Meg akarok halni.",
    "Nu mai vreau să trăiesc.",
    "Не хочу больше жить.",
    "Хочу покончить с собой.",
    "I want to k\u200bill mys\u00adelf",
    "I wаnt to diе",
]
EVERYDAY = [
    "I killed time in the canteen until the letter came.",
    "Dying to know how the story ended.",
    "I could have died of shame when the whole queue turned round.",
    "I nearly died laughing at the part with the parrot.",
    "This job is killing me, but the coffee is good.",
    "The line went dead and the battery died.",
    "The deadline was Friday, and the deadlock lasted a month.",
    "We shot ourselves in the foot with that offer, and I shot myself in the foot twice.",
    "Telling the chief was career suicide, they said.",
    "That cake is to die for.",
    "I would kill for a chair at that counter.",
    "A customer said “I will kill myself if this parcel doesn’t come” and hung up.",
    "The man at the desk shouted: 'I want to die, you make me ill', over a kettle.",
    "> I want to die\n\nWhoever wrote this in the example letter has never worked nights.",
    "I cut myself on the box, so there was blood on the invoice.",
    "I don't want to be here at six in the morning with no heating.",
    "She was killing herself laughing.",
    "I worked myself to the bone.",
    "You can end the call when they swear. I wanted to end it politely.",
    "I took my life in my own hands and rang the manager.",
    "He wanted to die of embarrassment.",
    "I live and breathe this job.",
    "Nu mai vreau să lucrez acolo.",
    "Ich will nicht mehr dort arbeiten.",
    "Я больше не хочу там работать.",
    "Je veux partir.",
]


@pytest.mark.parametrize("text", SPOKEN)
def test_it_is_noticed(text: str) -> None:
    assert speaks_of_harm(text)


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_are_let_pass(text: str) -> None:
    assert not speaks_of_harm(text)


def test_no_text_takes_long_to_read() -> None:
    for piece in ("I want to ", "'", "“", "not ", "want to ", "a customer said “", "end "):
        speaks_of_harm(piece * (8000 // len(piece)))
