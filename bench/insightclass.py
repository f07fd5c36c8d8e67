"""For `bench/insights.py`: a course with a crowd in it, a year long, written past the rules and in bulk."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.fresh import settle
from coursesite.accounts.models import Role, User
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.groups.models import Group, Member
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.library.models import Piece
from tests.library.shelves import Shelf

PEOPLE, LESSONS = 50_000, 20
MEMBERS = 5_000
BATCH = 2_000
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUESTION = """
### Question: The call in lesson {n}
<!-- id: call-{n} -->

What do you say first?

- [ ] Can I have your order number?
- [x] Three calls for one parcel. Let me sort it now.
- [ ] One moment, please.
"""


def fill(settings: Settings, database: Database, people: int) -> int:
    """Write the course and its people; gives how many answers that are."""
    shelf = Shelf(settings.content_dir, database, settings)
    shelf.course(key="large01")
    for number in range(1, LESSONS + 1):
        asked = QUESTION.format(n=number) + QUESTION.format(n=number + 100)
        shelf.lesson(f"{number:02d}-part-{number}", asked, key=f"large{number:02d}x", title=f"Part {number}")
    shelf.pushed()
    with database.reading() as session:
        course = session.scalars(select(Piece).where(Piece.kind == "course")).one()
        lessons = list(session.scalars(select(Piece).where(Piece.kind == "lesson").order_by(Piece.place)))
    with database.writing() as session:
        answers = _crowd(session, course, lessons, people)
        session.commit()
    settle(database)
    return answers


def _crowd(session: Session, course: Piece, lessons: Sequence[Piece], people: int) -> int:
    lots = random.Random(5)  # a measurement's data
    group = Group(key="large001", course_id=course.id, name="A large group", made_at=NOW)
    session.add(group)
    session.flush()
    answers = 0
    for start in range(0, people, BATCH):
        users = [_user(start + at) for at in range(min(BATCH, people - start))]
        ids = list(session.scalars(insert(User).returning(User.id), users))
        rows = [_way(lots, one, course, lessons) for one in ids]
        session.execute(insert(Enrolment), [row for row, _, _ in rows])
        session.execute(insert(FinishedLesson), [row for _, finished, _ in rows for row in finished])
        given = [row for _, _, some in rows for row in some]
        session.execute(insert(Answer), given)
        answers += len(given)
        members = ids[: max(0, MEMBERS - start)]
        if members:
            session.execute(
                insert(Member), [{"group_id": group.id, "user_id": one, "joined_at": NOW} for one in members]
            )
    return answers


def _user(number: int) -> dict[str, object]:
    return {"key": f"bench{number:06}", "role": Role.LEARNER.value, "created_at": NOW - timedelta(days=400)}


Rows = list[dict[str, object]]


def _way(
    lots: random.Random, user_id: int, course: Piece, lessons: Sequence[Piece]
) -> tuple[dict[str, object], Rows, Rows]:
    """One person's way: one in three goes to the end, the others stop somewhere; more tries than lessons."""
    at = NOW - timedelta(minutes=lots.randint(0, 365 * 24 * 60))
    ends = len(lessons) if lots.random() < 0.75 else lots.randint(1, len(lessons))
    enrolment = {"user_id": user_id, "course_id": course.id, "enrolled_at": at, "completed_at": None}
    finished: Rows = []
    answers: Rows = []
    for number, lesson in enumerate(lessons[:ends], 1):
        place = {
            "user_id": user_id,
            "course_id": course.id,
            "lesson_id": lesson.id,
            "revision_id": lesson.published_revision_id,
        }
        at += timedelta(minutes=lots.randint(1, 40), days=lots.choice((0, 0, 0, 1)))
        right = lots.random() < 0.7
        answers.append(
            {
                **place,
                "exercise": f"call-{number}",
                "try_number": 1,
                "given": {"picks": [lots.choice("ab")]},
                "credit": "1" if right else "0",
                "outcome": "right" if right else "wrong",
                "wording": "0123456789abcdef",
                "once": f"once-{number}",
                "answered_at": at,
            }
        )
        if lots.random() < 0.25:
            answers.append({**answers[-1], "try_number": 2, "once": f"again-{number}", "outcome": "right"})
        at += timedelta(minutes=lots.randint(1, 9))
        finished.append({**place, "finished_at": at})
    if ends == len(lessons):
        enrolment["completed_at"] = at
    return enrolment, finished, answers
