"""Form values that are used once, so that a double click is one answer and one mail."""

import secrets

from flask import request
from markupsafe import Markup

FIELD = "once"
LONGEST = 64


def new_value() -> str:
    """A value for one showing of one form."""
    return secrets.token_urlsafe(16)


def once_field() -> Markup:
    """The hidden field that carries a fresh value."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, new_value())


def submitted() -> str:
    """The value this request's form carries; a form without one (a cached page, a script) gets a value of its own."""
    value = request.form.get(FIELD, "")
    # Ours have no blanks; what is spent beside forms (a mail's hour, say) has, so that no form can spend that.
    is_one = 8 <= len(value) <= LONGEST and not any(letter.isspace() for letter in value)
    return value if is_one else new_value()
