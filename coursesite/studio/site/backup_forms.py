"""What is asked before a backup leaves the site."""

from wtforms import Form, PasswordField
from wtforms.validators import InputRequired


class DownloadForm(Form):
    """The password, once more."""

    password = PasswordField(
        "Your password",
        [InputRequired("Please type your password.")],
        render_kw={"autocomplete": "current-password"},
    )
