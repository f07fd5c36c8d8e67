"""Conversations as coaches write them, for tests."""

from collections.abc import Mapping, Sequence

from coursesite import conversations
from coursesite.conversations import Conversation, Script
from coursesite.text.faults import Fault
from coursesite.text.markup import render

METERS = {"trust": 40, "heat": 70}
# The sample of the formats, with the scenes that it leaves out.
DANA = """\
## start
**Dana:** This is the third time I've rung. Do you people even write things down?

> She expects to be passed on again.

- [ ] [It says here your parcel was delivered on Tuesday.](#denial) heat +15
  > Facts first sounds like "you're wrong".
- [x] [Three calls. I'd be fed up too.](#heard) heat -15, trust +10
  > She hears that someone counted.

## denial
**Dana:** Then your screen is lying.

- [I'll look again, and ring you at four.](#end-kept) heat +5
- [It is what it says.](#denial) heat +10

## heard
She breathes out. **Dana** waits.

- [I'll ring you at four, whatever I find.](#end-kept) heat −20, trust + 20

## end-kept
She writes down your name.

- if heat > 60: You kept her, and paid for it: the next call starts hot.
- if trust >= 70: She will ring you, not your competitor.
"""


def read(text: str, first_line: int = 1) -> Script:
    """A text as a script."""
    return conversations.parse(text.split("\n"), first_line)


def faults(text: str, meters: Mapping[str, int] | None = None) -> list[Fault]:
    """Everything that is wrong with a text."""
    script = read(text)
    return sorted({*script.faults, *conversations.check(script, METERS if meters is None else meters)})


def said(found: Sequence[Fault]) -> list[tuple[int, str]]:
    """The faults by line, without what to write instead."""
    return [(fault.line, fault.problem) for fault in found]


def made(text: str, meters: Mapping[str, int] | None = None) -> Conversation:
    """A text made ready to play."""
    return conversations.compile(
        read(text),
        lambda part, line: render(part, first_line=line).html,
        you="You answer the phone at ParcelWay.",
        other="Dana",
        meters=METERS if meters is None else meters,
        at_once=False,
    )
