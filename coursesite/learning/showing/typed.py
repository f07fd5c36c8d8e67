"""What a form's fields are called and what stands in them: entered, kept half-filled, put back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from coursesite.exercises import Kind, Question
from coursesite.exercises.given import LONGEST_ANSWER
from coursesite.exercises.numbers import typed_readings

Typed = Mapping[str, Sequence[str]]
"""What a form brought, by the names of its fields."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that was not taken: why, and what was typed."""

    sentence: str
    typed: Typed


PICK, TEXT, STEP = "pick", "text", "step"
TYPED = "typed"
"""Under this name an answer that isn't whole keeps what was entered: `{"typed": {field's name: [values]}}`."""


class Formdata(Protocol):
    """What a request's form gives: all values of a field, none where there is no such field."""

    def getlist(self, key: str, /) -> list[str]:
        """The values sent under this name."""


def gap_name(number: int) -> str:
    """The name of a gap's field; gaps count from 1."""
    return f"gap-{number}"


def place_name(key: str) -> str:
    """The name of the field with an item's place."""
    return f"place-{key}"


def partner_name(key: str) -> str:
    """The name of the field with what belongs to a left cell."""
    return f"partner-{key}"


def prefixed(prefix: str, name: str) -> str:
    """A field's name on a page of many questions: `q3` and `q3-` both give `q3-pick`, as WTForms has it."""
    return f"{prefix}-{name}" if prefix and prefix[-1] not in "-_;:/." else f"{prefix}{name}"


def partly_given(question: Question, formdata: Formdata, prefix: str = "") -> dict[str, Any] | None:
    """What was entered so far, in a form that JSON can hold; None where nothing was.

    Where the answer is whole it has the shape that `exercises.mark` takes. Where it isn't (an order with a place
    missing or given twice, a number that is none) it is `{"typed": {field's name without prefix: [values]}}`, which
    `mark` refuses. Text is cut at `LONGEST_ANSWER` characters; values that the question does not offer are left out.
    """
    typed = _entered(question, formdata, prefix)
    if not typed:
        return None
    return _whole(question, typed) or {TYPED: typed}


def typed_of(question: Question, given: Mapping[str, Any] | None) -> dict[str, list[str]]:
    """What to put back into the fields, by their names without prefix, for any answer that `partly_given` gave."""
    if not given:
        return {}
    if TYPED in given:
        return {name: list(values) for name, values in given[TYPED].items()}
    match question.kind:
        case Kind.scale:
            return {STEP: [str(given["step"])]} if "step" in given else {}
        case Kind.gaps:
            return {gap_name(number): [word] for number, word in enumerate(given.get("gaps", ()), 1) if word}
        case Kind.order:
            return {place_name(key): [str(place)] for place, key in enumerate(given.get("order", ()), 1)}
        case Kind.match:
            return {partner_name(left): [right] for left, right in given.get("pairs", {}).items() if right}
        case Kind.pick_one | Kind.pick_several | Kind.poll:
            return {PICK: list(given.get("picks", ()))}
    return {TEXT: [given["text"]]} if given.get("text") else {}


def _entered(question: Question, formdata: Formdata, prefix: str) -> dict[str, list[str]]:
    """The fields that hold something, with the values that can stand in them."""
    several = question.kind is Kind.pick_several
    entered = {}
    for name, offered in _fields(question).items():
        sent = (_clean(value) for value in formdata.getlist(prefixed(prefix, name)))
        values = list(dict.fromkeys(value for value in sent if value and (offered is None or value in offered)))
        if values:
            entered[name] = sorted(values) if several else values[:1]
    return entered


def _fields(question: Question) -> dict[str, Collection[str] | None]:
    """The names of a question's fields, each with the values to choose from; None where one types."""
    choices = {choice.key for choice in question.choices}
    match question.kind:
        case Kind.pick_one | Kind.pick_several | Kind.poll:
            return {PICK: choices}
        case Kind.short_answer | Kind.number:
            return {TEXT: None}
        case Kind.scale:
            return {STEP: {str(step.value) for step in question.steps}}
        case Kind.gaps:
            return {gap_name(number): words or None for number, words in enumerate(question.gaps, 1)}
        case Kind.order:
            places = {str(place) for place in range(1, len(question.choices) + 1)}
            return {place_name(choice.key): places for choice in question.choices}
        case Kind.match:
            return {partner_name(left.key): choices for left in question.lefts}
    return {}


def _clean(value: str) -> str:
    """No database keeps a NUL in text; everything else that was typed is kept as far as there is room."""
    return value.replace("\0", "").strip()[:LONGEST_ANSWER].strip()


def _whole(question: Question, typed: Typed) -> dict[str, Any] | None:
    match question.kind:
        case Kind.pick_one | Kind.pick_several | Kind.poll:
            return {"picks": list(typed[PICK])}
        case Kind.scale:
            return {"step": int(typed[STEP][0])}
        case Kind.gaps:
            return {"gaps": [first(typed, gap_name(number)) for number in range(1, len(question.gaps) + 1)]}
        case Kind.order:
            return _whole_order(question, typed)
        case Kind.match:
            partners = ((left.key, first(typed, partner_name(left.key))) for left in question.lefts)
            return {"pairs": {left: right for left, right in partners if right}}
        case Kind.number if not typed_readings(typed[TEXT][0]):
            return None
    return {"text": typed[TEXT][0]}


def _whole_order(question: Question, typed: Typed) -> dict[str, Any] | None:
    by_place = {first(typed, place_name(choice.key)): choice.key for choice in question.choices}
    if "" in by_place or len(by_place) != len(question.choices):
        return None
    return {"order": [by_place[place] for place in sorted(by_place, key=int)]}


def first(typed: Typed, name: str) -> str:
    """The value of a field that holds one; empty where there is none."""
    return next(iter(typed.get(name, ())), "")
