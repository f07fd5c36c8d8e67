"""What one lesson's page shows of its reader, in a single query."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, Text, and_, bindparam, cast, exists, func, select, union_all
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.learning.arm_queries import arm
from coursesite.learning.asking.section_queries import is_shown
from coursesite.learning.groups.models import Group
from coursesite.learning.groups.starting import Membership
from coursesite.learning.intending.models import Fate, Plan, Promise
from coursesite.learning.journal.addresses import entry_href
from coursesite.learning.journal.models import EntryReply
from coursesite.learning.journal.queries import are_coaches
from coursesite.learning.models import Answer, Consent, Enrolment, Entry, FinishedLesson, Tally
from coursesite.learning.queries import group_arm, is_last, membership_of
from coursesite.learning.records.queries import ENTRIES
from coursesite.learning.writing.models import Writing
from coursesite.library.models import Piece, Staff


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
    """A private entry; `shared_at` is set while coaches may read it, `apart` if it speaks of harming oneself besides.

    `href` is its own page, `replies` how often coaches wrote back.
    """

    revision_id: int
    text: str
    written_at: datetime
    shared_at: datetime | None = None
    apart: bool = False
    replies: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """What stands in the form of a Write: `ticked` are the rubric's keys, `stage` says whose turn it is.

    `exercise` and the lesson's key make up the address of its writer's page.
    """

    id: int
    exercise: str
    lesson_key: str
    stage: str
    version: int
    text: str
    ticked: tuple[str, ...]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Promised:
    """An open promise under a Try."""

    id: int
    text: str
    ask_at: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """An if-then plan that somebody took up under a Plan."""

    id: int
    cue: str
    response: str
    made_at: datetime


@dataclass(slots=True)
class Mine:
    """All that one lesson's page shows of its reader. Dictionaries are keyed by the exercise's id."""

    enrolled_at: datetime | None = None
    completed_at: datetime | None = None
    finished: frozenset[int] = frozenset()
    latest: dict[str, Try] = field(default_factory=dict)
    tallies: dict[str, dict[str, int]] = field(default_factory=dict)
    entries: dict[str, Written] = field(default_factory=dict)
    readers: list[str] = field(default_factory=list)
    """The names of those who would read an entry that is shared, where there is one."""
    writings: dict[str, Begun] = field(default_factory=dict)
    promises: dict[str, Promised] = field(default_factory=dict)
    plans: dict[str, list[Planned]] = field(default_factory=dict)
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
    return union_all(
        arm("enrolled", at=Enrolment.enrolled_at).where(enrolment),
        arm("completed", at=Enrolment.completed_at).where(enrolment, Enrolment.completed_at.is_not(None)),
        # One row whatever the length of the course.
        arm("finished", note=ids).where(FinishedLesson.user_id == user, FinishedLesson.course_id == course),
        *_arms_of_answers(user, lesson),
        _arm_of_entries(user, lesson),
        _arm_of_readers(user, course, lesson),
        *_arms_of_practice(user, lesson),
        group_arm(user).where(Group.course_id == course),
        arm("asks").where(is_shown(lesson)),
        arm("consent", at=Consent.given_at).where(Consent.user_id == user, Consent.purpose == ENTRIES),
    )


def _arms_of_answers(user: Any, lesson: Any) -> list[Any]:
    """A person's last answers in a lesson, and what everybody chose in the polls and scales among them."""
    answered = exists().where(Answer.user_id == user, Answer.lesson_id == lesson, Answer.exercise == Tally.exercise)
    tally = arm("tally", word=Tally.exercise, figure=Tally.count, note=Tally.option)
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
    return [
        arm("answer", **answer).where(Answer.user_id == user, Answer.lesson_id == lesson, is_last()),
        tally.where(Tally.lesson_id == lesson, Tally.count > 0, answered),
    ]


def _arm_of_entries(user: Any, lesson: Any) -> Any:
    """What a person wrote for themselves in a lesson."""
    entry = {
        "word": Entry.exercise,
        "number": Entry.revision_id,
        "at": Entry.written_at,
        "then": Entry.shared_at,
        "note": Entry.text,
        "figure": cast(Entry.apart, Integer),
        "given": cast(_replies(), Text),
        "credit": select(Piece.key).where(Piece.id == lesson).scalar_subquery(),
    }
    return arm("entry", **entry).where(Entry.user_id == user, Entry.lesson_id == lesson)


def _replies() -> Any:
    same = (EntryReply.lesson_id == Entry.lesson_id, EntryReply.exercise == Entry.exercise)
    counted = select(func.count()).select_from(EntryReply).where(EntryReply.user_id == Entry.user_id, *same)
    return counted.correlate(Entry).scalar_subquery()


def _arm_of_readers(user: Any, course: Any, lesson: Any) -> Any:
    """Those who look after the course, if the person has an entry here that these might read."""
    wrote = exists().where(Entry.user_id == user, Entry.lesson_id == lesson)
    staff = arm("reader", word=User.name).select_from(Staff).join(User, User.id == Staff.user_id)
    return staff.where(Staff.piece_id == course, *are_coaches(), wrote)


def _arms_of_practice(user: Any, lesson: Any) -> list[Any]:
    """What a person wrote to a coach in a lesson, and what they mean to do."""
    writing = {
        "word": Writing.exercise,
        "number": Writing.id,
        "figure": Writing.version,
        "given": cast(Writing.ticked, Text),
        "credit": select(Piece.key).where(Piece.id == Writing.lesson_id).scalar_subquery(),
        "outcome": Writing.stage,
        "note": Writing.text,
        "at": Writing.saved_at,
    }
    promise = {"word": Promise.exercise, "number": Promise.id, "note": Promise.text, "at": Promise.ask_at}
    plan = {"word": Plan.exercise, "number": Plan.id, "note": Plan.cue, "given": Plan.response, "at": Plan.made_at}
    return [
        arm("writing", **writing).where(Writing.user_id == user, Writing.lesson_id == lesson),
        arm("promise", **promise).where(
            Promise.user_id == user, Promise.lesson_id == lesson, Promise.fate == Fate.OPEN.value
        ),
        arm("plan", **plan).where(Plan.user_id == user, Plan.lesson_id == lesson, Plan.retired_at.is_(None)),
    ]


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
                href = entry_href(row.credit, row.word)
                found.entries[row.word] = Written(
                    row.number, row.note, row.at, row.then, bool(row.figure), int(row.given), href
                )
            case "reader":
                found.readers.append(row.word)
            case "writing":
                found.writings[row.word] = _begun(row)
            case "promise":
                found.promises[row.word] = Promised(row.number, row.note, row.at)
            case "plan":
                found.plans.setdefault(row.word, []).append(Planned(row.number, row.note, row.given, row.at))
            case _:
                found.keeps_entries = True
    return found


def _begun(row: Any) -> Begun:
    ticked = tuple(json.loads(row.given))
    return Begun(row.number, row.word, row.credit, row.outcome, row.figure, row.note, ticked, row.at)


def _try(row: Any) -> Try:
    return Try(row.word, row.number, row.figure, json.loads(row.given), row.credit, row.outcome, row.note, row.at)
