"""What people type about themselves. Each message says what to do."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from wtforms import EmailField, FileField, Form, HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, ValidationError

from coursesite.accounts import addresses

LONGEST_NAME = 80
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def tidy(text: str | None) -> str:
    """A line as it is kept: no control characters, one space where there were several, none at the ends."""
    return " ".join(UNPRINTABLE.sub(" ", text or "").split())


def plain_lines(text: str | None) -> str:
    """A text as it is kept: one kind of line end, no control characters, no empty lines at its ends."""
    lines = CONTROLS.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def normal_address(_form: Form, field: Field) -> None:
    """Put the normal form of the address into the field."""
    try:
        field.data = addresses.normal(field.data or "")
    except addresses.BadAddress as error:
        raise ValidationError(str(error)) from error


def _zone(_form: Form, field: Field) -> None:
    """Whatever a browser says that is no time zone becomes UTC: nobody should fail to sign up over it."""
    if field.data not in zones():
        field.data = "UTC"


def _name() -> StringField:
    return StringField(
        "Name",
        [Length(max=LONGEST_NAME, message=f"A name may have {LONGEST_NAME} characters.")],
        filters=[tidy],
        description="What coaches should call you. You can leave it empty.",
        render_kw={"autocomplete": "name", "maxlength": LONGEST_NAME},
    )


def _mail_address(label: str = "Email address") -> EmailField:
    checks: list[Callable[[Form, Field], object]] = [InputRequired("Please type your email address."), normal_address]
    return EmailField(label, checks, render_kw={"autocomplete": "email", "maxlength": addresses.LONGEST})


def _new_password(label: str = "Password") -> PasswordField:
    return PasswordField(
        label,
        [InputRequired("Please choose a password.")],
        description="At least eight characters. Three or four words that mean something to you alone are good.",
        render_kw={"autocomplete": "new-password"},
    )


def _own_password(label: str = "Password") -> PasswordField:
    return PasswordField(
        label, [InputRequired("Please type your password.")], render_kw={"autocomplete": "current-password"}
    )


class SignUpForm(Form):
    """The address that wants an account. Anyone can type anyone's, so nothing else is asked before it is confirmed."""

    address = _mail_address()


class NewAccountForm(Form):
    """What an account begins with, asked of whoever opened the link in the mail."""

    password = _new_password()
    name = _name()
    time_zone = HiddenField(default="UTC", validators=[_zone])


class FirstAdminForm(NewAccountForm):
    """The account of whoever runs the site."""

    address = _mail_address()


class SignInForm(Form):
    """An address and its password."""

    address = _mail_address()
    password = _own_password()


class ForgottenForm(Form):
    """The address to which a link for a new password goes."""

    address = _mail_address()


class ResetForm(Form):
    """A new password by a link."""

    password = _new_password("New password")


class NewAddressForm(Form):
    """Another address, with the password."""

    address = _mail_address("New email address")
    password = _own_password("Your password")


class NewPasswordForm(Form):
    """Another password, with the present one."""

    password = _own_password("Password you have now")
    new_password = _new_password("New password")


class ProfileForm(Form):
    """Name and time zone."""

    name = _name()
    time_zone = SelectField("Time zone", description="Dates and times are shown as your clock has them.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.choices = zone_choices()


class PictureForm(Form):
    """Which picture stands beside the name."""

    picture = RadioField("Picture", [InputRequired("Please choose one.")])
    file = FileField("Picture file", description="PNG, JPEG, GIF or WebP, up to 5 MB. We keep a small square of it.")

    def __init__(self, *args: Any, fetched_from: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picture.choices = [("drawn", "The one drawn for you here"), ("uploaded", "One of your own")]
        if fetched_from:
            self.picture.choices.append(("fetched", f"The one that {fetched_from} has for your email address"))


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """The time zones that a person may choose: places, and UTC."""
    places = {name for name in available_timezones() if name.partition("/")[0] in AREAS and "/" in name}
    return frozenset(places | {"UTC"})


@lru_cache(maxsize=1)
def zone_choices() -> dict[str, list[tuple[str, str]]]:
    """The same for a list to choose from, by part of the world, in words."""
    groups: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for name in sorted(zones() - {"UTC"}):
        area, _, place = name.partition("/")
        groups[area].append((name, place.replace("_", " ").replace("/", ", ")))
    return groups | {"Anywhere": [("UTC", "UTC, the same all over the world")]}
