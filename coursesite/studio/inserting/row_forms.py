"""What the forms for exercises are made of: fields, and rows of lists."""

from typing import Any, ClassVar

from wtforms import BooleanField, FieldList, Form, FormField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import Length

from coursesite.studio.inserting.typed import ACCEPTABLE, LONGEST_LINE, LONGEST_TEXT, RIGHT, WRONG

MOST_ROWS = 50
MARKS = ((WRONG, "Wrong"), (RIGHT, "Right"), (ACCEPTABLE, "Acceptable, for half the marks"))
ANSWERS = ((RIGHT, "Right"), (ACCEPTABLE, "Acceptable, for half the marks"), (WRONG, "Wrong, with an answer of yours"))
REPLIES = (("", "One of several ways"), ("better", "Better"), ("between", "In between"), ("worse", "Worse"))


class _Needed:
    """Marks a field that can't stay empty; `composing` says so in words that fit the exercise."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, _form: Form, _field: Field) -> None:
        """Nothing: it is told where everything is."""


def _plain(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def long_text(words: str, hint: str = "", rows: int = 2, *, needed: bool = False) -> TextAreaField:
    """A field for some lines; `needed` says that it has to be filled in."""
    length = Length(max=LONGEST_TEXT, message=f"This may have {LONGEST_TEXT:,} characters. Please shorten it.")
    checks = [length, _Needed()] if needed else [length]
    return TextAreaField(words, checks, filters=[_plain], description=hint, render_kw={"rows": rows, "dir": "auto"})


def line(words: str, hint: str = "", *, needed: bool = False) -> StringField:
    """A field for one line."""
    length = Length(max=LONGEST_LINE, message=f"This may have {LONGEST_LINE} characters. Please shorten it.")
    checks = [length, _Needed()] if needed else [length]
    kw = {"dir": "auto", "autocomplete": "off"}
    return StringField(words, checks, filters=[_plain], description=hint, render_kw=kw)


def rows_of(form: type[Form], words: str, each: str, hint: str = "", *, begun: int = 3) -> "FieldList[FormField[Form]]":
    """A list with so many empty rows to begin with; `each` is what one row is called."""
    return FieldList(
        FormField(form), words, min_entries=begun, max_entries=MOST_ROWS, description=hint, render_kw={"each": each}
    )


def heading() -> StringField:
    """What stands above it."""
    return line("Heading", "What learners see above it, such as “The third call”.", needed=True)


def explained() -> TextAreaField:
    """What stands below it after the answer."""
    return long_text("Explanation", "What everyone reads after answering, whatever they answered.")


def in_this_order() -> BooleanField:
    """Whether its answers are never shuffled."""
    return BooleanField("Always show the answers in this order")


class _Marked(Form):
    """A row that says how right it is."""

    choices: tuple[tuple[str, str], ...] = ANSWERS
    mark: SelectField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mark.choices = list(self.choices)


class OptionRow(_Marked):
    """An answer to pick."""

    choices = MARKS
    text = long_text("Answer")
    mark = SelectField("This answer is", default=WRONG)
    feedback = long_text("What you say to whoever picks it")


class AnswerRow(_Marked):
    """An answer that somebody may type."""

    text = line("Answer")
    mark = SelectField("This answer is", default=RIGHT)
    feedback = long_text("What you say to whoever types it")


class NumberRow(_Marked):
    """A number that somebody may type."""

    text = line("Number")
    tolerance = line("Give or take")
    mark = SelectField("This answer is", default=RIGHT)
    feedback = long_text("What you say to whoever types it")


class ReplyRow(_Marked):
    """What one could say in a scene."""

    choices = REPLIES
    text = line("What one could say")
    to = line("The scene that it leads to")
    mark = SelectField("This reply is", default="")
    changes = line("What it changes, such as heat +15, trust -10")
    reason = long_text("Why it goes as it does")


class GapRow(Form):
    """A word that is left out."""

    right = long_text("Words that are right, one a line")
    wrong = long_text("Wrong words to offer beside it, one a line")


class ItemRow(Form):
    """A step, or an answer of a poll."""

    text = long_text("What it says")


class WordsRow(Form):
    """A line of a list."""

    text = line("What it says")


class PairRow(Form):
    """Two things that belong together."""

    left = line("This")
    right = line("Belongs to this")
    why = line("Why")


class ExtraRow(Form):
    """Something that belongs to nothing."""

    text = line("What belongs to nothing")
    why = line("Why")
