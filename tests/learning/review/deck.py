"""Many cards at once, past the slow ways in."""

from datetime import date, timedelta

from sqlalchemy import insert, select

from coursesite import clock
from coursesite.db import Database
from coursesite.learning.review.memory import Memory, Rating, reviewed, unseen
from coursesite.learning.review.models import Card
from coursesite.library.models import Piece
from tests.learning.learners import Learner


def fill(database: Database, learner: Learner, count: int) -> None:
    """Give somebody so many cards of the first lesson's question, each of a lesson of its own with that wording, all
    of them known for some days.
    """
    today = clock.now().date()
    with database.writing() as session:
        lesson = session.scalars(select(Piece).where(Piece.slug == "begin")).one()
        same: dict[str, object] = {
            "kind": "lesson",
            "title": "Many",
            "course_id": lesson.course_id,
            "state": lesson.state,
        }
        same |= {"published_revision_id": lesson.published_revision_id, "minutes": 1, "place": 1}
        same |= {"created_at": clock.now(), "changed_at": clock.now()}
        taken = len(session.scalars(select(Piece.id)).all())
        pieces = [
            same
            | {"key": f"many{taken + n}", "slug": f"many-{taken + n}", "path": f"courses/calls/{taken + n}-many.md"}
            for n in range(count)
        ]
        made = session.scalars(insert(Piece).returning(Piece.id), pieces).all()
        rows = [
            _row(learner.person.id, lesson.course_id, piece_id, _known(today, n)) for n, piece_id in enumerate(made)
        ]
        session.execute(insert(Card), rows)
        session.commit()


def _known(today: date, number: int) -> Memory:
    first = today - timedelta(days=number % 9 + 1)
    return reviewed(unseen(first), Rating(number % 4 + 1), first)


def _row(user_id: int, course_id: int | None, lesson_id: int, memory: Memory) -> dict[str, object]:
    about = {"user_id": user_id, "about": "question", "course_id": course_id, "lesson_id": lesson_id}
    known = {name: getattr(memory, name) for name in Memory.__slots__}
    return {**about, "exercise": "third-call", "added_at": clock.now(), **known}
