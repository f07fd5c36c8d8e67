"""Exercises in the form of a GIFT question, for the kinds that Moodle has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from coursesite.text.markup import Unrendered, render
from coursesite.text.plain import plain_text

from ..gaps import find_gaps
from ..kinds import Exercise, Kind, Mark, Option
from .escapes import escaped
from .numerals import gift_number
from .weights import write_weight

MARKDOWN = "[markdown]"
TRUTH = ("True", "False")
_WEIGHT_LIKE = re.compile(r"\s*(?:%|\[)")


def natural(exercise: Exercise) -> str | None:
    """Write a question that Moodle asks as this exercise does; None where there is none."""
    maker = _MAKERS.get(exercise.kind)
    return None if maker is None else maker(exercise)


def is_truth(exercise: Exercise) -> bool:
    """Whether it is a question of true or false."""
    texts = tuple(option.text for option in exercise.options)
    return exercise.kind is Kind.pick_one and texts == TRUTH and not exercise.settings.shuffle and not _partly(exercise)


def _partly(exercise: Exercise) -> bool:
    return any(option.mark is Mark.partly for option in exercise.options)


def _asked(exercise: Exercise) -> str:
    """The title and the text; where there is no text, the title is what is asked."""
    if not exercise.prompt:
        return MARKDOWN + escaped(exercise.title)
    return _title(exercise) + MARKDOWN + escaped(exercise.prompt)


def _title(exercise: Exercise) -> str:
    return f"::{escaped(_plain(exercise.title))}::" if exercise.title else ""


def _question(exercise: Exercise, opening: str, answers: Iterator[str]) -> str:
    lines = "".join(f"\t{line}\n" for line in (*answers, _general(exercise)) if line)
    return f"{_asked(exercise)}{{{opening}\n{lines}}}"


def _general(exercise: Exercise) -> str:
    return f"####{_part(exercise.explanation)}" if exercise.explanation is not None else ""


def _part(text: str) -> str:
    """A part in the question's format, which has to be named where it could be taken for a weight or a format."""
    return (MARKDOWN if _WEIGHT_LIKE.match(text) else "") + escaped(text)


def _feedback(option: Option) -> str:
    return f"#{_part(option.feedback)}" if option.feedback is not None else ""


def _pick_one(exercise: Exercise) -> str:
    if is_truth(exercise):
        return _truth(exercise)
    return _question(exercise, "", (_picked(option, option.share) for option in exercise.options))


def _picked(option: Option, weight: Fraction) -> str:
    sign = "=" if weight == 1 else "~" + (write_weight(weight) if weight else "")
    return f"{sign}{_part(option.text)}{_feedback(option)}"


def _pick_several(exercise: Exercise) -> str:
    rights = sum(option.share == 1 for option in exercise.options)
    weights = [(option.share or Fraction(-1)) / rights for option in exercise.options]
    answers = (
        f"~{write_weight(weight)}{_part(option.text)}{_feedback(option)}"
        for option, weight in zip(exercise.options, weights, strict=True)
    )
    return _question(exercise, "", answers)


def _truth(exercise: Exercise) -> str:
    right = next(option for option in exercise.options if option.share == 1)
    wrong = next(option for option in exercise.options if option.share != 1)
    text = right.text.upper()
    if wrong.feedback is not None or right.feedback is not None:
        text += f"#{_part(wrong.feedback or '')}"
    if right.feedback is not None:
        text += f"#{_part(right.feedback)}"
    return f"{_asked(exercise)}{{{text}{_general(exercise)}}}"


def _short_answer(exercise: Exercise) -> str | None:
    """The answers as what people type; `*` would stand for any text, so it is written `\\*`."""
    texts = [_plain(option.text) for option in exercise.options]
    if any("->" in text or not text or "\n" in text for text in texts):
        return None
    answers = (
        f"={_weight(option)}{_typed(text)}{_feedback(option)}"
        for option, text in zip(exercise.options, texts, strict=True)
    )
    return _question(exercise, "", answers)


def _typed(text: str) -> str:
    starred = escaped(text.replace("*", "\\*"))
    return f"[plain]{starred}" if _WEIGHT_LIKE.match(text) else starred


def _weight(option: Option) -> str:
    return "" if option.share == 1 else write_weight(option.share)


def _number(exercise: Exercise) -> str | None:
    numbers = [gift_number(option.text) for option in exercise.options]
    if any(number is None for number in numbers):
        return None
    answers = (
        f"={_weight(option)}{number}{_feedback(option)}"
        for option, number in zip(exercise.options, numbers, strict=True)
    )
    return _question(exercise, "#", answers)


def _match(exercise: Exercise) -> str:
    answers = (
        f"={_part(pair.left).replace('->', '-&gt;')} -> {escaped(_plain(pair.right))}" for pair in exercise.pairs
    )
    return _question(exercise, "", answers)


def _gaps(exercise: Exercise) -> str | None:
    """A single gap is Moodle's missing word; more of them it has only in other formats."""
    found = find_gaps(exercise.prompt)
    if len(found) != 1 or len(exercise.gaps) != 1:
        return None
    place, gap = found[0], exercise.gaps[0]
    before, after = exercise.prompt[: place.start], exercise.prompt[place.end :]
    if gap.choices:
        answers = " ".join(("=" if word in gap.accepted else "~") + _typed_word(word) for word in gap.choices)
    else:
        answers = " ".join(f"={_typed(word)}" for word in gap.accepted)
    if "->" in answers:
        return None
    return f"{_title(exercise)}{MARKDOWN}{escaped(before)}{{{answers}{_general(exercise)}}}{escaped(after)}"


def _typed_word(word: str) -> str:
    """A word to pick; Moodle would read it as Markdown if it weren't told otherwise."""
    return ("[plain]" if re.search(r"[*_<&%\[]", word) else "") + escaped(word)


def _essay(exercise: Exercise) -> str:
    return f"{_asked(exercise)}{{{_general(exercise)}}}"


def _plain(text: str) -> str:
    """What a reader reads of a piece of Markdown, for the places where Moodle keeps plain text."""
    try:
        return plain_text(render(text).html) or text
    except Unrendered:
        return text


_MAKERS: dict[Kind, Callable[[Exercise], str | None]] = {
    Kind.pick_one: _pick_one,
    Kind.pick_several: _pick_several,
    Kind.short_answer: _short_answer,
    Kind.number: _number,
    Kind.match: _match,
    Kind.gaps: _gaps,
    Kind.write: _essay,
}
