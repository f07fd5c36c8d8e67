"""Two courses, a quiz and a post on the shelf, and somebody who looks after them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.db import Database
from coursesite.learning.groups.models import Group
from coursesite.learning.insights.models import ChangedLearner
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.library.models import Piece
from tests.factories import make_user
from tests.learning.courses import PICK, write_course
from tests.learning.insights.histories import History
from tests.library.shelves import Shelf

PEOPLE = 5
"""The first two are visitors."""


@pytest.fixture
def courses(shelf: Shelf) -> Shelf:
    """The course `calls` of three lessons and a quiz, `forms` of two, and a post that links to both."""
    write_course(shelf, folder="forms", key="forms1", lessons=2)
    shelf.piece("09-check", "quiz", key="quiz01", body=PICK)
    shelf.post(
        "2026-01-02-sorry",
        key="post01",
        title="Two kinds of sorry",
        body="Take [the course](../courses/calls/course.md), or [begin](../courses/calls/01-begin.md).",
    )
    shelf.pushed()
    return shelf


@pytest.fixture
def history(courses: Shelf, database: Database) -> Callable[[Session], History]:
    """Gives a function that begins a history in a session."""
    people = [make_user(database, role=Role.VISITOR if at < 2 else Role.LEARNER).id for at in range(PEOPLE)]

    def begin(session: Session) -> History:
        pieces = {piece.key: piece for piece in session.scalars(select(Piece))}
        users = {user.id: user for user in session.scalars(select(User).where(User.id.in_(people)))}
        group = Group(key="group01", course_id=pieces["calls1"].id, name="Team", made_at=clock.now())
        session.add(group)
        session.flush()
        return History(
            session,
            [pieces["calls1"], pieces["forms1"]],
            [pieces[key] for key in ("calls1a", "calls1x2", "calls1x3", "forms1a", "forms1x2")],
            pieces["quiz01"],
            pieces["post01"],
            [users[one] for one in people],
            group,
        )

    return begin


@pytest.fixture
def crowd(courses: Shelf, database: Database) -> Callable[[int], list[int]]:
    """Gives a function that lets so many people take `calls` since twenty days, past the slow ways in.

    All finish the first lesson and have its question wrong at first; one in five stops there at once, the others finish
    everything. Gives their ids; each waits to be counted.
    """

    def add(people: int) -> list[int]:
        with database.writing() as session:
            ids = _add(session, people)
            session.commit()
        return ids

    return add


def _add(session: Session, people: int) -> list[int]:
    pieces = {piece.key: piece for piece in session.scalars(select(Piece))}
    course, now = pieces["calls1"], clock.now() - timedelta(days=20)
    lessons = [pieces[key] for key in ("calls1a", "calls1x2", "calls1x3", "quiz01")]
    first = len(list(session.scalars(select(User.id))))
    rows = [{"key": f"crowd{first + at:07}", "role": "learner", "created_at": now} for at in range(people)]
    ids = list(session.scalars(insert(User).returning(User.id), rows))
    stay = [one for at, one in enumerate(ids) if at % 5]
    session.execute(
        insert(Enrolment),
        [
            {"user_id": one, "course_id": course.id, "enrolled_at": now, "completed_at": now if one in stay else None}
            for one in ids
        ],
    )
    done = [(one, lesson) for one in ids for lesson in (lessons if one in stay else lessons[:1])]
    session.execute(
        insert(FinishedLesson),
        [
            {
                "user_id": one,
                "lesson_id": lesson.id,
                "course_id": course.id,
                "revision_id": lesson.published_revision_id,
                "finished_at": now + timedelta(minutes=12 * (at + 1)),
            }
            for at, (one, lesson) in enumerate(done, 0)
            for at in [lessons.index(lesson)]
        ],
    )
    session.execute(insert(Answer), [_wrong(one, course.id, lessons[0], now) for one in ids])
    session.execute(insert(ChangedLearner), [{"user_id": one} for one in ids])
    return ids


def _wrong(user_id: int, course_id: int, lesson: Piece, now: object) -> dict[str, object]:
    return {
        "user_id": user_id,
        "course_id": course_id,
        "lesson_id": lesson.id,
        "revision_id": lesson.published_revision_id,
        "exercise": "third-call",
        "try_number": 1,
        "given": {"picks": ["no-such-option"]},
        "outcome": "wrong",
        "wording": "w",
        "once": "once",
        "answered_at": now,
    }
