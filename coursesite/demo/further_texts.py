"""What people write and mean to try in the courses beside the story's own, by the course's slug and the lesson's.

Each text is used once, by whoever of those that write comes first. Where a lesson is gone, its texts stay unsaid.
"""

Where = tuple[str, str]

REFLECTIONS: dict[Where, tuple[str, ...]] = {
    ("reading-the-room", "ninety-four-out-of-a-hundred"): (
        "Noticing, I think. My sister would say that I leave out the last of the four: I notice, I have the word, I "
        "know exactly why, and then I slam the door.",
        "People come to me when somebody has to stay calm. My husband says I'm so calm that he has to guess.",
        "Nobody comes to me for any of them. They come because I have the van.",
    ),
    ("reading-the-room", "a-better-word-than-fine"): (
        "At the school gate, yesterday. Low and on the left. I'd have said sad, but nothing had happened. Used up.",
        "On Tuesday, to my mother. I said “all right” and it was envy. My brother had just told her about the house.",
    ),
    ("reading-the-room", "before-you-ring-your-brother"): (
        "“As I said.” My maths teacher had always said it already. I'm forty-four and it still works.",
        "A sigh before the answer. My father, behind his newspaper.",
    ),
    ("reading-the-room", "three-seconds-of-silence"): (
        "The cold in the back office. For two winters I've told myself that a jumper does it. One form would do it, "
        "and I know on whose desk it would have to lie.",
    ),
    ("reading-the-room", "holding-the-gravy"): ("Sunday lunch, and the word is cornered. After four breaths: tired.",),
    ("soft-skills-at-work", "what-you-already-do"): (
        "I tell whoever comes on after me where I stopped. It isn't on any form. They would notice by Tuesday.",
        "I read the delivery note aloud while I sign it. Nobody asked me to. The driver would notice first, because "
        "he corrects me about twice a week.",
        "I know who is allergic to what. I don't suppose that's a skill, but I've never seen anybody else ask.",
    ),
    ("soft-skills-at-work", "the-one-thing-first"): (
        "I wrote “the blue ones” and got the other blue ones. I had been standing in front of them for an hour, so to "
        "me there was only one blue.",
    ),
    ("soft-skills-at-work", "a-question-that-helps"): (
        "Accounts, twice. I supposed they'd think that I can't read a form. When somebody knocks at mine I'm rather "
        "glad, as long as it isn't ten to five.",
    ),
    ("soft-skills-at-work", "friday-at-ten"): (
        "The monthly figures. I say Wednesday. It was Friday, Friday and the Monday after.",
    ),
    ("everyday-of-service", "four-people-at-counter-three"): (
        "The bakery, cross. They did nothing wrong. I had expected what I get in the other branch.",
        "The hearing clinic. The leaflet said half an hour, and it was two. Had it said two I'd have brought a book.",
    ),
    ("everyday-of-service", "seen-at-the-door"): (
        "The woman in the archive had three boxes ready for me, and I thought that she was late. I was a back myself "
        "on the whole of Friday. Stocktaking.",
    ),
    ("everyday-of-service", "while-the-line-is-quiet"): (
        "About the boiler, to three people. By the third time I'd left out that the baby was ill, and it was the only "
        "thing that mattered.",
    ),
    ("between-jobs", "the-first-week"): (
        "One with a date, for the office, by the 30th. The letter about the telephone has none. I'll ask.",
        "I don't know the date for the appeal. The adviser at the union would. I have the number on the fridge.",
    ),
    ("between-jobs", "four-kilos-of-sardines"): (
        "The key. I had it for nine years and gave it back in an envelope. And somebody saying “there she is” when I "
        "came round the corner with the trolley.",
    ),
    ("between-jobs", "sundays-at-five"): (
        "The rent I know by heart. I haven't looked up what the car costs. My sister would be right for the other "
        "chair. She doesn't sigh.",
    ),
    ("difficult-conversations", "why-practise-talking"): (
        "The one about the early shift. I'm afraid he'll say that I only come when something is wrong. It's true.",
        "Her handovers. She'll cry, and I'll take it all back.",
    ),
    ("difficult-conversations", "up-to-forty-pounds"): (
        "Whether they may take back a lamp without the receipt. I have never once said no. All I'd need is a sum.",
    ),
    ("difficult-conversations", "after-a-bad-call"): (
        "“You say sorry before you know for what.” On the same afternoon, in the car park. Two more and I'd have "
        "stopped hearing it.",
    ),
}

TRIED: dict[Where, tuple[str, ...]] = {
    ("reading-the-room", "ninety-four-out-of-a-hundred"): (
        "Notice when somebody in the kitchen goes quiet, and put the kettle on without a word about it.",
        "Look up when my daughter comes in, before I ask about the bus.",
    ),
    ("reading-the-room", "before-you-ring-your-brother"): (
        "When the new rota comes: five words and five words, and look again on Sunday.",
    ),
    ("soft-skills-at-work", "what-you-already-do"): (
        "Two people, one question each. Not the two who like me.",
        "Ask the night shift and the man from the loading bay what I do that helps, and what else.",
    ),
    ("everyday-of-service", "four-people-at-counter-three"): (
        "On the Thursday shift, ask five people how they are for time before I begin.",
    ),
    ("everyday-of-service", "while-the-line-is-quiet"): ("Say how long I'll be silent, on five calls.",),
    ("between-jobs", "the-first-week"): ("Ring about the form on Wednesday at ten, and write down what they say.",),
    ("difficult-conversations", "why-practise-talking"): (
        "My first sentence, three times, to the shelves in the stockroom.",
    ),
    ("difficult-conversations", "after-a-bad-call"): ("Write down all five points and take one of them along.",),
}

BECAME: dict[str, str] = {
    "Two people, one question each. Not the two who like me.": (
        "One said that I explain too long when it's urgent. The other said “nothing, really”, and came back an hour "
        "later with three things."
    ),
    "Ring about the form on Wednesday at ten, and write down what they say.": (
        "It was Thursday. They were friendly. I have until the 14th, two weeks longer than I'd thought."
    ),
    "My first sentence, three times, to the shelves in the stockroom.": (
        "The third time I left out “just”. Then the door opened and it was him, so I said it a fourth time."
    ),
}
"""How what somebody meant to try went, where they have said so. The others will still be asked."""
