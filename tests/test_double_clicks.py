"""A double click is one: every form that writes, sent eight times with the value it carries once.

One row, one mail, the same answer each time: at once in eight threads, and with a second click that runs from end to
end while the first is about to write.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from coursesite import clock as site_clock
from coursesite.accounts import queries
from coursesite.accounts.passwords import Hasher
from coursesite.accounts.session_views import Submission
from coursesite.accounts.tasks import first_admin_link
from coursesite.config import Settings
from coursesite.db import Base, Database
from coursesite.web.models import LimitCount
from tests.accounts.pages import hidden_fields
from tests.conftest import FrozenClock
from tests.factories import PASSWORD, make_user
from tests.learning.courses import PICK, write_course
from tests.learning.learners import LESSON, Learner
from tests.library.shelves import Shelf
from tests.mailbox import Mails

CLICKS = 8
ANOTHER = "another kettle altogether"
HERE = {"Origin": "http://localhost"}
GUESSES = ("own_password", "delete_account")
COUNTED = {"used_values", "limit_counts"}
REFLECT = """
### Reflect: The last time
<!-- id: last-time -->

Who was it, and what did they need?
"""
POLL = """
### Poll: Where do you meet it
<!-- id: where; shuffle: no -->

- [ ] on the telephone
- [ ] at the counter
"""

Answer = tuple[int, str, str]


@dataclass
class World:
    """Somebody with a password at a browser, and the site around them."""

    app: Flask
    database: Database
    mails: Mails
    person: Learner

    def sends(self, path: str, data: dict[str, object], *, cookie: bool) -> Answer:
        """Send a form from a browser that is the same person's; gives status, where it leads, and the page."""
        client = self.app.test_client()
        held = self.person.client.get_cookie("session") if cookie else None
        if held is not None:
            client.set_cookie("session", held.value)
        response = client.post(path, data=data, headers=HERE)
        return response.status_code, response.headers.get("Location", ""), "" if response.location else response.text

    def rows(self) -> Counter[str]:
        """How many rows each table holds."""
        with self.database.reading() as session:
            tables = [table for name, table in Base.metadata.tables.items() if name not in COUNTED]
            return Counter({table.name: session.scalar(select(func.count()).select_from(table)) for table in tables})

    def tries(self) -> dict[str, int]:
        """How often each limit was counted; guesses at a password count each time, whatever the form carries."""
        with self.database.reading() as session:
            counted = select(LimitCount.name, LimitCount.count).where(LimitCount.name.not_in(GUESSES))
            return {str(row[0]): int(row[1]) for row in session.execute(counted)}


@dataclass
class Form:
    """A form as it stands on somebody's page: where it goes, with what, and what one sending of it changes."""

    path: str
    data: dict[str, object]
    status: int = 303
    cookie: bool = True
    leads: str = ""
    changes: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def world(app: Flask, database: Database, settings: Settings, mails: Mails, sign_in: Callable[..., Any]) -> World:
    write_course(Shelf(settings.content_dir, database, settings), first=PICK + POLL + REFLECT)
    hashed = Hasher(settings).hashed(PASSWORD)
    user = make_user(database, name="Alice", address="alice@example.org", password_hash=hashed)
    return World(app, database, mails, Learner(sign_in(app.test_client(), user), database, user))


def on_page(world: World, page: str, action: str = "", **typed: object) -> dict[str, object]:
    """The fields of a form on a page of the person's, hidden ones and typed ones."""
    world.person.reads(page)
    return (world.person.form(action) if action else _hidden(world.person.client, page)) | typed


def for_a_stranger(world: World, page: str, **typed: object) -> dict[str, object]:
    """The same on a page that somebody without a cookie opens."""
    return _hidden(world.app.test_client(), page) | typed


def _hidden(client: FlaskClient, page: str) -> dict[str, object]:
    return {**hidden_fields(client.get(page))}


def answer(world: World) -> Form:
    action = f"{LESSON}answers/third-call"
    data = on_page(world, LESSON, action)
    data["pick"] = world.person.option_keys("third-call")["Can I have your order number?"]
    return Form(action, data, leads=f"{LESSON}#exercise-third-call", changes={"answers": 1})


