"""What pages of writings cost: the same for a few as for a crowd."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from coursesite import clock as times
from coursesite.learning import moving
from coursesite.learning.models import Enrolment
from coursesite.learning.writing.models import Round, Writing
from coursesite.library.models import Piece
from tests.learning.asking.test_asks_budgets import counted
from tests.learning.learners import LESSON
from tests.learning.writing.texts import MINE, Texts


def crowd(texts: Texts, count: int) -> None:
    """So many texts of Bob's wait and so many are answered, each of a Write of its own."""
    now = times.now()
    with texts.database.writing() as session:
        lesson = session.scalars(select(Piece).where(Piece.slug == "begin")).one()
        first = max([0, *session.scalars(select(Writing.id))]) + 1
        about: dict[str, Any] = {
            "user_id": texts.bob.person.id,
            "course_id": lesson.course_id,
            "lesson_id": lesson.id,
            "ticked": [],
        }
        about |= {"revision_id": lesson.published_revision_id, "text": "word " * 300, "title": "One", "saved_at": now}
        rows = [
            {
                **about,
                "id": number,
                "exercise": f"e{number}",
                "stage": "sent" if number % 2 else "done",
                "waits_since": now if number % 2 else None,
                "answered_at": None if number % 2 else now + timedelta(hours=1),
            }
            for number in range(first, first + count)
        ]
        session.execute(insert(Writing), rows)
        sent: dict[str, Any] = {
            "number": 1,
            "revision_id": lesson.published_revision_id,
            "text": "word " * 300,
            "ticked": [],
        }
        sent |= {"sent_at": now, "met": [], "once": "o"}
        session.execute(insert(Round), [{**sent, "writing_id": row["id"]} for row in rows])
        session.commit()


def test_pages_take_as_few_queries_for_a_crowd_as_for_a_few(app: Flask, texts: Texts) -> None:
    number = texts.writes(texts.alice)
    paths = {
        LESSON: (texts.alice, 3),
        "/writings/": (texts.bob, 4),
        MINE: (texts.alice, 5),
        "/studio/writings/": (texts.maren, 6),
        "/studio/writings/?state=answered": (texts.maren, 7),
        f"/studio/writings/{number}": (texts.maren, 9),
        "/studio/": (texts.maren, 13),
    }
    crowd(texts, 10)
    small = {path: counted(app, who, path) for path, (who, _most) in paths.items()}
    crowd(texts, 1000)
    assert {path: counted(app, who, path) for path, (who, _most) in paths.items()} == small
    assert [path for path, (_who, most) in paths.items() if small[path] > most] == [], small


def test_a_text_follows_its_lesson_to_another_course(texts: Texts) -> None:

    texts.writes(texts.alice)
    with texts.database.writing() as session:
        lesson = session.scalars(select(Piece).where(Piece.slug == "begin")).one()
        elsewhere = Piece(key="forms1", kind="course", slug="forms", title="Forms", path="courses/forms/course.md")
        elsewhere.state, elsewhere.created_at, elsewhere.changed_at = "published", times.now(), times.now()
        session.add(elsewhere)
        session.flush()
        moving.follow(session, [(lesson.id, lesson.course_id or 0, elsewhere.id)], times.now())
        session.commit()
        found = session.scalars(select(Writing.course_id)).all()
        assert list(found) == [elsewhere.id]
        assert session.get(Enrolment, (texts.alice.person.id, elsewhere.id)) is not None
