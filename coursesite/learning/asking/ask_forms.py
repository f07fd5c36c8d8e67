"""What people type when they ask, answer and agree. Each message says what to do."""

from typing import Any

from wtforms import Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, Length, ValidationError

from coursesite.accounts.forms import plain_lines, tidy
from coursesite.learning.asking.bounds import LONGEST, LONGEST_PSEUDONYM

LONGEST_NAME = 80
PRIVATE, OPEN = "private", "open"
REACHES = [
    (PRIVATE, "Privately: the coaches of this course read it. Those who run this site can open it too."),
    (
        OPEN,
        "Openly, under this lesson: everyone who takes the course reads it with your name, and the answer. "
        "Where a lesson is open to guests, they read it without your name.",
    ),
]


def _not_too_long(_form: Form, field: Field) -> None:
    """Refuse what is too long, here and not by `maxlength`: a browser cuts off the end of a pasted text in silence."""
    over = len(field.data or "") - LONGEST
    if over > 0:
        raise ValidationError(
            f"There is room for {LONGEST:,} characters, and this has {LONGEST + over:,}. Please shorten it by {over:,}."
        )


def _text(label: str, empty: str, rows: int = 8) -> TextAreaField:
    wanted = [DataRequired(empty), _not_too_long]
    return TextAreaField(label, wanted, filters=[plain_lines], render_kw={"rows": rows, "dir": "auto"})


class AskForm(Form):
    """What somebody asks from a lesson, and who may read it."""

    text = _text("Your question", "Please write what you would like to ask.")
    reach = RadioField("Who may read it", default=PRIVATE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach.choices = REACHES


class MoreForm(Form):
    """What somebody adds to what they asked."""

    text = _text("Write more", "Please write something.", 5)


class AnswerForm(Form):
    """What a coach answers. `reply` is the number of a sentence they keep."""

    text = _text("Your answer", "Please write something.")
    reply = SelectField("One of your replies", validate_choice=False)


class WordingForm(Form):
    """The question and the answer as everyone would read them."""

    question = _text("The question, as it would be shown", "Please write the question as it would be shown.", 6)
    answer = _text("The answer, as it would be shown", "Please write the answer as it would be shown.")


class ConsentForm(Form):
    """The name under which somebody agrees to be shown."""

    pseudonym = StringField(
        "Asked by",
        [
            DataRequired("Please give a name to stand beside your question, such as “a learner”."),
            Length(max=LONGEST_PSEUDONYM, message=f"There is room for {LONGEST_PSEUDONYM} characters."),
        ],
        filters=[tidy],
        description="Stands beside your question instead of your name. Whatever you like: “a learner”, or “a nurse in "
        "Porto”. Your own name isn’t needed.",
        render_kw={"maxlength": LONGEST_PSEUDONYM, "autocomplete": "off"},
    )


class ReplyForm(Form):
    """A sentence that a coach keeps, and what they call it."""

    name = StringField(
        "What you call it",
        [
            DataRequired("Please give it a name, by which you find it in the list."),
            Length(max=LONGEST_NAME, message=f"A name may have {LONGEST_NAME} characters."),
        ],
        filters=[tidy],
        render_kw={"maxlength": LONGEST_NAME, "autocomplete": "off"},
    )
    text = _text("The text", "Please write the text.", 5)
