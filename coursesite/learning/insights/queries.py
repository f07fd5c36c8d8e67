"""Where the sums stand, who waits to be counted, and the sums themselves."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Integer, cast, delete, exists, func, insert, select, union, update
from sqlalchemy.orm import Session

from coursesite.db import insert_into
from coursesite.learning.groups.models import Member
from coursesite.learning.insights.cells import JOINED, TRIED, Counted, Tally, counted_words, tally_of
from coursesite.learning.insights.models import ChangedLearner, CountedAt, CourseSum, Journey
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.learning.quizzes.models import Attempt

BATCH = 2000
_sums = CourseSum.__table__
_journeys = Journey.__table__
Change = tuple[int, str, str, str]
"""Course, span, figure, rest of the cell."""


def mark(session: Session, user_ids: Iterable[int]) -> None:
    """Have these people counted anew; in the transaction that changes what they count in."""
    rows = [{"user_id": user_id} for user_id in user_ids]
    if rows:
        session.execute(insert(ChangedLearner), rows)


def mark_moved(session: Session, piece_ids: Collection[int], course_ids: Collection[int]) -> None:
    """Have everybody counted anew who did something in these lessons or quizzes, which have moved, or takes one of the
    courses that lost or gained them: by the move alone they may have completed it.
    """
    touched = union(
        select(Enrolment.user_id).where(Enrolment.course_id.in_(course_ids)),
        select(Answer.user_id).where(Answer.lesson_id.in_(piece_ids)),
        select(FinishedLesson.user_id).where(FinishedLesson.lesson_id.in_(piece_ids)),
        select(Attempt.user_id).where(Attempt.quiz_id.in_(piece_ids)),
    )
    session.execute(insert(ChangedLearner).from_select(["user_id"], touched))


def mark_everybody(session: Session) -> None:
    """Have everybody counted anew who has done anything, or is counted."""
    everybody = union(*(select(table.user_id) for table in (Answer, FinishedLesson, Attempt, Enrolment, Journey)))
    session.execute(insert(ChangedLearner).from_select(["user_id"], everybody))


def take_turn_to_count(session: Session) -> None:
    """Let one worker put sums down at a time."""
    put = insert_into(session, CountedAt).values(id=1, moment=None)
    session.execute(put.on_conflict_do_update(index_elements=["id"], set_={"id": 1}))


def set_counted(session: Session, now: datetime) -> None:
    """Say that everybody is counted who had been marked by this moment."""
    session.execute(update(CountedAt).values(moment=now))


def waiting(session: Session, most: int) -> Sequence[tuple[int, int]]:
    """Who waits to be counted, the longest first: the mark's id and the person's."""
    query = select(ChangedLearner.id, ChangedLearner.user_id).order_by(ChangedLearner.id).limit(most)
    return [(row.id, row.user_id) for row in session.execute(query)]


def unmark(session: Session, mark_ids: Sequence[int]) -> bool:
    """Take these marks away; False, and none taken, where another worker has dealt with one of them."""
    there = select(func.count()).select_from(ChangedLearner).where(ChangedLearner.id.in_(mark_ids))
    if session.execute(there).scalar_one() != len(mark_ids):
        return False
    session.execute(delete(ChangedLearner).where(ChangedLearner.id.in_(mark_ids)))
    return True


def counted_since(session: Session) -> tuple[datetime | None, bool]:
    """Until when everybody is counted (none: never yet), and whether somebody waits."""
    moment = session.execute(select(CountedAt.moment)).scalar()
    return moment, bool(session.execute(select(exists().select_from(ChangedLearner))).scalar())


def counted(session: Session, user_ids: Sequence[int]) -> dict[int, dict[int, Counted]]:
    """Where these people count as the sums have it, by person and course."""
    found: dict[int, dict[int, Counted]] = {user_id: {} for user_id in user_ids}
    rows = session.connection().execute(select(_journeys).where(_journeys.c.user_id.in_(user_ids)))
    for row in rows:
        found[row.user_id][row.course_id] = Counted(row.since, tuple(row.path.split()), tuple(row.answers.split()))
    return found


def keep(session: Session, new: Mapping[int, Mapping[int, Counted]], old: Mapping[int, Mapping[int, Counted]]) -> None:
    """Write down where people count now, in place of where they did; those who differ only."""
    gone = [(user, course) for user in old for course in old[user] if course not in new[user]]
    for user_id, course_id in gone:
        session.execute(delete(Journey).where(Journey.user_id == user_id, Journey.course_id == course_id))
    rows = [
        {
            "user_id": user_id,
            "course_id": course_id,
            "since": one.since,
            "path": " ".join(one.path),
            "answers": " ".join(one.answers),
        }
        for user_id, courses in new.items()
        for course_id, one in courses.items()
        if old[user_id].get(course_id) != one
    ]
    if rows:
        put = insert_into(session, Journey)
        changed = {name: put.excluded[name] for name in ("since", "path", "answers")}
        put = put.on_conflict_do_update(index_elements=["user_id", "course_id"], set_=changed)
        session.connection().execute(put, rows)


def add_to_sums(session: Session, changes: Mapping[Change, int]) -> None:
    """Add to the sums, or take from them."""
    rows = [
        dict(zip(("course_id", "span", "figure", "cell"), key, strict=True)) | {"number": by}
        for key, by in sorted(changes.items())
        if by
    ]
    if rows:
        put = insert_into(session, CourseSum)
        grown = {"number": _sums.c.number + put.excluded.number}
        put = put.on_conflict_do_update(index_elements=["course_id", "span", "figure", "cell"], set_=grown)
        session.connection().execute(put, rows)


def drop_zeros(session: Session) -> None:
    """Forget the sums in which nobody counts any more."""
    session.execute(delete(CourseSum).where(CourseSum.number == 0))


def sums(session: Session, course_id: int, spans: Collection[str], figures: Collection[str]) -> Tally:
    """How many learners who joined within these spans count in which cell of these figures."""
    where = (_sums.c.course_id == course_id, _sums.c.span.in_(spans), _sums.c.figure.in_(figures))
    if len(spans) == 1:
        rows = session.connection().execute(select(_sums.c.figure, _sums.c.cell, _sums.c.number).where(*where))
        return tally_of(tuple(row) for row in rows)
    # PostgreSQL makes a large number of a sum of integers.
    number = cast(func.sum(_sums.c.number), Integer)
    query = select(_sums.c.figure, _sums.c.cell, number).where(*where).group_by(_sums.c.figure, _sums.c.cell)
    return tally_of(tuple(row) for row in session.connection().execute(query))


def group_tally(session: Session, course_id: int, group_id: int, days: tuple[str, str], *, answers: bool) -> Tally:
    """The same of a group's members who joined from the first of these days to the last."""
    text = _journeys.c.answers if answers else _journeys.c.path
    query = (
        select(text)
        .join(Member, Member.user_id == _journeys.c.user_id)
        .where(Member.group_id == group_id, _journeys.c.course_id == course_id)
        .where(_journeys.c.since.between(*days))
    )
    return counted_words(row[0] for row in session.connection().execute(query))


