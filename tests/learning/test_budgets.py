"""What pages ask of the database: few queries, as many for a long course and a crowd as for a short one and nobody."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from coursesite import clock
from coursesite.accounts.models import User
from coursesite.app import create_app
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.library.models import Piece
from tests.counting import count_queries
from tests.learning.courses import ALL_KINDS, write_course
from tests.learning.learners import LESSON, Learner
from tests.library.shelves import Shelf

LESSON_BUDGET = 5
"""The session with its person, the lesson, the content, the outline, and everything of the reader."""


@pytest.fixture
def grown(shelf: Shelf, database: Database) -> Callable[[int, int], None]:
    """Gives a function that makes the course longer and the crowd larger, past the slow ways in."""

    def grow(lessons: int, people: int) -> None:
        write_course(shelf, first=ALL_KINDS)
        with database.writing() as session:
            _add_lessons(session, lessons)
            session.commit()
        _add_people(database, people)

    return grow


def queries_for(app: Flask, learner: Learner, path: str) -> int:
    """How many queries this page takes once caches are filled."""
    learner.reads(path)
    with count_queries(app) as counted:
        learner.reads(path)
    return len(counted)


@pytest.mark.parametrize(
    ("path", "budget"),
    [
        *(
            (LESSON, 3),
            ("/courses/calls/part-2/", 3),
            ("/courses/calls/", 3),
            ("/courses/", 3),
            ("/learn/", 5),
            ("/", 4),
        ),
        ("/courses/calls/workbook?with=mine", 5),
    ],
)
def test_a_page_takes_as_few_queries_in_a_large_world_as_in_a_small_one(
    app: Flask, alice: Learner, grown: Callable[[int, int], None], path: str, budget: int
) -> None:
    alice.joins()
    small = queries_for(app, alice, path)
    grown(400, 300)
    alice.picks("third-call", "Can I have your order number?")
    large = queries_for(app, alice, path)
    assert large == small
    assert large <= budget


def test_a_learners_lesson_takes_five_queries_with_empty_caches_and_three_with_full_ones(
    app: Flask,
    settings: Settings,
    alice: Learner,
    grown: Callable[[int, int], None],
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    alice.joins()
    grown(800, 100)
    for exercise in ("where", "third-call"):
        alice.picks(exercise, "at the counter" if exercise == "where" else "Can I have your order number?")
    alice.answers("calm", step="3")
    restarted = create_app(settings)
    assert alice.user is not None
    again = Learner(sign_in(restarted.test_client(), alice.user), alice.database)
    with count_queries(restarted) as cold:
        again.reads(LESSON)
    with count_queries(restarted) as warm:
        again.reads(LESSON)
    restarted.extensions["database"].dispose()
    assert len(cold) <= LESSON_BUDGET, str(cold)
    assert len(warm) == 3, str(warm)


def test_a_lesson_of_a_very_long_course_stays_small(
    app: Flask, alice: Learner, grown: Callable[[int, int], None]
) -> None:
    alice.joins()
    small = len(alice.reads("/courses/calls/part-2/"))
    grown(800, 1)
    page = alice.reads("/courses/calls/part-2/")
    assert "All 803 lessons" in page
    assert len(page) < small + 12_000
    assert len(alice.reads("/courses/calls/")) < 60_000


def test_an_answer_takes_few_queries_and_one_commit(app: Flask, alice: Learner) -> None:
    alice.reads(LESSON)
    keys = alice.option_keys("third-call")
    with count_queries(app) as counted:
        alice.sends(f"{LESSON}answers/third-call", pick=keys["I'm sorry about that."])
    # The first answer to a question makes a card of it, on its person's own day: two more than any later one.
    assert len(counted) <= 10, str(counted)


def test_a_guest_reads_from_memory(app: Flask, guest: Learner) -> None:
    for path in (LESSON, "/courses/calls/", "/courses/", "/", "/about"):
        if path != "/about":
            guest.reads(path)
            with count_queries(app) as counted:
                Learner(app.test_client(), guest.database).reads(path)
            assert len(counted) == 1, f"{path}\n{counted}"


def _add_lessons(session: object, lessons: int) -> None:
    assert hasattr(session, "execute")
    course = session.execute(select(Piece).where(Piece.kind == "course")).scalars().one()
    model = session.execute(select(Piece).where(Piece.slug == "part-3")).scalars().one()
    revision = model.published_revision_id
    now = clock.now()
    rows = [
        {
            "key": f"long{number}",
            "kind": "lesson",
            "course_id": course.id,
            "slug": f"long-{number}",
            "place": 100 + number,
            "state": "published",
            "title": f"Lesson {number} of very many",
            "summary": "Why it matters.",
            "topic": "",
            "path": f"courses/calls/{number}-long-{number}.md",
            "published_revision_id": revision,
            "created_at": now,
            "changed_at": now,
        }
        for number in range(lessons)
    ]
    session.execute(insert(Piece), rows)
    course.outline_version += 1


def _add_people(database: Database, people: int) -> None:
    now = clock.now()
    with database.writing() as session:
        lesson = session.execute(select(Piece).where(Piece.slug == "begin")).scalars().one()
        first = max(session.execute(select(User.id)).scalars())
        ids = range(first + 1, first + 1 + people)
        users = [{"id": i, "key": f"crowd{i}", "role": "learner", "created_at": now} for i in ids]
        session.execute(insert(User), users)
        place = {"course_id": lesson.course_id, "lesson_id": lesson.id, "revision_id": lesson.published_revision_id}
        session.execute(
            insert(Enrolment), [{"user_id": i, "course_id": lesson.course_id, "enrolled_at": now} for i in ids]
        )
        answer: dict[str, object] = {"exercise": "third-call", "given": {"picks": []}, "credit": "0", **place}
        answer |= {"outcome": "wrong", "wording": "", "answered_at": now}
        session.execute(
            insert(Answer),
            [answer | {"user_id": i, "try_number": n, "once": f"crowd-{i}-{n}"} for i in ids for n in range(1, 6)],
        )
        session.execute(insert(FinishedLesson), [place | {"user_id": i, "finished_at": now} for i in ids])
        session.commit()
