"""What is said below the blog's posts in the demo: by the post's key, in the order of time.

Learners are people of `names.AT_NORTHLINE`, who are there whatever the seed. They comment after they have signed up and
stay away in their busy week. Guests have a name and nothing else; the same name below the same post is the same guest.
"""

from typing import Literal, NamedTuple

Standing = Literal["learner", "guest", "coach"]
Outcome = Literal["approved", "held", "spam"]


class Said(NamedTuple):
    """One comment. `text` is Markdown, `days_after` counts from the post's publication.

    `replies_to` is the place in the same thread, counted from 0, of the comment that this one answers. `pinned` is a
    coach's answer that stands at the top.
    """

    who: str
    standing: Standing
    days_after: float
    text: str
    replies_to: int | None = None
    state: Outcome = "approved"
    pinned: bool = False


_COACH = "Maren Holt"


def _coach(days_after: float, text: str, replies_to: int, *, pinned: bool = False) -> Said:
    return Said(_COACH, "coach", days_after, text, replies_to, pinned=pinned)


_TWO_KINDS_OF_SORRY = (
    Said(
        "Winifred Oduya",
        "guest",
        0.4,
        "I don't agree about Yuki. Where I grew up you say sorry to a man who has hit his own toe. Nobody thinks that "
        "you did it, you only mean *I saw that*. When I came to Leicester people answered “it's not your fault!” and I "
        "felt like a fool for being polite. So perhaps she has not spent it all. Perhaps the others can't count.",
    ),
    _coach(
        0.9,
        "You've caught me. I wrote as if there were one English, and in mine a sorry for someone else's toe sounds "
        "nervous. Does it ever get mixed up where you're from, when somebody really did do it?",
        0,
    ),
    Said(
        "Winifred Oduya",
        "guest",
        1.6,
        "Never. When you did it you must say what you did, and you come to the house. My aunt sent my cousin back "
        "twice because he had only said sorry at the gate.",
        1,
    ),
    Said(
        "Alan P.",
        "guest",
        3.2,
        "Thirty years in claims. We drilled people never to say the second kind, and I still hear the training voice "
        "in my head. What I will say is that the files which went on longest were the ones with the smoothest first "
        "letters in them. No idea which way round cause and effect goes there.",
    ),
    Said(
        "David Brookes",
        "guest",
        5.5,
        "Wow, what an amazing write up! I have been surfing the web for hours today and never found any interesting "
        "article like yours. It is pretty worth enough for me. If all web owners made such excellent content the "
        "internet would be a lot more useful than ever before. Visit [cheap apology cards](https://cards.example.net).",
        state="spam",
    ),
    Said(
        "Gráinne Fahy",
        "learner",
        8.1,
        "We had an outage last week. For two days nobody could tell us whether it was our exchange or the council "
        "digging. I must have said “I don't know yet” four hundred times. It went well on the first day. By the second "
        "I'd have been kinder just lying to them.",
    ),
    Said(
        "Marek Sobczak",
        "learner",
        8.8,
        "It stopped working when the time passed and we had no new time. On Tuesday they told us to say *by four*. At "
        "four there was nothing and at five they told us to say *by eight*. I stopped giving a time. I think that was "
        "worse, but at least it was not another lie.",
        5,
    ),
    _coach(
        9.6,
        "Then the time was a guess of somebody who wasn't on the telephone. What you can promise at your desk is your "
        "own next call: “I'll ring you at four and tell you what I've heard, and it may be nothing.” With four hundred "
        "callers even that's impossible, I know. In that case a recorded message with the hour of its last change is "
        "more honest than any of us.",
        6,
        pinned=True,
    ),
    Said(
        "Gráinne Fahy",
        "learner",
        9.8,
        "The recording said “we are aware of an issue in your area”. No hour. I've put that in the note for Thursday's "
        "meeting. Under the heading of sorry, first kind.",
        7,
    ),
)

