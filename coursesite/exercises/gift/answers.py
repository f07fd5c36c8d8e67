"""What stands between a question's braces, taken apart, and which kind of question that makes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from ..exchange import Unfit
from .texts import Format, plain
from .weights import take_weight

GENERAL = "####"
ARROW = "->"
MOST_ANSWERS = 500
LONGEST_QUESTION = 200_000
TRUE, FALSE = frozenset({"T", "TRUE"}), frozenset({"F", "FALSE"})
_BEGINNING = re.compile(r"(?=[~=])")


class Sort(Enum):
    """Which kind of question it is to Moodle."""

    DESCRIPTION = "description"
    ESSAY = "essay"
    NUMBER = "number"
    CHOICE = "choice"
    MATCH = "match"
    TRUTH = "truth"
    WORD = "word"


@dataclass(frozen=True)
class Given:
    """One answer as written: `=` or `~`, its weight, its text and its feedback, escapes still held apart."""

    right: bool
    weight: Fraction | None
    text: str
    feedback: str | None


@dataclass(frozen=True)
class Raw:
    """A question taken apart. `before` and `after` stand around the answers, `general` is everyone's feedback.

    `further` says that braces stand in the text after the answers, where they mean nothing.
    """

    title: str | None
    sort: Sort
    before: str
    after: str
    answers: str
    general: str | None
    further: bool


def take_apart(held: str) -> Raw:
    """Find a question's title, text and answers. Raises Unfit for open braces and for what is too long."""
    if len(held) > LONGEST_QUESTION:
        raise Unfit(f"It is longer than {LONGEST_QUESTION:,} characters.")
    title, text = _title(held)
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return Raw(title, Sort.DESCRIPTION, text, "", "", None, further=False)
    if start < 0:
        raise Unfit("A } stands in it and no { before it; a brace that is only text is written \\}.")
    if end < 0:
        raise Unfit("The { is not closed before the next blank line.")
    if end < start:
        raise Unfit("A } stands before the {; a brace that is only text is written \\}.")
    answers, mark, general = text[start + 1 : end].rpartition(GENERAL)
    answers, feedback = (answers, general) if mark else (general, None)
    before, after = text[:start], text[end + 1 :]
    further = "{" in after or "}" in after
    return Raw(title, _sort(answers.strip()), before, after, answers.strip(), feedback, further)


def given_answers(text: str) -> list[Given]:
    """Take answers apart at their `=` and `~`. Text before the first of them counts as a right answer."""
    pieces = [piece.strip() for piece in _BEGINNING.split(text)]
    return [_given(piece) for piece in _few(piece for piece in pieces if piece not in {"", "~"})]


def truth(text: str) -> tuple[bool, str | None, str | None]:
    """Read true or false: the answer, feedback for those who are wrong, and for those who are right."""
    word, *feedback = [piece.strip() for piece in text.split("#", 2)]
    wrong, right = [*feedback, "", ""][:2]
    return word in TRUE, wrong or None, right or None


def couples(text: str) -> list[tuple[str, str]]:
    """Read what belongs together. Raises Unfit where an answer has no arrow."""
    found = []
    for piece in _few(piece.strip() for piece in text.split("=") if piece.strip()):
        left, arrow, right = piece.partition(ARROW)
        if not arrow:
            raise Unfit("One of the answers to match has no “->”.")
        found.append((left.strip(), right.strip()))
    return found


def _few(pieces: Iterable[str]) -> list[str]:
    found = list(pieces)
    if len(found) > MOST_ANSWERS:
        raise Unfit(f"It has more than {MOST_ANSWERS} answers.")
    return found


def _title(held: str) -> tuple[str | None, str]:
    if not held.startswith("::"):
        return None, held
    title, closing, rest = held[2:].partition("::")
    return (plain(title, Format.moodle), rest.strip()) if closing else (None, held)


def _sort(answers: str) -> Sort:
    """Moodle's own order of asking."""
    if not answers:
        return Sort.ESSAY
    if answers.startswith("#"):
        return Sort.NUMBER
    if "~" in answers:
        return Sort.CHOICE
    if "=" in answers and ARROW in answers:
        return Sort.MATCH
    return Sort.TRUTH if answers.partition("#")[0].strip() in TRUE | FALSE else Sort.WORD


def _given(piece: str) -> Given:
    marked = piece[0] in "~="
    weight, text = take_weight(piece[1:] if marked else piece)
    text, sign, feedback = text.partition("#")
    return Given(piece[0] != "~", weight, text.strip(), (feedback.strip() or None) if sign else None)
