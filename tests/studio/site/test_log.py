"""What staff did stands in a log that the owner reads."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from coursesite import clock
from coursesite.accounts import audit_queries, auditing, tasks
from coursesite.accounts.models import Role, User
from coursesite.config import Settings
from coursesite.db import Database
from tests.counting import count_queries
from tests.factories import make_user
from tests.learning.learners import words_of

LOG = "/studio/site/log"


def note(database: Database, user: User | None, deed: str, subject: str, *, days_ago: int = 0, about: int = 0) -> None:
    with database.writing() as session:
        at = clock.now() - timedelta(days=days_ago)
        auditing.note(session, user.id if user else None, deed, subject, at, about_id=about or None)
        session.commit()


def test_a_deed_says_who_did_what_to_whom(owner: FlaskClient, database: Database) -> None:
    maren, kofi = (make_user(database, role=Role.COACH, name=name) for name in ("Maren", "Kofi"))
    note(database, maren, "made a coach of", "Calls <b>", about=kofi.id)
    note(database, None, "deleted for good", "Old notes")
    page = owner.get(LOG).text
    assert "<bdi>Maren</bdi>" in page
    assert "made a coach of: <bdi>Calls &lt;b&gt;</bdi> (<bdi>Kofi</bdi>)" in page
    assert "the site itself" in page
    assert "deleted for good: <bdi>Old notes</bdi>" in page


def test_one_persons_deeds_can_be_shown_alone(owner: FlaskClient, database: Database) -> None:
    maren, kofi = (make_user(database, role=Role.COACH, name=name) for name in ("Maren", "Kofi"))
    note(database, maren, "published", "By Maren")
    note(database, kofi, "published", "By Kofi")
    said = words_of(owner.get(f"{LOG}?by={kofi.key}").text)
    assert "By Kofi" in said
    assert "By Maren" not in said
    assert "Nothing was done yet" in owner.get(f"{LOG}?by=nobody").text


def test_one_sort_of_deed_can_be_shown_alone(owner: FlaskClient, database: Database) -> None:
    maren = make_user(database, role=Role.COACH, name="Maren")
    note(database, maren, "published", "First")
    note(database, maren, "trashed", "Second")
    said = words_of(owner.get(f"{LOG}?by={maren.key}&deed=trashed").text)
    assert "Second" in said
    assert "First" not in said


def test_the_log_is_paged_and_asks_as_little_for_many_deeds_as_for_one(
    app: Flask, owner: FlaskClient, database: Database
) -> None:
    maren = make_user(database, role=Role.COACH, name="Maren")
    note(database, maren, "published", "deed 000", days_ago=1)
    owner.get(LOG)
    with count_queries(app) as few:
        owner.get(LOG)
    with database.writing() as session:
        for number in range(1, 60):
            auditing.note(session, maren.id, "published", f"deed {number:03}", clock.now() + timedelta(minutes=number))
        session.commit()
    with count_queries(app) as many:
        first = owner.get(LOG).text
    assert len(few) == len(many)
    assert "deed 059" in first
    assert "deed 000" not in first
    assert "deed 000" in owner.get(f"{LOG}?page=2").text
    assert "deed 000" in owner.get(f"{LOG}?page=9999").text


def test_a_deed_is_forgotten_after_two_years(database: Database, settings: Settings) -> None:
    note(database, None, "published", "long ago", days_ago=731)
    note(database, None, "published", "lately", days_ago=729)
    tasks.tidy(database, settings, clock.now(), ())
    with database.reading() as session:
        assert [row.subject for row in audit_queries.newest(session, 0, 9)] == ["lately"]
