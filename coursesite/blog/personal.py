"""What the blog knows about a person."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

TABLES = frozenset(
    {
        "guests",
        "comments",
        "comment_sketches",
        "comment_decisions",
        "comment_reports",
        "subscriptions",
        "comment_blocks",
        "import_runs",
        "import_items",
    }
)


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """Comments, reports and subscriptions of this person."""
    raise NotImplementedError


def files(_session: Session, _user_id: int, _data_dir: Path) -> list[Path]:
    """Pictures that were fetched for this person as a guest."""
    raise NotImplementedError


def erase(session: Session, user_id: int, now: datetime) -> list[Path]:
    """Remove."""
    raise NotImplementedError
