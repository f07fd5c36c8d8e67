"""What one lesson's page shows of its reader, in a single query."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import String, Text, and_, bindparam, cast, exists, func, union_all
from sqlalchemy.orm import Session

from coursesite.learning.asking.section_queries import is_shown
from coursesite.learning.groups.models import Group
from coursesite.learning.groups.starting import Membership
from coursesite.learning.models import Answer, Consent, Enrolment, Entry, FinishedLesson, Tally
from coursesite.learning.queries import arm, group_arm, is_last, membership_of
from coursesite.learning.records.queries import ENTRIES


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
    has_asks: bool = False
    groups: list[Membership] = field(default_factory=list)
    opens_at: datetime | None = None
    """When the lessons open, for somebody whose group has not started yet."""


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
        arm("enrolled", at=Enrolment.enrolled_at).where(enrolment),
        arm("completed", at=Enrolment.completed_at).where(enrolment, Enrolment.completed_at.is_not(None)),
        # One row whatever the length of the course.
        arm("finished", note=ids).where(FinishedLesson.user_id == user, FinishedLesson.course_id == course),
        arm("answer", **answer).where(Answer.user_id == user, Answer.lesson_id == lesson, is_last()),
        arm("tally", word=Tally.exercise, figure=Tally.count, note=Tally.option).where(
            Tally.lesson_id == lesson, Tally.count > 0, answered
        ),
        arm("entry", word=Entry.exercise, number=Entry.revision_id, at=Entry.written_at, note=Entry.text).where(
            Entry.user_id == user, Entry.lesson_id == lesson
        ),
        group_arm(user).where(Group.course_id == course),
        arm("asks").where(is_shown(lesson)),
        arm("consent", at=Consent.given_at).where(Consent.user_id == user, Consent.purpose == ENTRIES),
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
            case "group":
                found.groups.append(membership_of(row))
            case "asks":
                found.has_asks = True
            case "entry":
                found.entries[row.word] = Written(row.number, row.note, row.at)
            case _:
                found.keeps_entries = True
    return found


def _try(row: Any) -> Try:
    return Try(row.word, row.number, row.figure, json.loads(row.given), row.credit, row.outcome, row.note, row.at)
