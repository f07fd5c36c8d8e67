"""How somebody wants to be asked: what they choose on the page of settings."""

from datetime import date, timedelta
from typing import Any

from wtforms import BooleanField, Form, SelectField, StringField
from wtforms.fields import Field
from wtforms.validators import ValidationError

from coursesite.learning.owndays import is_quiet
from coursesite.learning.review.share import MINUTES, questions_in

HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]
LONGEST_PAUSE = timedelta(days=366)
BY_MAIL = "Write to me when something is due that I haven’t looked at"


class ReviewForm(Form):
    """Minutes a day, and whether and when mail may remind."""

    minutes = SelectField("Minutes a day, at most", coerce=int)
    by_mail = BooleanField(BY_MAIL)
    remind_at = SelectField("Not before", coerce=int)
    quiet_from = SelectField("No mail from", coerce=int)
    quiet_to = SelectField("No mail until", coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.minutes.choices = [(one, f"{one} minutes, about {questions_in(one)} questions") for one in MINUTES]
        self.remind_at.choices = self.quiet_from.choices = self.quiet_to.choices = list(HOURS)

    def validate_remind_at(self, field: Field) -> None:
        """A reminder whose hour is quiet would never go."""
        if self.by_mail.data and is_quiet(field.data, self.quiet_from.data, self.quiet_to.data):
            raise ValidationError("This hour lies in your quiet hours. Choose another, or change those.")


class PauseForm(Form):
    """Until when to ask nothing; without a day, until its owner goes on."""

    until = StringField("Ask me again from", render_kw={"type": "date"})

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.day: date | None = None

    def validate_until(self, field: Field) -> None:
        """A day ahead, within a year; or none."""
        text = (field.data or "").strip()
        if not text:
            return
        try:
            self.day = date.fromisoformat(text)
        except ValueError:
            raise ValidationError("Write the day like 2026-03-02: year, month, day; or leave it empty.") from None
        if not self.today < self.day <= self.today + LONGEST_PAUSE:
            raise ValidationError("Choose a day from tomorrow on, within a year; or leave it empty.")
