"""The mail that asks after a promise: where it was asked for, once, in the evening, and never with a word of it."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from coursesite.accounts.models import User
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.intending import reminding
from coursesite.learning.intending import reminding_queries as queries
from coursesite.learning.intending.models import Promise
from coursesite.learning.intending.tasks import remind_due
from tests.conftest import FrozenClock
from tests.factories import make_user
from tests.learning.learners import Learner, words_of
from tests.mailbox import Mails

SignIn = Callable[[FlaskClient, User], FlaskClient]


def ines(app: Flask, database: Database, sign_in: SignIn, zone: str = "Europe/Berlin") -> Learner:
    """Somebody with an address, who lives in this zone."""
    user = make_user(database, name="Ines", address="ines@example.org")
    with database.writing() as session:
        session.execute(update(User).where(User.id == user.id).values(time_zone=zone))
        session.commit()
    return Learner(sign_in(app.test_client(), user), database, user)


def promises(learner: Learner, by_mail: bool, once: str = "first") -> None:
    """A promise of theirs whose day is the fifth of March."""
    row = Promise(
        user_id=learner.person.id,
        text="xylograph",
        made_at=datetime(2026, 3, 1, tzinfo=UTC),
        ask_at=datetime(2026, 3, 5, 17, tzinfo=UTC),
        by_mail=by_mail,
        once=once,
    )
    with learner.database.writing() as session:
        session.add(row)
        session.commit()


def test_it_goes_once_in_the_persons_evening_and_says_nothing_of_it(
    app: Flask, database: Database, settings: Settings, sign_in: SignIn, mails: Mails, clock: FrozenClock
) -> None:
    learner = ines(app, database, sign_in)
    promises(learner, by_mail=True)
    promises(learner, by_mail=False, once="quiet")
    # Before its moment; in the night after it, when the worker was away; in the evening of Berlin, and ever after.
    for moment, written in (
        (datetime(2026, 3, 5, 16, 59, tzinfo=UTC), 0),
        (datetime(2026, 3, 6, 3, 0, tzinfo=UTC), 0),
        (datetime(2026, 3, 6, 16, 59, tzinfo=UTC), 0),
        (datetime(2026, 3, 6, 17, 0, tzinfo=UTC), 1),
        (datetime(2026, 3, 6, 17, 1, tzinfo=UTC), 0),
        (datetime(2026, 3, 7, 18, 0, tzinfo=UTC), 0),
    ):
        assert remind_due(database, settings, moment) == written, moment
    mail = mails.newest("ines@example.org")
    assert "xylograph" not in mail.subject + mail.body
    assert "/promises/" in mail.body
    assert mail.unsubscribe.startswith(f"{settings.base_url}/promises/stop/")


def test_two_workers_write_one_mail_and_who_told_it_gets_none(
    app: Flask, database: Database, settings: Settings, sign_in: SignIn, mails: Mails
) -> None:
    learner = ines(app, database, sign_in)
    promises(learner, by_mail=True)
    evening = datetime(2026, 3, 5, 18, tzinfo=UTC)
    with database.reading() as session:
        due = queries.due(session, ["Europe/Berlin"], evening, 10)
    assert len(due) == 1
    for written in (True, False):
        with database.writing() as session:
            assert reminding.remind(session, settings, due[0], evening) is written
            session.commit()
    assert len(mails) == 1
    promises(learner, by_mail=True, once="second")
    with database.writing() as session:
        session.execute(update(Promise).values(fate="dropped"))
        session.commit()
    assert remind_due(database, settings, evening) == 0


def test_one_click_from_the_mail_ends_them_all_and_opening_the_link_ends_nothing(
    app: Flask, database: Database, settings: Settings, sign_in: SignIn, mails: Mails
) -> None:
    learner = ines(app, database, sign_in)
    for once in ("first", "second"):
        promises(learner, by_mail=True, once=once)
    stop = reminding.stop_link(settings, learner.person.id).removeprefix(settings.base_url)
    stranger = Learner(app.test_client(), database)
    assert "End these mails" in stranger.reads(stop)
    assert by_mail(database) == [True, True]
    # As a mail provider sends it (RFC 8058): no cookie, no Origin, no token.
    response = app.test_client().post(stop, data={"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert "These mails have ended" in words_of(response.text)
    assert by_mail(database) == [False, False]
    assert remind_due(database, settings, datetime(2026, 3, 5, 18, tzinfo=UTC)) == 0
    stranger.reads("/promises/stop/no-such-token", 410)


def by_mail(database: Database) -> list[bool]:
    """Which promises are to be reminded of."""
    with database.reading() as session:
        return list(session.scalars(select(Promise.by_mail).order_by(Promise.id)))