_THE_FIRST_SEVEN_DAYS = (
    Said(
        "Tove",
        "guest",
        0.5,
        "Day four here. Warehouse, nine years. What helped: my friend Mona came round, said nothing about it and put "
        "up the shelf that has been on the floor since Easter. I held the screws. What I would rather not have heard: "
        "that everything happens for a reason. The reason is a new owner.",
    ),
    _coach(
        0.8,
        "I'd have liked to meet Mona. Thank you for writing this on day four, of all days. If on some evening the "
        "screws aren't enough, there's a page of help linked in the post, and you can always write here again.",
        0,
    ),
    Said(
        "Declan Moran",
        "learner",
        1.4,
        "Can I put in a word against the three columns? When it was me, in 2019, I'd come off eleven years of shifts. "
        "My sister gave me a planner. Every empty box in it was a telling-off. I slept for a fortnight, and ate toast, "
        "and I'd do that again. The columns came in week three, when I was bored.",
    ),
    Said(
        "Hartmut Feige",
        "guest",
        2.3,
        "For me it was the other way. I slept in the first week and could not get out again until February. I needed "
        "somebody to say nine o'clock to me. But maybe that is only clear from behind.",
        2,
    ),
    Said(
        "Beatriz Lopes",
        "learner",
        16.2,
        "It's my mother who has lost hers, after twenty-six years in the same school kitchen. She says that she's fine "
        "and has cleaned my oven twice. I ring every evening and then don't know what to say. Does one ask? Or wait?",
    ),
    _coach(
        16.8,
        "I'd ask once, plainly, and not on the telephone if you can help it: “What do you miss most about it?” If she "
        "says “nothing”, leave it there and eat something together. You can also ask her for a thing that only she "
        "knows, such as how one cooks for three hundred. It isn't a trick. You'd really like to know.",
        4,
    ),
    Said(
        "Tove",
        "guest",
        19.3,
        "Day twenty-three, since you said to write again. The shelf is full. I've had one interview, with a man who "
        "looked at his phone. Sleeping so-so. I have told the choir, and the altos have all got cousins.",
        1,
    ),
    Said(
        "Jolanta",
        "guest",
        24.1,
        "I found this page at half past two at night. Mine ended last Friday, by a letter, after fourteen years, and "
        "my husband says to be glad because I always complained. He is right that I complained. How do you explain to "
        "somebody that you can miss a thing you didn't like?",
        state="held",
    ),
)

_SIX_IN_THE_MORNING = (
    Said(
        "Adam Kuc",
        "learner",
        0.6,
        "Nights on a telephone desk, so nobody sees my church face, they only hear it. Once at five a colleague wrote "
        "to me “ok.” with a full stop, and I carried that full stop for two days. She has no memory of it. She says "
        "her keyboard does it by itself.",
    ),
    Said(
        "Bernt Aasen",
        "guest",
        0.8,
        "The manager's question is the one I know. Ours also wanted proof before the trial, and the trial was how one "
        "would get the proof. Did those two write anything down while it was still five nights?",
    ),
    Said(
        "Pauline, RGN",
        "guest",
        0.9,
        "On my ward “it's the hour” would last a week. After that the two who snap at everyone day *and* night would "
        "be saying it before they'd even opened their mouths. Some people are tired. Some have been rude since 1998. "
        "I'd want a sentence that knows the difference.",
    ),
    _coach(
        1.3,
        "I think that's right. Between Rosalind and Dieudonné it works since each of them says it about twice a month. "
        "A sentence can't know the difference, but the back of the rota can: what is still true after sleep gets "
        "brought up. Has anybody brought it up with those two?",
        2,
    ),
    Said(
        "Shauna Roche",
        "learner",
        1.9,
        "What about when the handover is only written? We never meet the people from the night, we get six lines in a "
        "box. Whatever mood they had comes through anyway. Or I put it in myself, I suppose. How would you say “it's "
        "the hour” in a box?",
    ),
    Said(
        "Pauline, RGN",
        "guest",
        2.1,
        "One of them, yes, in 2011. She cried, and it turned out nobody had ever told her. It was better till about "
        "Christmas. The other is my sister-in-law.",
        3,
    ),
    Said(
        "Bernt Aasen",
        "guest",
        2.7,
        "I sit on the works council of a hospital and we got the fifth night taken out two years ago. What helped was "
        "figures of our own on near misses by hour. Our form is [here](https://form.example.org/near-misses) and the "
        "agreement [here](https://council.example.org/nights), both in Norwegian, both free to copy. It took eleven "
        "months, so begin now.",
        state="held",
    ),
)

