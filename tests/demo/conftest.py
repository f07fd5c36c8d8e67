"""One month for all tests that only look at it, and the same month as the command makes it.

Each is made once in a run, however many workers pytest-xdist has: whoever comes first makes it, the others wait for it.
"""

import fcntl
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from coursesite import clock
from coursesite.accounts import personal as accounts_personal
from coursesite.cli import main
from coursesite.cli.migrate import migrate_site
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.demo.course import Course, Lesson, read_course, read_others
from coursesite.demo.filling import fill
from coursesite.demo.people import Learner, learners
from coursesite.demo.stages import VISITORS
from coursesite.learning import personal as learning_personal
from coursesite.library import personal as library_personal
from coursesite.mail import personal as mail_personal

CONTENT = Path(__file__).parent.parent.parent / "content"
PERSONAL = [accounts_personal, mail_personal, library_personal, learning_personal]
NOW = datetime(2026, 11, 19, 20, 15, tzinfo=UTC)
SEED = 1
SECRET = "only for tests 4F7q-Zk29-Lm81-Xp03"


@dataclass(frozen=True, eq=False)
class Month:
    """A filled database and the people it tells of. The demo is always on SQLite, whatever the run is on.

    `course` is the one that the story is about, `others` are those that some people take beside it.
    """

    settings: Settings
    database: Database
    course: Course
    others: tuple[Course, ...]
    everyone: tuple[Learner, ...]

    def lesson(self, key: str) -> Lesson:
        """The lesson with this key, in whichever course it is."""
        return next(course.lesson(key) for course in (self.course, *self.others) if key in course.by_key)


def demo_settings(folder: Path) -> Settings:
    """A development site in this folder, with this repository's content and passwords that hash fast."""
    return Settings(
        mode="development",
        secret_key=SECRET,
        base_url="http://localhost",
        data_dir=folder,
        content_dir=CONTENT,
        argon2_memory_kib=8,
        argon2_rounds=1,
    )


def empty_site(folder: Path) -> tuple[Settings, Database]:
    """A migrated database in this folder."""
    settings = demo_settings(folder)
    migrate_site(settings)
    return settings, Database(settings.database)


def month_in(folder: Path) -> Month:
    """The month that stands in this folder."""
    settings = demo_settings(folder)
    database = Database(settings.database)
    with database.reading() as session:
        course, others = read_course(session), read_others(session)
    return Month(settings, database, course, others, learners(SEED, VISITORS))


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that all of a run's workers see."""
    mine = factory.getbasetemp()
    return mine.parent if os.environ.get("PYTEST_XDIST_WORKER") else mine


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of this name, which `make` filled once for all workers."""
    folder, draft = shared_folder(factory) / name, shared_folder(factory) / f"{name}.draft"
    with (shared_folder(factory) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            make(draft)
            draft.rename(folder)
    return folder


def _fill(folder: Path) -> None:
    settings, database = empty_site(folder)
    fill(database, settings, PERSONAL, NOW, SEED)
    database.dispose()


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """The month that ends on a Thursday evening. Nobody writes into it."""
    return month_in(made_once(tmp_path_factory, "demo-month", _fill))


def run_demo(environ: dict[str, str], *arguments: str) -> tuple[int, str]:
    """How `coursesite demo` ends and what it prints."""
    result = CliRunner(env={"COURSESITE_DATABASE_URL": None, **environ}).invoke(main, ["demo", *arguments])
    return result.exit_code, result.output


def demo_environ(folder: Path) -> dict[str, str]:
    """The environment of a development site in this folder."""
    return {
        "COURSESITE_MODE": "development",
        "COURSESITE_SECRET_KEY": SECRET,
        "COURSESITE_DATA_DIR": str(folder),
        "COURSESITE_CONTENT_DIR": str(CONTENT),
        "COURSESITE_ARGON2_MEMORY_KIB": "8",
        "COURSESITE_ARGON2_ROUNDS": "1",
    }


@dataclass(frozen=True, slots=True)
class Commanded:
    """What the command made in `folder`, into which nobody writes, and what it said."""

    folder: Path
    printed: list[str]


@pytest.fixture(scope="session")
def commanded(tmp_path_factory: pytest.TempPathFactory) -> Commanded:
    """What `coursesite demo` makes at the end of the same Thursday, by its own lock once for all workers."""
    folder = shared_folder(tmp_path_factory) / "demo-command"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        code, output = run_demo(demo_environ(folder), "--no-serve", "--here")
    assert code == 0, output
    return Commanded(folder, output.splitlines())


@pytest.fixture(scope="session")
def course(month: Month) -> Course:
    """The course that it is about."""
    return month.course


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """The environment of a development site in a folder of its own."""
    return demo_environ(tmp_path / "var")
