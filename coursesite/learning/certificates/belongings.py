"""What certificates know about a person: how they are exported, how they are erased."""

from sqlalchemy.orm import Session

from coursesite.learning.certificates import belonging_queries as queries


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """Every certificate with its code and what others see of it."""
    return {
        "certificates": [
            {
                "course": row.title,
                "name": row.name,
                "name in the PDF": row.printed_name or row.name,
                "code": row.code,
                "completed": row.completed_at,
                "made": row.made_at,
                "others may see it": row.is_public,
                "shows the name": row.shows_name,
                "shows the day": row.shows_day,
                "taken back": row.withdrawn_at,
            }
            for row in queries.certificates(session, user_id)
        ]
    }


def erase(session: Session, user_id: int) -> None:
    """Delete all of it."""
    queries.remove(session, [user_id])
