"""The forms that write an exercise's notation for a coach."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Response, jsonify, make_response, render_template, request
from flask_login import current_user
from wtforms import Form

from coursesite import clock
from coursesite.library.desk_views import allowed
from coursesite.studio.addresses import desk_href
from coursesite.studio.inserting.composing import composed
from coursesite.studio.inserting.insert_forms import FORMS, grow, problems_of, tell
from coursesite.studio.inserting.offers import Insert, Offer, offer_of, offers_in
from coursesite.studio.inserting.typed import Amiss
from coursesite.studio.studio_desk import bp
from coursesite.studio.writing import queries, saving
from coursesite.studio.writing.queries import Written
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

BUSY = "Others were saving this text at the same moment, so this is not in it yet. Send it once more."


@dataclass(frozen=True, slots=True)
class InsertPage:
    """One form as it is shown."""

    offer: Offer
    piece_title: str
    editor: str
    form: Form
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it is sent."""
        return f"{self.editor}insert/{self.offer.kind}"

    @property
    def words(self) -> str:
        """What is inserted."""
        return self.offer.words

    @property
    def says(self) -> str:
        """What learners do with it."""
        return self.offer.says


@bp.get("/studio/write/<key>/insert/<kind>")
@needs("coach")
def insert(key: str, kind: str) -> Response:
    """The empty form."""
    piece, offer = _asked(key, kind)
    return _page(piece, offer, FORMS[offer.kind]())


@bp.post("/studio/write/<key>/insert/<kind>")
@needs("coach")
def do_insert(key: str, kind: str) -> Response:
    """Write what was typed: to the editor's script as notation, without it at the end of the draft."""
    piece, offer = _asked(key, kind)
    form = FORMS[offer.kind](request.form)
    if "more" in request.form:
        grow(form, request.form["more"])
        return _page(piece, offer, form)
    try:
        markdown = _written(offer.kind, form)
    except Amiss as amiss:
        problems = tell(form, amiss.problems)
        if _wants_json():
            return make_response(jsonify(problems=problems), 422)
        return _page(piece, offer, form, problems)
    return jsonify(markdown=markdown) if _wants_json() else _appended(piece, offer, form, markdown)


def _asked(key: str, kind: str) -> tuple[Written, Offer]:
    """The piece, and what is to be put into it, if whoever asks may write it and it can stand there."""
    piece = queries.find_written(read_db(), key)
    if piece is None:
        raise NotHere
    allowed(piece.id, "writes")
    offer = offer_of(kind)
    if offer is None or offer not in offers_in(piece.kind):
        raise NotHere
    return piece, offer


def _page(piece: Written, offer: Offer, form: Form, problems: Mapping[str, str] | None = None) -> Response:
    page = InsertPage(offer, piece.title, _editor(piece), form, problems or {})
    return make_response(render_template("studio/insert.html", page=page), 422 if problems else 200)


def _written(kind: Insert, form: Form) -> str:
    """The notation of a form. Raises `Amiss` with all that is amiss at once."""
    form.validate()
    found = problems_of(form)
    try:
        markdown = composed(kind, form.data)
    except Amiss as amiss:
        raise Amiss({**found, **amiss.problems}) from amiss
    if found:
        raise Amiss(found)
    return markdown


def _appended(piece: Written, offer: Offer, form: Form, markdown: str) -> Response:
    """Put it at the end of the draft."""
    session, now, submission = write_db(), clock.now(), once.submitted()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or _editor(piece))
    piece = queries.find_written(session, piece.key) or piece
    try:
        saving.append(session, piece, markdown, current_user.id, now)
    except saving.Busy:
        session.rollback()
        return _page(piece, offer, form, {"": BUSY})
    leads = f"{_editor(piece)}#body"
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


def _editor(piece: Written) -> str:
    return desk_href(piece.key)


def _wants_json() -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
