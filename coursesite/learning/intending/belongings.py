"""What promises and plans know about a person: how they are exported, how they are erased."""

from sqlalchemy.orm import Session

from coursesite.learning.intending import belonging_queries as queries
from coursesite.learning.intending.models import Plan, Promise


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """Every promise with what became of it, and every plan."""
    return {
        "promises": [_promise(row, title) for row, title in queries.each(session, Promise, user_id)],
        "plans": [_plan(row, title) for row, title in queries.each(session, Plan, user_id)],
    }


def _promise(row: Promise, title: str) -> dict[str, object]:
    return {
        "lesson": title,
        "exercise": row.exercise,
        "text": row.text,
        "made": row.made_at,
        "to be asked": row.ask_at,
        "postponed": row.postponed,
        "what became of it": row.fate,
        "what happened": row.happened,
        "what next": row.onward,
        "told": row.told_at,
        "reminder by mail": row.by_mail,
        "mail written": row.mailed_at,
    }


def _plan(row: Plan, title: str) -> dict[str, object]:
    return {
        "lesson": title,
        "exercise": row.exercise,
        "if": row.cue,
        "then": row.response,
        "made": row.made_at,
        "changed": row.changed_at,
        "put away": row.retired_at,
    }


def erase(session: Session, user_id: int) -> None:
    """Delete all of it."""
    queries.remove(session, [user_id])
