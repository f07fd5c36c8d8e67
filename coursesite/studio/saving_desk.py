"""What the editor's script asks: saving, where the draft stands, and who else has it open."""

from datetime import datetime, timedelta

from flask import Response, jsonify, make_response, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from coursesite import clock
from coursesite.library.models import Kind
from coursesite.studio.studio_desk import bp
from coursesite.studio.writing import queries
from coursesite.studio.writing.composing import take_apart
from coursesite.studio.writing.fields import FIELDS
from coursesite.studio.writing.queries import Written
from coursesite.studio.writing.saving import Saved, Stale, save
from coursesite.studio.written_desk import identified, number_sent, sent_form, sent_source, speaks_json, written
from coursesite.web.filters import zone
from coursesite.web.state import read_db, write_db

SEEN_FOR = timedelta(minutes=1)


def save_sent(found: Written, source: bytes, now: datetime) -> Saved | Stale:
    """Save what the form brought, note who writes, and commit."""
    session = write_db()
    version, base, aside = number_sent("version") or 0, number_sent("base"), number_sent("aside")
    done = save(session, found, current_user.id, source, version, base, now, aside)
    queries.note_writer(session, found.id, current_user.id, now)
    session.commit()
    return done


def clock_time(moment: datetime) -> str:
    """The time of day in this person's time zone, as 14:03."""
    return f"{moment.astimezone(zone(current_user.time_zone)):%H:%M}"


@bp.post("/studio/write/<key>/save")
@speaks_json
def save_draft(key: str) -> Response:
    """Save the draft, or keep the text aside where it comes too late."""
    found, now = written(key), clock.now()
    done = save_sent(found, sent_source(found, sent_form(found)), now)
    if isinstance(done, Saved):
        return jsonify(version=done.version, saved=clock_time(now))
    href = url_for("studio.aside", key=key, aside_id=done.aside_id)
    return make_response(jsonify(href=href, aside=done.aside_id, by=done.by, version=done.version), 409)


@bp.get("/studio/write/<key>/state")
@speaks_json
def draft_state(key: str) -> Response:
    """Where the draft stands now, with a token for this person's forms."""
    found, now = written(key), clock.now()
    parts = take_apart(found.source, Kind(found.kind))
    response = jsonify(
        csrf=generate_csrf(),
        person=current_user.key,
        version=found.version or 0,
        base=found.base,
        by=found.changed_by or "",
        changed=found.changed_at.isoformat() if found.changed_at else None,
        fields={asked.slug: parts.fields[asked.name] for asked in FIELDS[Kind(found.kind)]},
        body=parts.body,
        writers=queries.other_writers(read_db(), found.id, current_user.id, now - SEEN_FOR),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/studio/write/<key>/here")
@speaks_json
def writer_here(key: str) -> Response:
    """Note that somebody has the piece open; tells who else has."""
    found, now = identified(key), clock.now()
    session = write_db()
    queries.note_writer(session, found.id, current_user.id, now)
    others = queries.other_writers(session, found.id, current_user.id, now - SEEN_FOR)
    session.commit()
    return jsonify(writers=others, version=found.version)
