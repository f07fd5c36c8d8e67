"""What the database knows about people learning, read for a page; `records` writes it."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Integer,
    String,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from coursesite.db import Moment
from coursesite.learning.models import LONGEST_FRACTION, Answer, Consent, Enrolment, Entry, FinishedLesson, Tally
from coursesite.learning.records.queries import ENTRIES
from coursesite.library.models import Piece

ENTRIES_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Try:
    """One answer as it stands in the database."""

    exercise: str
    revision_id: int
    try_number: int
    given: dict[str, Any]
    credit: str
    outcome: str
    wording: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """A private entry."""

    revision_id: int
    text: str
    written_at: datetime


@dataclass(slots=True)
class Mine:
    """All that one lesson's page shows of its reader. Dictionaries are keyed by the exercise's id."""

    enrolled_at: datetime | None = None
    completed_at: datetime | None = None
    finished: frozenset[int] = frozenset()
    latest: dict[str, Try] = field(default_factory=dict)
    tallies: dict[str, dict[str, int]] = field(default_factory=dict)
    entries: dict[str, Written] = field(default_factory=dict)
    keeps_entries: bool = False


@dataclass(slots=True)
class Standing:
    """Where a person stands in one course: `finished` and `answered` give each touched lesson's newest moment."""

    course_id: int
    enrolled_at: datetime | None = None
    completed_at: datetime | None = None
    finished: dict[int, datetime] = field(default_factory=dict)
    answered: dict[int, datetime] = field(default_factory=dict)


class EntryRow(NamedTuple):
    """A private entry with where it was written."""

    lesson_title: str
    lesson_kind: str
    lesson_slug: str
    course_slug: str
    exercise: str
    text: str
    written_at: datetime


COLUMNS: dict[str, Any] = {
    "word": Text(),
    "number": Integer(),
    "figure": Integer(),
    "given": Text(),
    "credit": String(LONGEST_FRACTION),
    "outcome": String(6),
    "at": Moment(),
    "note": Text(),
}


def _arm(what: str, **columns: Any) -> Any:
    """One arm of a page's single query; every arm has the same columns, empty where it has nothing to say."""
    filled = (columns.get(name, cast(null(), kind)).label(name) for name, kind in COLUMNS.items())
    return select(literal_column(f"'{what}'").label("what"), *filled)


def _is_last() -> Any:
    """The condition that an answer is its person's last try at its exercise."""
    later = aliased(Answer)
    return ~exists().where(
        later.user_id == Answer.user_id,
        later.lesson_id == Answer.lesson_id,
        later.exercise == Answer.exercise,
        later.try_number > Answer.try_number,
    )


def _statement_of_mine() -> Any:
    user: Any = bindparam("user")
    course: Any = bindparam("course")
    lesson: Any = bindparam("lesson")
    enrolment = and_(Enrolment.user_id == user, Enrolment.course_id == course)
    ids = func.aggregate_strings(cast(FinishedLesson.lesson_id, String), ",")
    answered = exists().where(Answer.user_id == user, Answer.lesson_id == lesson, Answer.exercise == Tally.exercise)
    answer = {
        "word": Answer.exercise,
        "number": Answer.revision_id,
        "figure": Answer.try_number,
        "given": cast(Answer.given, Text),
        "credit": Answer.credit,
        "outcome": Answer.outcome,
        "note": Answer.wording,
        "at": Answer.answered_at,
    }
    return union_all(
        _arm("enrolled", at=Enrolment.enrolled_at).where(enrolment),
        _arm("completed", at=Enrolment.completed_at).where(enrolment, Enrolment.completed_at.is_not(None)),
        # One row whatever the length of the course.
        _arm("finished", note=ids).where(FinishedLesson.user_id == user, FinishedLesson.course_id == course),
        _arm("answer", **answer).where(Answer.user_id == user, Answer.lesson_id == lesson, _is_last()),
        _arm("tally", word=Tally.exercise, figure=Tally.count, note=Tally.option).where(
            Tally.lesson_id == lesson, Tally.count > 0, answered
        ),
        _arm("entry", word=Entry.exercise, number=Entry.revision_id, at=Entry.written_at, note=Entry.text).where(
            Entry.user_id == user, Entry.lesson_id == lesson
        ),
        _arm("consent", at=Consent.given_at).where(Consent.user_id == user, Consent.purpose == ENTRIES),
    )


MINE = _statement_of_mine()


