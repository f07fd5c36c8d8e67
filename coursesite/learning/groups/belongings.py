"""What groups know about a person: how it is exported, how it is erased. The room's `personal.py` calls this."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from coursesite.learning.groups import belonging_queries as queries
from coursesite.learning.groups.belonging_queries import Belonging
from coursesite.learning.groups.inviting import NAMES
from coursesite.learning.groups.models import Lead, Member


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """The groups that somebody is in, answers for or made, and their invitations."""
    address = queries.address_of(session, user_id)
    return {
        "groups": _told(queries.groups_in(session, Member, user_id)),
        "groups_led": _told(queries.groups_in(session, Lead, user_id)),
        "groups_made": _told(queries.groups_made(session, user_id)),
        "invitations": [
            {
                "to": one.to,
                "group": one.group,
                "as": NAMES.get(one.part, one.part),
                "address": address if one.address == address else "somebody else's",
                "sent": one.sent,
                "good until": one.until,
                "sent by you": one.by == user_id,
            }
            for one in queries.invitations(session, user_id, address)
        ],
    }


def erase(session: Session, user_id: int) -> None:
    """Take somebody out of every group and delete invitations to their address.

    Groups that they made and invitations that they sent stay, for those who learn there.
    """
    queries.forget(session, user_id, queries.address_of(session, user_id))


def _told(groups: Sequence[Belonging]) -> list[dict[str, object]]:
    return [{"group": one.group, "course": one.course, "since": one.since} for one in groups]
