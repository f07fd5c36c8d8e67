"""The form that deletes an account."""

from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import InputRequired


class DeletionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The password, so that nobody deletes an account from a device left open."""

    class Meta:
        # The site's own check stands in front of every form.
        csrf = False

    password = PasswordField(
        "Your password", validators=[InputRequired("Enter your password, so that we know it is you.")]
    )
