"""A list of people to invite into a group: first what it would do, then, sent again, doing it."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Response, make_response, render_template, request

from coursesite import clock
from coursesite.accounts.session_views import Submission
from coursesite.learning.course_views import bp
from coursesite.learning.groups import bounds, invitation_queries, inviting_views, listing, member_queries
from coursesite.learning.groups.group_desk import course_of, group_at, group_page, shown
from coursesite.learning.groups.inviting import LEARNER, PURPOSE
from coursesite.learning.groups.inviting_views import Invitee
from coursesite.learning.groups.listing import Fate, Line, Unreadable
from coursesite.learning.groups.pages.listed import ListPage
from coursesite.learning.groups.pages.places import group_href
from coursesite.learning.groups.queries import GroupRow
from coursesite.web.access import needs
from coursesite.web.redirects import see
from coursesite.web.state import read_db


@bp.post("/studio/group/<group_key>/list")
@needs("coach")
def read_list(group_key: str) -> Response:
    """Say what a list would do. Nothing is sent and nothing is kept."""
    group, rights = group_at(group_key, "writes")
    if group.ended_at is not None:
        return see(f"{group_href(group_key)}?done=nothing")
    typed = request.form.get("list", "")
    try:
        lines = _judged(group, _text())
    except Unreadable as problem:
        return shown(group_page(group, rights, refused_list=(str(problem), typed)), 422)
    return make_response(render_template("learning/desk_list.html", page=ListPage(group, lines)))


@bp.post("/studio/group/<group_key>/list/send")
@needs("coach")
def send_list(group_key: str) -> Response:
    """Invite everybody whom the list still has to be sent to."""
    group, rights = group_at(group_key, "writes")
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    try:
        lines = _judged(group, request.form.get("list", ""))
    except Unreadable as problem:
        return shown(group_page(group, rights, refused_list=(str(problem), request.form.get("list", ""))), 422)
    invitees = [Invitee(line.address, LEARNER, line.name) for line in lines if line.fate is Fate.INVITE]
    if not invitees or group.ended_at is not None:
        return see(f"{group_href(group_key)}?done=nothing")
    path = f"{group_href(group_key)}?done=invited"
    return inviting_views.invite_many(course_of(group), group, invitees, submission, path)


def _text() -> str:
    """What was sent: a file, if one was chosen, else what was pasted."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return request.form.get("list", "")
    data = file.stream.read(listing.LARGEST_LIST * 2 + 1)
    return listing.decoded(data)


def _judged(group: GroupRow, text: str) -> Sequence[Line]:
    lines, session, now = listing.read(text), read_db(), clock.now()
    addresses = [line.address for line in lines if line.fate is Fate.INVITE]
    members = member_queries.members_among(session, group.id, addresses)
    invited = invitation_queries.invited_among(session, group.id, addresses, LEARNER, now)
    mailed = invitation_queries.mailed(session, addresses, PURPOSE, now - timedelta(days=1))
    return listing.judged(lines, members, invited, mailed, bounds.MAILS_TO_ADDRESS)
