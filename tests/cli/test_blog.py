"""`coursesite blog import`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from coursesite.blog.importing.locking import alone
from coursesite.blog.importing.models import ImportRun
from coursesite.blog.models import Comment
from coursesite.cli import main
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.models import Piece
from tests.blog.importing.arrivals import SAMPLES
from tests.conftest import FrozenClock

WORDPRESS = str(SAMPLES / "wordpress-1.2.xml")


class Command:
    """The command, as somebody types it."""

    def __call__(self, *arguments: str, answer: str = "") -> Result:
        """Run it; gives what it printed and its exit code."""
        return CliRunner().invoke(main, ["blog", "import", *arguments], input=answer, catch_exceptions=False)


@pytest.fixture
def bring(settings: Settings, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `coursesite blog import …` on the test's site, on the day that `clock` says."""
    del clock
    monkeypatch.setenv("COURSESITE_MODE", "development")
    monkeypatch.setenv("COURSESITE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("COURSESITE_CONTENT_DIR", str(settings.content_dir))
    monkeypatch.setenv("COURSESITE_DATABASE_URL", settings.database_url)
    return Command()


def count(database: Database, table: type[Piece] | type[Comment] | type[ImportRun]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_what_would_be_done_is_said_first_and_then_asked(bring: Command, database: Database) -> None:
    result = bring(WORDPRESS, answer="n\n")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:9] == [
        "“Calm at the Counter”, from WordPress",
        "",
        "What comes along:",
        "- Two published posts.",
        "- Two published pages.",
        "- Three drafts.",
        "- One scheduled post.",
        "- Three approved comments.",
        "- One comment that waits for a decision.",
    ]
    assert "Bring it along? [y/N]" in result.stdout
    assert result.stderr == "Error: Nothing was taken in.\n"
    assert count(database, Piece) == count(database, ImportRun) == 0


def test_yes_takes_it_in(bring: Command, database: Database) -> None:
    result = bring(WORDPRESS, "--yes")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "Done. Everything is shown now."
    assert (count(database, Piece), count(database, Comment), count(database, ImportRun)) == (8, 4, 1)


def test_an_answer_takes_it_in_too(bring: Command, database: Database) -> None:
    assert bring(WORDPRESS, answer="y\n").exit_code == 0
    assert count(database, Piece) == 8


def test_a_dry_run_asks_nothing_and_does_nothing(bring: Command, database: Database) -> None:
    result = bring(WORDPRESS, "--dry-run")
    assert result.exit_code == 0
    assert "Bring it along?" not in result.stdout
    assert count(database, Piece) == 0


def test_a_second_time_there_is_nothing_to_ask_about(bring: Command, database: Database) -> None:
    bring(WORDPRESS, "--yes")
    result = bring(WORDPRESS)
    assert result.exit_code == 0
    assert "- Nothing new." in result.stdout
    assert "- Eight posts and pages: here already." in result.stdout
    assert "Bring it along?" not in result.stdout
    assert count(database, ImportRun) == 1


def test_a_refusal_is_one_sentence_and_an_exit_code(bring: Command, tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "notes.xml"
    file.write_text("Dear reader,", encoding="utf-8")
    result = bring(str(file), "--yes")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        "Error: The file is not XML, which blogs are exported in. Choose the file that the old blog gave you. "
        "Nothing was taken in.\n"
    )
    assert [path.name for path in (settings.data_dir / "imports").iterdir()] == ["lock"]


def test_a_file_that_is_not_there_is_named(bring: Command, tmp_path: Path) -> None:
    result = bring(str(tmp_path / "nowhere.xml"))
    assert result.exit_code == 1
    assert "There is no file" in result.stderr


def test_two_imports_at_once_do_not_meet(bring: Command, settings: Settings, database: Database) -> None:
    with alone(settings.data_dir):
        result = bring(WORDPRESS, "--yes")
    assert result.exit_code == 1
    assert "Another blog is being brought along just now." in result.stderr
    assert count(database, Piece) == 0


def test_progress_of_a_large_file_is_told_on_the_error_stream(bring: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursesite.cli.blog.LARGE", 1)
    result = bring(WORDPRESS, "--yes")
    assert result.stderr.splitlines() == ["Converting: 100 %", "Taking in: 100 %"]