def group_size(session: Session, course_id: int, group_id: int, days: tuple[str, str]) -> Tally:
    """How many of a group's members joined the course from the first of these days to the last."""
    query = (
        select(func.count())
        .select_from(_journeys)
        .join(Member, Member.user_id == _journeys.c.user_id)
        .where(Member.group_id == group_id, _journeys.c.course_id == course_id)
        .where(_journeys.c.since.between(*days), _journeys.c.path != TRIED)
    )
    return tally_of([(JOINED, "", session.execute(query).scalar_one())])


def course_numbers(
    session: Session, course_ids: Collection[int], figures: Collection[str]
) -> dict[int, dict[str, int]]:
    """Of these courses, how many people count in figures that have one cell, over all time."""
    query = select(CourseSum.course_id, CourseSum.figure, CourseSum.number).where(
        CourseSum.course_id.in_(course_ids),
        CourseSum.span == "all",
        CourseSum.figure.in_(figures),
        CourseSum.cell == "",
    )
    found: dict[int, dict[str, int]] = {}
    for course_id, figure, number in session.execute(query):
        found.setdefault(course_id, {})[figure] = number
    return found


def courses_counted(session: Session) -> Sequence[int]:
    """The courses that have sums or journeys."""
    both = union(select(CourseSum.course_id), select(Journey.course_id))
    return sorted(row[0] for row in session.execute(both))


def each_journey(session: Session, course_id: int) -> Iterator[Counted]:
    """Every journey of a course, in batches."""
    query = select(_journeys.c.since, _journeys.c.path, _journeys.c.answers).where(_journeys.c.course_id == course_id)
    result = session.connection().execute(query, execution_options={"yield_per": BATCH})
    for since, path, answers in result:
        yield Counted(since, tuple(path.split()), tuple(answers.split()))


def each_sum(session: Session, course_id: int) -> dict[Change, int]:
    """Every sum of a course."""
    query = select(_sums).where(_sums.c.course_id == course_id)
    rows = session.connection().execute(query)
    return {(row.course_id, row.span, row.figure, row.cell): row.number for row in rows}
