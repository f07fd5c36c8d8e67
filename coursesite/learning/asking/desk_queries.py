"""What learners asked, as the coaches find it who look after the course."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from coursesite.learning.asking.models import Ask, AskWord
from coursesite.learning.asking.queries import Placed, WordRow, placed, words
from coursesite.library.models import Kind, Piece, State
from coursesite.library.queries import storable
from coursesite.library.staff_queries import Who, within_reach


class Course(NamedTuple):
    """A course in which somebody asked."""

    key: str
    title: str


def count_waiting(session: Session, who: Who) -> int:
    """How many asks wait within a coach's reach."""
    counted = select(func.count()).select_from(Ask).where(*_waits(who))
    return session.scalar(counted) or 0


def waiting(session: Session, who: Who, start: int, most: int) -> Sequence[Placed]:
    """A page of the asks that wait: first those that speak of harming oneself, then the oldest."""
    oldest = placed().where(*_waits(who)).order_by(Ask.apart.desc(), Ask.waits_since, Ask.id)
    return [Placed._make(row) for row in session.execute(oldest.offset(start).limit(most))]


def count_answered(session: Session, who: Who, course: str) -> int:
    """How many asks have been answered, of all courses or of one."""
    counted = select(func.count()).select_from(Ask).where(*_answered(who, course))
    return session.scalar(counted) or 0


def answered(session: Session, who: Who, course: str, start: int, most: int) -> Sequence[Placed]:
    """A page of the asks that have been answered, the latest first."""
    latest = placed().where(*_answered(who, course)).order_by(Ask.answered_at.desc(), Ask.id.desc())
    return [Placed._make(row) for row in session.execute(latest.offset(start).limit(most))]


def newest_words(session: Session, ask_ids: Collection[int]) -> dict[int, WordRow]:
    """By ask, what its asker wrote last."""
    last = select(func.max(AskWord.id)).where(AskWord.ask_id.in_(ask_ids), ~AskWord.by_coach).group_by(AskWord.ask_id)
    rows = [WordRow._make(row) for row in session.execute(words().where(AskWord.id.in_(last)))]
    return {row.ask_id: row for row in rows}


def courses(session: Session, who: Who, most: int) -> Sequence[Course]:
    """The courses within reach in which somebody asked, by name."""
    asked = select(Ask.course_id).distinct()
    found = select(Piece.key, Piece.title).where(Piece.id.in_(asked), Piece.state != State.TRASHED.value)
    rows = session.execute(found.where(within_reach(Piece.id, *who)).order_by(Piece.title, Piece.id).limit(most))
    return [Course._make(row) for row in rows]


def _waits(who: Who) -> tuple[ColumnElement[bool], ...]:
    return (Ask.waits_since.is_not(None), within_reach(Ask.course_id, *who))


def _answered(who: Who, course: str) -> list[ColumnElement[bool]]:
    chosen = [Ask.waits_since.is_(None), Ask.answered_at.is_not(None), within_reach(Ask.course_id, *who)]
    if course:
        is_course = (Piece.kind == Kind.COURSE.value, Piece.key == storable(course))
        chosen.append(Ask.course_id.in_(select(Piece.id).where(*is_course)))
    return chosen
