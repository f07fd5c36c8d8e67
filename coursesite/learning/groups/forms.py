"""What coaches type about groups and invitations. Each message says what to do."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from wtforms import EmailField, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from coursesite.accounts import addresses
from coursesite.accounts.forms import normal_address, plain_lines, tidy
from coursesite.learning.groups.inviting import LEAD, LEARNER
from coursesite.library.models import Joining, Part
from coursesite.web.filters import zone

LONGEST_GROUP_NAME = 120
LONGEST_MESSAGE = 4000

STAFF_CHOICES = [
    (Part.OWNER.value, "Owner: decides who may do what, besides all of the below"),
    (Part.COACH.value, "Co-coach: writes, publishes and answers"),
    (Part.APPROVER.value, "Approver: reads, and decides on what others hand in"),
]
LEARNER_CHOICE = (LEARNER, "Learner: takes the course")
GROUP_CHOICES = [
    (LEARNER, "Member: learns with the group"),
    (LEAD, "Lead: answers for the group and sees its figures, never anything of one person"),
]
JOINING_CHOICES = [
    (Joining.OPEN.value, "Everybody who likes"),
    (Joining.CODE.value, "Whoever knows its code. Its page and its first lesson stay open to everyone."),
    (Joining.LINK.value, "Whoever has its link. It stands in no list, no search and no feed."),
]


def day_in(typed: str | None) -> date | None:
    """A day as browsers write it; None for an empty field. Raises `ValueError`."""
    text = (typed or "").strip()
    return date.fromisoformat(text) if text else None


def _day(_form: Form, field: Field) -> None:
    try:
        day = day_in(field.data)
    except ValueError:
        raise ValidationError("Write the day like 2026-03-02: year, month, day; or leave it empty.") from None
    if day is not None and not 2000 <= day.year <= 2200:
        raise ValidationError("That day is too far away. Write the year with four digits, such as 2026.")


class InviteForm(Form):
    """One address, and what it is invited to be."""

    _checks: tuple[Callable[[Form, Field], object], ...] = (
        InputRequired("Please type an email address."),
        normal_address,
    )
    address = EmailField("Email address", _checks, render_kw={"autocomplete": "off", "maxlength": addresses.LONGEST})
    part = RadioField("As", [InputRequired("Please choose what they are invited to be.")])


class GroupForm(Form):
    """A group's name and its first day."""

    name = StringField(
        "Name",
        [
            DataRequired("Please give the group a name, such as “The night shift”."),
            Length(max=LONGEST_GROUP_NAME, message=f"A name may have {LONGEST_GROUP_NAME} characters."),
        ],
        filters=[tidy],
        description="Its members see it.",
        render_kw={"maxlength": LONGEST_GROUP_NAME, "autocomplete": "off"},
    )
    starts = StringField(
        "First day",
        [_day],
        description="The lessons open at its beginning. Left empty, they are open at once.",
        render_kw={"type": "date"},
    )

    def starts_at(self, time_zone: str) -> datetime | None:
        """The first day's beginning, where this coach is."""
        day = day_in(self.starts.data)
        if day is None:
            return None
        return datetime(day.year, day.month, day.day, tzinfo=zone(time_zone)).astimezone(UTC)


class MessageForm(Form):
    """What a coach writes to somebody."""

    text = TextAreaField(
        "Your message",
        [
            DataRequired("Please write something."),
            Length(max=LONGEST_MESSAGE, message=f"A message may have {LONGEST_MESSAGE:,} characters."),
        ],
        filters=[plain_lines],
        render_kw={"rows": 10},
    )


class JoiningForm(Form):
    """How people come into a course."""

    joining = RadioField("Who can join")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.joining.choices = JOINING_CHOICES


class OwnerForm(Form):
    """The first owner, out of the coaches that there are."""

    coach = SelectField("Owner")
