"""Each kind of ours as the question of Moodle's that scores like it."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from xml.etree.ElementTree import SubElement

from coursesite.text.tables import row

from ..exchange import MATCH_COLUMNS
from ..gaps import find_gaps
from ..kinds import Exercise, Gap, Kind, Mark
from ..numbers import read_span, write_rounded
from ..printing import print_exercise
from .arranging import NEIGHBOURS
from .clozetext import write_word
from .drafting import settings_along
from .outgoing import NOTHING, Gallery, Outgoing

_MARKUP = re.compile(r"[*`\[\]\n]|\\")
_PLACES = 12
_SMALLEST = Fraction(1, 10**_PLACES)


def write_native(exercise: Exercise, gallery: Gallery) -> Outgoing | None:
    """Write an exercise as the question of Moodle's that is its equal; None for a kind without one."""
    if exercise.kind not in _QUESTIONS:
        return None
    kind, fill = _QUESTIONS[exercise.kind]
    out = Outgoing.of(kind, exercise.title, gallery)
    out.head(exercise, _cloze(exercise) if exercise.kind is Kind.gaps else exercise.prompt)
    fill(exercise, out)
    out.foot(exercise)
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


def _pick(exercise: Exercise, out: Outgoing) -> None:
    """Pick one: each option's share. Several: each right one an equal part, each wrong one as much off."""
    several = exercise.kind is Kind.pick_several
    rights = sum(option.mark is Mark.right for option in exercise.options) if several else 1
    out.says("single", "false" if several else "true")
    out.says("shuffleanswers", "true" if exercise.settings.shuffle else "false")
    out.says("answernumbering", "none")
    for option in exercise.options:
        share = option.share if option.share or not several else Fraction(-1)
        out.answer(share / rights, option.text, option.feedback)
    if several and any(option.mark is Mark.partly for option in exercise.options):
        out.note("With its half-right answers more than all marks could be earned, which Moodle cuts off too.")


def _short(exercise: Exercise, out: Outgoing) -> None:
    out.says("usecase", "0")
    for option in exercise.options:
        out.answer(option.share, option.text.replace("*", "\\*"), option.feedback)
        if _MARKUP.search(option.text):
            out.note("Moodle compares answers letter by letter, so marks such as stars would have to be typed there.")


def _number(exercise: Exercise, out: Outgoing) -> None:
    for option in exercise.options:
        span = read_span(option.text)
        low, high = (span.low, span.high) if span else (Fraction(0), Fraction(0))
        middle, reach = (low + high) / 2, (high - low) / 2
        # A number without an end is cut, so what was cut is allowed for.
        cut = Fraction(write_rounded(middle, _PLACES)) != middle
        answer = out.answer(option.share, write_rounded(middle, _PLACES), option.feedback, notation=option.text)
        SubElement(answer, "tolerance").text = write_rounded(reach + (_SMALLEST if cut else 0), _PLACES)


def _match(exercise: Exercise, out: Outgoing) -> None:
    out.element.set("columns", row(list(exercise.columns)))
    out.says("shuffleanswers", "true")
    for pair in exercise.pairs:
        why = NOTHING if pair.why is None else {"why": pair.why}
        stem = out.text("subquestion", pair.left, attributes=why)
        out.text("answer", pair.right, stem)
    if exercise.columns[:2] != MATCH_COLUMNS or any(pair.why for pair in exercise.pairs):
        out.note("Moodle shows neither the titles of the columns nor the reasons; they stay in the file.")


def _order(exercise: Exercise, out: Outgoing) -> None:
    for name, word in (("layouttype", "VERTICAL"), ("selecttype", "ALL"), ("selectcount", "0")):
        out.says(name, word)
    for name, word in (("gradingtype", NEIGHBOURS), ("showgrading", "SHOW"), ("numberingstyle", "none")):
        out.says(name, word)
    for place, option in enumerate(exercise.options, 1):
        answer = out.text("answer", option.text, attributes={"fraction": str(place)})
        if option.feedback is not None:
            out.text("feedback", option.feedback, answer)
            out.note("Moodle says nothing to single items of an order; their feedback comes back with the file.")


def _essay(exercise: Exercise, out: Outgoing) -> None:
    """The rubric goes where Moodle's graders see it."""
    out.says("responseformat", "editor")
    out.says("responserequired", "1")
    out.says("responsefieldlines", "10")
    out.says("attachments", "0")
    out.text("graderinfo", _rubric(exercise))
    out.text("responsetemplate", "")
    if exercise.options:
        out.note("In Moodle only graders see the lines to tick.")


def _rubric(exercise: Exercise) -> str:
    """The lines to tick in our notation."""
    bare = Exercise(Kind.write, "", None, type(exercise.settings)(), "", 1, None, options=exercise.options)
    return print_exercise(bare).partition("\n")[2].strip("\n") if exercise.options else ""


def _gaps(exercise: Exercise, out: Outgoing) -> None:
    if _even_weight(exercise) is None:
        out.note(f"In Moodle it counts {len(exercise.gaps)} marks, one for each gap.")


def _even_weight(exercise: Exercise) -> int | None:
    """The marks for each gap, where they are a whole number that Moodle can write."""
    weight = exercise.settings.marks / max(len(exercise.gaps), 1)
    return int(weight) if weight.denominator == 1 and weight < 1000 else None


def _cloze(exercise: Exercise) -> str:
    """The text with its gaps in Moodle's notation."""
    pieces, end = [], 0
    for place, gap in zip(find_gaps(exercise.prompt), exercise.gaps, strict=True):
        pieces += [exercise.prompt[end : place.start], _embedded(gap, _even_weight(exercise) or 1)]
        end = place.end
    return "".join([*pieces, exercise.prompt[end:]])


def _embedded(gap: Gap, weight: int) -> str:
    if gap.choices:
        words = (("=" if word in gap.accepted else "") + write_word(word) for word in gap.choices)
        return f"{{{weight}:MULTICHOICE:{'~'.join(words)}}}"
    words = ("=" + write_word(word).replace("*", "\\*") for word in gap.accepted)
    return f"{{{weight}:SHORTANSWER:{'~'.join(words)}}}"


_QUESTIONS: dict[Kind, tuple[str, Callable[[Exercise, Outgoing], None]]] = {
    Kind.pick_one: ("multichoice", _pick),
    Kind.pick_several: ("multichoice", _pick),
    Kind.short_answer: ("shortanswer", _short),
    Kind.number: ("numerical", _number),
    Kind.gaps: ("cloze", _gaps),
    Kind.order: ("ordering", _order),
    Kind.match: ("matching", _match),
    Kind.write: ("essay", _essay),
}
