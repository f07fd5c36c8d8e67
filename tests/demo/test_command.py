"""`coursesite demo`: what it prints opens the doors that it says."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from coursesite.accounts.models import Role
from coursesite.app import create_app
from coursesite.demo.people import PASSWORDS
from coursesite.demo.sign_ins import SHOWN
from coursesite.demo.stages import Stage
from tests.demo.conftest import Commanded, Month, demo_settings, run_demo
from tests.demo.looking import at_stage

ORIGIN = {"Origin": "http://localhost"}


@pytest.fixture
def printed(commanded: Commanded) -> list[str]:
    """What the command says when it has made a demo in the data folder itself."""
    return commanded.printed


@pytest.fixture
def app(commanded: Commanded, tmp_path: Path) -> Iterator[Flask]:
    """The site started afterwards on a data folder like that."""
    made = create_app(demo_settings(shutil.copytree(commanded.folder, tmp_path / "site")))
    made.testing = True
    yield made
    made.extensions["database"].dispose()


def sign_in(app: Flask, address: str, password: str) -> tuple[int, str]:
    """What a browser gets that signs in: the status, and what its own page shows then."""
    client = app.test_client()
    answer = client.post("/sign-in", data={"address": address, "password": password}, headers=ORIGIN)
    return answer.status_code, client.get("/learn/").text


def test_it_prints_an_admin_three_coaches_and_a_learner_of_each_kind(printed: list[str]) -> None:
    said = [line.split() for line in printed if not line.startswith("#")]
    assert all(len(columns) == 3 and "@" in columns[1] for columns in said)
    assert [columns[0] for columns in said] == ["admin", *["coach"] * 3, *["learner"] * len(SHOWN)]
    assert "# half way, stopped in the hard lesson" in printed


def test_every_sign_in_that_it_prints_opens_an_account(app: Flask, printed: list[str]) -> None:
    for line in printed:
        if not line.startswith("#"):
            _role, address, password = line.split()
            status, page = sign_in(app, address, password)
            assert status == 303, line
            assert "/sign-out" in page, line


def test_nobody_signs_in_to_the_account_that_was_closed(app: Flask, month: Month) -> None:
    (closed,) = at_stage(month, Stage.DISABLED)
    status, page = sign_in(app, closed.address, PASSWORDS[Role.LEARNER])
    assert status != 303
    assert "/sign-out" not in page


def test_it_refuses_on_a_production_site(environ: dict[str, str]) -> None:
    environ |= {"COURSESITE_MODE": "production", "COURSESITE_SMTP_URL": "smtp://mail.example.org:25"}
    code, output = run_demo(environ, "--no-serve")
    assert code == 1
    assert "This is a production site." in output
    assert not Path(environ["COURSESITE_DATA_DIR"]).exists()


def test_content_that_does_not_fit_the_story_is_refused_with_its_sentence(
    environ: dict[str, str], tmp_path: Path
) -> None:
    empty = tmp_path / "content"
    empty.mkdir()
    code, output = run_demo(environ | {"COURSESITE_CONTENT_DIR": str(empty)}, "--no-serve")
    assert code == 1
    assert "the content has no such course" in output
    assert not (Path(environ["COURSESITE_DATA_DIR"]) / "demo").exists()


def test_a_site_that_has_a_database_keeps_it(environ: dict[str, str]) -> None:
    data = Path(environ["COURSESITE_DATA_DIR"])
    data.mkdir()
    (data / "coursesite.db").write_bytes(b"the site's own")
    code, output = run_demo(environ, "--no-serve", "--here")
    assert code == 1
    assert "There is a database in" in output
    assert (data / "coursesite.db").read_bytes() == b"the site's own"
