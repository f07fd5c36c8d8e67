"""A course's groups, a new one, and what of one can be changed."""

import secrets

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import auditing
from coursesite.accounts.session_views import Submission
from coursesite.learning.course_views import bp
from coursesite.learning.groups import codes, invitation_queries, queries
from coursesite.learning.groups.forms import GroupForm
from coursesite.learning.groups.group_desk import group_at, group_page, shown
from coursesite.learning.groups.pages.groups import GROUPS_ON_A_PAGE, GroupsPage, Line
from coursesite.learning.groups.pages.places import group_href, groups_href
from coursesite.learning.groups.people_desk import subject_at
from coursesite.learning.groups.subject_queries import Subject
from coursesite.learning.quizzes.pages.studio import pages
from coursesite.library.rights import Rights
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db


@bp.get("/studio/groups/<key>/")
@needs("coach")
def groups(key: str) -> Response:
    """A course's groups."""
    return _shown(*_course_at(key))


@bp.post("/studio/groups/<key>/")
@needs("coach")
def new_group(key: str) -> Response:
    """Make a group, with a code that lets people in."""
    subject, rights = _course_at(key, "writes")
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    form = GroupForm(request.form)
    if not form.validate():
        return _shown(subject, rights, form, status=422)
    db, now, group_key = write_db(), clock.now(), secrets.token_hex(8)
    if not submission.is_first(db, now):
        return submission.again(db)
    queries.add_group(
        db,
        key=group_key,
        course_id=subject.id,
        name=form.name.data,
        starts_at=form.starts_at(current_user.time_zone),
        join_code=codes.new_code(),
        made_by=current_user.id,
        made_at=now,
    )
    auditing.note(db, current_user.id, "made a group", f"{form.name.data}: {subject.title}", now)
    return submission.done(db, f"{group_href(group_key)}?done=made")


@bp.post("/studio/group/<group_key>/")
@needs("coach")
def change_group(group_key: str) -> Response:
    """Give a group another name or first day."""
    group, rights = group_at(group_key, "writes")
    form = GroupForm(request.form)
    if not form.validate():
        return shown(group_page(group, rights, form=form), 422)
    db = write_db()
    values = {"name": form.name.data, "starts_at": form.starts_at(current_user.time_zone)}
    queries.change_group(db, group.id, **values)
    auditing.note(db, current_user.id, "changed a group", f"{form.name.data}: {group.course_title}", clock.now())
    db.commit()
    return _told(group_key, "changed")


@bp.post("/studio/group/<group_key>/end")
@needs("coach")
def end_group(group_key: str) -> Response:
    """End a group, or let it go on: its code and its invitations go with its end, its people keep the course."""
    group, _ = group_at(group_key, "writes")
    db, now, ends = write_db(), clock.now(), request.form.get("end") == "yes"
    if ends:
        invitation_queries.withdraw_group(db, group.id)
        queries.change_group(db, group.id, ended_at=now, join_code=None)
    else:
        queries.change_group(db, group.id, ended_at=None)
    auditing.note(db, current_user.id, "ended a group" if ends else "reopened a group", group.name, now)
    db.commit()
    return _told(group_key, "ended" if ends else "reopened")


@bp.post("/studio/group/<group_key>/code")
@needs("coach")
def change_code(group_key: str) -> Response:
    """Give a group a new code, or none."""
    group, _ = group_at(group_key, "writes")
    wanted = request.form.get("code")
    if wanted not in ("new", "off") or group.ended_at is not None:
        return _told(group_key, "nothing")
    db = write_db()
    queries.change_group(db, group.id, join_code=codes.new_code() if wanted == "new" else None)
    deed = "gave a group a new code" if wanted == "new" else "turned a group’s code off"
    auditing.note(db, current_user.id, deed, group.name, clock.now())
    db.commit()
    return _told(group_key, "code" if wanted == "new" else "off")


@bp.post("/studio/group/<group_key>/leads/<user_key>/remove")
@needs("coach")
def remove_lead(group_key: str, user_key: str) -> Response:
    """Let somebody answer for a group no longer."""
    group, _ = group_at(group_key, "writes")
    lead = next((one for one in queries.leads_of(read_db(), group.id) if one.key == user_key), None)
    if lead is None:
        raise NotHere
    db = write_db()
    queries.remove_lead(db, group.id, lead.id)
    auditing.note(db, current_user.id, "ended a lead’s part", group.name, clock.now(), about_id=lead.id)
    db.commit()
    return _told(group_key, "removed")


def _course_at(key: str, deed: str = "looks") -> tuple[Subject, Rights]:
    subject, rights = subject_at(key, deed)
    if not subject.is_course:
        raise NotHere
    return subject, rights


def _shown(subject: Subject, rights: Rights, form: GroupForm | None = None, *, status: int = 200) -> Response:
    session, now = read_db(), clock.now()
    total = queries.count_groups(session, subject.id)
    number = page_within(total, GROUPS_ON_A_PAGE, page_number())
    rows = queries.groups_of(session, subject.id, (number - 1) * GROUPS_ON_A_PAGE, GROUPS_ON_A_PAGE)
    page = GroupsPage(
        subject,
        rights,
        [Line(row, now, current_user.time_zone) for row in rows],
        form or GroupForm(),
        pages(total, GROUPS_ON_A_PAGE, number, groups_href(subject.key)),
    )
    return make_response(render_template("learning/desk_groups.html", page=page), status)


def _told(group_key: str, done: str) -> Response:
    return see(f"{group_href(group_key)}?done={done}")
