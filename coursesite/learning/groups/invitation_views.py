"""What an invitation's link leads to: who invites to what, and accepting it, with an account or by making one."""

from collections.abc import Sequence
from datetime import datetime

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts import joining
from coursesite.accounts import queries as accounts
from coursesite.accounts.forms import NewAccountForm
from coursesite.accounts.joining_views import AlreadyThere, will_do
from coursesite.accounts.models import Role
from coursesite.accounts.session_views import Submission, enter, hasher, keep_cookie
from coursesite.accounts.tokens import Link
from coursesite.learning.course_views import bp
from coursesite.learning.groups import inviting, queries
from coursesite.learning.groups.invitation_queries import InvitationRow
from coursesite.learning.groups.inviting import LEAD, STAFF
from coursesite.learning.groups.pages.invited import InvitedPage
from coursesite.learning.groups.pages.places import people_href
from coursesite.learning.groups.subject_queries import subject_with_id
from coursesite.library import reading
from coursesite.library.addresses import address_of
from coursesite.library.models import Kind, State
from coursesite.mail import queries as mail
from coursesite.web.access import to_sign_in
from coursesite.web.errors import Problem
from coursesite.web.state import read_db, write_db


class NoInvitation(Problem):
    """An invitation that was accepted or withdrawn, has run out, or never was."""

    status = 410
    title = "This invitation no longer holds"
    happened = "It has been accepted or withdrawn already, it has run out after its 14 days, or its link lost a letter."
    kept = "Nothing was changed."
    do = "If you have accepted it, sign in as always. Otherwise ask whoever invited you for a new one."


@bp.get("/invitations/<token>")
def invitation(token: str) -> Response:
    """Who invites to what. Looking at it spends nothing, so that a mail scanner may."""
    return _shown(_live(token), token, NewAccountForm())


@bp.post("/invitations/<token>")
def accept_invitation(token: str) -> Response:
    """Accept it with the account that is signed in."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    row = _live(token)
    if not current_user.signed_in:
        return to_sign_in()
    order, path, now = _needed(row), _leads_to(row), clock.now()
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    if not inviting.accept(db, token, row, (current_user.id, current_user.role), order, now):
        raise NoInvitation
    return submission.done(db, path)


@bp.post("/invitations/<token>/account")
def accept_with_account(token: str) -> Response:
    """Make an account for the address that the link was sent to, which the link confirms, and accept with it."""
    submission = Submission.of_request()
    if (earlier := submission.led_to()) is not None:
        return earlier
    row, form, now = _live(token), NewAccountForm(request.form), clock.now()
    if not will_do(form, row.address):
        return _shown(row, token, form, 422)
    order, path = _needed(row), _leads_to(row)
    chosen = {
        "name": form.name.data or "",
        "password_hash": hasher().hashed(form.password.data or ""),
        "time_zone": form.time_zone.data or "",
    }
    db = write_db()
    if not submission.is_first(db, now):
        return submission.again(db)
    user_id = _account(db, row.address, chosen, now)
    if not inviting.accept(db, token, row, (user_id, Role.LEARNER.value), order, now):
        raise NoInvitation
    session_token = enter(db, user_id, now)
    response = submission.done(db, path)
    keep_cookie(session_token)
    return response


def _account(db: Session, address: str, chosen: dict[str, str], now: datetime) -> int:
    try:
        user_id = joining.confirm(db, Link(None, address, {}), now, **chosen)
    except IntegrityError:
        user_id = None
    if user_id is None:
        raise AlreadyThere
    mail.adopt(db, address, user_id)
    return user_id


def _live(token: str) -> InvitationRow:
    row = inviting.find(read_db(), token, clock.now())
    if row is None:
        raise NoInvitation
    return row


def _needed(row: InvitationRow) -> Sequence[int]:
    """What completes the course that the invitation is to."""
    subject = subject_with_id(read_db(), row.piece_id)
    if subject is None or not subject.is_course:
        return ()
    return reading.outline(read_db(), subject.id, subject.outline_version).needed


def _leads_to(row: InvitationRow) -> str:
    """Where somebody goes who has accepted."""
    subject = subject_with_id(read_db(), row.piece_id)
    if subject is None:
        raise NoInvitation
    if row.part in STAFF:
        return f"{people_href(subject.key)}?done=accepted"
    if row.part == LEAD and row.group_id is not None:
        group = queries.group_with_id(read_db(), row.group_id)
        return url_for("learning.led_group", group_key=group.key) if group else url_for("learning.led_groups")
    published = subject.state == State.PUBLISHED
    return address_of(Kind.COURSE, subject.slug, None) if published else url_for("learning.mine")


def _shown(row: InvitationRow, token: str, form: NewAccountForm, status: int = 200) -> Response:
    owner = accounts.user_with_address(read_db(), row.address)
    group = None if row.group_id is None else queries.group_with_id(read_db(), row.group_id)
    own = current_user.address if current_user.signed_in else None
    page = InvitedPage(row, token, group, own, owner is not None, clock.now(), current_user.time_zone)
    response = make_response(render_template("learning/invitation.html", page=page, form=form), status)
    response.headers["Cache-Control"] = "no-store"
    return response
