"""Going back to an earlier wording: it becomes the draft, and the draft that stood there is kept aside."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.studio.writing import queries


def restore(session: Session, key: str, user_id: int, source: bytes, now: datetime) -> bool:
    """Make this text the draft of a piece; gives whether anything changed. The caller commits."""
    found = queries.find_written(session, key)
    if found is None or found.source == source:
        return False
    values = {"source": source, "changed_by": user_id, "changed_at": now}
    if found.draft is None:
        new = {"piece_id": found.id, "version": 1, "base_revision_id": found.published_id, "begun_at": now}
        return queries.begin_draft(session, {**new, **values})
    queries.keep_aside(session, found.id, user_id, found.draft, found.version or 0, now)
    values["base_revision_id"] = found.published_id
    return queries.replace_draft(session, found.id, found.version or 0, found.base_id, values)
