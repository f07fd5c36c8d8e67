"""Each kind of ours as the question of Moodle's that scores like it."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from xml.etree.ElementTree import SubElement

from ..gaps import find_gaps
from ..kinds import Exercise, Gap, Kind, Mark
from ..numbers import read_span
from ..printing import print_exercise
from ..tables import row
from .arranging import COLUMNS, NEIGHBOURS
from .clozetext import write_word
from .drafting import settings_along
from .outgoing import NOTHING, Gallery, Outgoing, decimal

_MARKUP = re.compile(r"[*`\[\]\n]|\\")
_SMALLEST = Fraction(1, 10**12)


def write_native(exercise: Exercise, gallery: Gallery) -> Outgoing | None:
    """Write an exercise as the question of Moodle's that is its equal; None for a kind without one."""
    writer = _WRITERS.get(exercise.kind)
    if writer is None:
        return None
    out = writer(exercise, gallery)
    along = settings_along(exercise)
    if along:
        out.element.set("settings", along)
        out.note(f"Moodle doesn't know the settings “{along}”; they stay in the file.")
    return out


def write_description(title: str, markdown: str, gallery: Gallery) -> Outgoing:
    """Write text that asks nothing, or an exercise in our own notation that Moodle shows as text."""
    out = Outgoing.of("description", title, gallery)
    out.text("questiontext", markdown)
    out.text("generalfeedback", "")
    out.says("defaultgrade", "0")
    out.says("penalty", "0")
    out.says("hidden", "0")
    out.says("idnumber", "")
    return out


def _pick(exercise: Exercise, gallery: Gallery) -> Outgoing:
    """Pick one: each option's share. Several: each right one an equal part, each wrong one as much off."""
    out = Outgoing.of("multichoice", exercise.title, gallery)
    several = exercise.kind is Kind.pick_several
    rights = sum(option.mark is Mark.right for option in exercise.options) if several else 1
    out.head(exercise)
    out.says("single", "false" if several else "true")
    out.says("shuffleanswers", "true" if exercise.settings.shuffle else "false")
    out.says("answernumbering", "none")
    for option in exercise.options:
        share = option.share if option.share or not several else Fraction(-1)
        out.answer(share / rights, option.text, option.feedback)
    if several and any(option.mark is Mark.partly for option in exercise.options):
        out.note("With its half-right answers more than all marks could be earned, which Moodle cuts off too.")
    out.foot(exercise)
    return out


def _short(exercise: Exercise, gallery: Gallery) -> Outgoing:
    out = Outgoing.of("shortanswer", exercise.title, gallery)
    out.head(exercise)
    out.says("usecase", "0")
    for option in exercise.options:
        out.answer(option.share, option.text.replace("*", "\\*"), option.feedback)
        if _MARKUP.search(option.text):
            out.note("Moodle compares answers letter by letter, so marks such as stars would have to be typed there.")
    out.foot(exercise)
    return out


def _number(exercise: Exercise, gallery: Gallery) -> Outgoing:
    out = Outgoing.of("numerical", exercise.title, gallery)
    out.head(exercise)
    for option in exercise.options:
        span = read_span(option.text)
        low, high = (span.low, span.high) if span else (Fraction(0), Fraction(0))
        middle, reach = (low + high) / 2, (high - low) / 2
        # A number without an end is cut, so what was cut is allowed for.
        cut = Fraction(decimal(middle, 12)) != middle
        answer = out.answer(option.share, decimal(middle, 12), option.feedback, notation=option.text)
        SubElement(answer, "tolerance").text = decimal(reach + (_SMALLEST if cut else 0), 12)
    out.foot(exercise)
    return out


def _match(exercise: Exercise, gallery: Gallery) -> Outgoing:
    out = Outgoing.of("matching", exercise.title, gallery)
    out.element.set("columns", row(list(exercise.columns)))
    out.head(exercise)
    out.says("shuffleanswers", "true")
    for pair in exercise.pairs:
        why = NOTHING if pair.why is None else {"why": pair.why}
        stem = out.text("subquestion", pair.left, attributes=why)
        out.text("answer", pair.right, stem)
    if exercise.columns[:2] != COLUMNS or any(pair.why for pair in exercise.pairs):
        out.note("Moodle shows neither the titles of the columns nor the reasons; they stay in the file.")
    out.foot(exercise)
    return out


def _order(exercise: Exercise, gallery: Gallery) -> Outgoing:
    out = Outgoing.of("ordering", exercise.title, gallery)
    out.head(exercise)
    for name, word in (("layouttype", "VERTICAL"), ("selecttype", "ALL"), ("selectcount", "0")):
        out.says(name, word)
    for name, word in (("gradingtype", NEIGHBOURS), ("showgrading", "SHOW"), ("numberingstyle", "none")):
        out.says(name, word)
    for place, option in enumerate(exercise.options, 1):
        answer = out.text("answer", option.text, attributes={"fraction": str(place)})
        if option.feedback is not None:
            out.text("feedback", option.feedback, answer)
            out.note("Moodle says nothing to single items of an order; their feedback comes back with the file.")
    out.foot(exercise)
    return out


def _essay(exercise: Exercise, gallery: Gallery) -> Outgoing:
    """The rubric goes where Moodle's graders see it."""
    out = Outgoing.of("essay", exercise.title, gallery)
    out.head(exercise)
    out.says("responseformat", "editor")
    out.says("responserequired", "1")
    out.says("responsefieldlines", "10")
    out.says("attachments", "0")
    out.text("graderinfo", _rubric(exercise))
    out.text("responsetemplate", "")
    if exercise.options:
        out.note("In Moodle only graders see the lines to tick.")
    out.foot(exercise)
    return out


def _rubric(exercise: Exercise) -> str:
    """The lines to tick in our notation."""
    bare = Exercise(Kind.write, "", None, type(exercise.settings)(), "", 1, None, options=exercise.options)
    return print_exercise(bare).partition("\n")[2].strip("\n") if exercise.options else ""


def _gaps(exercise: Exercise, gallery: Gallery) -> Outgoing:
    places = find_gaps(exercise.prompt)
    weight = exercise.settings.marks / max(len(places), 1)
    even = weight.denominator == 1 and weight < 1000
    pieces, end = [], 0
    for place, gap in zip(places, exercise.gaps, strict=True):
        pieces += [exercise.prompt[end : place.start], _cloze(gap, int(weight) if even else 1)]
        end = place.end
    out = Outgoing.of("cloze", exercise.title, gallery)
    out.head(exercise, "".join([*pieces, exercise.prompt[end:]]))
    if not even:
        out.note(f"In Moodle it counts {len(places)} marks, one for each gap.")
    out.foot(exercise)
    return out


def _cloze(gap: Gap, weight: int) -> str:
    if gap.choices:
        words = (("=" if word in gap.accepted else "") + write_word(word) for word in gap.choices)
        return f"{{{weight}:MULTICHOICE:{'~'.join(words)}}}"
    words = ("=" + write_word(word).replace("*", "\\*") for word in gap.accepted)
    return f"{{{weight}:SHORTANSWER:{'~'.join(words)}}}"


_WRITERS: dict[Kind, Callable[[Exercise, Gallery], Outgoing]] = {
    Kind.pick_one: _pick,
    Kind.pick_several: _pick,
    Kind.short_answer: _short,
    Kind.number: _number,
    Kind.gaps: _gaps,
    Kind.order: _order,
    Kind.match: _match,
    Kind.write: _essay,
}
