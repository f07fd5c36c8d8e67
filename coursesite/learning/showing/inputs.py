"""What can be entered: one small class for each sort of exercise, with what was typed last time put back."""

from dataclasses import dataclass, field, replace

from markupsafe import Markup

from coursesite.exercises import Kind, Question
from coursesite.exercises.given import LONGEST_ANSWER
from coursesite.learning.showing.typed import (
    PICK,
    STEP,
    TEXT,
    Typed,
    first,
    gap_name,
    partner_name,
    place_name,
    prefixed,
)
from coursesite.web.markup import safe


@dataclass(frozen=True, slots=True)
class Choice:
    """A radio button, a checkbox or a step of a scale."""

    id: str
    value: str
    html: Markup
    words: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose from, or a line to type into where there is none; `options` are value, words, chosen."""

    id: str
    name: str
    label: str
    html: Markup
    options: tuple[tuple[str, str, bool], ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that an exercise's form holds. Which list is filled depends on `sort`."""

    sort: str
    name: str = ""
    type: str = "radio"
    choices: tuple[Choice, ...] = ()
    selects: tuple[Select, ...] = ()
    pieces: tuple[Markup, ...] = ()
    label: str = ""
    value: str = ""
    mode: str = "text"
    hint: str = ""
    ends: tuple[str, str] | None = None
    longest: int = field(default=LONGEST_ANSWER)

    @property
    def gaps(self) -> list[tuple[Markup, Select | None]]:
        """The text in pieces, each with the gap behind it."""
        return list(zip(self.pieces, (*self.selects, None), strict=True))


def inputs_for(question: Question, prefix: str, typed: Typed, name_prefix: str = "") -> Inputs | None:
    """The form of an exercise; None for one that is read and done elsewhere.

    `prefix` makes ids of their own, `name_prefix` the names of fields on a page of many questions: `q3-pick`. `typed`
    goes by the names without it.
    """
    found = _inputs(question, prefix, typed)
    if found is None or not name_prefix:
        return found
    selects = tuple(replace(select, name=prefixed(name_prefix, select.name)) for select in found.selects)
    return replace(found, name=found.name and prefixed(name_prefix, found.name), selects=selects)


def _inputs(question: Question, prefix: str, typed: Typed) -> Inputs | None:
    match question.kind:
        case Kind.pick_one | Kind.poll:
            return _picks(question, prefix, typed, "radio", "")
        case Kind.pick_several:
            return _picks(question, prefix, typed, "checkbox", "Pick all that apply.")
        case Kind.short_answer:
            return Inputs("text", TEXT, label="Your answer", value=first(typed, TEXT))
        case Kind.number:
            return Inputs("text", TEXT, label="Your answer, a number", value=first(typed, TEXT), mode="decimal")
        case Kind.gaps:
            return _gaps(question, prefix, typed)
        case Kind.order:
            return _order(question, prefix, typed)
        case Kind.match:
            return _match(question, prefix, typed)
        case Kind.scale:
            return _scale(question, prefix, typed)
    return None


def _picks(question: Question, prefix: str, typed: Typed, kind: str, hint: str) -> Inputs:
    picked = typed.get(PICK, ())
    choices = tuple(
        Choice(f"{prefix}-{number}", choice.key, safe(choice.html), choice.text, choice.key in picked)
        for number, choice in enumerate(question.choices, 1)
    )
    return Inputs("choices", PICK, type=kind, choices=choices, hint=hint)


def _scale(question: Question, prefix: str, typed: Typed) -> Inputs:
    chosen = first(typed, STEP)
    choices = tuple(
        Choice(f"{prefix}-{number}", str(step.value), safe(step.html), step.text, str(step.value) == chosen)
        for number, step in enumerate(question.steps, 1)
    )
    ends = (question.steps[0].text, question.steps[-1].text) if question.steps else None
    return Inputs("scale", STEP, choices=choices, ends=ends)


def _gaps(question: Question, prefix: str, typed: Typed) -> Inputs:
    selects = []
    for number, words in enumerate(question.gaps, 1):
        value = first(typed, gap_name(number))
        options = tuple((word, word, word == value) for word in words)
        selects.append(Select(f"{prefix}-{number}", gap_name(number), f"Gap {number}", safe(""), options, value))
    return Inputs("gaps", selects=tuple(selects), pieces=tuple(safe(piece) for piece in question.pieces))


def _order(question: Question, prefix: str, typed: Typed) -> Inputs:
    places = [str(place) for place in range(1, len(question.choices) + 1)]
    selects = []
    for number, choice in enumerate(question.choices, 1):
        value = first(typed, place_name(choice.key))
        options = tuple((place, place, place == value) for place in places)
        label = f"Place of: {choice.text}"
        selects.append(Select(f"{prefix}-{number}", place_name(choice.key), label, safe(choice.html), options, value))
    return Inputs("order", selects=tuple(selects), hint="Give each line its place: 1 comes first.")


def _match(question: Question, prefix: str, typed: Typed) -> Inputs:
    selects = []
    for number, left in enumerate(question.lefts, 1):
        value = first(typed, partner_name(left.key))
        options = tuple((choice.key, choice.text, choice.key == value) for choice in question.choices)
        selects.append(Select(f"{prefix}-{number}", partner_name(left.key), left.text, safe(left.html), options, value))
    return Inputs("match", selects=tuple(selects), hint="Choose what belongs to each line.")
