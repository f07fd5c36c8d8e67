"""`./dev bench figures`: what the figures of a large quiz cost, in seconds and memory, on each database.

Fifty thousand attempts of thirty thousand people at twenty questions: ten in place, ten drawn out of forty, of every
kind, with questions left open, part marks, and typed answers that nobody else typed. Then the coach's figures are
worked out as their page does it, for first attempts and for all. Asked for: under two seconds, memory bounded.
"""

import argparse
import statistics
import sys
import time
import tracemalloc
from collections.abc import Sequence

import psutil
from sqlalchemy import select

from bench.fresh import DATABASES, fresh_database, settle
from bench.quizbook import ATTEMPTS, attempts_at, pool_text, quiz_text
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.quizzes.figures.computing import figures_of
from coursesite.learning.quizzes.figures.which import Which
from coursesite.library import reading
from coursesite.library.models import Piece
from tests.learning.quizzes.attempts import Place, write_attempts
from tests.library.shelves import Shelf

ROUNDS = 3
MOST_SECONDS = 2.0
MOST_MIB = 64.0
MIB = 2**20


def main(arguments: Sequence[str]) -> int:
    """Fill, measure, print a line for each database and choice; gives 1 where one is over the limits."""
    parser = argparse.ArgumentParser(prog="./dev bench figures", description=__doc__)
    parser.add_argument("--attempts", type=int, default=ATTEMPTS, help="how many attempts to fill in")
    parser.add_argument("--only", choices=DATABASES, help="only this database")
    options = parser.parse_args(arguments)
    kept = True
    for name in DATABASES:
        if options.only in (None, name):
            with fresh_database(name) as (settings, database):
                began = time.monotonic()
                quiz_id = _fill(settings, database, options.attempts)
                print(f"{name}: {options.attempts} attempts written in {time.monotonic() - began:.0f} s", flush=True)
                kept = min(_measure(name, database, quiz_id, which) for which in (Which.FIRST, Which.ALL)) and kept
    return 0 if kept else 1


def _measure(name: str, database: Database, quiz_id: int, which: Which) -> bool:
    """Work the figures out some times; print the median time and the peaks. Gives whether they are within limits."""
    _figures(database, quiz_id, which)  # the wordings are in the process's cache from here on
    process, seconds, processor = psutil.Process(), [], []
    before = process.memory_info().rss
    for _ in range(ROUNDS):
        began, spent = time.monotonic(), time.process_time()
        items = _figures(database, quiz_id, which)
        seconds.append(time.monotonic() - began)
        processor.append(time.process_time() - spent)
    grown = (process.memory_info().rss - before) / MIB
    tracemalloc.start()
    _figures(database, quiz_id, which)
    peak = tracemalloc.get_traced_memory()[1] / MIB
    tracemalloc.stop()
    took = statistics.median(seconds)
    kept = took < MOST_SECONDS and peak < MOST_MIB
    print(
        f"{name}, {which.value} attempts: {took:.2f} s ({statistics.median(processor):.2f} s of this process's "
        f"processor time), {peak:.1f} MiB at the peak, process grew by {grown:.1f} MiB; "
        f"{items} questions{'' if kept else ' — over the limit'}",
        flush=True,
    )
    return kept


def _figures(database: Database, quiz_id: int, which: Which) -> int:
    with database.reading() as session:
        return len(figures_of(session, quiz_id, which).items)


def _fill(settings: Settings, database: Database, attempts: int) -> int:
    """Write the quiz, its pool and the attempts. Gives the quiz's id."""
    shelf = Shelf(settings.content_dir, database, settings)
    shelf.course(key="calls1")
    shelf.write("courses/calls/08-pool.md", pool_text("calls1p"))
    shelf.write("courses/calls/09-check.md", quiz_text("calls1q"))
    shelf.pushed()
    with database.writing() as session:
        pieces = {piece.kind: piece for piece in session.scalars(select(Piece))}
        quiz, pool = pieces["quiz"], pieces["pool"]
        assert quiz.published_revision_id is not None
        assert pool.published_revision_id is not None
        place = Place(
            pieces["course"].id, quiz.id, quiz.published_revision_id, ((pool.id, pool.published_revision_id),)
        )
        asked = [
            (piece.id, list(reading.content(session, revision).exercises.values()))
            for piece, revision in ((quiz, place.revision_id), (pool, pool.published_revision_id))
        ]
        write_attempts(session, place, attempts_at(asked[0], asked[1], attempts))
        session.commit()
        quiz_id = quiz.id
    settle(database)
    return quiz_id


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
