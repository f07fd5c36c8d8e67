"""Missing words: answers in the middle of a text, where they can be a gap of ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from ..gaps import write_gap
from ..kinds import Exercise, Gap, Kind, Mark
from .answers import Given
from .draft import Draft
from .escapes import free
from .texts import Format, plain, split_format

ANY = "*"
_GAP_UNFIT = re.compile(r"[\[\]\n`\\]")


def typed_gap(draft: Draft, answers: Sequence[Given]) -> Exercise | None:
    """Answers in the middle of a text, all of them right and none with feedback, are a gap to fill in."""
    words = [plain(answer.text, draft.usual) for answer in answers]
    if any(answer.weight not in {None, Fraction(1)} or ANY in free(answer.text) for answer in answers):
        return None
    return _gap(draft, answers, tuple(words), ())


def list_gap(draft: Draft, answers: Sequence[Given], marks: Sequence[tuple[Mark, Fraction]]) -> Exercise | None:
    """Answers to pick in the middle of a text, one of them right and none with feedback, are a gap with a list."""
    words = tuple(plain(answer.text, draft.usual) for answer in answers)
    right = tuple(word for word, (mark, _) in zip(words, marks, strict=True) if mark is Mark.right)
    if len(right) != 1 or any(mark is Mark.partly for mark, _ in marks) or len(set(words)) < len(words):
        return None
    return _gap(draft, answers, right, words)


def _gap(draft: Draft, answers: Sequence[Given], right: tuple[str, ...], words: tuple[str, ...]) -> Exercise | None:
    told = any(answer.feedback for answer in answers)
    unfit = any(_GAP_UNFIT.search(word) or word.startswith("*") or not word for word in (*right, *words))
    dressed = bool(words) and any(_is_dressed(answer.text, draft.usual) for answer in answers)
    if told or unfit or dressed or not draft.raw.after.strip():
        return None
    gap = Gap(tuple(dict.fromkeys(right)), words, draft.line)
    return replace(draft.exercise(Kind.gaps), prompt=draft.prompt(write_gap(gap)), gaps=(gap,))


def _is_dressed(held: str, usual: Format) -> bool:
    """Whether a text has emphasis, links or the like, which the words of a list cannot have."""
    kind, text = split_format(held, usual)
    marks = {Format.html: "<", Format.moodle: "<", Format.markdown: "*_<&"}.get(kind, "")
    return any(mark in text for mark in marks)
