"""What the studio knows about a person: what they are writing, what they handed in, links that they made.

A draft belongs to its piece and stays, without a name; a text that was kept aside for its author goes with them, and
so do the links they made.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.studio import belonging_queries as queries
from coursesite.studio.belonging_queries import Text

TABLES = frozenset({"drafts", "asides", "writers", "proposals", "preview_links"})


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """Every text that this person wrote and that isn't published, with what they handed in and decided."""
    return {
        "drafts": list(_texts(queries.drafts_by(session, user_id))),
        "texts_kept_aside": list(_texts(queries.asides_by(session, user_id))),
        "open_to_write": [{"piece": title, "seen": at} for title, at in queries.open_to(session, user_id)],
        "handed_in": [
            {
                "piece": row.title,
                "kind": row.kind,
                "text": row.source.decode("utf-8", "replace"),
                "note": row.note,
                "step": row.step,
                "publish_at": row.publish_at,
                "handed_in": row.handed_in_at,
                "answer": row.answer,
            }
            for row in queries.handed_in_by(session, user_id)
        ],
        "decided_about": [
            {"piece": row.title, "kind": row.kind, "step": row.step, "answer": row.answer, "decided": row.decided_at}
            for row in queries.decided_by(session, user_id)
        ],
        "preview_links": [
            {"piece": title, "made": made, "expires": expires}
            for title, made, expires in queries.links_by(session, user_id)
        ],
    }


def _texts(found: Iterable[Text]) -> Iterable[dict[str, object]]:
    for row in found:
        text = row.source.decode("utf-8", "replace")
        yield {"piece": row.title, "kind": row.kind, "text": text, "written": row.when}


def files(_session: Session, _user_id: int, _data_dir: Path) -> list[Path]:
    """None: images belong to courses."""
    return []


def erase(session: Session, user_id: int, _now: datetime) -> list[Path]:
    """Take the person's name off what stays for others; what only they could see goes."""
    queries.forget(session, user_id)
    return []
