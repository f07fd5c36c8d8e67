"""Moodle's questions to pick from: multichoice and truefalse."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from xml.etree.ElementTree import Element

from ..exchange import ALMOST_ALL
from ..kinds import Exercise, Kind, Mark, Option
from .book import Question, rounded, share_of
from .drafting import draft

_NEAR = Fraction(1, 1000)


def multichoice(question: Question) -> Exercise:
    """Read a multichoice question. With one answer: the share of each. With several: see `_several`."""
    answers = question.element.findall("answer")
    shares = [share_of(answer) for answer in answers]
    several = not question.is_true("single")
    marks = _several(question, shares) if several else _single(question, shares)
    options = tuple(_option(question, answer, *mark) for answer, mark in zip(answers, marks, strict=True))
    rights = sum(option.mark is Mark.right for option in options)
    if several and rights == 1:
        question.note("Several answers could be picked in Moodle; only one is right, so here one is picked.")
    kind = Kind.pick_several if rights > 1 else Kind.pick_one
    return draft(question, kind, options=options, shuffle=question.is_true("shuffleanswers"))


def truefalse(question: Question) -> Exercise:
    """Read a true/false question as one to pick from, True above False."""
    answers = question.element.findall("answer")
    words = [(answer.findtext("text") or "").strip().lower() for answer in answers]
    if set(words) != {"true", "false"}:  # an old file in another language: true comes first
        words = ["true", "false"][: len(words)]
    found = dict(zip(words, answers, strict=False))
    rights = {word: share_of(answer) == 1 for word, answer in found.items()}
    options = tuple(
        Option(
            word.capitalize(),
            Mark.right if rights[word] else Mark.wrong,
            Fraction(rights[word]),
            question.markdown(found[word].find("feedback")) or None,
            question.line,
        )
        for word in ("true", "false")
        if word in found
    )
    return draft(question, Kind.pick_one, options=options, shuffle=False)


_Mark = tuple[Mark, Fraction]


def _option(question: Question, answer: Element, mark: Mark, share: Fraction) -> Option:
    feedback = question.markdown(answer.find("feedback")) or None
    return Option(question.markdown(answer), mark, share, feedback, question.line)


def _single(question: Question, shares: Sequence[Fraction]) -> list[_Mark]:
    best = max(shares, default=Fraction(0))
    right = shares.index(best) if shares else 0
    if best != 1:
        question.note("No answer earns all marks in Moodle; the best one counts as right here.")
    if sum(share == 1 for share in shares) > 1:
        question.note("Several answers earn all marks in Moodle, and one is picked; here the later ones earn 99 %.")
    if any(share < 0 for share in shares):
        question.note("Some answers take marks away in Moodle; here they earn none.")
    return [
        (Mark.right, Fraction(1)) if place == right else _worth(min(rounded(share), ALMOST_ALL))
        for place, share in enumerate(shares)
    ]


def _several(question: Question, shares: Sequence[Fraction]) -> list[_Mark]:
    """Right picks earn equal parts here, and a wrong one takes off as much as a right one earns.

    Where the best ones of Moodle's answers make up all marks, the others that earn something earn their part of
    a right one on top. Else all that earn something are right.
    """
    best = max([share for share in shares if share > 0], default=Fraction(0))
    full = [share for share in shares if best and abs(share / best - 1) < _NEAR]
    gaining = [share for share in shares if share > 0]
    if len(gaining) == len(full) or abs(sum(full, Fraction(0)) - 1) > _NEAR:
        marks = [(Mark.right, Fraction(1)) if share > 0 else (Mark.wrong, Fraction(0)) for share in shares]
        if len(gaining) != len(full):
            question.note("Its right answers earn unequal parts in Moodle; here each earns the same.")
    else:
        marks = [
            (Mark.right, Fraction(1)) if share > 0 and abs(share / best - 1) < _NEAR else _worth(rounded(share / best))
            for share in shares
        ]
    if best and any(share <= 0 and abs(share / best + 1) > _NEAR for share in shares):
        question.note("Here a wrong pick takes off as much as a right one earns, which Moodle did otherwise.")
    return marks


def _worth(share: Fraction) -> _Mark:
    return (Mark.partly, share) if 0 < share < 1 else (Mark.wrong, Fraction(0))
