"""Whom the owner invites."""

from typing import Any

from wtforms import EmailField, Form, RadioField, StringField
from wtforms.validators import InputRequired, Length

from coursesite.accounts import addresses
from coursesite.accounts.forms import LONGEST_NAME, normal_address, tidy
from coursesite.accounts.models import Role


class InviteForm(Form):
    """An address, a name, and what they will be here."""

    address = EmailField(
        "Email address",
        [InputRequired("Please type their email address."), normal_address],
        render_kw={"autocomplete": "off", "maxlength": addresses.LONGEST},
    )
    name = StringField(
        "Name",
        [Length(max=LONGEST_NAME, message=f"A name may have {LONGEST_NAME} characters.")],
        filters=[tidy],
        description="They can change it.",
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )
    role = RadioField("As", default=Role.COACH.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [
            (Role.COACH.value, "A coach, who can begin courses"),
            (Role.LEARNER.value, "A learner"),
            (Role.ADMIN.value, "An admin, who can do everything that you can"),
        ]
