"""What is asked before something is begun."""

from wtforms import Form, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from coursesite.accounts.forms import tidy

LONGEST_TITLE, LONGEST_SUMMARY = 200, 1000


class NewForm(Form):
    """A title, from which the address is made."""

    title = StringField(
        "Title",
        [
            DataRequired("Give it a title; you can change it at any time."),
            Length(max=LONGEST_TITLE, message=f"A title has {LONGEST_TITLE} characters at most; shorten it."),
        ],
        filters=[tidy],
        description="Its address is made from this. You can change both later.",
        render_kw={"maxlength": LONGEST_TITLE, "autocomplete": "off", "dir": "auto"},
    )


class NewCourseForm(NewForm):
    """A course's title, and what it says of itself on the shelf."""

    summary = TextAreaField(
        "Summary",
        [
            DataRequired("Say in a sentence or two what the course is about."),
            Length(max=LONGEST_SUMMARY, message=f"A summary has {LONGEST_SUMMARY:,} characters at most; shorten it."),
        ],
        filters=[tidy],
        description="What people read on the shelf: a sentence or two.",
        render_kw={"rows": 3, "maxlength": LONGEST_SUMMARY, "dir": "auto"},
    )
