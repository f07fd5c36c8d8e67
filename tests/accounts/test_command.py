"""`coursesite user`: people, from a shell."""

import os
from collections.abc import Callable
from typing import cast

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.cli.user import user as command
from coursesite.config import Settings
from tests.accounts.pages import fill_in, is_signed_in, stored

Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Gives a function that runs the command on this test's site."""
    for name in [name for name in os.environ if name.startswith("COURSESITE_") and "TEST" not in name]:
        monkeypatch.delenv(name)
    for name in ("mode", "base_url", "data_dir", "database_url", "secret_key"):
        monkeypatch.setenv(f"COURSESITE_{name.upper()}", str(getattr(settings, name)))
    return lambda *arguments: CliRunner().invoke(command, list(arguments))


def test_create_prints_a_link_that_sets_the_password(run: Run, client: FlaskClient, mails: object) -> None:
    result = run("create", "Cora@Example.org", "--name", "Cora", "--role", "coach")
    assert result.exit_code == 0, result.output
    link = result.output.split()[-1]
    assert link.startswith("http://localhost/reset/")
    fill_in(client, link.removeprefix("http://localhost"), password="a kettle of another colour")
    assert is_signed_in(client)


def test_create_refuses_a_second_account_for_one_address(run: Run, alice: User) -> None:
    result = run("create", "ALICE@example.org")
    assert (result.exit_code, "has an account already" in result.output) == (1, True)


def test_create_refuses_what_is_no_address(run: Run) -> None:
    assert run("create", "alice").exit_code == 1


def test_role_makes_somebody_a_coach(run: Run, session: Session, alice: User) -> None:
    assert run("role", "alice@example.org", "coach").exit_code == 0
    assert stored(session, alice.id).role == "coach"


def test_disable_signs_out_and_enable_lets_in_again(run: Run, app: Flask, signed_in: Callable[[], FlaskClient]) -> None:
    client = signed_in()
    assert run("disable", "alice@example.org").exit_code == 0
    assert not is_signed_in(client)
    assert run("enable", "alice@example.org").exit_code == 0
    assert not is_signed_in(client)
    assert is_signed_in(signed_in())


def test_somebody_who_is_not_here_is_named(run: Run) -> None:
    result = run("disable", "nobody@example.org")
    assert (result.exit_code, "Nobody here has the address nobody@example.org" in result.output) == (1, True)


def test_list_shows_who_has_an_account(run: Run, alice: User, bob: User, session: Session) -> None:
    bob_row = cast("User", session.get(User, bob.id))
    bob_row.disabled_at = bob_row.created_at
    session.commit()
    lines = run("list").output.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["alice@example.org", "bob@example.org"]
    assert lines[1].endswith("closed")