def poll(world: World) -> Form:
    action = f"{LESSON}answers/where"
    data = on_page(world, LESSON, action)
    data["pick"] = world.person.option_keys("where")["at the counter"]
    return Form(action, data, leads=f"{LESSON}#exercise-where", changes={"answers": 1, "tallies": 1})


def entry(world: World) -> Form:
    action = f"{LESSON}entries/last-time"
    data = on_page(world, LESSON, action, text="My brother, and an hour.", keep="yes")
    return Form(action, data, leads=f"{LESSON}#exercise-last-time", changes={"entries": 1, "consents": 1})


def enrol(world: World) -> Form:
    data = on_page(world, "/courses/calls/", "/courses/calls/enrol")
    return Form("/courses/calls/enrol", data, leads=LESSON, changes={"enrolments": 1})


def finish(world: World) -> Form:
    world.person.joins()
    data = on_page(world, "/courses/calls/part-2/", "/courses/calls/part-2/finish")
    return Form("/courses/calls/part-2/finish", data, leads="/courses/calls/part-3/", changes={"finished_lessons": 1})


def sign_up(world: World) -> Form:
    data = for_a_stranger(world, "/sign-up", address="bo@example.org")
    return Form("/sign-up", data, cookie=False, leads="/sign-up/sent", changes={"outbox": 1, "tokens": 1})


def sign_up_link(world: World) -> Form:
    asked = sign_up(world)
    world.sends(asked.path, asked.data, cookie=False)
    path = world.mails.path("bo@example.org")
    data = for_a_stranger(world, path, name="Bo", password=PASSWORD, time_zone="UTC")
    return Form(path, data, cookie=False, leads="/learn/", changes={"users": 1, "sign_ins": 1, "tokens": -1})


def first_admin(world: World) -> Form:
    link = first_admin_link(world.database, world.app.extensions["settings"], site_clock.now())
    assert link is not None
    path = urlsplit(link).path
    data = for_a_stranger(world, path, name="Maren", address="m@example.org", password=PASSWORD, time_zone="UTC")
    return Form(path, data, cookie=False, leads="/learn/", changes={"users": 1, "sign_ins": 1, "tokens": -1})


def forgotten(world: World) -> Form:
    data = for_a_stranger(world, "/forgotten", address="alice@example.org")
    return Form("/forgotten", data, cookie=False, leads="/forgotten/sent", changes={"outbox": 1, "tokens": 1})


def reset(world: World) -> Form:
    asked = forgotten(world)
    world.sends(asked.path, asked.data, cookie=False)
    path = world.mails.path("alice@example.org")
    data = for_a_stranger(world, path, password=ANOTHER)
    return Form(path, data, cookie=False, leads="/learn/", changes={"outbox": 1, "tokens": -1})


def address(world: World) -> Form:
    data = on_page(world, "/settings/address", address="new@example.org", password=PASSWORD)
    return Form("/settings/address", data, leads="/settings/?done=asked", changes={"outbox": 2, "tokens": 1})


def address_link(world: World) -> Form:
    asked = address(world)
    world.sends(asked.path, asked.data, cookie=True)
    path = world.mails.path("new@example.org")
    return Form(path, on_page(world, path), leads="/settings/?done=address", changes={"outbox": 1, "tokens": -1})


def password(world: World) -> Form:
    data = on_page(world, "/settings/password", password=PASSWORD, new_password=ANOTHER)
    return Form("/settings/password", data, leads="/settings/?done=password", changes={"outbox": 1})


def delete(world: World) -> Form:
    data = on_page(world, "/settings/delete", password=PASSWORD)
    return Form("/settings/delete", data, status=200, changes={"sign_ins": -1})


LOOKING = (sign_up, sign_up_link, first_admin, forgotten, reset, address, address_link, password)
"""Those that ask, before they do anything, whether they have come before."""
FORMS = (answer, poll, entry, enrol, finish, *LOOKING, delete)


