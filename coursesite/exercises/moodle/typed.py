"""Moodle's questions with an answer to type: shortanswer and numerical."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from xml.etree.ElementTree import Element

from coursesite.text.wording import answer_form

from ..escaping import escape_within, settle
from ..kinds import Exercise, Kind, Mark, Option
from ..numbers import read_span, write_decimal
from .book import Question, number_of, rounded, share_of
from .drafting import draft

NEAR = Fraction(1, 10**9)
WILDCARD = re.compile(r"(?<!\\)\*")


def shortanswer(question: Question) -> Exercise:
    """Read a short answer. Case never counts here and `*` stands for nothing, which is noted."""
    options, rest = _read(question, _word)
    if question.is_true("usecase", "0"):
        question.note("Capitals counted in Moodle; here they don't.")
    if any(WILDCARD.search(_text(answer)) and _text(answer) != "*" for answer in question.element.findall("answer")):
        question.note("A star stood for any letters in Moodle; here it is only a star, so list the wordings meant.")
    return draft(question, Kind.short_answer, options=_joined(question, options), after=rest)


def numerical(question: Question) -> Exercise:
    """Read a number with its tolerance. Units are noted and left out."""
    options, rest = _read(question, _number)
    units = [(unit.text or "").strip() for unit in question.element.iterfind("units/unit/unit_name")]
    if units:
        question.note(f"The units {', '.join(units)} were left out: say in the question which one is meant.")
    return draft(question, Kind.number, options=_joined(question, options), after=rest)


def number_text(value: str, tolerance: str, notation: str | None = None) -> str:
    """Write a number of Moodle's as a coach would. `notation` is how it was written here, if it means the same."""
    middle, reach = number_of(value.replace(",", ".")), number_of(tolerance or "0")
    if middle is None or reach is None:
        return value
    span = read_span(notation) if notation else None
    if span and abs(span.low - (middle - abs(reach))) < NEAR and abs(span.high - (middle + abs(reach))) < NEAR:
        return notation or ""
    return f"{write_decimal(middle)} ± {write_decimal(abs(reach))}" if reach else write_decimal(middle)


def _text(answer: Element) -> str:
    return " ".join((answer.findtext("text") or "").split())


def _word(answer: Element) -> str:
    if answer.get("format") == "markdown":
        return (answer.findtext("text") or "").strip("\n").replace("\\*", "*")
    return settle(escape_within(_text(answer).replace("\\*", "*")))


def _number(answer: Element) -> str:
    return number_text(_text(answer), answer.findtext("tolerance") or "0", answer.get("notation"))


def _read(question: Question, text_of: Callable[[Element], str]) -> tuple[list[Option], list[str]]:
    """Read the answers; what Moodle says to any other answer joins the explanation."""
    options, rest = [], []
    for answer in question.element.findall("answer"):
        feedback = question.markdown(answer.find("feedback")) or None
        share = rounded(share_of(answer))
        if _text(answer) == "*" and share <= 0:
            if feedback:
                rest.append(f"If it is something else: {feedback}")
                question.note("What Moodle says to any other answer joined the explanation.")
            continue
        mark = Mark.answer if share >= 1 else Mark.partly if share > 0 else Mark.wrong
        worth = min(max(share, Fraction(0)), Fraction(1))
        options.append(Option(text_of(answer), mark, worth, feedback, question.line))
    return _with_right(question, options), rest


def _with_right(question: Question, options: list[Option]) -> list[Option]:
    if not options or any(option.mark is Mark.answer for option in options):
        return options
    best = max(range(len(options)), key=lambda place: options[place].share)
    if options[best].share:
        question.note("No answer earns all marks in Moodle; the best one counts as right here.")
        options[best] = replace(options[best], mark=Mark.answer, share=Fraction(1))
    return options


def _joined(question: Question, options: Sequence[Option]) -> list[Option]:
    """Join wordings that count as one here, such as `Naming` and `naming`; the one that earns most stays."""
    kept: dict[str, Option] = {}
    for option in options:
        form = answer_form(option.text)
        if form not in kept:
            kept[form] = option
            continue
        question.note(f"The answers “{kept[form].text}” and “{option.text}” are one here.")
        best, other = sorted((kept[form], option), key=lambda found: -found.share)
        kept[form] = replace(best, feedback=best.feedback or other.feedback)
    return list(kept.values())
