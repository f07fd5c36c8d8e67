"""What shared entries know about a person: how it is exported, how it is erased."""

from sqlalchemy.orm import Session

from coursesite.learning.journal import belonging_queries as queries


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """What coaches wrote back to somebody; as a coach, what they wrote back to others.

    The entries themselves stand with the private ones.
    """
    return {
        "answers_to_shared_entries": [
            {"exercise": one.exercise, "text": one.text, "written": one.written_at, "read": one.seen_at}
            for one in queries.replies_to(session, user_id)
        ],
        "answered_shared_entries": [
            {"text": one.text, "written": one.written_at} for one in queries.replies_by(session, user_id)
        ],
    }


def erase(session: Session, user_id: int) -> None:
    """Leave what somebody wrote back to others ownerless; what was written to them goes with their entries."""
    queries.disown_replies(session, user_id)
