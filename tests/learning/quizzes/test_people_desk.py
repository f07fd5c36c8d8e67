"""Who takes a quiz: finding people, reading an attempt, granting minutes and attempts."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coursesite import clock as site_clock
from coursesite.accounts.models import Role, User
from coursesite.db import Database
from coursesite.learning.quizzes import saving
from coursesite.learning.quizzes.models import Allowance
from coursesite.learning.quizzes.saving import Change
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.factories import make_user
from tests.learning.learners import Learner, words_of
from tests.learning.quizzes.correcting import FIRST, ORDER, SECOND, SORRY, STUDIO, Desk
from tests.library.shelves import Shelf

PEOPLE = f"{STUDIO}/people"


@pytest.fixture
def desk(shelf: Shelf, database: Database, clock: FrozenClock, maren: Learner) -> Desk:
    """A quiz with twenty minutes and one attempt."""
    assert maren.user is not None
    made = Desk(shelf, database, maren.user, rules="pass: 60%\nminutes: 20\nattempts: 1\n")
    made.publishes(FIRST, SECOND)
    return made


def allow_path(user: User) -> str:
    return f"{PEOPLE}/{user.key}/allowance"


def grants(coach: Learner, user: User, status: int = 303, **fields: str) -> str:
    coach.reads(PEOPLE)
    response = coach.sends(allow_path(user), status, **fields)
    return coach.follows(response) if status == 303 else response.text


def test_people_stand_with_their_attempts_and_those_who_have_not_begun_too(desk: Desk, maren: Learner) -> None:
    desk.takes("Ann", third_call=ORDER, the_word="naming")
    desk.begins("Bea")
    desk.person("Cis")
    page = words_of(maren.reads(PEOPLE))
    assert "Three people; those who have begun stand first." in page
    assert "Attempt 1: 100 %, passed" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Attempt 1: in progress" in page
    assert page.index("Bea") < page.index("Cis")
    assert "Has not begun." in page
    assert "20 minutes and one attempt for everyone" in page


def test_people_are_found_by_name_and_address_whatever_the_case(desk: Desk, maren: Learner) -> None:
    for name in ("Ann", "Bea", "Cis"):
        desk.person(name)
    assert "One person found" in words_of(maren.reads(f"{PEOPLE}?q=ANN"))
    assert "One person found" in words_of(maren.reads(f"{PEOPLE}?q=bea@exam"))
    assert "Nobody in this course" in words_of(maren.reads(f"{PEOPLE}?q=100%25"))
    maren.reads(f"{PEOPLE}?q=%00", 400)


def test_a_list_of_people_comes_in_pages_and_costs_the_same_for_many(app: Flask, desk: Desk, maren: Learner) -> None:
    desk.takes("Ann", third_call=ORDER)
    maren.reads(PEOPLE)
    with count_queries(app) as few:
        maren.reads(PEOPLE)
    for number in range(60):
        desk.person(f"Person {number}")
    with count_queries(app) as many:
        page = maren.reads(PEOPLE)
    assert len(many) == len(few) <= 11
    assert page.count("Allow more") == 50
    assert maren.reads(f"{PEOPLE}?page=2").count("Allow more") == 11


def test_extra_time_moves_the_end_of_an_attempt_under_way_at_once(
    desk: Desk, maren: Learner, clock: FrozenClock, database: Database
) -> None:
    attempt = desk.begins("Ann")
    clock.tick(minutes=21)
    page = words_of(grants(maren, desk.people["Ann"], minutes="15", attempts="0"))
    assert "It is granted." in page
    assert "15 extra minutes, granted by Maren on 2 March 2026." in page
    with database.writing() as session:
        given = {"text": "naming"}
        changed, saved = saving.save(session, attempt.id, [Change(2, given, 0)], site_clock.now())
        session.commit()
    assert not saved.closed
    assert changed.due_at is not None
    assert (changed.due_at - changed.started_at).total_seconds() == 35 * 60


def test_extra_attempts_open_another_and_can_be_granted_before_the_first(desk: Desk, maren: Learner) -> None:
    grants(maren, desk.person("Ann"), minutes="0", attempts="1")
    desk.takes("Ann", third_call=SORRY)
    desk.takes("Ann", third_call=ORDER, the_word="naming")
    assert desk.results("Ann") == [("0", False), ("1", True)]


def test_who_granted_what_and_when_is_written_down(desk: Desk, maren: Learner, database: Database) -> None:
    grants(maren, desk.person("Ann"), minutes="600", attempts="20")
    with database.reading() as session:
        row = session.scalars(select(Allowance)).one()
    assert (row.extra_minutes, row.extra_attempts, row.granted_by) == (600, 20, desk.coach.id)
    assert row.granted_at == site_clock.now()


@pytest.mark.parametrize(
    ("minutes", "attempts"), [("601", "0"), ("-1", "0"), ("a lot", "0"), ("1.5", "0"), ("0", "21"), ("٣", "0")]
)
def test_what_can_not_be_granted_comes_back_with_a_sentence(
    desk: Desk, maren: Learner, database: Database, minutes: str, attempts: str
) -> None:
    page = grants(maren, desk.person("Ann"), 422, minutes=minutes, attempts=attempts)
    assert "Nothing was changed." in page
    assert f'value="{minutes}"' in page
    with database.reading() as session:
        assert session.scalars(select(Allowance)).all() == []


def test_the_coach_reads_an_attempt_with_its_right_answers(desk: Desk, maren: Learner) -> None:
    desk.publishes(FIRST, SECOND, rules="answers shown: never\n")
    attempt = desk.takes("Ann", third_call=SORRY, the_word="venting")
    page = words_of(maren.reads(f"{PEOPLE}/{desk.people['Ann'].key}/{attempt.number}"))
    assert "0 %, passed: 0 of 2 marks" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Can I have your order number?" in page
    assert "naming" in page


def test_an_attempt_under_way_shows_what_is_saved_and_no_verdict(desk: Desk, maren: Learner) -> None:
    attempt = desk.begins("Ann")
    desk.answers(attempt, {"the-word": "naming"})
    page = words_of(maren.reads(f"{PEOPLE}/{desk.people['Ann'].key}/1"))
    assert "It is not graded yet" in page
    assert "naming" in page


def test_only_coaches_see_people_and_grant_anything(
    app: Flask, desk: Desk, alice: Learner, guest: Learner, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> None:
    desk.takes("Ann", third_call=SORRY)
    one = f"{PEOPLE}/{desk.people['Ann'].key}/1"
    for path in (PEOPLE, one):
        alice.reads(path, 403)
        assert guest.client.get(path).headers["Location"].startswith("/sign-in")
    ann = Learner(sign_in(app.test_client(), desk.people["Ann"]), desk.database)
    ann.reads(one, 403)
    coach = make_user(desk.database, role=Role.COACH)
    other = Learner(sign_in(app.test_client(), coach), desk.database)
    for missing in (f"{PEOPLE}/nobody/1", f"{PEOPLE}/{coach.key}/1", f"{PEOPLE}/{desk.people['Ann'].key}/2"):
        other.reads(missing, 404)


def test_every_quiz_stands_on_the_desk_with_its_mean(desk: Desk, maren: Learner) -> None:
    desk.takes("Ann", third_call=ORDER, the_word="naming")
    desk.takes("Bea", third_call=SORRY)
    desk.publishes(FIRST.replace("- [ ] I'm", "- [x] I'm").replace("- [x] Can", "- [ ] Can"), SECOND)
    page = words_of(maren.reads("/studio/quizzes/")).replace("\N{NO-BREAK SPACE}", " ")
    assert "Course calls Final check Two people two attempts 50 % on average One question to decide" in page


def test_the_desk_costs_the_same_for_many_quizzes_and_people(app: Flask, desk: Desk, maren: Learner) -> None:
    desk.takes("Ann", third_call=SORRY)
    desk.publishes(FIRST.replace("shuffle: no", "marks: 2"), SECOND)
    maren.reads("/studio/quizzes/")
    with count_queries(app) as few:
        maren.reads("/studio/quizzes/")
    for number in range(12):
        desk.shelf.piece(f"{20 + number}-more-{number}", "quiz", key=f"more{number:04d}")
    desk.shelf.pushed()
    for number in range(6):
        desk.takes(f"P{number}", third_call=SORRY)
    desk.publishes(FIRST.replace("shuffle: no", "marks: 3"), SECOND)
    maren.reads("/studio/quizzes/")
    with count_queries(app) as many:
        maren.reads("/studio/quizzes/")
    assert len(many) == len(few) <= 12, str(many)
