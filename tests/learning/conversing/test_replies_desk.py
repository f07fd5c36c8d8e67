"""What a coach sees of a conversation: replies at first and later, and what the pages cost."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import insert, select

from coursesite import clock
from coursesite.db import Database
from coursesite.learning.conversing.models import Run, RunStep
from coursesite.library.models import Piece
from tests.counting import count_queries
from tests.factories import make_user
from tests.learning.conversing.talking import DENIES, HEARS, PROMISES, TAKES_BACK, TALK, VAGUE, Player
from tests.learning.learners import Learner, elements, text_of

DESK = "/studio/courses/calls/dana-calls/replies"


def rows_of(page: str, caption: str) -> dict[str, list[str]]:
    """A table's rows by their first cell."""
    for table in elements(page, "table"):
        if text_of(next(node for node in table.iter() if node.tag == "caption")) == caption:
            lines = [[text_of(cell) for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]
            return {line[0]: line[1:] for line in lines[1:]}
    raise AssertionError(f"no table {caption}")


def test_replies_are_counted_at_first_and_later_without_those_taken_over(
    player: Player, bob: Learner, maren: Learner
) -> None:
    player.plays(DENIES, TAKES_BACK, VAGUE)
    player.begins(from_run="1", from_step="3")
    player.says(PROMISES)
    bob.joins()
    Player(bob).plays(HEARS, PROMISES)
    Player(maren).plays(HEARS, VAGUE)
    page = maren.reads(DESK)

    first = rows_of(page, "Replies in the scene start")
    assert first[f"“{DENIES}”"] == ["worse", "1 (50 %)", "0"]
    assert first[f"“{HEARS}”"] == ["better", "1 (50 %)", "0"]
    assert rows_of(page, "Replies in the scene heard")[f"“{PROMISES}”"] == ["better", "1 (50 %)", "1 (100 %)"]
    assert rows_of(page, "Endings")["“Dana hangs up.”"] == ["1 (50 %)", "0 (0 %)"]
    assert "two people played it so far: too few to conclude from" in page.casefold()
    table = maren.client.get(f"{DESK}.csv").text
    assert f"heard,“{PROMISES}”,better,1,50" in table


@pytest.fixture
def crowd(database: Database) -> Callable[[int], None]:
    """Gives a function that lets one more person play so many runs of forty steps."""

    def grow(runs: int) -> None:
        user, now = make_user(database), clock.now()
        with database.writing() as session:
            talk = session.scalars(select(Piece).where(Piece.slug == "dana-calls")).one()
            about: dict[str, object] = {
                "user_id": user.id,
                "course_id": talk.course_id,
                "lesson_id": talk.id,
                "copied": 0,
                "steps": 40,
            }
            about |= {"revision_id": talk.published_revision_id, "scene": "end-kept", "meters": {"trust": 70}}
            about |= {"started_at": now, "moved_at": now, "ended_at": now}
            values = [about | {"number": number, "once": f"once-{number}"} for number in range(1, runs + 1)]
            ids = session.scalars(insert(Run).returning(Run.id), values).all()
            step = {"scene": "start", "choice": "gone", "meters": {"trust": 1, "heat": 90}, "taken_at": now, "once": ""}
            session.execute(
                insert(RunStep), [step | {"run_id": one, "number": number} for one in ids for number in range(1, 41)]
            )
            session.commit()

    return grow


def cost(app: Flask, who: Learner, path: str) -> int:
    who.reads(path)
    found = []
    for _ in range(2):
        with count_queries(app) as queries:
            who.reads(path)
        found.append(len(queries))
    return min(found)


def test_pages_cost_the_same_for_a_crowd(
    app: Flask, player: Player, maren: Learner, crowd: Callable[[int], None]
) -> None:
    player.plays(HEARS, PROMISES)
    over = player.run
    player.learner.reads(TALK)
    player.begins()
    paths = {TALK: player.learner, over: player.learner, player.run: player.learner, DESK: maren}
    small = {path: cost(app, who, path) for path, who in paths.items()}
    for _ in range(4):
        player.plays(HEARS, PROMISES)
    crowd(200)
    player.learner.reads(TALK)

    assert {path: cost(app, who, path) for path, who in paths.items()} == small
    assert max(small.values()) <= 8
