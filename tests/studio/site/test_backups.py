"""Backups in the browser: asked for, made by the worker, taken along for the password, deleted."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from coursesite import clock
from coursesite.accounts.audit_queries import newest
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.mail import tasks as mail
from coursesite.studio.site import backups
from coursesite.studio.site.backup_tasks import make_backup
from coursesite.studio.site.copying import NotCopied
from tests.accounts.pages import fill_in
from tests.conftest import FrozenClock
from tests.factories import PASSWORD
from tests.learning.learners import words_of
from tests.test_restoring import on_the_path

BACKUPS = "/studio/site/backups"
__all__ = ["on_the_path"]


@pytest.fixture
def made(owner: FlaskClient, settings: Settings, on_the_path: None, clock: FrozenClock) -> str:
    """The address of a backup that the owner asked for and the worker made."""
    (settings.data_dir / "pictures").mkdir(parents=True, exist_ok=True)
    (settings.data_dir / "pictures" / "ruth.webp").write_bytes(b"a picture")
    assert fill_in(owner, BACKUPS).location == f"{BACKUPS}?done=asked"
    make_backup(settings, clock.now)
    (backup,) = backups.listed(settings)
    return f"{BACKUPS}/{backup.name}"


def deeds(database: Database) -> list[str]:
    with database.reading() as session:
        return [one.deed for one in newest(session, 0, 9)]


def test_a_backup_is_asked_for_and_made_by_the_worker(
    owner: FlaskClient, database: Database, settings: Settings, on_the_path: None
) -> None:
    assert "There is none yet" in owner.get(BACKUPS).text
    fill_in(owner, BACKUPS)
    assert "is not at work just now" in words_of(owner.get(BACKUPS).text)
    mail.beat(database, clock.now())
    page = owner.get(f"{BACKUPS}?done=asked").text
    assert "It begins within a minute." in page
    assert "Make a backup now" not in page
    make_backup(settings, clock.now())
    page = owner.get(f"{BACKUPS}?done=asked").text
    assert "Make a backup now" in page
    assert "A backup is being made" not in page
    assert page.count(f'href="{BACKUPS}/coursesite-') == 1
    assert deeds(database) == ["asked for a backup"]
    make_backup(settings, clock.now())
    assert len(backups.listed(settings)) == 1


def test_the_file_holds_the_database_and_the_pictures(
    owner: FlaskClient, database: Database, made: str, tmp_path: Path
) -> None:
    answer = fill_in(owner, made, password=PASSWORD)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"filename={made.rpartition('/')[2]}" in answer.headers["Content-Disposition"]
    assert deeds(database)[0] == "downloaded a backup"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        assert file.testzip() is None
        assert file.read("pictures/ruth.webp") == b"a picture"
        name = "coursesite.db" if database.write.dialect.name == "sqlite" else "coursesite.dump"
        assert name in file.read("how-to-restore.txt").decode()
        assert len(file.read(name)) > 1000
        if name.endswith(".db"):
            copy = Database(f"sqlite:///{file.extract(name, tmp_path)}")
            with copy.reading() as session:
                assert newest(session, 0, 9)[0].by == "Ruth"
            copy.dispose()
    answer.close()


def test_it_goes_to_nobody_without_the_password(owner: FlaskClient, database: Database, made: str) -> None:
    for typed, said in (("", "Please type your password."), ("a guess", "That is not your password.")):
        answer = fill_in(owner, made, password=typed)
        assert answer.status_code == 422
        assert said in answer.text
    assert "downloaded a backup" not in deeds(database)


def test_a_deleted_backup_is_gone(owner: FlaskClient, database: Database, settings: Settings, made: str) -> None:
    assert fill_in(owner, made, to=f"{made}/delete").location == f"{BACKUPS}?done=deleted"
    assert backups.listed(settings) == []
    assert owner.get(made).status_code == 404
    assert deeds(database)[0] == "deleted a backup"


@pytest.mark.parametrize("name", ["..%2fcoursesite.db", ".lock", "coursesite.db", "coursesite-20260101-000000.zip"])
def test_no_other_file_is_a_backup(name: str, owner: FlaskClient, made: str) -> None:
    assert owner.get(f"{BACKUPS}/{name}").status_code == 404


def test_a_backup_is_for_the_site_alone_and_leaves_nothing_half_done(settings: Settings, made: str) -> None:
    where = backups.folder(settings)
    assert where.stat().st_mode & 0o077 == 0
    assert {path.name for path in where.iterdir()} == {made.rpartition("/")[2], ".lock"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in where.glob("*.zip"))


def test_while_one_is_made_nobody_makes_another(settings: Settings, database: Database) -> None:
    backups.ask(settings, clock.now())
    with backups._alone(backups.folder(settings)) as is_alone:
        assert is_alone
        assert not backups.make_asked_for(settings, clock.now())
    assert backups.under_way(settings) is not None


def test_a_disk_without_room_is_said_and_no_backup_is_half_there(
    owner: FlaskClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_in(owner, BACKUPS)
    usage: Any = type("Usage", (), {"free": 5 * 1024 * 1024})
    monkeypatch.setattr("coursesite.studio.site.backups.shutil.disk_usage", lambda _path: usage)
    with pytest.raises(NotCopied, match=r"5\.0 MB are free"):
        backups.make_asked_for(settings, clock.now())
    page = words_of(owner.get(BACKUPS).text)
    assert "The last backup was not made. A backup needs about" in page
    assert "Make a backup now" in page
    assert {path.name for path in backups.folder(settings).iterdir()} == {".fault", ".lock"}
    assert backups.listed(settings) == []
    fill_in(owner, BACKUPS)
    assert "was not made" not in owner.get(BACKUPS).text


def test_what_a_killed_worker_left_is_made_anew(settings: Settings, database: Database, on_the_path: None) -> None:
    backups.ask(settings, clock.now())
    (backups.folder(settings) / ".database").write_bytes(b"half a copy")
    (backups.folder(settings) / ".unfinished").write_bytes(b"half a file")
    work = backups.under_way(settings)
    assert work is not None
    assert work.written == 22
    assert backups.make_asked_for(settings, clock.now())
    (backup,) = backups.listed(settings)
    assert zipfile.ZipFile(backups.path_of(settings, backup)).testzip() is None
