"""What the worker does for blogs that were sent at the desk: reads them, takes in what was decided on, tidies up."""

import logging
import time
from datetime import datetime, timedelta

from coursesite.blog.importing import run_queries, tasks
from coursesite.blog.importing.fetching import Fetcher
from coursesite.blog.importing.locking import Busy, alone, folder
from coursesite.blog.importing.models import ImportRun
from coursesite.blog.importing.preparing import counted, prepare
from coursesite.blog.importing.records import Refused
from coursesite.blog.importing.reporting import doubt_lines
from coursesite.blog.importing.showing import Taken
from coursesite.blog.importing.spool_queries import Spool
from coursesite.blog.importing.stages import STAGE, Stage, remove_files, spool_of, stage_of, upload_of
from coursesite.config import Settings
from coursesite.db import Database

log = logging.getLogger(__name__)
TOLD_EVERY_S = 2.0
KEPT = timedelta(days=7)
SENDING_TAKES = timedelta(days=1)
FAILED = "Something is wrong with this site, not with your file. Nothing of it is here, and the fault was noted."
LOST = "The file that was sent is gone from the server. Send it again."


def work(database: Database, settings: Settings, now: datetime) -> None:
    """Do what waits; where another import is under way, the next minute does it."""
    if not _waits(database):
        return
    try:
        with alone(settings.data_dir):
            tasks.sweep(database)
            for run in _waiting(database):
                _do(database, settings, run, now)
    except Busy:
        log.info("a blog waits until another has been brought along")


def _do(database: Database, settings: Settings, run: ImportRun, now: datetime) -> None:
    try:
        if stage_of(run.counts) is Stage.UPLOADED:
            _read(database, settings, run, now)
        else:
            _take_in(database, settings, run, now)
    except Exception:
        # Else it would be tried again each minute, and nobody would be told.
        log.exception("import %d failed", run.id)
        tasks.sweep_run(database, run.id, FAILED)
        remove_files(settings.data_dir, run.id)


def tidy(database: Database, settings: Settings, now: datetime) -> None:
    """Forget what nobody decided about within a week, and files whose run is over."""
    with database.writing() as session:
        for run in run_queries.unfinished_runs(session):
            if run.begun_at < now - KEPT and stage_of(run.counts) in (Stage.UPLOADED, Stage.READ, Stage.REFUSED):
                run_queries.remove_run(session, run.id)
        session.commit()
    with database.reading() as session:
        runs = run_queries.unfinished_runs(session)
        wanted = {str(run.id) for run in runs if stage_of(run.counts) is not Stage.REFUSED}
    for path in folder(settings.data_dir).glob("*.*"):
        if path.suffix in (".upload", ".spool") and path.stem not in wanted:
            path.unlink(missing_ok=True)
    for path in folder(settings.data_dir).glob("*.sending"):
        # A request that was ended while it wrote; the others are done within minutes.
        if path.stat().st_mtime < (now - SENDING_TAKES).timestamp():
            path.unlink(missing_ok=True)


def _waits(database: Database) -> bool:
    with database.reading() as session:
        stages = {stage_of(run.counts) for run in run_queries.unfinished_runs(session)}
        unsearched = run_queries.unsearched_runs(session)
    return bool(unsearched or stages & {Stage.UPLOADED, Stage.WANTED, Stage.STAGING})


def _waiting(database: Database) -> list[ImportRun]:
    with database.reading() as session:
        runs = run_queries.unfinished_runs(session)
        return [run for run in runs if stage_of(run.counts) in (Stage.UPLOADED, Stage.WANTED)]


class _Telling:
    """Notes how far a run is, for its page, every few seconds."""

    def __init__(self, database: Database, run_id: int, stage: Stage) -> None:
        self._database = database
        self._run_id = run_id
        self._stage = stage
        self._told = 0.0

    def __call__(self, what: str, done: int, of: int) -> None:
        """Note it, where it is long enough since the last time."""
        if time.monotonic() - self._told < TOLD_EVERY_S:
            return
        self._told = time.monotonic()
        noted = {"what": what, "done": done, "of": of}
        with self._database.writing() as session:
            run = run_queries.run(session, self._run_id)
            if run is not None and stage_of(run.counts) is self._stage:
                run.counts = {**run.counts, "progress": noted}
                session.commit()


def _read(database: Database, settings: Settings, run: ImportRun, now: datetime) -> None:
    """The dry run of a file that was sent."""
    upload, place = upload_of(settings.data_dir, run.id), spool_of(settings.data_dir, run.id)
    place.unlink(missing_ok=True)
    if not upload.is_file():
        _note(database, run.id, Stage.REFUSED, {"why": LOST})
        return
    spool = Spool(place)
    try:
        fetch = Fetcher() if run.counts.get("fetch") else None
        telling = _Telling(database, run.id, Stage.UPLOADED)
        prepare(database, spool, upload, now, fetch=fetch, progress=telling)
    except Refused as error:
        _note(database, run.id, Stage.REFUSED, {"why": str(error)})
        remove_files(settings.data_dir, run.id)
        return
    else:
        doubts = doubt_lines(spool.doubts(tasks.MOST_DOUBTS))
        said = {**counted(spool), "title": spool.fact("title", ""), "program": spool.fact("program", "")}
        _note(database, run.id, Stage.READ, said, doubts)
    finally:
        spool.close()


def _take_in(database: Database, settings: Settings, run: ImportRun, now: datetime) -> None:
    """Take in what somebody has decided on."""
    place = spool_of(settings.data_dir, run.id)
    if not place.is_file():
        _note(database, run.id, Stage.REFUSED, {"why": LOST})
        return
    _note(database, run.id, Stage.STAGING, run.counts, run.doubts)
    spool = Spool(place)
    try:
        telling = _Telling(database, run.id, Stage.STAGING)
        author = run.user_id
        tasks.take_in(database, spool, run.id, settings.data_dir, now, author_id=author, progress=telling)
    except Taken as error:
        log.info("import %d was not shown: %s", run.id, error)
    finally:
        spool.close()
        remove_files(settings.data_dir, run.id)


def _note(
    database: Database, run_id: int, stage: Stage, counts: dict[str, object], doubts: list[str] | None = None
) -> None:
    with database.writing() as session:
        run = run_queries.run(session, run_id)
        if run is not None:
            run.counts = {**counts, STAGE: stage.value}
            run.program = str(counts.get("program", run.program))[:20]
            run.doubts = doubts or []
        session.commit()
