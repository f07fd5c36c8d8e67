"""One group: who is where, who has gone quiet, a message to somebody, invitations, and the same as CSV."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.accounts.session_views import Submission
from coursesite.learning.course_views import bp
from coursesite.learning.groups import emails, invitation_queries, inviting_views, member_queries, queries
from coursesite.learning.groups.forms import GROUP_CHOICES, GroupForm, InviteForm, MessageForm
from coursesite.learning.groups.inviting_views import TIRED, Invitee
from coursesite.learning.groups.member_queries import MemberRow
from coursesite.learning.groups.pages.groups import (
    MOST_QUIET,
    PEOPLE_ON_A_PAGE,
    GroupPage,
    Person,
    Progress,
    Quiet,
    drafted,
)
from coursesite.learning.groups.pages.invitations import MOST_SHOWN, waiting
from coursesite.learning.groups.pages.places import group_href
from coursesite.learning.groups.queries import GroupRow
from coursesite.learning.groups.subject_queries import GONE, Subject, subject_with_id
from coursesite.learning.quizzes.pages.studio import pages
from coursesite.library import reading
from coursesite.library.desk_views import allowed
from coursesite.library.rights import Rights
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.filters import zone
from coursesite.web.paging import page_number, page_within
from coursesite.web.redirects import see
from coursesite.web.state import read_db, settings

QUIET_AFTER = timedelta(days=10)
MESSAGE_EVERY = timedelta(days=7)
DONE = {
    "made": ("good", "The group is there. Give its code to the people who should come, or invite them below."),
    "changed": ("good", "It is changed."),
    "ended": ("good", "The group has ended. Its people keep the course and all they did in it."),
    "reopened": ("good", "The group goes on. It has no code until you make one."),
    "code": ("good", "There is a new code. One from before opens nothing any more."),
    "off": ("good", "The code is off. People come in by invitation only."),
    "nothing": ("info", "Nothing was changed."),
    "removed": ("good", "It is done. What they did in the course is kept."),
    "invited": ("good", "It is on its way. Who is invited stands below until they accept or the invitation runs out."),
    "again": ("good", "A new link is on its way. The earlier one no longer works."),
    "withdrawn": ("good", "The invitation is withdrawn. Its link opens nothing any more."),
    "tired": ("info", TIRED),
    "gone": ("info", "That invitation has been accepted or withdrawn in the meantime."),
    "written": ("good", "Your message is on its way."),
    "lately": ("info", "Somebody wrote to them within the last week, so nothing was sent: once a week is enough."),
}


def group_at(key: str, deed: str = "looks") -> tuple[GroupRow, Rights]:
    """The group with this key, and the rights of whoever asks in its course. Raises `NotHere`, `NotAllowed`."""
    group = queries.group(read_db(), key)
    if group is None or group.course_state in GONE:
        raise NotHere
    return group, allowed(group.course_id, deed)


@bp.get("/studio/group/<group_key>/")
@needs("coach")
def group(group_key: str) -> Response:
    """A group's page."""
    return shown(group_page(*group_at(group_key)))


@bp.post("/studio/group/<group_key>/invite")
@needs("coach")
def invite_to_group(group_key: str) -> Response:
    """Invite an address into a group, or to be its lead."""
    found, rights = group_at(group_key, "writes")
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    if found.ended_at is not None:
        return see(f"{group_href(group_key)}?done=nothing")
    form = invite_form(request.form)
    if not form.validate():
        return shown(group_page(found, rights, invite=form), 422)
    invitee = Invitee(form.address.data or "", form.part.data)
    path = f"{group_href(group_key)}?done=invited"
    return inviting_views.invite(course_of(found), found, invitee, submission, path) or shown(
        group_page(found, rights, invite=inviting_views.tired(form)), 422
    )


@bp.post("/studio/group/<group_key>/invitations/<int:invitation_id>")
@needs("coach")
def change_group_invitation(group_key: str, invitation_id: int) -> Response:
    """Send an invitation again, or take it back."""
    found, _ = group_at(group_key, "writes")
    done = inviting_views.change(course_of(found), found, invitation_id)
    return see(f"{group_href(group_key)}?done={done}")


