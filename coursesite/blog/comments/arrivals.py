"""A visitor signs in, or is forgotten: what becomes of what they said in public."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.blog.comments import belonging_queries as queries
from coursesite.blog.comments.queries import take_turn


def adopt(session: Session, visitor_id: int, user_id: int, now: datetime) -> None:
    """Give a visitor's comments and reports, and the address they confirmed, to an account.

    The comments keep the name under which they were written.
    """
    # Whoever decides about several of them at once holds them in another order than this would.
    take_turn(session, queries.posts_of(session, visitor_id), now)
    queries.move(session, visitor_id, user_id)


def forget(session: Session, visitor_id: int, now: datetime) -> list[Path]:
    """Let go of a visitor whom nobody can come back to. What they wrote in public stays, under the name they gave."""
    take_turn(session, queries.posts_of(session, visitor_id), now)
    queries.let_go_of_visitor(session, visitor_id)
    return []
