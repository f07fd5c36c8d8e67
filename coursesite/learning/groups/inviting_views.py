"""Sending invitations, sending them again and taking them back: what the desk's pages share."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from flask import Response, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.accounts import auditing, tokens
from coursesite.accounts.session_views import Submission
from coursesite.learning.groups import bounds, emails, invitation_queries, inviting
from coursesite.learning.groups.emails import Draft, Invited
from coursesite.learning.groups.forms import InviteForm
from coursesite.learning.groups.inviting import NAMES, PURPOSE, row_of
from coursesite.learning.groups.queries import GroupRow
from coursesite.learning.groups.subject_queries import Subject
from coursesite.web import limits
from coursesite.web.errors import NotHere
from coursesite.web.limits import Limit
from coursesite.web.state import database, read_db, settings, write_db

TIRED = (
    "This address was written three invitations in the last day, which is as many as anybody should get. Nothing was "
    "sent. Try again tomorrow."
)


class Invitee(NamedTuple):
    """Whom an invitation goes to, as what, and what they are called if that is known."""

    address: str
    part: str
    name: str = ""


def count(limit: Limit, submission: str = "") -> None:
    """Count one try of whoever asks. Raises `TooMany`."""
    limits.count(database(), limit, str(current_user.id), settings().secret_key, clock.now(), submission=submission)


def is_tired(address: str) -> bool:
    """Whether an address was written as many invitations as it should get in a day."""
    since = clock.now() - timedelta(days=1)
    mailed = invitation_queries.mailed(read_db(), [address], PURPOSE, since)
    return mailed.get(address, 0) >= bounds.MAILS_TO_ADDRESS


def tired(form: InviteForm) -> InviteForm:
    """The form with the sentence about that."""
    form.address.errors = [TIRED]
    return form


def written(subject: Subject, group: GroupRow | None, invitee: Invitee) -> tuple[str, Draft]:
    """A new token and the mail that carries it."""
    token = tokens.new()
    invited = Invited(
        current_user.name,
        invitee.part,
        subject.kind,
        subject.title,
        group.name if group else "",
        group.starts_at if group else None,
        current_user.time_zone,
    )
    path = url_for("learning.invitation", token=token)
    return token, emails.invitation(settings(), invited, invitee.address, invitee.name, path)


def invite(
    subject: Subject, group: GroupRow | None, invitee: Invitee, submission: Submission, path: str
) -> Response | None:
    """Invite one address, and go to a path; None where it was written to often enough today. Raises `TooMany`."""
    if is_tired(invitee.address):
        return None
    count(bounds.INVITATIONS, submission.value)
    token, draft = written(subject, group, invitee)
    db, now = write_db(), clock.now()
    if not submission.is_first(db, now):
        return submission.again(db)
    place = (subject.id, group.id if group else None)
    # The newest link is the one that holds.
    invitation_queries.withdraw_all(db, subject.id, invitee.address, invitee.part, place[1])
    invitation_queries.add(db, [row_of(token, invitee.address, invitee.part, place, current_user.id, now)])
    draft.put(db, now)
    name = group.name if group else subject.title
    auditing.note(db, current_user.id, "invited somebody", f"{NAMES[invitee.part]}: {name}", now)
    return submission.done(db, path)


def invite_many(
    subject: Subject, group: GroupRow, invitees: Sequence[Invitee], submission: Submission, path: str
) -> Response:
    """Invite everybody of a list, in one transaction. Raises `TooMany`."""
    count(bounds.INVITATION_LISTS, submission.value)
    letters = [(invitee, *written(subject, group, invitee)) for invitee in invitees]
    db, now = write_db(), clock.now()
    if not submission.is_first(db, now):
        return submission.again(db)
    place = (subject.id, group.id)
    rows = [row_of(token, one.address, one.part, place, current_user.id, now) for one, token, _draft in letters]
    invitation_queries.add(db, rows)
    for _one, _token, draft in letters:
        draft.put(db, now)
    auditing.note(db, current_user.id, f"invited {len(rows)} people", group.name, now)
    return submission.done(db, path)


def change(subject: Subject, group: GroupRow | None, invitation_id: int) -> str:
    """Send an invitation again or take it back, as the form says, and give the word for what was done.

    Raises `NotHere`, `TooMany`.
    """
    place = (subject.id, group.id if group else None)
    row = invitation_queries.one(read_db(), *place, invitation_id)
    if row is None or request.form.get("do") not in ("again", "withdraw"):
        raise NotHere
    db, now = write_db(), clock.now()
    if request.form.get("do") == "withdraw":
        invitation_queries.withdraw(db, row.id)
        auditing.note(db, current_user.id, "withdrew an invitation", row.group_name or row.title, now)
        db.commit()
        return "withdrawn"
    return _again(subject, group, row, Submission.of_request())


def _again(
    subject: Subject, group: GroupRow | None, row: invitation_queries.InvitationRow, submission: Submission
) -> str:
    if is_tired(row.address):
        return "tired"
    count(bounds.INVITATIONS, submission.value)
    token, draft = written(subject, group, Invitee(row.address, row.part))
    db, now = write_db(), clock.now()
    if not submission.is_first(db, now):
        db.rollback()
        return "again"
    values = {"token_hash": tokens.hashed(token), "invited_by": current_user.id, "invited_at": now}
    if not invitation_queries.renew(db, row.id, expires_at=now + inviting.LASTS, **values):
        db.rollback()
        return "gone"
    draft.put(db, now)
    auditing.note(db, current_user.id, "invited again", row.group_name or row.title, now)
    db.commit()
    return "again"
