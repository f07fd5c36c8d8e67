"""The form that deletes an account."""

from wtforms import Form, PasswordField
from wtforms.validators import InputRequired


class DeletionForm(Form):
    """The password, so that nobody deletes an account from a device left open."""

    password = PasswordField(
        "Your password",
        [InputRequired("Enter your password, so that we know it is you.")],
        render_kw={"autocomplete": "current-password"},
    )
