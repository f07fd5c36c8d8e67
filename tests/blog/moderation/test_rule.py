"""The rule by itself: approve, hold or spam, the points and the sentences."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursesite.blog.models import State
from coursesite.blog.moderation.arrived import Arrived, Blocked, Repeats
from coursesite.blog.moderation.praise import subject_of
from coursesite.blog.moderation.rule import COACH, FIRST, HELD_AT, NETWORK, SPAM_AT, TRUSTED, UNCONFIRMED, judge
from coursesite.blog.moderation.signs import signs_of

POST = subject_of("When a customer can’t be consoled", "A parcel that is late for the third time, and nobody rang.")
HONEST = "The parcel came on the Monday, and the man who brought it said sorry twice. That was all I wanted."
AMAZED = (
    "I'm amazed, I must say. Rarely do I encounter a blog that's both educative and engaging, and without a doubt, "
    "you've hit the nail on the head. The problem is something that too few people are speaking intelligently about. "
    "I'm very happy that I found this in my search for something concerning this."
)

KNOWN = Arrived(HONEST, name="Ravi", seconds=40, trusted=True, confirmed=True, first_time=False, subject=POST)
NEW = Arrived(HONEST, name="Jo", seconds=40, subject=POST)


def about(reasons: tuple[str, ...]) -> str:
    return " ".join(reasons)


def test_an_honest_comment_of_somebody_known_here_is_approved() -> None:
    assert judge(KNOWN).state is State.APPROVED
    assert judge(KNOWN).reasons == (TRUSTED,)


def test_a_first_time_guest_is_held_whatever_is_written() -> None:
    assert judge(NEW).state is State.HELD
    assert judge(NEW).reasons == (FIRST,)


def test_a_guest_whose_address_is_not_confirmed_here_earns_no_trust() -> None:
    verdict = judge(replace(NEW, first_time=False))
    assert (verdict.state, verdict.reasons) == (State.HELD, (UNCONFIRMED,))


def test_praise_that_fits_any_post_is_held_from_a_guest_and_says_why() -> None:
    verdict = judge(replace(NEW, text=AMAZED))
    assert verdict.state is State.HELD
    assert verdict.score >= HELD_AT
    assert "praises without taking up a word of the post" in about(verdict.reasons)
    assert "i'm amazed, i must say" in about(verdict.reasons)


def test_praise_that_fits_any_post_is_held_from_somebody_known_here_too() -> None:
    verdict = judge(replace(KNOWN, text=AMAZED))
    assert verdict.state is State.HELD
    assert verdict.score >= HELD_AT


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, this helped.",
        "Great post, thank you.",
        "Lovely. I printed it for the break room.",
        "Great post. The parcel that is late for the third time made me laugh, and the customer who rang is my aunt.",
        "I AM SO TIRED OF THIS. NOBODY RINGS BACK. NOBODY.",
        "i dont agree sorry",
        "I work in a bank, and people with a loan they can't pay are ashamed before they are angry.",
        "The leaflet is at https://advice.example.org/leaflet and it has the letters in it.",
        "Thanks, the best bit for me: “Nobody rang.” That is it.",
        "Прочитал дважды. У нас на складе всё так же.",
    ],
)
def test_what_people_known_here_write_is_shown(text: str) -> None:
    verdict = judge(replace(KNOWN, text=text))
    assert verdict.state is State.APPROVED, verdict


@pytest.mark.parametrize(
    ("changes", "state", "words"),
    [
        ({"honeypot": True}, State.SPAM, "people can’t see"),
        ({"blocked": Blocked(person=True)}, State.SPAM, "writer is blocked"),
        ({"blocked": Blocked(network=True)}, State.SPAM, NETWORK),
        ({"seconds": 1.2}, State.HELD, "faster than people write"),
        ({"seconds": None}, State.HELD, "didn’t come from a form"),
        ({"repeats": Repeats(same_spam=1)}, State.SPAM, "The same text is among the spam"),
        ({"repeats": Repeats(like_spam=1)}, State.SPAM, "Nearly the same text is among the spam"),
        ({"repeats": Repeats(same_elsewhere=1)}, State.HELD, "The same text stands below another post"),
        ({"repeats": Repeats(like_elsewhere=1)}, State.HELD, "Nearly the same text stands below another post"),
        ({"burst": 12}, State.HELD, "12 more comments came from the same network"),
        ({"name": "jo.example.com"}, State.HELD, "a link in the name"),
        ({"name": "Roofing Tulsa"}, State.HELD, "trade’s rather than a person’s"),
        ({"site": "https://jo.example"}, State.HELD, "A site was given"),
        ({"text": "Buy v1agra online, no prescription, http://rx.example"}, State.SPAM, "what spam sells"),
        ({"text": "Best online c.a.s.i.n.o, free spins: hxxp://win.example"}, State.SPAM, "would not see it"),
        ({"text": "Casino en ligne, tours gratuits, сasino онлайн казино"}, State.SPAM, "two scripts"),
        ({"text": "Loans\u200b for you: lo\u200ban, credits, bitcoin, pills"}, State.HELD, "unseen characters"),
        ({"text": "[url=http://a.example]here[/url]"}, State.HELD, "BBCode"),
        ({"text": "Write to me: jo@example.net"}, State.HELD, "mail address or a telephone number"),
        ({"text": "I sell gizmos", "own_words": ("gizmos",)}, State.HELD, "this site’s own list (“gizmos”)"),
    ],
)
def test_each_sign_says_so_in_a_sentence(changes: dict[str, Any], state: State, words: str) -> None:
    verdict = judge(replace(NEW, **changes))
    assert verdict.state is state, verdict
    assert words in about(verdict.reasons)


@pytest.mark.parametrize(
    "changes",
    [
        {"seconds": 0.5},
        {"seconds": None},
        {"repeats": Repeats(like_spam=1)},
        {"repeats": Repeats(like_elsewhere=1)},
        {"blocked": Blocked(network=True)},
        {"text": "Buy pills online without prescription"},
        {"text": "https://a.example https://b.example https://c.example https://d.example and more"},
        {"name": "http://a.example"},
    ],
)
def test_only_strong_reasons_hold_people_known_here(changes: dict[str, Any]) -> None:
    assert judge(replace(KNOWN, **changes)).state is State.HELD


def test_a_coach_is_held_for_nothing_they_say() -> None:
    text = "If you think of killing yourself: https://a.example https://b.example https://c.example https://d.example"
    verdict = judge(replace(KNOWN, by_coach=True, text=text, burst=30, blocked=Blocked(network=True)))
    assert (verdict.state, verdict.apart, verdict.reasons[0]) == (State.APPROVED, False, COACH)


def test_a_whole_class_behind_one_network_holds_nobody_known_here() -> None:
    assert judge(replace(KNOWN, burst=30)).state is State.APPROVED


def test_a_few_words_of_thanks_that_were_once_spam_hold_nobody_known_here() -> None:
    assert judge(replace(KNOWN, text="Thank you", repeats=Repeats(same_spam=3, same_elsewhere=9))).score == 3


def test_links_to_this_site_are_none() -> None:
    text = "It is in https://steady.example/courses/calls/ and [here](/courses/calls/part-2/)."
    assert judge(replace(KNOWN, text=text, own_host="steady.example")).score == 0


def test_who_speaks_of_harming_themselves_is_held_apart_and_never_spam() -> None:
    text = "I want to kill myself. Casino viagra loans http://a.example http://b.example http://c.example"
    blocked = replace(NEW, blocked=Blocked(person=True, network=True))
    for arrived in (NEW, KNOWN, replace(KNOWN, honeypot=True), blocked):
        verdict = judge(replace(arrived, text=text))
        assert (verdict.state, verdict.apart) == (State.HELD, True)
        assert "speaks of harming oneself" in verdict.reasons[0]


texts = st.text(max_size=300)
arrivals = st.builds(
    Arrived,
    text=texts,
    name=st.text(max_size=40),
    site=st.sampled_from(["", "https://jo.example"]),
    seconds=st.none() | st.floats(0, 1e5),
    honeypot=st.booleans(),
    trusted=st.booleans(),
    by_coach=st.booleans(),
    confirmed=st.booleans(),
    first_time=st.booleans(),
    burst=st.integers(0, 40),
    repeats=st.builds(Repeats, *[st.integers(0, 2)] * 4),
    blocked=st.builds(Blocked, st.booleans(), st.booleans()),
)


@given(arrivals)
def test_nothing_is_approved_of_whoever_is_not_known_here_or_with_the_trap_filled(arrived: Arrived) -> None:
    verdict = judge(arrived)
    assert verdict == judge(arrived)
    if arrived.by_coach and not arrived.honeypot:
        assert verdict.state is State.APPROVED
    elif arrived.honeypot or not arrived.trusted or arrived.blocked.person or arrived.seconds is None:
        assert verdict.state is not State.APPROVED
    assert verdict.score >= 0
    assert verdict.reasons


@given(texts, st.integers(0, 8), st.integers(0, 8))
def test_more_links_never_take_points_away(text: str, few: int, more: int) -> None:
    def points(links: int) -> int:
        return sum(sign.points for sign in signs_of(replace(NEW, text=text + " \n" + " https://a.example/x" * links)))

    if few <= more:
        assert points(few) <= points(more)


@given(arrivals)
def test_spam_begins_at_its_points(arrived: Arrived) -> None:
    verdict = judge(arrived)
    if verdict.score >= SPAM_AT and not arrived.trusted and not arrived.by_coach and not verdict.apart:
        assert verdict.state is State.SPAM


WORDS = st.sampled_from(
    ["the", "parcel", "came", "late", "and", "nobody", "rang", "so", "we", "waited", "Monday", "tea"]
)


@given(st.lists(WORDS, min_size=1, max_size=60))
def test_plain_words_of_people_known_here_are_shown(words: list[str]) -> None:
    assert judge(replace(KNOWN, text=" ".join(words))).state is State.APPROVED
