"""Taking everything along, and leaving without a trace."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.accounts.passwords import Hasher
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail import outbox
from tests.architecture import NOBODYS
from tests.conftest import FrozenClock
from tests.factories import PASSWORD, make_user
from tests.front.marks import fill, mark_of, told_columns, traces
from tests.learning.learners import Learner, words_of
from tests.library.shelves import Shelf
from tests.mailbox import Mails

# What an export leaves out: hashes, values that open or recognise something, and the site's own notes.
NOT_TOLD = {
    ("answers", "once"),
    ("ask_words", "html"),
    ("ask_words", "once"),
    ("asks", "answer_html"),
    ("asks", "once"),
    ("asks", "question_html"),
    ("card_reviews", "once"),
    ("attempts", "once"),
    ("comment_blocks", "network"),
    ("comments", "network"),
    ("comments", "once"),
    ("comments", "reasons"),
    ("comments", "text_hash"),
    ("entry_replies", "html"),
    ("entry_replies", "once"),
    ("guests", "picture_file"),
    ("invitations", "token_hash"),
    ("preview_links", "token_hash"),
    ("responses", "tab"),
    ("run_steps", "once"),
    ("runs", "once"),
    ("plans", "once"),
    ("feelings", "once"),
    ("promises", "once"),
    ("stories", "once"),
    ("writing_rounds", "once"),
    ("writing_rounds", "reply_html"),
    ("writings", "tab"),
    ("outbox", "last_error"),
    ("outbox", "message_id"),
    ("outbox", "unsubscribe"),
    ("sign_ins", "token_hash"),
    ("tokens", "details"),
    ("tokens", "token_hash"),
    ("users", "key"),
    ("users", "password_hash"),
    ("users", "picture_file"),
}
WRITTEN_BY_COACHES = frozenset({"revisions"})


@pytest.fixture
def tables(app: Flask) -> frozenset[str]:
    """Every table that leads to a person, as the features name them."""
    named: frozenset[str] = frozenset().union(*(feature.TABLES for feature in app.extensions["personal"]))
    return named - WRITTEN_BY_COACHES


@pytest.fixture
def two(
    app: Flask,
    shelf: Shelf,
    database: Database,
    settings: Settings,
    tables: frozenset[str],
    mails: Mails,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> tuple[Learner, Learner]:
    """Al and Bo, each with a mark in every column, signed in."""
    people = []
    for who in ("al", "bo"):
        user_id = fill(database, who, tables, Hasher(settings).hashed(PASSWORD))
        picture = settings.data_dir / "pictures" / mark_of(who, "users", "picture_file")
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(f"{who}'s face".encode())
        with database.reading() as session:
            user = session.get(User, user_id)
        assert user is not None
        people.append(Learner(sign_in(app.test_client(), user), database, user))
    return people[0], people[1]


def exported(learner: Learner) -> zipfile.ZipFile:
    """Everything of this person, as they download it."""
    learner.reads("/settings/data")
    response = learner.sends("/settings/data", 200)
    assert response.mimetype == "application/zip"
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store"
    data = response.data
    response.close()
    return zipfile.ZipFile(io.BytesIO(data))


def leaves(learner: Learner, password: str = PASSWORD, status: int = 200) -> str:
    """Delete the account; gives what the page says."""
    learner.reads("/settings/delete")
    return words_of(learner.sends("/settings/delete", status, password=password).text)


def test_the_export_holds_everything_of_mine_and_nothing_of_another(
    two: tuple[Learner, Learner], tables: frozenset[str]
) -> None:
    archive = exported(two[0])
    text = archive.read("data.json").decode()
    missing = [pair for pair in told_columns(tables) if pair not in NOT_TOLD and mark_of("al", *pair) not in text]
    assert missing == []
    secrets = [pair for pair in NOT_TOLD if mark_of("al", *pair) in text and pair != ("users", "key")]
    assert secrets == []
    for name in archive.namelist():
        assert b"bo." not in archive.read(name)
    assert json.loads(text)["account"]


def test_the_export_can_be_read_by_a_person_and_brings_uploads_along(two: tuple[Learner, Learner]) -> None:
    archive = exported(two[0])
    page = archive.read("read-me-first.html").decode()
    assert mark_of("al", "entries", "text") in page
    uploads = [name for name in archive.namelist() if name.startswith("uploads/")]
    assert [archive.read(name) for name in uploads] == [b"al's face"]


def test_every_table_with_a_person_in_it_is_exported_and_erased_by_somebody(app: Flask, tables: frozenset[str]) -> None:
    from coursesite.db import Base  # the tables of every room are known once the app is there

    known = {name: table for name, table in Base.metadata.tables.items() if name not in NOBODYS}
    leading = {"users"} | {name for name, table in known.items() if "user_id" in table.columns}
    while more := {name for name in set(known) - leading if leads_to(known[name], leading)}:
        leading |= more
    assert leading == tables | WRITTEN_BY_COACHES


def leads_to(table: Table, leading: set[str]) -> bool:
    return any(key.column.table.name in leading for column in table.columns for key in column.foreign_keys)


def test_leaving_leaves_no_trace_in_any_table_and_no_file(
    two: tuple[Learner, Learner], database: Database, settings: Settings
) -> None:
    assert traces(database, "al.") != []
    before = traces(database, "bo.")
    assert "Your account is deleted" in leaves(two[0])
    assert traces(database, "al.") == []
    assert traces(database, "bo.") == before
    assert [path.name for path in (settings.data_dir / "pictures").iterdir()] == ["bo.users.picture_file"]


def test_mail_to_the_address_from_before_it_was_the_accounts_goes_too(
    two: tuple[Learner, Learner], database: Database
) -> None:
    """Such as the answer to a forgotten password, which is nobody's yet."""
    about = {"purpose": "no_account", "subject": "x", "body": "x", "user_id": None, "host": "localhost"}
    with database.writing() as session:
        for who in ("al", "bo"):
            outbox.put(session, recipient=mark_of(who, "users", "address"), now=clock.now(), **about)  # type: ignore[arg-type]  # as it takes them
        session.commit()
    leaves(two[0])
    assert traces(database, "al.") == []
    assert "outbox.recipient" in traces(database, "bo.users")


