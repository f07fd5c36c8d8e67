"""What pages of asks cost: the same for ten as for ten thousand, and nothing where nobody asked."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import insert, select

from coursesite import clock as times
from coursesite.learning.asking.models import Ask, AskWord
from coursesite.library.models import Piece
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.asking.talks import Talks
from tests.learning.learners import LESSON, Learner


@pytest.fixture
def crowd(talks: Talks) -> Callable[[int], None]:
    """Gives a function that lets so many asks wait under the first lesson, every second one open, all of them long."""

    def grow(count: int) -> None:
        now, html = times.now(), f"<p>{'word ' * 600}</p>"
        with talks.database.writing() as session:
            lesson = session.scalars(select(Piece).where(Piece.slug == "begin")).one()
            first = max([0, *session.scalars(select(Ask.id))]) + 1
            about = {"user_id": talks.bob.person.id, "course_id": lesson.course_id, "lesson_id": lesson.id}
            asks = [
                {**about, "id": n, "is_open": n % 2 == 0, "asked_at": now, "waits_since": now, "once": f"o{n}"}
                for n in range(first, first + count)
            ]
            session.execute(insert(Ask), [one | {"public_question": "", "public_answer": ""} for one in asks])
            words = {"user_id": talks.bob.person.id, "html": html, "text": "word", "policy": 1, "said_at": now}
            session.execute(insert(AskWord), [{**words, "ask_id": one["id"]} for one in asks])
            session.commit()

    return grow


def counted(app: Flask, who: Learner, path: str) -> int:
    who.reads(path)
    found = []
    # Twice, since any request may be the one that looks whether the site's settings were changed.
    for _ in range(2):
        with count_queries(app) as queries:
            who.reads(path)
        found.append(len(queries))
    return min(found)


def test_pages_take_as_few_queries_for_a_crowd_as_for_a_few(
    app: Flask, talks: Talks, crowd: Callable[[int], None]
) -> None:
    paths = {LESSON: talks.alice, "/asks/": talks.bob, "/studio/asks/": talks.maren, "/studio/": talks.maren}
    without = {path: counted(app, who, path) for path, who in paths.items()}
    crowd(10)
    small = {path: counted(app, who, path) for path, who in paths.items()}
    crowd(2000)
    assert {path: counted(app, who, path) for path, who in paths.items()} == small
    assert without[LESSON] == 3
    assert small[LESSON] == 4
    assert small["/asks/"] <= 4
    assert small["/studio/asks/"] <= 7
    assert small["/studio/"] <= 12, small


def test_what_coaches_answered_is_asked_for_only_where_there_is_something_new(
    app: Flask, talks: Talks, clock: FrozenClock
) -> None:
    paths = ("/learn/", "/")

    def cost() -> list[int]:
        return [counted(app, talks.alice, path) for path in paths]

    assert cost() == [5, 4]
    ask_id = talks.asks(talks.alice)
    assert cost() == [5, 4]
    talks.answers(ask_id)
    assert cost() == [6, 5]
    clock.tick(days=15)
    assert f"/asks/{ask_id}" not in "".join(talks.alice.reads(path) for path in paths)
    assert cost() == [5, 4]
    talks.proposes(ask_id)
    assert all(f"/asks/{ask_id}" in talks.alice.reads(path) for path in paths)
    assert cost() == [6, 5]
    talks.agrees(ask_id)
    assert cost() == [5, 4]


def test_a_lesson_stays_small_whatever_was_asked(talks: Talks, crowd: Callable[[int], None]) -> None:
    before = len(talks.alice.reads(LESSON))
    crowd(40)
    page = talks.alice.reads(LESSON)
    assert len(page) < before + 25_000
    assert f"{LESSON}asked" in page
    assert talks.alice.reads(f"{LESSON}asked").count("<h3>") == 0
    assert "Older ones" not in talks.alice.reads(f"{LESSON}asked?page=2")
