"""A backup that is taken while a crowd writes, put back as docs/operations.md says; and content pushed meanwhile."""

import copy
import importlib.util
import itertools
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select

from coursesite.app import create_app
from coursesite.cli import main
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.models import Answer
from coursesite.library.models import Piece, Revision
from tests.browsers import LiveSite
from tests.crowd import LESSON, Ledger, crowd
from tests.killing import damage, halves, missing, options_on, write_lesson
from tests.library.shelves import Shelf
from tests.mailbox import Mails
from tests.postgres import INSTALLATION, PACKAGE


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, proxies=("127.0.0.1",))


@contextmanager
def writing(app: Flask, ledger: Ledger) -> Iterator[None]:
    """A crowd at the site until the block ends, after which everything that was sent has its answer."""
    site = LiveSite(app)
    try:
        with crowd(site.url, options_on(app.test_client().get(LESSON).text), ledger, itertools.count()):
            yield
    finally:
        site.stop()


@pytest.fixture
def on_the_path(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own tools, in the version of the server that the tests run."""
    if database.write.dialect.name != "sqlite":
        spec = importlib.util.find_spec(PACKAGE)
        assert spec is not None
        assert spec.origin is not None
        tools = Path(spec.origin).parent / INSTALLATION / "bin"
        monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")


def put_back(settings: Settings, path: Path) -> None:
    """The steps of docs/operations.md, once the site has stopped."""
    if settings.database_url:
        command = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction"]
        subprocess.run([*command, f"--dbname={settings.database_url}", str(path)], check=True)
        return
    path.replace(settings.data_dir / "coursesite.db")
    for name in ("coursesite.db-wal", "coursesite.db-shm"):
        (settings.data_dir / name).unlink(missing_ok=True)


def test_a_backup_taken_under_load_restores_with_all_that_was_acknowledged_before_it(
    app: Flask,
    settings: Settings,
    database: Database,
    mails: Mails,
    on_the_path: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_lesson(settings, database)
    monkeypatch.setenv("COURSESITE_MODE", "development")
    monkeypatch.setenv("COURSESITE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("COURSESITE_DATABASE_URL", settings.database_url)
    path, ledger = tmp_path / "today", Ledger()
    with writing(app, ledger):
        ledger.reaches(40)
        before = copy.copy(ledger)
        before.answers, before.sign_ups = set(ledger.answers), set(ledger.sign_ups)
        result = CliRunner().invoke(main, ["backup", str(path)])
        assert result.exit_code == 0, result.output
        taken = len(ledger)
        ledger.reaches(taken + 40)
    assert missing(database, ledger) == []
    app.extensions["database"].dispose()
    database.dispose()

    put_back(settings, path)

    assert missing(database, before) == []
    assert missing(database, ledger) != [], "this is not the backup"
    assert halves(database) == []
    assert damage(settings) == []
    again, more = create_app(settings), Ledger()
    again.testing = True
    with writing(again, more):
        more.reaches(10)
    assert missing(database, more) == []
    again.extensions["database"].dispose()


def test_content_pushed_twice_at_once_while_people_answer_loses_neither(
    app: Flask, settings: Settings, database: Database, mails: Mails
) -> None:
    write_lesson(settings, database)
    shelf, ledger = Shelf(settings.content_dir, database, settings), Ledger()
    path = "courses/calls/01-begin.md"
    together = Barrier(2)

    def push(_number: int) -> None:
        together.wait(10)
        shelf.pushed()

    with writing(app, ledger), ThreadPoolExecutor(2) as pool:
        for edition in range(1, 5):
            ledger.reaches(len(ledger) + 5)
            shelf.write(path, shelf.read(path).replace(b"Listen", f"Edition {edition}. Listen".encode(), 1))
            list(pool.map(push, range(2)))
        ledger.reaches(len(ledger) + 5)
    assert ledger.refused == []
    assert missing(database, ledger) == []
    assert halves(database) == []
    with database.reading() as session:
        lesson = session.scalars(select(Piece).where(Piece.slug == "begin")).one()
        revisions = session.scalars(select(Revision.id).where(Revision.piece_id == lesson.id)).all()
        given_to = set(session.scalars(select(Answer.revision_id)))
        answers = session.scalar(select(func.count()).select_from(Answer).where(Answer.lesson_id != lesson.id))
    assert len(revisions) == 5
    assert answers == 0
    assert given_to <= set(revisions)
    assert len(given_to) > 1, "nobody answered between two editions"
    assert "Edition 4" in app.test_client().get(LESSON).text
