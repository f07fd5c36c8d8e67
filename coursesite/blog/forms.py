"""What people type below posts. Each message says what to do."""

import re
from typing import Any
from urllib.parse import urlsplit

from wtforms import BooleanField, EmailField, Form, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from coursesite.accounts import addresses
from coursesite.accounts.forms import LONGEST_NAME, normal_address, plain_lines, tidy
from coursesite.blog.comments.rendering import LONGEST

LONGEST_SITE = 300
LONGEST_REPORT = 500
TRAP = "subject"
"""The field that people neither see nor reach, and that programs fill in; no browser knows what belongs into it."""


def _site(_form: Form, field: Field) -> None:
    """Put a whole address of the web into the field, or leave it empty."""
    typed = tidy(field.data)
    if not typed:
        field.data = ""
        return
    whole = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(whole)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https") or "." not in host or re.search(r"[\s<>\"'\\]", whole):
        raise ValidationError("That doesn’t look like a web address. Write it like example.org, or leave it empty.")
    field.data = whole


def _not_too_long(_form: Form, field: Field) -> None:
    """Refuse what is too long, here and not by `maxlength`: a browser cuts off the end of a pasted text in silence."""
    over = len(field.data or "") - LONGEST
    if over > 0:
        raise ValidationError(
            f"A comment may have {LONGEST:,} characters, and this has {LONGEST + over:,}. "
            f"Please shorten it by {over:,}."
        )


def _text() -> TextAreaField:
    return TextAreaField(
        "Your comment",
        [DataRequired("Please write something."), _not_too_long],
        filters=[plain_lines],
        render_kw={"rows": 8},
    )


class TextForm(Form):
    """A comment's text alone, as its author changes it."""

    text = _text()


class CommentForm(TextForm):
    """A comment by somebody with an account."""

    notify = BooleanField("Write to me when somebody answers")
    notify_all = BooleanField("Write to me about every new comment on this post")


class GuestCommentForm(CommentForm):
    """A comment by somebody without an account."""

    name = StringField(
        "Your name",
        [
            DataRequired("Please give a name that others can call you by. It need not be your whole name."),
            Length(max=LONGEST_NAME, message=f"A name may have {LONGEST_NAME} characters."),
        ],
        filters=[tidy],
        render_kw={"autocomplete": "name", "maxlength": LONGEST_NAME},
    )
    address = EmailField(
        "Your email address",
        [InputRequired("Please type your email address."), normal_address],
        description="Never shown. We write to it once your comment is up, with a link to confirm it, or to take the "
        "comment back.",
        render_kw={"autocomplete": "email", "maxlength": addresses.LONGEST},
    )
    site = StringField(
        "Your website",
        [Length(max=LONGEST_SITE, message=f"An address may have {LONGEST_SITE} characters."), _site],
        render_kw={"autocomplete": "url", "maxlength": LONGEST_SITE, "inputmode": "url"},
    )
    # Once more, so that what needs another look is named in the order of the page.
    text = _text()


class PicturedGuestForm(GuestCommentForm):
    """The same on a site that fetches pictures, from `fetched_from`, for those who want that."""

    gravatar = BooleanField()

    def __init__(self, *args: Any, fetched_from: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gravatar.label.text = f"Show the picture that {fetched_from} has for my address"
        self.gravatar.description = (
            "This site fetches it once you have confirmed the address. Nobody who reads here is sent there."
        )


class ReportForm(Form):
    """Why a coach should look at a comment."""

    words = TextAreaField(
        "What is the matter with it?",
        [Length(max=LONGEST_REPORT, message=f"This may have {LONGEST_REPORT} characters. Please shorten it.")],
        filters=[plain_lines],
        description="Only coaches read this.",
        render_kw={"rows": 4, "maxlength": LONGEST_REPORT},
    )