_NINETEEN_MESSAGES = (
    Said(
        "Ruud",
        "guest",
        1.2,
        "Repairs, fourteen years. We ask. They say “nothing on it, just wipe it” and wave the hand. And next day they "
        "stand there. The question is good but people don't know what they have on it until it is gone. I make a copy "
        "now if I can, even when they say no need, and delete it after a week. I'm not sure that I'm allowed to.",
    ),
    Said(
        "Ann-Kathrin",
        "guest",
        2.0,
        "Other side of the counter. Our vet came out and said: “I gave her too much. I read the weight from the wrong "
        "card.” She kept her hand flat on the table the whole time, beside the dog and not on her. I can't tell you "
        "why that mattered. I never went back, and I've sent three friends there.",
    ),
    _coach(
        2.4,
        "“I never went back, and I've sent three friends there.” I don't believe that any survey has a box for that. "
        "Thank you for telling it.",
        1,
    ),
    Said(
        "Best Mobile Deals",
        "guest",
        30.2,
        "Truly a fantastic blog post, I was looking for this information since long time and you have cleared all my "
        "doubts in a very simple manner. Keep sharing such a valuable knowledge with us, I have bookmarked your page "
        "and told my brother. You can also recover deleted messages very easily at https://recover.example.com today.",
        state="spam",
    ),
    Said(
        "Ferdinand K.",
        "guest",
        41.0,
        "I buried my wife in March, and if a girl in a shop had fetched a chair and asked me about milk, I would have "
        "walked out. One wants to be alone then. It reads very well as a story. I only say that some of us would have "
        "preferred the bare two sentences and the door held open.",
    ),
    _coach(
        41.7,
        "I'm sorry about your wife. You're right to say it, and the post is too sure of that chair. Rasa did have one "
        "advantage over us, she could see him. But she might have read him wrongly, and then the door would have been "
        "the kinder thing.",
        4,
    ),
    Said(
        "Ewa Bielska",
        "learner",
        107.4,
        "Question from a desk with rules. We aren't supposed to say “I did it”, only “there has been an error”. I'd "
        "rather say I. Has somebody here asked their legal people what exactly is forbidden? Ours answer with a link "
        "to a page that answers with a link.",
    ),
)

_THE_CUSTOMER_DOWN_THE_CORRIDOR = (
    Said(
        "Moses",
        "guest",
        0.7,
        "In defence of Teodora: we have *tried* other subject lines. “PLEASE READ: dose field has moved” got a reply "
        "from a consultant asking me not to shout. Nine hundred people, forty systems, something changes every day. If "
        "I write to all of them each time then nobody reads any of it, which is how we got to Release notes 4.2.",
    ),
    Said(
        "Lynne Abbot",
        "guest",
        1.1,
        "Ward clerk here. I'm the one on leave in this story. I set the away message every single time, and the shared "
        "inbox doesn't send it, only my own does. I've reported that. Guess which inbox I reported it to.",
        0,
    ),
    _coach(
        1.5,
        "Between the two of you there's half of the post that I didn't write. Moses, may I ask what did work, if "
        "anything has? I'd be glad to pass it on to somebody in that house.",
        1,
    ),
    Said(
        "Moses",
        "guest",
        2.2,
        "A note on the form itself, in the place where the field used to be, for two weeks. “Unit is now above.” Costs "
        "me an hour. It works because people look where the thing was.",
        2,
    ),
    Said(
        "Théo Marchand",
        "guest",
        12.4,
        "You're hard on the word. In our foundry the core shop had never once gone to see what happens to a core. Then "
        "a new boss said “the moulders are your customers”, and people did laugh, but they went. A silly word that "
        "makes somebody walk sixty metres has earned its keep, I'd say.",
    ),
    Said(
        "Joana Teixeira",
        "learner",
        218.2,
        "And if the other department doesn't want coffee? I went down to dispatch with the two questions, quite proud "
        "of myself, and the man said that I should open a ticket.",
    ),
    _coach(
        218.9,
        "Then open one, and write the first question in it. I'm serious: somebody will have to answer it to close it. "
        "And try him again at the end of a shift. He may have had six people with good questions that morning.",
        5,
    ),
)

THREADS: dict[str, tuple[Said, ...]] = {
    "b5hx3y": _TWO_KINDS_OF_SORRY,
    "m2vk6z": _THE_FIRST_SEVEN_DAYS,
    "y6cq4d": _SIX_IN_THE_MORNING,
    "c9yw2f": _NINETEEN_MESSAGES,
    "d4wq7h": _THE_CUSTOMER_DOWN_THE_CORRIDOR,
}
"""By the key of the post."""
