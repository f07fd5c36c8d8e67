"""What the worker removes from the accounts, what it leaves, and the first admin's link."""

from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from coursesite.accounts import personal, pictures, tasks
from coursesite.accounts.models import Role, SignIn, Token, User
from coursesite.config import Settings
from coursesite.db import Database
from tests.accounts.pages import ORIGIN, fill_in, is_signed_in, stored
from tests.conftest import FrozenClock
from tests.factories import make_user
from tests.mailbox import Mails


def tidy(database: Database, settings: Settings, clock: FrozenClock) -> list[int]:
    erased: list[int] = []

    def erase_above(_session: Session, user_id: int, _now: object) -> list[Path]:
        erased.append(user_id)
        return []

    tasks.tidy(database, settings, clock.now, [erase_above, personal.erase])
    return erased


def test_a_visitor_is_erased_thirty_days_after_the_last_answer_with_everything_of_theirs(
    client: FlaskClient, database: Database, settings: Settings, session: Session, clock: FrozenClock
) -> None:
    visitor_id = int(client.post("/answer", headers=ORIGIN).text)
    clock.tick(days=20)
    client.post("/answer", headers=ORIGIN)
    clock.tick(days=29)
    assert tidy(database, settings, clock) == []
    clock.tick(days=1)
    assert tidy(database, settings, clock) == [visitor_id]
    assert stored(session, visitor_id).erased_at == clock.now
    session.rollback()
    assert tidy(database, settings, clock) == []


def test_accounts_stay_however_long_nobody_signed_in(
    database: Database, settings: Settings, session: Session, clock: FrozenClock, alice: User
) -> None:
    clock.tick(days=2000)
    assert tidy(database, settings, clock) == []
    assert stored(session, alice.id).address == "alice@example.org"


def test_links_and_sessions_go_when_they_have_run_out(
    client: FlaskClient, alice: User, mails: Mails, database: Database, settings: Settings, clock: FrozenClock
) -> None:
    fill_in(client, "/forgotten", address="alice@example.org")
    fill_in(client, "/sign-in", address="alice@example.org", password="quite a long pass phrase")

    def left() -> tuple[int, int]:
        with database.reading() as session:
            return len(session.scalars(select(Token)).all()), len(session.scalars(select(SignIn)).all())

    tidy(database, settings, clock)
    assert left() == (1, 1)
    clock.tick(hours=2)
    tidy(database, settings, clock)
    assert left() == (0, 1)
    clock.tick(days=31)
    tidy(database, settings, clock)
    assert left() == (0, 0)


def test_a_picture_that_belongs_to_nobody_goes_after_a_day_and_others_stay(
    database: Database, settings: Settings, clock: FrozenClock
) -> None:
    used, unused = (pictures.keep(settings.data_dir, b"picture") for _ in range(2))
    make_user(database, picture="uploaded", picture_file=used)
    written = pictures.path_of(settings.data_dir, unused).stat().st_mtime
    clock.now = clock.now.fromtimestamp(written, clock.now.tzinfo) + timedelta(hours=23)
    tidy(database, settings, clock)
    assert pictures.path_of(settings.data_dir, unused).exists()
    clock.tick(hours=2)
    tidy(database, settings, clock)
    assert not pictures.path_of(settings.data_dir, unused).exists()
    assert pictures.path_of(settings.data_dir, used).exists()


def first_link(database: Database, settings: Settings, clock: FrozenClock) -> str:
    link = tasks.first_admin_link(database, settings, clock.now)
    assert link is not None
    return link.removeprefix("http://localhost")


OWNER = {"address": "owner@example.org", "password": "a kettle of another colour", "name": "The owner"}


def test_the_first_admins_link_makes_an_admin_once(
    client: FlaskClient, database: Database, settings: Settings, session: Session, clock: FrozenClock
) -> None:
    link = first_link(database, settings, clock)
    assert client.get(link).status_code == client.get(link).status_code == 200
    assert fill_in(client, link, **OWNER).status_code == 303
    assert is_signed_in(client)
    assert session.scalars(select(User)).one().role == Role.ADMIN
    session.rollback()
    assert client.get(link).status_code == 410
    assert tasks.first_admin_link(database, settings, clock.now) is None


def test_the_first_admins_link_is_good_for_a_week_and_until_the_next(
    client: FlaskClient, database: Database, settings: Settings, clock: FrozenClock
) -> None:
    first = first_link(database, settings, clock)
    second = first_link(database, settings, clock)
    assert client.get(first).status_code == 410
    clock.tick(days=7)
    assert client.get(second).status_code == 410


def test_an_admin_made_meanwhile_closes_the_first_admins_link(
    client: FlaskClient, database: Database, settings: Settings, clock: FrozenClock
) -> None:
    link = first_link(database, settings, clock)
    make_user(database, role=Role.ADMIN)
    assert fill_in(client, link, **OWNER).status_code == 410
