"""`coursesite demo`: what it prints opens the doors that it says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from coursesite.accounts.models import Role
from coursesite.app import create_app
from coursesite.cli import main
from coursesite.demo.people import PASSWORDS
from coursesite.demo.sign_ins import SHOWN
from coursesite.demo.stages import Stage
from tests.demo.conftest import CONTENT, Month, demo_settings
from tests.demo.looking import at_stage

ORIGIN = {"Origin": "http://localhost"}


def run(environ: dict[str, str], *arguments: str) -> tuple[int, str]:
    result = CliRunner(env={"COURSESITE_DATABASE_URL": None, **environ}).invoke(main, ["demo", *arguments])
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def printed(folder: Path) -> list[str]:
    """What the command says when it has made a demo in `folder` itself."""
    environ = {
        "COURSESITE_MODE": "development",
        "COURSESITE_DATA_DIR": str(folder),
        "COURSESITE_CONTENT_DIR": str(CONTENT),
        "COURSESITE_ARGON2_MEMORY_KIB": "8",
        "COURSESITE_ARGON2_ROUNDS": "1",
    }
    code, output = run(environ, "--no-serve", "--here")
    assert code == 0, output
    return output.splitlines()


@pytest.fixture
def app(folder: Path, printed: list[str]) -> Iterator[Flask]:
    """The site started afterwards on the same data folder."""
    made = create_app(demo_settings(folder))
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
    environ |= {
        "COURSESITE_MODE": "production",
        "COURSESITE_SECRET_KEY": "only for tests 4F7q-Zk29-Lm81-Xp03",
        "COURSESITE_SMTP_URL": "smtp://mail.example.org:25",
    }
    code, output = run(environ, "--no-serve")
    assert code == 1
    assert "This is a production site." in output
    assert not Path(environ["COURSESITE_DATA_DIR"]).exists()


def test_content_that_does_not_fit_the_story_is_refused_with_its_sentence(
    environ: dict[str, str], tmp_path: Path
) -> None:
    empty = tmp_path / "content"
    empty.mkdir()
    code, output = run(environ | {"COURSESITE_CONTENT_DIR": str(empty)}, "--no-serve")
    assert code == 1
    assert "the content has no such course" in output
    assert not (Path(environ["COURSESITE_DATA_DIR"]) / "demo").exists()


def test_a_site_that_has_a_database_keeps_it(environ: dict[str, str]) -> None:
    data = Path(environ["COURSESITE_DATA_DIR"])
    data.mkdir()
    (data / "coursesite.db").write_bytes(b"the site's own")
    code, output = run(environ, "--no-serve", "--here")
    assert code == 1
    assert "There is a database in" in output
    assert (data / "coursesite.db").read_bytes() == b"the site's own"
