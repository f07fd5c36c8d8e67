"""What a learner sends: forms built from the question, giving what `exercises.mark` takes."""

from collections.abc import Sequence
from typing import Any

from wtforms import Form, SelectMultipleField, StringField
from wtforms.fields import Field
from wtforms.validators import Length, ValidationError

from coursesite.exercises import BadAnswer, Kind, Question
from coursesite.learning.showing.typed import gap_name, partner_name, place_name

LONGEST_ENTRY = 20_000
MOST_DIGITS = 4
"""A place with more digits is none: no list is that long, and Python refuses to read very long numbers."""


class AtMost:
    """Refuses what is too long, with the sentence that says so: a browser would cut the end off in silence."""

    def __init__(self, most: int) -> None:
        self._most = most

    def __call__(self, _form: Form, field: Field) -> None:
        over = len(field.data or "") - self._most
        if over > 0:
            raise ValidationError(
                f"There is room for {self._most:,} characters here, and {self._most + over:,} were written. Nothing "
                f"was kept yet; shorten it by {over:,}, and send it again."
            )


class AnswerForm(Form):
    """One try at one exercise. Whether keys are known and an answer is whole, the marking says.

    On a page of many questions each takes its own fields by WTForms' prefix: `form_class(formdata, prefix="q3-")`.
    """

    def given(self) -> dict[str, Any]:
        """The answer as `exercises.mark` takes it. Raises `BadAnswer`."""
        raise NotImplementedError


class PickForm(AnswerForm):
    """Options picked, one or several."""

    pick = SelectMultipleField(validate_choice=False)

    def given(self) -> dict[str, Any]:
        """The keys picked, each once, in one order."""
        return {"picks": sorted(set(self.pick.data or ()))}


class WordsForm(AnswerForm):
    """A word, a sentence or a number."""

    text = StringField()

    def given(self) -> dict[str, Any]:
        """The text, trimmed."""
        return {"text": (self.text.data or "").strip()}


class StepForm(AnswerForm):
    """A step of a scale."""

    step = StringField()

    def given(self) -> dict[str, Any]:
        """The step's number; nothing where none was chosen, or something else came."""
        try:
            return {"step": int(self.step.data or "")}
        except ValueError:
            return {}


class FieldsForm(AnswerForm):
    """An exercise with a field for each gap, item or row; `keys` names them in the question's order."""

    keys: Sequence[str] = ()

    def data_of(self, name: str) -> str:
        """What one field brought."""
        return str(self[name].data or "").strip()


class GapsForm(FieldsForm):
    """Words for gaps."""

    def given(self) -> dict[str, Any]:
        """The words in the gaps' order, empty where a gap was left open."""
        return {"gaps": [self.data_of(gap_name(number)) for number in range(1, len(self.keys) + 1)]}


class OrderForm(FieldsForm):
    """A place for each item."""

    def given(self) -> dict[str, Any]:
        """The keys in the order of their places. Raises `BadAnswer` where two share one or one has none."""
        places = {key: self.data_of(place_name(key)) for key in self.keys}
        if not any(places.values()):
            raise BadAnswer("Put the lines into your order first.")
        if not all(place.isdecimal() and len(place) <= MOST_DIGITS for place in places.values()):
            raise BadAnswer("Give every line a place first.")
        numbers = {key: int(place) for key, place in places.items()}
        if len(set(numbers.values())) != len(numbers):
            raise BadAnswer("Two lines have the same place. Give each a place of its own.")
        return {"order": sorted(numbers, key=lambda key: numbers[key])}


class MatchForm(FieldsForm):
    """A partner for each left cell."""

    def given(self) -> dict[str, Any]:
        """The right keys by the left ones, rows left open being left out."""
        chosen = {key: self.data_of(partner_name(key)) for key in self.keys}
        return {"pairs": {left: right for left, right in chosen.items() if right}}


class EntryForm(Form):
    """What somebody writes for themselves, and whether it may be kept."""

    text = StringField(validators=[Length(max=LONGEST_ENTRY)])
    keep = StringField()
    seen = StringField()


def form_for(question: Question) -> type[AnswerForm] | None:
    """The form class of a question; None for an exercise that takes no answer."""
    match question.kind:
        case Kind.pick_one | Kind.pick_several | Kind.poll:
            return PickForm
        case Kind.short_answer | Kind.number:
            return WordsForm
        case Kind.scale:
            return StepForm
        case Kind.gaps:
            names = [gap_name(number) for number in range(1, len(question.gaps) + 1)]
            return _with_fields(GapsForm, names, names)
        case Kind.order:
            keys = [choice.key for choice in question.choices]
            return _with_fields(OrderForm, keys, [place_name(key) for key in keys])
        case Kind.match:
            keys = [left.key for left in question.lefts]
            return _with_fields(MatchForm, keys, [partner_name(key) for key in keys])
    return None


def _with_fields(base: type[FieldsForm], keys: Sequence[str], names: Sequence[str]) -> type[FieldsForm]:
    return type(base.__name__, (base,), {"keys": tuple(keys), **{name: StringField() for name in names}})
