"""What every form of an ask's talk does with the text that it brings: bounded, rendered before anything is written."""

from flask import Response
from flask_login import current_user
from markupsafe import Markup
from wtforms.fields import Field

from coursesite import clock
from coursesite.accounts.session_views import count
from coursesite.learning.asking.asking import Sent
from coursesite.learning.asking.bounds import PREVIEWS
from coursesite.learning.asking.rendering import rendered
from coursesite.text.markup import Unrendered
from coursesite.web import once
from coursesite.web.errors import TooMany
from coursesite.web.limits import Limit
from coursesite.web.markup import safe

DONE = {
    "asked": "Your question is with the coaches of this course. You get a mail when there is an answer.",
    "more": "What you wrote is with the coaches of this course.",
    "private": "It is private now: only you and the coaches of this course read it.",
    "withdrawn": "Your question and everything said about it is deleted.",
    "agreed": "You agreed. The coach decides when it is shown, and you can take it back at any time.",
    "declined": "It isn’t shown to everyone. The wording that was proposed is deleted, and nobody asks you again.",
    "answered": "Your answer is sent. Whoever asked gets a mail that it is there, without its words.",
    "settled": "It waits no longer.",
    "consent": "They have been asked, and see exactly this wording. Nothing is shown before they agree.",
    "public": "Everyone who reads the lesson sees it now.",
    "hidden": "It is gone from the lesson.",
    "kept": "It is kept.",
    "gone": "It is deleted.",
}


class Refused(Exception):
    """A text that can't be taken; the form comes back with it and a sentence."""

    def __init__(self, sentence: str, status: int = 422, seconds: int = 0) -> None:
        super().__init__(sentence)
        self.sentence, self.status, self.seconds = sentence, status, seconds

    def on(self, response: Response) -> Response:
        """The page with the form, as the answer to what was refused."""
        response.status_code = self.status
        if self.seconds:
            response.headers["Retry-After"] = str(self.seconds)
        return response


def counted(limit: Limit, subject: str = "") -> None:
    """Count one try of the person who asks, or of `subject`. Raises `Refused`."""
    try:
        count(limit, subject or str(current_user.id), clock.now(), once.submitted())
    except TooMany as error:
        raise Refused(f"That was a little too often, and nothing was stored. {error.do}", 429, error.seconds) from None


def html_of(field: Field) -> str:
    """A field's text as safe HTML. Raises `Refused`, with the sentence beside the field too."""
    try:
        return rendered(field.data or "")
    except Unrendered as error:
        field.errors = [str(error)]
        raise Refused("") from None


def preview_of(field: Field) -> Markup:
    """A field's text as it would look. Raises `Refused`."""
    try:
        count(PREVIEWS, str(current_user.id), clock.now())
    except TooMany as error:
        raise Refused(f"That was a little too often. {error.do}", 429, error.seconds) from None
    return safe(html_of(field))


def sent_from(field: Field) -> Sent:
    """A field's text as it is kept. Raises `Refused`."""
    return Sent(field.data or "", html_of(field), once.submitted())


def notices(done: str) -> list[tuple[str, str]]:
    """The sentence about what was done, carried from one page to the next by a word in the address."""
    return [("good", DONE[done])] if done in DONE else []
