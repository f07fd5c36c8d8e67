"""A course's outline at the desk, and the courses to which something may go from it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coursesite.library.models import Kind, Piece, Revision, State
from coursesite.studio.models import Draft

PUT_AWAY = (State.STAGED.value, State.TRASHED.value, State.ARCHIVED.value)
MOST_COURSES = 500


class Inside(NamedTuple):
    """Something in a course: published, or being written."""

    id: int
    key: str
    kind: str
    state: str
    title: str
    slug: str
    path: str
    place: int
    published_revision_id: int | None
    has_draft: bool

    @property
    def is_shown(self) -> bool:
        """Whether people see it."""
        return self.state == State.PUBLISHED


class Target(NamedTuple):
    """A course that something may go to."""

    id: int
    key: str
    title: str
    path: str

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return self.path.split("/")[1]


def inside(session: Session, course_id: int) -> Sequence[Inside]:
    """All that stands in a course, in its order; what is archived or in the trash has no place there."""
    query = (
        select(Piece.id, Piece.key, Piece.kind, Piece.state, Piece.title, Piece.slug, Piece.path, Piece.place)
        .add_columns(Piece.published_revision_id, Draft.piece_id.is_not(None))
        .outerjoin(Draft, Draft.piece_id == Piece.id)
        .where(Piece.course_id == course_id, Piece.state.not_in(PUT_AWAY))
        .order_by(Piece.place, Piece.id)
    )
    return [Inside._make(row) for row in session.execute(query)]


def targets(session: Session, course_ids: Collection[int], but: int) -> Sequence[Target]:
    """Of these courses, all but one, in the order of the list of courses."""
    query = select(Piece.id, Piece.key, Piece.title, Piece.path).where(Piece.kind == Kind.COURSE.value)
    query = query.where(Piece.state.not_in(PUT_AWAY), Piece.id.in_(course_ids), Piece.id != but)
    return [Target._make(row) for row in session.execute(query.order_by(Piece.place, Piece.title).limit(MOST_COURSES))]


def texts_in(session: Session, course_id: int) -> dict[int, list[bytes]]:
    """By piece, the texts of what may wait for something in this course or draw from it: published and drafts."""
    kinds = (Kind.LESSON.value, Kind.QUIZ.value, Kind.CONVERSATION.value)
    query = (
        select(Piece.id, Revision.source, Draft.source)
        .outerjoin(Revision, Revision.id == Piece.published_revision_id)
        .outerjoin(Draft, Draft.piece_id == Piece.id)
        .where(Piece.course_id == course_id, Piece.state.not_in(PUT_AWAY), Piece.kind.in_(kinds))
    )
    return {piece_id: [text for text in texts if text] for piece_id, *texts in session.execute(query)}
