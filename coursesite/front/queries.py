"""What this room asks the database itself."""

from sqlalchemy import literal, select
from sqlalchemy.orm import Session


def answers(session: Session) -> bool:
    """Whether the database answers at all. Raises SQLAlchemy's errors where it can't be reached."""
    return session.execute(select(literal(1))).scalar_one() == 1
