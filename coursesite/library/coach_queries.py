"""Who coaches what."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from coursesite.library.models import Kind, Piece, Revision, State
from coursesite.library.queries import MOST_COURSES


def course_coaches(session: Session) -> Sequence[tuple[int, str]]:
    """The published courses that name a coach: the course's id and the name."""
    coach = Revision.compiled["values"]["coach"].as_string()
    query = (
        select(Piece.id, coach)
        .join(Revision, Revision.id == Piece.published_revision_id)
        .where(Piece.kind == Kind.COURSE.value, Piece.state == State.PUBLISHED.value, coach.is_not(None))
        .limit(MOST_COURSES)
    )
    return [(course_id, name) for course_id, name in session.execute(query)]
