"""The mail of a development site, readable in the browser. A public site has no such page."""

import re
from dataclasses import dataclass

from flask import Blueprint, Flask, render_template

from coursesite.mail import queries
from coursesite.mail.models import Mail
from coursesite.mail.queue import Bell
from coursesite.web.errors import NotHere
from coursesite.web.state import database, environment, read_db, settings

bp = Blueprint("mail", __name__)

MOST_SHOWN = 100
LINK = re.compile(r"(https?://\S+)")


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One mail, its text cut at the links so that the page can make them links."""

    mail: Mail

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text in order, each piece with whether it is a link."""
        return [(piece, bool(LINK.fullmatch(piece))) for piece in LINK.split(self.mail.body) if piece]


def init(app: Flask) -> None:
    """Register the pages, and wake the worker whenever mail was written."""
    app.register_blueprint(bp)
    with app.app_context():
        # As the environment has them: putting a site together asks no database.
        Bell(environment()).listen(database())


@bp.get("/dev/mail")
def letters() -> str:
    """The newest mail, newest first."""
    _only_in_development()
    return render_template("mail/letters.html", mails=queries.latest(read_db(), MOST_SHOWN), most=MOST_SHOWN)


@bp.get("/dev/mail/<int:mail_id>")
def letter(mail_id: int) -> str:
    """One mail."""
    _only_in_development()
    mail = queries.mail_with_id(read_db(), mail_id)
    if mail is None:
        raise NotHere
    return render_template("mail/letter.html", page=LetterPage(mail))


def _only_in_development() -> None:
    if not settings().development:
        raise NotHere