def check(world: World, form: Form, before: Counter[str], tries: dict[str, int], answers: list[Answer]) -> None:
    """Every click was answered alike, and all of them together changed what one changes."""
    assert {answer[:2] for answer in answers} == {(form.status, form.leads)}
    assert len(set(answers)) == 1
    after = world.rows()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == form.changes
    assert all(count - tries.get(name, 0) <= 1 for name, count in world.tries().items())


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: str(kind.__name__))
def test_eight_clicks_at_once_are_one(world: World, kind: Callable[[World], Form]) -> None:
    form = kind(world)
    before, tries = world.rows(), world.tries()
    together = Barrier(CLICKS)

    def click(_number: int) -> Answer:
        together.wait(10)
        return world.sends(form.path, form.data, cookie=form.cookie)

    with ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(click, range(CLICKS)))
    check(world, form, before, tries, answers)


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        *(pytest.param(kind, (Database, "write_session"), id=f"{kind.__name__}-writes") for kind in FORMS),
        *(pytest.param(kind, (Submission, "led_to"), id=f"{kind.__name__}-has-looked") for kind in LOOKING),
    ],
)
def test_a_second_click_that_overtakes_the_first_changes_nothing_twice(
    world: World, kind: Callable[[World], Form], place: tuple[type, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first is about to write, or has looked whether it came before: now the second comes, and is done at once."""
    form = kind(world)
    before, tries = world.rows(), world.tries()
    real = getattr(*place)
    answers: list[Answer] = []

    def overtaken(subject: object) -> object:
        found = real(subject)
        if not answers:
            monkeypatch.setattr(*place, real)
            # In a thread of its own: two requests in one thread would share their sessions.
            with ThreadPoolExecutor(1) as pool:
                answers.append(pool.submit(world.sends, form.path, form.data, cookie=form.cookie).result(30))
        return found

    monkeypatch.setattr(*place, overtaken)
    answers.append(world.sends(form.path, form.data, cookie=form.cookie))
    assert len(answers) == 2
    check(world, form, before, tries, answers)


@pytest.mark.parametrize("kind", [password, address, delete], ids=lambda kind: str(kind.__name__))
def test_one_form_sent_again_and_again_is_no_way_to_guess_a_password(
    world: World, kind: Callable[[World], Form], clock: FrozenClock
) -> None:
    form = kind(world)
    guesses = [world.sends(form.path, form.data | {"password": f"guess {n}"}, cookie=True)[0] for n in range(11)]
    assert guesses == [422] * 10 + [429]


def test_of_two_accounts_that_confirm_one_address_at_once_one_gets_it(
    world: World, sign_in: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    if world.database.write.dialect.name == "sqlite":
        pytest.skip("SQLite lets one of them write after the other")
    first = address_link(world)
    bo = make_user(
        world.database,
        address="bo@example.org",
        password_hash=Hasher(world.app.extensions["settings"]).hashed(PASSWORD),
    )
    other = World(world.app, world.database, world.mails, Learner(sign_in(world.app.test_client(), bo), world.database))
    second = address_link(other)
    real = queries.change_user

    def overtaken(*args: object, **values: object) -> None:
        monkeypatch.setattr(queries, "change_user", real)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(other.sends, second.path, second.data, cookie=True).result(30)[0] == 303
        real(*args, **values)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(queries, "change_user", overtaken)
    status, _leads, page = world.sends(first.path, first.data, cookie=True)
    assert status == 409
    assert "belongs to another account" in page


def test_every_form_that_writes_is_either_here_or_said_why_not(app: Flask) -> None:
    """A new form that writes needs a double click here, or a reason."""
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    clicked = {
        "accounts.address_post",
        "accounts.confirm_address_post",
        "accounts.confirm_post",
        "accounts.first_admin_post",
        "accounts.forgotten_post",
        "accounts.password_post",
        "accounts.reset_post",
        "accounts.sign_up_post",
        "front.delete",
        "learning.answer",
        "learning.enrol",
        "learning.entry",
        "learning.finish",
    }
    # Sent twice they set what they set once, or begin or end what may be begun and ended twice.
    harmless = {
        "accounts.end_other_sessions",
        "accounts.end_session",
        "accounts.picture_post",
        "accounts.profile_post",
        "accounts.sign_in_post",
        "accounts.sign_out",
        "front.data",
        "learning.private",
    }
    assert posts == clicked | harmless
