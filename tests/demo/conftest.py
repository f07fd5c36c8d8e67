"""One month for all tests that only look at it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coursesite.accounts import personal as accounts_personal
from coursesite.cli.migrate import migrate_site
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.demo.course import Course, read_course
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


@dataclass(frozen=True, eq=False)
class Month:
    """A filled database and the people it tells of. The demo is always on SQLite, whatever the run is on."""

    settings: Settings
    database: Database
    course: Course
    everyone: tuple[Learner, ...]


def demo_settings(folder: Path) -> Settings:
    """A development site in this folder, with this repository's content and passwords that hash fast."""
    return Settings(
        mode="development",
        secret_key="only for tests 4F7q-Zk29-Lm81-Xp03",
        base_url="http://localhost",
        data_dir=folder,
        content_dir=CONTENT,
        argon2_memory_kib=8,
        argon2_rounds=1,
    )


def filled(folder: Path, *, now: datetime = NOW, seed: int = SEED) -> Month:
    """A month in this folder."""
    settings = demo_settings(folder)
    migrate_site(settings)
    database = Database(settings.database)
    fill(database, settings, PERSONAL, now, seed)
    with database.reading() as session:
        course = read_course(session)
    return Month(settings, database, course, learners(seed, VISITORS))


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """The month that ends on a Thursday evening."""
    return filled(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def course(month: Month) -> Course:
    """The course that it is about."""
    return month.course


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """The environment of a development site in a folder of its own."""
    return {
        "COURSESITE_MODE": "development",
        "COURSESITE_DATA_DIR": str(tmp_path / "var"),
        "COURSESITE_CONTENT_DIR": str(CONTENT),
        "COURSESITE_ARGON2_MEMORY_KIB": "8",
        "COURSESITE_ARGON2_ROUNDS": "1",
    }
