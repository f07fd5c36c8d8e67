"""An import carried out: many short transactions that nobody sees, one that shows all, and what sweeps up after it."""

import logging
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from coursesite.blog.importing import queries, run_queries, showing_queries
from coursesite.blog.importing.commenting import stage_comments
from coursesite.blog.importing.preparing import counted
from coursesite.blog.importing.reading import Progress, silent
from coursesite.blog.importing.reporting import doubt_lines
from coursesite.blog.importing.showing import show
from coursesite.blog.importing.spool_queries import Spool
from coursesite.blog.importing.spooled import Line
from coursesite.blog.importing.stages import STAGE, Stage, stage_of
from coursesite.blog.importing.staging import Staging, in_batches, stage_entries
from coursesite.db import Database
from coursesite.library.images import prepare_bytes

log = logging.getLogger(__name__)

MOST_DOUBTS = 20_000
SWEPT_TOGETHER = 400
SEARCHED_TOGETHER = 100
ENDED = "It was ended before it was done, and nothing of it is here. Send the file again."


def begin(database: Database, spool: Spool, name: str, fingerprint: str, now: datetime, user_id: int | None) -> int:
    """Write down that an import begins; gives the run's number."""
    values = {
        "user_id": user_id,
        "name": name[:300],
        "program": spool.fact("program", "")[:20],
        "fingerprint": fingerprint,
        "counts": {STAGE: Stage.STAGING.value},
        "doubts": [],
        "begun_at": now,
    }
    with database.writing() as session:
        run_id = run_queries.add_run(session, values)
        session.commit()
    return run_id


def take_in(
    database: Database,
    spool: Spool,
    run_id: int,
    data_dir: Path,
    now: datetime,
    *,
    author_id: int | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Stage all that the spool holds, then show it; gives the counts. Whoever calls it holds the lock.

    Raises `Taken` where somebody published meanwhile what stands in the way: then everything is swept away.
    """
    with database.reading() as session:
        coaches = queries.coaches(session)
    staging = Staging(spool, run_id, now, author_id, coaches)
    counts = counted(spool)
    for path, data, _served in spool.kept_pictures():
        prepare_bytes(data, path.rpartition("/")[2], data_dir)
    done, of = 0, spool.count()
    for batch in in_batches((line for lines in spool.batches() for line in lines), spool.weight):
        _stage(database, staging, batch)
        done += len(batch)
        progress("taking in", done, of)
    try:
        _show(database, spool, run_id, now, counts)
    except BaseException as error:
        sweep_run(database, run_id, f"{error}. Nothing of it is here. Send the file again." if str(error) else ENDED)
        raise
    _search(database, run_id)
    database.empty_log()
    return counts


def _stage(database: Database, staging: Staging, batch: list[Line]) -> None:
    with database.writing() as session:
        numbers = stage_entries(session, staging, batch)
        for line in batch:
            stage_comments(session, staging, line, numbers.get(line.n) or line.piece_id or 0)
        session.commit()


def _show(database: Database, spool: Spool, run_id: int, now: datetime, counts: dict[str, Any]) -> None:
    doubts = doubt_lines(spool.doubts(MOST_DOUBTS))
    with database.writing() as session:
        show(session, spool, run_id, now)
        run = run_queries.run(session, run_id)
        if run is not None:
            shown = {"title": spool.fact("title", ""), STAGE: Stage.SHOWN.value, "unsearched": True}
            run.counts, run.doubts = {**counts, **shown}, doubts
        session.commit()


def _search(database: Database, run_id: int) -> None:
    """Let search know what it didn't learn while the run was shown, in short transactions."""
    found = [0]
    while found:
        with database.writing() as session:
            found = showing_queries.unsearched(session, run_id, SEARCHED_TOGETHER)
            showing_queries.add_search_entries(session, found)
            run = run_queries.run(session, run_id)
            if run is not None and not found:
                run.counts = {name: value for name, value in run.counts.items() if name != "unsearched"}
            session.commit()


def sweep(database: Database) -> int:
    """Remove what imports left that died on their way; gives how many. Whoever calls it holds the lock.

    What was shown stays, and search learns of it.
    """
    with database.reading() as session:
        shown = run_queries.unsearched_runs(session)
        dead = [run.id for run in run_queries.unfinished_runs(session) if stage_of(run.counts) is Stage.STAGING]
    for run_id in dead:
        sweep_run(database, run_id)
        log.info("what import %d had brought before it was ended was removed", run_id)
    for run_id in shown:
        _search(database, run_id)
    return len(dead)


def sweep_run(database: Database, run_id: int, why: str = ENDED) -> None:
    """Remove all that a run which isn't shown has staged, and the run; one from the desk stays and says why."""
    while True:
        with database.writing() as session:
            pieces, comments = run_queries.staged_ids(session, run_id, SWEPT_TOGETHER)
            guests = run_queries.guests_of(session, comments)
            run_queries.remove_comments(session, comments)
            run_queries.remove_idle_guests(session, guests)
            if not comments:
                run_queries.remove_pieces(session, pieces)
            if not pieces and not comments:
                _end_run(session, run_id, why)
            session.commit()
        if not pieces and not comments:
            return


def _end_run(session: Session, run_id: int, why: str) -> None:
    run = run_queries.run(session, run_id)
    if run is not None and run.user_id is not None:
        run.counts = {STAGE: Stage.REFUSED.value, "why": why}
    else:
        run_queries.remove_run(session, run_id)