def course_of(group: GroupRow) -> Subject:
    """The course that a group learns."""
    subject = subject_with_id(read_db(), group.course_id)
    if subject is None:
        raise NotHere
    return subject


def invite_form(typed: Any = None) -> InviteForm:
    """The form that invites one address into a group."""
    form = InviteForm(typed) if typed else InviteForm()
    form.part.choices = GROUP_CHOICES
    return form


def shown(page: GroupPage, status: int = 200) -> Response:
    """The page as a whole."""
    told = [DONE[done]] if (done := request.args.get("done", "")) in DONE else []
    return make_response(render_template("learning/desk_group.html", page=page, notices=told), status)


def group_page(
    group: GroupRow,
    rights: Rights,
    *,
    form: GroupForm | None = None,
    invite: InviteForm | None = None,
    message: tuple[str, MessageForm] | None = None,
    refused_list: tuple[str, str] = ("", ""),
) -> GroupPage:
    """A group's page; forms that were refused come back filled in, `message` with the key of whom it was for."""
    session, now, time_zone = read_db(), clock.now(), current_user.time_zone
    total = member_queries.count_members(session, group.id)
    number = page_within(total, PEOPLE_ON_A_PAGE, page_number())
    rows = member_queries.members(session, group.id, (number - 1) * PEOPLE_ON_A_PAGE, PEOPLE_ON_A_PAGE)
    quiet, quiet_total = _quiet_rows(group, message)
    progress, place = progress_of(group, {row.id for row in (*rows, *quiet)}), group_href(group.key)
    invited = invitation_queries.pending(session, group.course_id, group.id, now, MOST_SHOWN)
    return GroupPage(
        group,
        rights,
        [Person(row, progress, place) for row in rows],
        total,
        pages(total, PEOPLE_ON_A_PAGE, number, place),
        _quiet(group, [Person(row, progress, place) for row in quiet], message),
        quiet_total,
        queries.leads_of(session, group.id),
        waiting(invited, invitation_queries.count_pending(session, group.course_id, group.id, now), place, time_zone),
        form or _filled(group),
        invite or invite_form(),
        now,
        time_zone,
        settings().base_url,
        *refused_list,
    )


def _quiet_rows(group: GroupRow, message: tuple[str, MessageForm] | None) -> tuple[list[MemberRow], int]:
    """Who has gone quiet, and how many; and whom a refused message was for, so that its text stands somewhere."""
    if group.ended_at is not None:
        return [], 0
    rows, total = member_queries.quiet(read_db(), group.id, clock.now() - QUIET_AFTER, MOST_QUIET)
    found = list(rows)
    if message is not None and message[0] not in {row.key for row in found}:
        person = member_queries.member(read_db(), group.id, message[0])
        found = [person, *found] if person else found
    return found, total


def outline_of_group(group: GroupRow) -> reading.Outline:
    return reading.outline(read_db(), group.course_id, group.outline_version)


def day_in(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(zone(current_user.time_zone)).date().isoformat()


def progress_of(group: GroupRow, ids: Any) -> Progress:
    finished = member_queries.finished_by(read_db(), ids, group.course_id)
    active = member_queries.last_active(read_db(), ids, group.course_id)
    return Progress(outline_of_group(group), finished, active, current_user.time_zone)


def _filled(group: GroupRow) -> GroupForm:
    return GroupForm(name=group.name, starts=day_in(group.starts_at))


def _quiet(group: GroupRow, people: Sequence[Person], message: tuple[str, MessageForm] | None) -> list[Quiet]:
    since = clock.now() - MESSAGE_EVERY
    written = member_queries.written_to(read_db(), [one.row.id for one in people], emails.MESSAGE, since)
    found = []
    for one in people:
        form = MessageForm(text=drafted(one.row.name, group.course_title, current_user.name))
        if message is not None and message[0] == one.key:
            form = message[1]
        # Each form's field has an id of its own on the page.
        form.text.id = f"text-{one.key}"
        found.append(Quiet(one, written.get(one.row.id), form))
    return found
