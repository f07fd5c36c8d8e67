"""What the coach's desk asks about quizzes and the people who take them: bounded by a page of a list."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import Role, User
from coursesite.learning.models import Enrolment
from coursesite.learning.quizzes.models import Allowance, Attempt, Standing
from coursesite.library.models import Image, Kind, Piece, State
from coursesite.library.queries import storable
from coursesite.library.staff_queries import Who, within_reach


class QuizLine(NamedTuple):
    """A published quiz and its course."""

    id: int
    slug: str
    title: str
    course_slug: str
    course_title: str


class Counted(NamedTuple):
    """How many attempts a quiz has, how many of them are graded, and how many people took them."""

    attempts: int
    graded: int
    people: int


class PersonLine(NamedTuple):
    """Somebody who takes the course or took the quiz, with what a coach allowed them and who that was."""

    id: int
    key: str
    name: str
    address: str | None
    extra_minutes: int | None
    extra_attempts: int | None
    granted_at: datetime | None
    granted_by: str | None


class PoolLine(NamedTuple):
    """A published pool and its course."""

    id: int
    key: str
    slug: str
    title: str
    course_slug: str
    course_title: str
    published_revision_id: int


def count_quizzes(session: Session, who: Who) -> int:
    """How many published quizzes are within a coach's reach."""
    found = _quizzes(Piece.id).where(within_reach(Piece.course_id, *who))
    return session.execute(select(func.count()).select_from(found.subquery())).scalar_one()


def quizzes(session: Session, who: Who, offset: int, most: int) -> Sequence[QuizLine]:
    """A page of the published quizzes within a coach's reach, by course and place."""
    course = aliased(Piece)
    statement = _quizzes(Piece.id, Piece.slug, Piece.title, course.slug, course.title, course=course)
    statement = statement.where(within_reach(Piece.course_id, *who))
    ordered = statement.order_by(course.place, course.title, Piece.place, Piece.id)
    return [QuizLine._make(row) for row in session.execute(ordered.offset(offset).limit(most))]


def _quizzes(*columns: Any, course: Any = None) -> Any:
    course = aliased(Piece) if course is None else course
    published = (Piece.state == State.PUBLISHED.value, course.state == State.PUBLISHED.value)
    statement = select(*columns).join(course, course.id == Piece.course_id)
    return statement.where(Piece.kind == Kind.QUIZ.value, *published)


def pools(session: Session, who: Who, most: int) -> Sequence[PoolLine]:
    """The published pools within a coach's reach, by course and title."""
    found = _pools().where(within_reach(Piece.course_id, *who)).limit(most)
    return [PoolLine._make(row) for row in session.execute(found)]


def pool(session: Session, course_slug: str, slug: str) -> PoolLine | None:
    """The published pool with this name in this course."""
    course = aliased(Piece)
    named = _pools(course).where(Piece.slug == storable(slug), course.slug == storable(course_slug))
    row = session.execute(named).first()
    return None if row is None else PoolLine._make(row)


def _pools(course: Any = None) -> Any:
    course = aliased(Piece) if course is None else course
    return (
        select(Piece.id, Piece.key, Piece.slug, Piece.title, course.slug, course.title, Piece.published_revision_id)
        .join(course, course.id == Piece.course_id)
        .where(Piece.kind == Kind.POOL.value)
        .where(Piece.state == State.PUBLISHED.value, course.state == State.PUBLISHED.value)
        .order_by(course.place, course.title, Piece.title, Piece.id)
    )


class CourseLine(NamedTuple):
    """A published course: its folder is its slug's; `last_place` is the place of its last file."""

    id: int
    title: str
    path: str
    last_place: int


def courses(session: Session, most: int) -> Sequence[CourseLine]:
    """The published courses, each with the last place that a file of it has."""
    within = aliased(Piece)
    statement = (
        select(Piece.id, Piece.title, Piece.path, func.coalesce(func.max(within.place), 0))
        .outerjoin(within, within.course_id == Piece.id)
        .where(Piece.kind == Kind.COURSE.value, Piece.state == State.PUBLISHED.value)
        .group_by(Piece.id, Piece.title, Piece.path, Piece.place)
        .order_by(Piece.place, Piece.title)
        .limit(most)
    )
    return [CourseLine._make(row) for row in session.execute(statement)]


def piece_at(session: Session, path: str) -> tuple[str, str] | None:
    """Kind and slug of the piece whose file stands at this path."""
    row = session.execute(select(Piece.kind, Piece.slug).where(Piece.path == path)).first()
    return None if row is None else (row.kind, row.slug)


