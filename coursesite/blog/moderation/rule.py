"""The rule: what becomes of a comment that has just come. Pure; no outside service is asked.

| sign                                                              | points |
|-------------------------------------------------------------------|--------|
| the form's trap is filled; the person is blocked                  | 10, and it is spam |
| the same text as spam (of a few words only: 3)                    | 10     |
| nearly the same text as spam                                      | 8      |
| the same, nearly the same text as a comment below another post    | 6, 5   |
| a link or a trade in the name                                     | 6, 4   |
| a name that reads as a coach's                                    | 4      |
| each strong phrase of what spam sells, at most 12                 | 4      |
| each word or phrase that the owner listed, at most 12             | 4      |
| three weak words or more of what spam sells                       | 2      |
| sent within 3 seconds; the form's time missing, forged or too old | 4      |
| each sort of praise that fits any post, at most 6, without a word of this post | 2    |
| words that mix scripts: one, several                              | 3, 5   |
| unseen characters inside words                                    | 3      |
| each of the first three links, each more                          | 1, 2   |
| links in HTML or BBCode; disguised links                          | 2, 3   |
| a site given by somebody of whom nothing was approved yet         | 1      |
| hardly more than a link                                           | 2      |
| a mail address or telephone number to write to                    | 1      |
| 5, 10, 20 comments from that network within the hour (untrusted)  | 2, 4, 6 |
| the network is blocked                                            | 10; held where the writer is trusted |

Somebody trusted is approved below HELD_AT and held from there, and is taken for spam only by a filled trap or a block.
Nobody else is ever approved: a guest's first comment is held, and so is all that comes without a confirmed address or
an approved comment; from SPAM_AT on it is spam. Capital letters, length and spelling say nothing.

A coach's own comment is shown, whatever it says: its writer could approve it a moment later.

What speaks of harming oneself is held apart before anything else is asked: no word, link or repeat makes it spam.
"""

from coursesite.blog.models import State
from coursesite.blog.moderation.arrived import Arrived, Verdict
from coursesite.blog.moderation.signs import Sign, signs_of
from coursesite.text.harm import speaks_of_harm

SPAM_AT = 8
HELD_AT = 4

APART = (
    "It speaks of harming oneself. It stands apart, so that somebody looks at it first; nothing in it counts as spam."
)
NETWORK = "The network it came from is blocked."
FIRST = "Nothing of this writer was approved here yet, and a first comment always waits."
UNCONFIRMED = "The guest’s address is not confirmed in this browser, so that it earns no trust."
COACH = "A coach wrote it."
TRUSTED = "It comes from somebody whose comments were approved here before."


def judge(arrived: Arrived) -> Verdict:
    """What becomes of a comment, with points and reasons, the weightiest first.

    Only coaches and people trusted are ever approved. Raises nothing; the same comment always gets the same verdict.
    """
    signs = sorted(signs_of(arrived), key=lambda sign: -sign.points)
    score = sum(sign.points for sign in signs)
    reasons = tuple(sign.sentence for sign in signs)
    if arrived.by_coach and not arrived.honeypot:
        return Verdict(State.APPROVED, score, (COACH, *reasons))
    if speaks_of_harm(f"{arrived.text}\n{arrived.name}"):
        return Verdict(State.HELD, score, (APART, *reasons), apart=True)
    if any(sign.decides for sign in signs):
        return Verdict(State.SPAM, score, reasons)
    if arrived.blocked.network:
        blocked = Sign(10, NETWORK)
        state = State.HELD if arrived.trusted else State.SPAM
        return Verdict(state, score + blocked.points, (blocked.sentence, *reasons))
    if score >= SPAM_AT and not arrived.trusted:
        return Verdict(State.SPAM, score, reasons)
    if arrived.trusted and score < HELD_AT:
        return Verdict(State.APPROVED, score, (TRUSTED, *reasons))
    return Verdict(State.HELD, score, _with_waiting(arrived, reasons))


def _with_waiting(arrived: Arrived, reasons: tuple[str, ...]) -> tuple[str, ...]:
    if arrived.trusted:
        return reasons
    return (FIRST if arrived.first_time else UNCONFIRMED, *reasons)