def mine(session: Session, user_id: int, course_id: int, lesson_id: int) -> Mine:
    """What this person's page of this lesson needs, in one query.

    Its rows are bounded by the lesson: one for the course's finished lessons, one an exercise, one an option of the
    polls and scales that this person has answered.
    """
    found = Mine()
    for row in session.connection().execute(MINE, {"user": user_id, "course": course_id, "lesson": lesson_id}):
        match row.what:
            case "enrolled":
                found.enrolled_at = row.at
            case "completed":
                found.completed_at = row.at
            case "finished":
                found.finished = frozenset(int(number) for number in (row.note or "").split(",") if number)
            case "answer":
                found.latest[row.word] = _try(row)
            case "tally":
                found.tallies.setdefault(row.word, {})[row.note] = row.figure
            case "entry":
                found.entries[row.word] = Written(row.number, row.note, row.at)
            case _:
                found.keeps_entries = True
    return found


def _try(row: Any) -> Try:
    return Try(row.word, row.number, row.figure, json.loads(row.given), row.credit, row.outcome, row.note, row.at)


def _statement_of_standings(*, one: bool) -> Any:
    user: Any = bindparam("user")
    course: Any = bindparam("course")
    finished = {
        "number": FinishedLesson.course_id,
        "figure": FinishedLesson.lesson_id,
        "at": FinishedLesson.finished_at,
    }
    answered = {"number": Answer.course_id, "figure": Answer.lesson_id, "at": func.max(Answer.answered_at)}
    arms = {
        Enrolment: _arm("enrolled", number=Enrolment.course_id, at=Enrolment.enrolled_at),
        FinishedLesson: _arm("finished", **finished),
        Answer: _arm("answered", **answered).group_by(Answer.course_id, Answer.lesson_id),
    }
    completed = _arm("completed", number=Enrolment.course_id, at=Enrolment.completed_at).where(
        Enrolment.completed_at.is_not(None)
    )
    pairs: list[tuple[Any, Any]] = [*arms.items(), (Enrolment, completed)]
    mine = [arm.where(table.user_id == user) for table, arm in pairs]
    if one:
        mine = [arm.where(table.course_id == course) for (table, _), arm in zip(pairs, mine, strict=True)]
    return union_all(*mine)


STANDINGS = _statement_of_standings(one=False)
STANDING = _statement_of_standings(one=True)


def standings(session: Session, user_id: int, course_id: int | None = None) -> dict[int, Standing]:
    """Where a person stands in each course they enrolled in or touched, or in one; one query, bounded by lessons."""
    found: dict[int, Standing] = {}
    if course_id is None:
        rows = session.execute(STANDINGS, {"user": user_id})
    else:
        rows = session.execute(STANDING, {"user": user_id, "course": course_id})
    for row in rows:
        standing = found.setdefault(row.number, Standing(row.number))
        if row.what == "enrolled":
            standing.enrolled_at = row.at
        elif row.what == "completed":
            standing.completed_at = row.at
        elif row.what == "finished":
            standing.finished[row.figure] = row.at
        else:
            standing.answered[row.figure] = row.at
    return found


OUTCOMES = (
    select(Answer.course_id, Answer.outcome, func.count())
    .where(Answer.user_id == bindparam("user"), _is_last())
    .group_by(Answer.course_id, Answer.outcome)
)


def outcomes(session: Session, user_id: int) -> dict[int, dict[str, int]]:
    """By course, how many exercises this person's last try at left right, partly, wrong or noted; one query."""
    found: dict[int, dict[str, int]] = {}
    for course_id, outcome, count in session.execute(OUTCOMES, {"user": user_id}):
        found.setdefault(course_id, {})[outcome] = count
    return found


def entries_of(session: Session, user_id: int, page: int) -> tuple[list[EntryRow], int]:
    """A page of this person's entries, newest first, and how many there are in all."""
    course = aliased(Piece)
    statement = (
        select(Piece.title, Piece.kind, Piece.slug, course.slug, Entry.exercise, Entry.text, Entry.written_at)
        .join(Piece, Piece.id == Entry.lesson_id)
        .join(course, course.id == Piece.course_id)
        .where(Entry.user_id == user_id)
        .order_by(Entry.written_at.desc(), Entry.lesson_id, Entry.exercise)
    )
    rows = session.execute(statement.limit(ENTRIES_ON_A_PAGE).offset((max(page, 1) - 1) * ENTRIES_ON_A_PAGE))
    total = session.execute(select(func.count()).select_from(Entry).where(Entry.user_id == user_id)).scalar_one()
    return [EntryRow(*row) for row in rows], total
