"""Texts in the making brought up to date when pieces have moved, as `plan_moves` does for what is published."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.library.publishing import Plan
from coursesite.library.relinking import relinked
from coursesite.studio.publishing import relinking_queries


def relink_drafts(session: Session, plan: Plan, _now: datetime) -> int:
    """Let drafts, and what was kept aside or handed in, point at what they pointed at; gives how many changed.

    The caller commits, with the moves themselves. A draft that changes counts as saved once more, so that a window in
    which it is open finds that out.
    """
    moved = plan.moved
    if not moved:
        return 0
    old_paths = {piece.id: piece.path for piece in plan.known}
    changed = 0
    for text in relinking_queries.texts(session):
        old = old_paths.get(text.piece_id, text.path)
        now = relinked(text.source, old, moved.get(old, old), moved)
        if now != text.source:
            relinking_queries.rewrite(session, text, now)
            changed += 1
    return changed