def test_after_leaving_every_copy_of_the_cookie_is_dead(app: Flask, two: tuple[Learner, Learner]) -> None:
    cookie = two[0].client.get_cookie("session")
    assert cookie is not None
    leaves(two[0])
    copy = app.test_client()
    copy.set_cookie("session", cookie.value)
    assert copy.get("/learn/").status_code == 303


def test_figures_still_add_up_after_somebody_left(two: tuple[Learner, Learner], database: Database) -> None:
    assert two[0].user is not None
    leaves(two[0])
    rows = two[0].rows()
    assert [(row.outcome, row.credit, row.given) for row in rows] == [("wrong", "1/3", {})]


def test_a_wrong_password_deletes_nothing(two: tuple[Learner, Learner], database: Database) -> None:
    before = traces(database, "al.")
    assert "Nothing was deleted" in leaves(two[0], "not that one", 422)
    assert "Enter your password" in leaves(two[0], "", 422)
    assert traces(database, "al.") == before


def test_the_last_admin_stays_until_there_is_another(
    app: Flask,
    database: Database,
    settings: Settings,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
    shelf: Shelf,
) -> None:
    hashed = Hasher(settings).hashed(PASSWORD)
    ruth = make_user(database, role=Role.ADMIN, password_hash=hashed)
    admin = Learner(sign_in(app.test_client(), ruth), database, ruth)
    assert "You are the only admin" in leaves(admin, status=422)
    make_user(database, role=Role.ADMIN, password_hash=hashed)
    assert "Your account is deleted" in leaves(admin)


def test_guessing_the_password_is_stopped(two: tuple[Learner, Learner], clock: FrozenClock) -> None:
    two[0].reads("/settings/delete")
    for _time in range(10):
        two[0].sends("/settings/delete", 422, password="a guess")
    two[0].sends("/settings/delete", 429, password=PASSWORD)


def test_the_export_is_limited_to_five_a_day(two: tuple[Learner, Learner], clock: FrozenClock) -> None:
    for _time in range(5):
        exported(two[0])
    two[0].reads("/settings/data")
    two[0].sends("/settings/data", 429)


def test_guests_have_nothing_to_take_or_to_delete(guest: Learner) -> None:
    for path in ("/settings/data", "/settings/delete"):
        assert guest.client.get(path).headers["Location"] == f"/sign-in?next={path}"
        guest.posts(path, {"password": PASSWORD})


def test_files_outside_the_data_folder_are_never_named(two: tuple[Learner, Learner], settings: Settings) -> None:
    outside = Path(settings.data_dir).parent / "kept.txt"
    outside.write_text("stays")
    leaves(two[0])
    assert outside.read_text() == "stays"
