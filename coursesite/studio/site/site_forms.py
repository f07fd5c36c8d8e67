"""What the owner types about the site. Each message says what to do."""

from typing import Any

from wtforms import FileField, Form, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from coursesite.accounts.forms import tidy
from coursesite.web.looks import READY

LONGEST_NAME = 60
LONGEST_DESCRIPTION = 160
LONGEST_FRONT_TEXT = 2000
OWN = "own"


class WordsForm(Form):
    """Its name, its sentence, the front page's text, and who may make an account."""

    site_name = StringField(
        "Name",
        [
            InputRequired("Please give the site a name."),
            Length(max=LONGEST_NAME, message=f"The name may have {LONGEST_NAME} characters."),
        ],
        filters=[tidy],
        description="It stands at the top of every page and in every mail.",
        render_kw={"maxlength": LONGEST_NAME},
    )
    site_description = StringField(
        "What it is, in one sentence",
        [
            InputRequired("Please say in one sentence what the site is."),
            Length(max=LONGEST_DESCRIPTION, message=f"The sentence may have {LONGEST_DESCRIPTION} characters."),
        ],
        filters=[tidy],
        description="Guests read it first on the front page, and search engines show it.",
        render_kw={"maxlength": LONGEST_DESCRIPTION},
    )
    front_text = TextAreaField(
        "Text of the front page",
        [Length(max=LONGEST_FRONT_TEXT, message=f"Please keep to {LONGEST_FRONT_TEXT:,} characters.")],
        description="Two or three sentences below the first line, for guests. Links, lists and *emphasis* work. "
        "Leave it empty for the words that the site comes with.",
        render_kw={"rows": 6, "maxlength": LONGEST_FRONT_TEXT, "dir": "auto"},
    )
    sign_up = RadioField("Who may make an account", description="Whoever has an account keeps it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sign_up.choices = [
            ("everyone", "Everyone"),
            ("invited", "Only people who are invited, to a course, a group or as a coach"),
        ]


class LookForm(Form):
    """The accent colour in both themes, and a logo."""

    accent = RadioField(
        "Colour of links and buttons",
        description="Pine is the one that the site comes with.",
    )
    accent_light = StringField(
        "Your colour on light paper",
        filters=[tidy],
        description="Written like #1f5b57. It has to be dark enough to read as text.",
        render_kw={"maxlength": 9, "autocomplete": "off", "spellcheck": "false"},
    )
    accent_dark = StringField(
        "Your colour on dark paper",
        filters=[tidy],
        description="Written like #7cc4b8. It has to be light enough to read as text.",
        render_kw={"maxlength": 9, "autocomplete": "off", "spellcheck": "false"},
    )
    logo = FileField(
        "Logo",
        description="A PNG, JPEG, WebP or SVG file. It stands before the site’s name, 28 pixels high.",
        render_kw={"accept": ".png,.jpg,.jpeg,.webp,.svg"},
    )
    keep_logo = RadioField(
        "The logo",
        default="keep",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accent.choices = [
            *((ready.name, ready.name) for ready in READY),
            (OWN, "Colours of your own, written below"),
        ]
        self.keep_logo.choices = [("keep", "Leave it as it is, or take the file above"), ("drop", "Take it away")]
