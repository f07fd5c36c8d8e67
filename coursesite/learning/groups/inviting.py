"""Invitations: who may still be let in by one, and what accepting it does."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from coursesite.accounts import auditing, tokens
from coursesite.accounts import queries as accounts
from coursesite.accounts.models import Role
from coursesite.learning import enrolling
from coursesite.learning.groups import invitation_queries, queries
from coursesite.learning.groups.invitation_queries import InvitationRow
from coursesite.learning.records import queries as records
from coursesite.library import staff_queries
from coursesite.library.models import Part
from coursesite.library.rights import rights_in

LASTS = timedelta(days=14)
LEARNER, LEAD = "learner", "lead"
STAFF = tuple(part.value for part in Part)
PURPOSE = "invitation"
NAMES = {"owner": "owner", "coach": "co-coach", "approver": "approver", LEARNER: "learner", LEAD: "lead"}


def row_of(
    token: str, address: str, part: str, place: tuple[int, int | None], invited_by: int, now: datetime
) -> dict[str, Any]:
    """An invitation to be written. `place` is the piece's id and the group's, where it is one to a group."""
    piece_id, group_id = place
    return {
        "token_hash": tokens.hashed(token),
        "address": address,
        "piece_id": piece_id,
        "group_id": group_id,
        "part": part,
        "invited_by": invited_by,
        "invited_at": now,
        "expires_at": now + LASTS,
    }


def find(session: Session, token: str, now: datetime) -> InvitationRow | None:
    """The invitation that a token opens, without using it; None where it holds no more.

    An invitation to look after something, or to answer for a group, holds only as long as whoever sent it may send
    such a one.
    """
    row = invitation_queries.with_hash(session, tokens.hashed(token), now)
    if row is None or row.part == LEARNER:
        return row
    if row.invited_by is None or row.by_role is None:
        return None
    rights = rights_in(session, row.piece_id, row.invited_by, row.by_role)
    return row if (rights.writes if row.part == LEAD else rights.owns) else None


def accept(
    session: Session, token: str, row: InvitationRow, person: tuple[int, str], order: Sequence[int], now: datetime
) -> bool:
    """Use an invitation up for a person (their id and role); False where somebody was faster.

    `order` is what completes the course. Nobody loses by accepting: an owner stays one.
    """
    user_id, role = person
    if not invitation_queries.take(session, row.id, tokens.hashed(token)):
        return False
    records.take_turn(session, user_id)
    if row.part in STAFF:
        _take_part(session, row, user_id, role, now)
    elif row.part == LEAD and row.group_id is not None:
        queries.add_lead(session, row.group_id, user_id, now)
    else:
        enrolling.enrol(session, user_id, row.piece_id, order, now, row.group_id)
    subject = f"{NAMES[row.part]}: {row.group_name or row.title}"
    auditing.note(session, user_id, "accepted an invitation", subject, now, about_id=user_id)
    return True


def _take_part(session: Session, row: InvitationRow, user_id: int, role: str, now: datetime) -> None:
    held = next((one.part for one in staff_queries.staff_of(session, row.piece_id) if one.user_id == user_id), None)
    if held != Part.OWNER:
        staff_queries.put_staff(session, row.piece_id, user_id, row.part, now)
    if role == Role.LEARNER:
        accounts.change_user(session, user_id, role=Role.COACH.value)
        auditing.note(session, row.invited_by, "made a coach", row.title, now, about_id=user_id)
