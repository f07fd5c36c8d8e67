"""What the library knows about a person: the revisions they wrote, what they look after. What is published stays."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.library import author_queries, staff_queries

TABLES = frozenset({"revisions", "staff"})


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """The revisions that this person wrote, each with its text, and what they have a part in."""
    written = author_queries.written_by(session, user_id)
    return {
        "revisions": [
            {
                "piece": row.title,
                "kind": row.kind,
                "number": row.number,
                "note": row.note,
                "written_at": row.created_at,
                "text": row.source.decode("utf-8", "replace"),
            }
            for row in written
        ],
        "parts": [
            {"kind": kind, "title": title, "part": part, "since": since}
            for kind, title, part, since in staff_queries.parts_of(session, user_id)
        ],
    }


def files(_session: Session, _user_id: int, _data_dir: Path) -> list[Path]:
    """None: images belong to courses."""
    return []


def erase(session: Session, user_id: int, _now: datetime) -> list[Path]:
    """Take the person's name off the revisions; what is published stays, since others learn from it."""
    author_queries.forget_author(session, user_id)
    staff_queries.forget_staff(session, user_id)
    return []
