"""What the owner types about the mail server."""

import re
from typing import Any

from wtforms import EmailField, Form, IntegerField, PasswordField, RadioField, StringField
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from coursesite.accounts import addresses
from coursesite.accounts.forms import tidy

HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
LONGEST_USER = 200


def _sender(_form: Form, field: Field) -> None:
    try:
        field.data = addresses.normal(field.data or "")
    except addresses.BadAddress as error:
        raise ValidationError(str(error)) from error


class MailForm(Form):
    """Server, port, encryption, user name, sender. The password stands in the environment."""

    host = StringField(
        "Mail server",
        [
            Optional(),
            Length(max=253, message="A server’s name has 253 characters at most."),
            Regexp(
                rf"^(?:{HOST.pattern})\Z", message="Please write the server’s name alone, such as mail.example.org."
            ),
        ],
        filters=[tidy],
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": 253},
    )
    port = IntegerField(
        "Port",
        [Optional(), NumberRange(1, 65535, "A port is a number between 1 and 65535.")],
        default=587,
        description="587 for most servers, 465 where it is encrypted from the first byte.",
        render_kw={"inputmode": "numeric"},
    )
    scheme = RadioField("Encryption", default="smtp")
    user = StringField(
        "User name at the server",
        [Length(max=LONGEST_USER, message=f"A user name may have {LONGEST_USER} characters.")],
        filters=[tidy],
        description="Leave it empty where the server asks for none.",
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": LONGEST_USER},
    )
    mail_from = EmailField(
        "Sender",
        [Optional(), _sender],
        render_kw={"autocomplete": "off", "maxlength": addresses.LONGEST},
    )
    password = PasswordField(
        "Your own password here",
        [InputRequired("Please type your password.")],
        description="Whoever sets the mail server could read every mail with a link in it, so we ask who you are.",
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme.choices = [
            ("smtp", "Where the server offers it (STARTTLS)"),
            ("smtps", "From the first byte (TLS)"),
        ]