def originals(session: Session, paths: Collection[str]) -> dict[str, str]:
    """By path, the SHA-256 under which a picture's original is kept."""
    rows = session.execute(select(Image.path, Image.original_hash).where(Image.path.in_(paths)))
    return {row.path: row.original_hash for row in rows}


def counted(session: Session, quiz_ids: Collection[int]) -> dict[int, Counted]:
    """Attempts and people by quiz; a quiz that nobody began is missing."""
    statement = (
        select(Attempt.quiz_id, func.count(), func.count(Attempt.graded_at), func.count(Attempt.user_id.distinct()))
        .where(Attempt.quiz_id.in_(quiz_ids))
        .group_by(Attempt.quiz_id)
    )
    return {quiz_id: Counted(*numbers) for quiz_id, *numbers in session.execute(statement)}


def counting_shares(session: Session, quiz_ids: Collection[int]) -> Sequence[tuple[int, str, int]]:
    """By quiz, the results that count, equal ones counted together: quiz, share, how many."""
    counts = Attempt.standing.in_([one for one in range(8) if one & Standing.COUNTS])
    statement = (
        select(Attempt.quiz_id, Attempt.share, func.count())
        .where(Attempt.quiz_id.in_(quiz_ids), counts)
        .group_by(Attempt.quiz_id, Attempt.share)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(statement)]


def count_people(session: Session, course_id: int, quiz_id: int, words: str) -> int:
    """How many people `people` would give in all."""
    statement = select(func.count()).select_from(User).where(*_takes(course_id, quiz_id, words))
    return session.execute(statement).scalar_one()


def people(session: Session, course_id: int, quiz_id: int, words: str, offset: int, most: int) -> Sequence[PersonLine]:
    """Whoever takes the course or took the quiz, those who began it first; all, or those whom the words name."""
    begun = exists().where(Attempt.user_id == User.id, Attempt.quiz_id == quiz_id)
    statement = _people(quiz_id).where(*_takes(course_id, quiz_id, words))
    ordered = statement.order_by(case((begun, 0), else_=1), func.lower(User.name), User.id)
    return [PersonLine._make(row) for row in session.execute(ordered.offset(offset).limit(most))]


def person(session: Session, course_id: int, quiz_id: int, key: str) -> PersonLine | None:
    """One of them, by the key that addresses hold."""
    statement = _people(quiz_id).where(*_takes(course_id, quiz_id, ""), User.key == storable(key))
    row = session.execute(statement).first()
    return None if row is None else PersonLine._make(row)


def _people(quiz_id: int) -> Any:
    coach = aliased(User)
    return (
        select(User.id, User.key, User.name, User.address, Allowance.extra_minutes, Allowance.extra_attempts)
        .add_columns(Allowance.granted_at, coach.name)
        .outerjoin(Allowance, and_(Allowance.user_id == User.id, Allowance.quiz_id == quiz_id))
        .outerjoin(coach, coach.id == Allowance.granted_by)
    )


def _takes(course_id: int, quiz_id: int, words: str) -> list[Any]:
    begun = exists().where(Attempt.user_id == User.id, Attempt.quiz_id == quiz_id)
    enrolled = exists().where(Enrolment.user_id == User.id, Enrolment.course_id == course_id)
    conditions = [User.erased_at.is_(None), User.role != Role.VISITOR.value, or_(begun, enrolled)]
    words = storable(words)
    if words:
        # SQLite lowers A to Z only: as typed besides.
        found = [User.name.contains(words, autoescape=True), User.address.contains(words, autoescape=True)]
        found += [func.lower(column).contains(words.lower(), autoescape=True) for column in (User.name, User.address)]
        conditions.append(or_(*found))
    return conditions


def attempts_of_people(session: Session, quiz_id: int, user_ids: Collection[int]) -> dict[int, list[Attempt]]:
    """These people's attempts at a quiz, in their order."""
    statement = select(Attempt).where(Attempt.quiz_id == quiz_id, Attempt.user_id.in_(user_ids))
    found: dict[int, list[Attempt]] = {}
    for attempt in session.scalars(statement.order_by(Attempt.user_id, Attempt.number)):
        found.setdefault(attempt.user_id, []).append(attempt)
    return found


def grant(session: Session, row: Allowance) -> None:
    """Write what a person is allowed, over what stood there."""
    session.merge(row)
    session.flush()
