"""The people of a group one by one: a message to somebody, taking somebody out, and all of them as CSV."""

from collections.abc import Sequence

from flask import Response, make_response, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.accounts.session_views import Submission
from coursesite.learning.course_views import bp
from coursesite.learning.groups import emails, member_queries
from coursesite.learning.groups.forms import MessageForm
from coursesite.learning.groups.group_desk import (
    MESSAGE_EVERY,
    day_in,
    group_at,
    group_page,
    outline_of_group,
    progress_of,
    shown,
)
from coursesite.learning.groups.pages.places import group_href
from coursesite.learning.records import queries as records
from coursesite.library.addresses import address_of
from coursesite.library.models import Kind
from coursesite.text.slugs import slugify
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.spreadsheets import to_csv
from coursesite.web.state import read_db, settings, write_db


@bp.get("/studio/group/<group_key>/people.csv")
@needs("coach")
def group_csv(group_key: str) -> Response:
    """The group's people and where they are, for a spreadsheet."""
    found, _ = group_at(group_key)
    rows = member_queries.members(read_db(), found.id)
    progress, needed = progress_of(found, member_queries.everybody(found.id)), len(outline_of_group(found).needed)
    table: list[Sequence[str | int]] = [
        ("name", "address", "joined", "finished", "of", "quizzes passed", "last active", "course finished")
    ]
    for row in rows:
        days = [row.joined_at, progress.active.get(row.id), row.completed_at]
        joined, active, done = (day_in(day) for day in days)
        counts = (progress.done(row.id), needed, progress.quizzes(row.id))
        table.append((row.name, row.address or "", joined, *counts, active, done))
    response = make_response(to_csv(table))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(found.name) or "group"}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/studio/group/<group_key>/members/<user_key>/message")
@needs("coach")
def write_to_member(group_key: str, user_key: str) -> Response:
    """Send somebody the message that a coach has looked over, once a week at most."""
    found, rights = group_at(group_key, "writes")
    person = member_queries.member(read_db(), found.id, user_key)
    if person is None or not person.address:
        raise NotHere
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form = MessageForm(request.form)
    if not form.validate():
        return shown(group_page(found, rights, message=(user_key, form)), 422)
    path = address_of(Kind.COURSE, found.course_slug, None)
    recipient = (person.id, person.address)
    draft = emails.message(settings(), current_user.name, found.course_title, recipient, form.text.data or "", path)
    db, now = write_db(), clock.now()
    if not submission.is_first(db, now):
        return submission.again(db)
    # Two coaches who write to the same person at once take turns.
    records.take_turn(db, person.id)
    if member_queries.written_to(db, [person.id], emails.MESSAGE, now - MESSAGE_EVERY):
        return submission.done(db, f"{group_href(group_key)}?done=lately")
    draft.put(db, now)
    auditing.note(db, current_user.id, "wrote to somebody of a group", found.name, now, about_id=person.id)
    return submission.done(db, f"{group_href(group_key)}?done=written")


@bp.post("/studio/group/<group_key>/members/<user_key>/remove")
@needs("coach")
def remove_member(group_key: str, user_key: str) -> Response:
    """Take somebody out of a group; out of the course too, where they came with the group and have not begun."""
    group, _ = group_at(group_key, "writes")
    person = member_queries.member(read_db(), group.id, user_key)
    if person is None:
        raise NotHere
    db = write_db()
    records.take_turn(db, person.id)
    member_queries.remove_member(db, group.id, person.id)
    member_queries.leave_unbegun(db, person.id, group.course_id, person.joined_at)
    auditing.note(db, current_user.id, "took somebody out of a group", group.name, clock.now(), about_id=person.id)
    db.commit()
    return see(f"{group_href(group_key)}?done=removed")
