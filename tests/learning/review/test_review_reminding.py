"""Mail about what is due: only when asked for, not in quiet hours, once a day, ended by one click."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from coursesite.accounts.models import User
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.review.tasks import remind
from tests.conftest import FrozenClock
from tests.learning.learners import Learner
from tests.learning.review.test_cards import sets
from tests.mailbox import Mails

KEEP = {"do": "keep", "minutes": "10", "by_mail": "y", "remind_at": "18", "quiet_from": "21", "quiet_to": "8"}
Run = Callable[[], int]


@pytest.fixture
def run(database: Database, settings: Settings, clock: FrozenClock) -> Run:
    """Gives a function that lets the worker look once."""
    return lambda: remind(database, settings, clock.now)


@pytest.fixture
def waiting(database: Database, alice: Learner, clock: FrozenClock) -> Learner:
    """Alice, in New York, for whom a question is due, and who asked for mail from six in the evening."""
    with database.writing() as session:
        session.execute(update(User).where(User.id == alice.person.id).values(time_zone="America/New_York"))
        session.commit()
    alice.joins()
    alice.picks("third-call", "Three calls for one parcel.")
    clock.now = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
    sets(alice, KEEP)
    return alice


def test_a_reminder_goes_at_its_owner_s_hour_once_a_day_and_says_nothing_of_what_is_asked(
    waiting: Learner, run: Run, mails: Mails, clock: FrozenClock
) -> None:
    sent = {}
    for hours in range(48):
        sent[hours] = run()
        clock.tick(hours=1)
    # From 15:00 UTC: eighteen o'clock in New York is 23:00 UTC while its winter lasts.
    assert [hours for hours, count in sent.items() if count] == [8, 32]
    mail = mails.newest(waiting.person.address)
    assert "One thing waits for you today" in mail.body
    assert not [word for word in ("third call", "Begin", "calls") if word in mail.body + mail.subject]
    assert mail.unsubscribe in mail.body


def test_the_night_of_the_clocks_moves_the_reminder_along_with_its_owner_s_evening(
    waiting: Learner, run: Run, mails: Mails, clock: FrozenClock
) -> None:
    clock.now = datetime(2026, 3, 8, 21, 59, tzinfo=UTC)
    assert run() == 0
    clock.tick(minutes=1)
    assert run() == 1
    assert run() == 0


@pytest.mark.parametrize("why", ["reviewed today", "paused", "nothing due", "quiet", "not asked for", "closed"])
def test_no_reminder_goes_where_none_should(
    database: Database, waiting: Learner, run: Run, mails: Mails, clock: FrozenClock, why: str
) -> None:
    clock.now = datetime(2026, 3, 6, 23, 30, tzinfo=UTC)
    match why:
        case "reviewed today":
            waiting.reads("/review/")
            action = next(f"/review/{n}/answer" for n in range(1, 10_000) if f"/review/{n}/answer" in waiting.page)
            key = waiting.option_keys("third-call")["Can I have your order number?"]
            waiting.follows(waiting.sends(action, pick=key))
        case "paused":
            sets(waiting, {"do": "pause", "until": ""})
        case "nothing due":
            clock.now = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
        case "quiet":
            clock.now = datetime(2026, 3, 7, 2, 30, tzinfo=UTC)
        case "not asked for":
            sets(waiting, {name: value for name, value in KEEP.items() if name != "by_mail"})
        case "closed":
            with database.writing() as session:
                session.execute(update(User).values(disabled_at=clock.now))
                session.commit()
    assert run() == 0
    assert mails.all() == []


def test_one_click_ends_them_without_signing_in_and_looking_at_the_link_ends_nothing(
    waiting: Learner, guest: Learner, run: Run, mails: Mails, clock: FrozenClock
) -> None:
    clock.now = datetime(2026, 3, 6, 23, 30, tzinfo=UTC)
    assert run() == 1
    path = mails.newest().unsubscribe.removeprefix("http://localhost")
    assert path.startswith("/review/stop/")
    assert "End these mails" in guest.reads(path)
    clock.tick(days=1)
    assert run() == 1
    answer = guest.client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "no more reminders go to you" in answer.text
    clock.tick(days=1)
    assert run() == 0
    assert "no more reminders" in guest.reads(path)
    guest.reads(f"{path}x", 410)
