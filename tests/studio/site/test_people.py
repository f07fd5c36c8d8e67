"""The owner sees who is here, and makes people coaches, learners and admins."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coursesite import clock
from coursesite.accounts.audit_queries import newest
from coursesite.accounts.models import Role, User
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.models import Part, Piece
from coursesite.library.staff_queries import put_staff
from coursesite.studio.site.people import LastAdmin, change
from tests.accounts.pages import fill_in, is_signed_in, stored
from tests.counting import count_queries
from tests.factories import make_user
from tests.learning.courses import write_course
from tests.learning.learners import words_of
from tests.library.shelves import Shelf
from tests.mailbox import Mails

PEOPLE = "/studio/site/people"
SignIn = Callable[[FlaskClient, User], FlaskClient]


def becomes(owner: FlaskClient, user: User, to: str) -> tuple[int, str]:
    """Answer the question before a change; gives status and words of what comes."""
    at = f"{PEOPLE}/{user.key}/change"
    answer = fill_in(owner, f"{at}?to={to}", to=at)
    page = owner.get(answer.location) if answer.location else answer
    return answer.status_code, words_of(page.text)


def account(database: Database, user: User) -> User:
    with database.reading() as session:
        return stored(session, user.id)


def test_people_are_found_by_name_address_and_what_they_are(owner: FlaskClient, database: Database) -> None:
    make_user(database, role=Role.COACH, name="Maren Holt", address="maren@example.org")
    make_user(database, name="ÉLODIE 100%", address="e@example.net", disabled_at=clock.now())
    make_user(database, role=Role.VISITOR)
    make_user(database, name="Gone", erased_at=clock.now())
    found = {
        "": {"Ruth", "Maren Holt", "ÉLODIE 100%"},
        "q=maren": {"Maren Holt"},
        "q=EXAMPLE.NET": {"ÉLODIE 100%"},
        "q=ÉLODIE": {"ÉLODIE 100%"},
        "q=100%25": {"ÉLODIE 100%"},
        "q=_": set(),
        "sort=coach": {"Maren Holt"},
        "sort=closed": {"ÉLODIE 100%"},
        "sort=invited": {"Maren Holt"},
        "sort=admin&q=ruth": {"Ruth"},
        "sort=nonsense": {"Ruth", "Maren Holt", "ÉLODIE 100%"},
    }
    for asked, names in found.items():
        page = owner.get(f"{PEOPLE}?{asked}").text
        assert {name for name in found[""] if f"<bdi>{name}</bdi></a></th>" in page} == names, asked
        assert "Gone" not in page


def test_many_people_come_in_pages_with_as_few_questions_as_one(
    app: Flask, owner: FlaskClient, database: Database
) -> None:
    owner.get(PEOPLE)
    with count_queries(app) as few:
        owner.get(PEOPLE)
    with database.writing() as session:
        rows = [{"name": f"Person {n:03}", "address": f"p{n:03}@example.org", "key": f"k{n:03}"} for n in range(120)]
        session.add_all(User(role="learner", created_at=clock.now(), **row) for row in rows)
        session.commit()
    with count_queries(app) as many:
        first = owner.get(f"{PEOPLE}?q=person").text
    assert len(few) == len(many)
    assert "120 people, page 1 of 3." in first
    assert 'href="/studio/site/people?q=person&amp;page=2"' in first
    last = owner.get(f"{PEOPLE}?q=person&page=99").text
    assert "Person 119" in last
    assert "Person 000" not in last


def test_somebodys_page_says_what_they_look_after_and_nothing_that_they_wrote(
    owner: FlaskClient, database: Database, settings: Settings
) -> None:
    write_course(Shelf(settings.content_dir, database, settings))
    maren = make_user(database, role=Role.COACH, name="Maren <b>")
    with database.writing() as session:
        put_staff(
            session,
            session.scalars(select(Piece.id).where(Piece.key == "calls1")).one(),
            maren.id,
            Part.OWNER,
            clock.now(),
        )
        session.commit()
    page = owner.get(f"{PEOPLE}/{maren.key}").text
    assert "<h1><bdi>Maren &lt;b&gt;</bdi></h1>" in page
    assert "(course): owner since" in words_of(page)
    asked = words_of(owner.get(f"{PEOPLE}/{maren.key}/change?to=learner").text)
    assert "Make Maren <b> a learner?" in asked
    assert "They stay named in what they look after" in asked


def test_a_role_is_changed_after_a_question_and_noted(owner: FlaskClient, database: Database) -> None:
    kofi = make_user(database, name="Kofi")
    for to, said in (("coach", "Kofi is a coach now."), ("admin", "Kofi is an admin now."), ("learner", "a learner")):
        status, words = becomes(owner, kofi, to)
        assert status == 303
        assert said in words
        assert account(database, kofi).role == to
    with database.reading() as session:
        noted = [(one.by, one.deed, one.about) for one in newest(session, 0, 9)]
    deeds = ["made a learner", "made an admin", "made a coach"]
    assert noted == [("Ruth", deed, "Kofi") for deed in deeds]
    assert owner.get(f"{PEOPLE}/{kofi.key}/change?to=king").status_code == 404


def test_a_closed_account_is_signed_out_everywhere_until_it_is_opened(
    app: Flask, owner: FlaskClient, database: Database, sign_in: SignIn
) -> None:
    kofi = make_user(database, name="Kofi", password_hash="x")
    theirs = sign_in(app.test_client(), kofi)
    assert "is closed, and every browser of theirs is signed out" in becomes(owner, kofi, "closed")[1]
    assert not is_signed_in(theirs)
    assert "Kofi’s account is open again." in becomes(owner, kofi, "open")[1]
    assert account(database, kofi).disabled_at is None
    assert not is_signed_in(theirs)


@pytest.mark.parametrize("to", ["learner", "coach", "closed"])
def test_the_last_admin_stays_one(to: str, owner: FlaskClient, ruth: User, database: Database) -> None:
    make_user(database, role=Role.ADMIN, name="Invited and never came")
    make_user(database, role=Role.ADMIN, name="Closed", password_hash="x", disabled_at=clock.now())
    status, words = becomes(owner, ruth, to)
    assert status == 409
    assert "That would leave the site without an admin" in words
    assert (account(database, ruth).role, account(database, ruth).disabled_at) == ("admin", None)


def test_of_two_admins_each_can_take_the_others_part_and_the_one_who_is_left_stays(
    database: Database, ruth: User
) -> None:
    other = make_user(database, role=Role.ADMIN, password_hash="x")
    with database.writing() as session:
        change(session, ruth, "learner", clock.now())
        session.commit()
    with database.writing() as session, pytest.raises(LastAdmin):
        change(session, other, "closed", clock.now())


def test_an_admin_may_step_back_where_another_is_left(owner: FlaskClient, ruth: User, database: Database) -> None:
    make_user(database, role=Role.ADMIN, password_hash="x")
    status, _words = becomes(owner, ruth, "coach")
    assert status == 303
    assert owner.get(PEOPLE).status_code == 403


def test_somebody_invited_gets_one_mail_and_sets_a_password(
    app: Flask, owner: FlaskClient, database: Database, mails: Mails
) -> None:
    typed = {"address": " Kofi@Example.org ", "name": "Kofi", "role": "coach"}
    answer = fill_in(owner, f"{PEOPLE}/invite", **typed)
    assert answer.status_code == 303
    page = words_of(owner.get(answer.location).text)
    assert "We have written to kofi@example.org." in page
    assert "Coach, no password yet" in page
    (mail,) = mails.all()
    assert "as a coach" in mail.body
    with database.reading() as session:
        assert [(one.by, one.deed, one.subject, one.about) for one in newest(session, 0, 9)] == [
            ("Ruth", "invited as a coach", "", "Kofi")
        ]
    kofi = app.test_client()
    assert fill_in(kofi, mails.path("kofi@example.org"), password="ladder under the plum").status_code == 303
    assert kofi.get("/studio/write/").status_code == 200
    assert "no password yet" not in owner.get(answer.location).text
    assert kofi.get(mails.all()[0].body.partition("http://localhost")[2].split()[0]).status_code == 410


def test_a_new_link_ends_the_one_before(app: Flask, owner: FlaskClient, mails: Mails) -> None:
    made = fill_in(owner, f"{PEOPLE}/invite", address="kofi@example.org", name="", role="learner").location
    first = mails.path("kofi@example.org")
    page = made.partition("?")[0]
    assert fill_in(owner, page, to=f"{page}/link").status_code == 303
    assert app.test_client().get(first).status_code == 410
    assert app.test_client().get(mails.path("kofi@example.org")).status_code == 200


def test_whoever_has_an_account_is_not_invited_but_shown(owner: FlaskClient, database: Database) -> None:
    known = make_user(database, address="kofi@example.org")
    answer = fill_in(owner, f"{PEOPLE}/invite", address="KOFI@example.org", role="coach")
    assert answer.status_code == 422
    assert "There is an account with this address already. Nobody was written to." in answer.text
    assert f'href="{PEOPLE}/{known.key}"' in answer.text
    assert account(database, known).role == "learner"
    refused = fill_in(owner, f"{PEOPLE}/invite", address="bo@example.org", role="visitor")
    assert refused.status_code == 422
