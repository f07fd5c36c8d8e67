"""A passage of ours that somebody changed in Twine: its new words, with what Twine has no place for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coursesite.conversations.written import WrittenReply, WrittenScene, WrittenVerdict, same

from .dialects import Dialect
from .markup import read
from .notation import verdicts_of
from .scenes import prose_of, read_back
from .sugaring import words_of


def merged(
    made: WrittenScene, before: WrittenScene | None, spoken: str, dialect: Dialect, meters: Mapping[str, str]
) -> WrittenScene | None:
    """The scene with the debrief that stands in its passage as `spoken`, and with what `before` says besides.

    What the other feels, and a reply's mark and reason, stay; None where this can't be written down.
    """
    verdicts: tuple[WrittenVerdict, ...] = ()
    if not made.replies:
        verdicts = tuple(_verdicts(spoken, dialect, meters)) or (before.verdicts if before else ())
    scene = replace(made, verdicts=verdicts)
    if before is not None:
        left = list(before.replies)
        scene = replace(scene, feels=before.feels, replies=tuple(_carried(reply, left) for reply in made.replies))
    return read_back(scene)


def _verdicts(spoken: str, dialect: Dialect, meters: Mapping[str, str]) -> list[WrittenVerdict]:
    found = []
    for text, conditions, otherwise in verdicts_of(spoken, meters):
        prose = " ".join(prose_of(read(text, dialect), dialect).split())
        if prose:
            found.append(WrittenVerdict(prose, conditions, otherwise))
    return found


def _carried(reply: WrittenReply, left: list[WrittenReply]) -> WrittenReply:
    """A reply with what one in the same words, or the only one that leads to the same scene, says besides."""
    leads = [one for one in left if same(one.to) == same(reply.to)]
    alike: Sequence[WrittenReply] = [one for one in leads if words_of(one.text) == words_of(reply.text)]
    if not alike:
        alike = leads if len(leads) == 1 else ()
    if not alike:
        return reply
    old = alike[0]
    left.remove(old)
    text = old.text if words_of(old.text) == words_of(reply.text) else reply.text
    changes = reply.changes if set(reply.changes) != set(old.changes) else old.changes
    return replace(reply, text=text, mark=old.mark, reason=old.reason, changes=changes)
