"""What quizzes know of a person: taken along whole, and left without words or owner."""

from typing import Any

import pytest
from sqlalchemy import func, select

from coursesite import clock as site_clock
from coursesite.accounts.models import Role
from coursesite.db import Database
from coursesite.learning import personal
from coursesite.learning.quizzes.models import Allowance, Attempt, Choice, CorrectedResponse, Correction, Response
from tests.conftest import FrozenClock
from tests.factories import make_user
from tests.learning.quizzes.correcting import FIRST, ORDER, SECOND, SORRY, TURNED, Desk
from tests.library.shelves import Shelf


@pytest.fixture
def desk(shelf: Shelf, database: Database, clock: FrozenClock) -> Desk:
    """Ann and Bea took a quiz that was put right, and Ann is at it again."""
    made = Desk(shelf, database, make_user(database, role=Role.COACH, name="Maren"))
    made.publishes(FIRST, SECOND)
    for name in ("Ann", "Bea"):
        made.takes(name, third_call=SORRY, the_word=f"{name} said this")
    made.publishes(TURNED, SECOND)
    made.decides(Choice.REGRADE)
    made.answers(made.begins("Ann"), {"third-call": ORDER, "the-word": "half a thought"})
    with database.writing() as session:
        session.add(
            Allowance(
                user_id=made.people["Ann"].id,
                quiz_id=made.quiz.id,
                extra_minutes=15,
                extra_attempts=0,
                granted_by=made.coach.id,
                granted_at=site_clock.now(),
            )
        )
        session.commit()
    return made


def exported(desk: Desk, user_id: int) -> dict[str, list[dict[str, object]]]:
    with desk.database.reading() as session:
        return personal.export(session, user_id)


def erases(desk: Desk, name: str) -> None:
    with desk.database.writing() as session:
        personal.erase(session, desk.people[name].id, site_clock.now())
        session.commit()


def rows(database: Database, table: Any) -> int:
    with database.reading() as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_the_export_says_each_answer_in_words_with_what_was_put_right_and_allowed(desk: Desk) -> None:
    found = exported(desk, desk.people["Ann"].id)
    assert [(row["attempt"], row["share"]) for row in found["quiz_attempts"]] == [(1, "1/2"), (2, "")]
    assert [row["answer"] for row in found["quiz_answers"]] == [SORRY, "Ann said this", ORDER, "half a thought"]
    assert [(row["share before"], row["share after"]) for row in found["results_put_right"]] == [("0", "1/2")]
    assert [row["extra minutes"] for row in found["quiz_allowances"]] == [15]
    assert "Bea" not in str(found)


def test_a_coach_takes_along_what_they_decided_and_nobodys_name(desk: Desk) -> None:
    found = exported(desk, desk.coach.id)
    assert [(row["decision"], row["results that rose"]) for row in found["corrections_decided"]] == [("regrade", 2)]
    assert len(found["allowances_granted"]) == 1
    assert "Ann" not in str(found)


def test_leaving_empties_what_was_typed_and_keeps_what_figures_need(desk: Desk) -> None:
    with desk.database.reading() as session:
        before = session.scalars(select(Attempt.once).where(Attempt.user_id == desk.people["Ann"].id)).all()
    erases(desk, "Ann")
    with desk.database.reading() as session:
        (attempt,) = session.scalars(select(Attempt).where(Attempt.user_id == desk.people["Ann"].id))
        picked, typed = session.scalars(
            select(Response).where(Response.attempt_id == attempt.id).order_by(Response.place)
        )
    assert attempt.share == "1/2"
    assert attempt.once not in before
    assert picked.given is not None
    assert picked.chosen
    assert (typed.given, typed.chosen, typed.credit) == ({}, "", "0")
    assert rows(desk.database, Allowance) == 0
    assert rows(desk.database, CorrectedResponse) == 2
    assert "half a thought" not in str(exported(desk, desk.people["Ann"].id))


def test_putting_right_later_leaves_an_emptied_answer_what_it_had(desk: Desk) -> None:
    desk.takes("Cis", the_word="naming")
    erases(desk, "Cis")
    desk.publishes(TURNED, SECOND.replace("naming", "labelling"))
    desk.decides(Choice.REGRADE, desk.question("the-word"))
    assert desk.results("Cis") == [("1/2", False)]


def test_forgetting_a_visitor_leaves_nothing(desk: Desk) -> None:
    with desk.database.writing() as session:
        personal.forget(session, [desk.people["Ann"].id])
        session.commit()
    with desk.database.reading() as session:
        left = session.scalars(select(Attempt.user_id)).all()
    assert left == [desk.people["Bea"].id]
    assert rows(desk.database, Response) == 2
    assert rows(desk.database, Correction) == 1
