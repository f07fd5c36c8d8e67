"""`./dev bench kills`: forty times on each database, a site is killed in the middle of writing; is all of it there?

A crowd of four answers, votes and signs up over HTTP and notes each 2xx and 3xx. Meanwhile every process of the site
(the parent, gunicorn and its workers, the background worker) gets SIGKILL. Then: what was acknowledged is in the
database; sign-ups have their mail, their link and their form's outcome or none of the three; visitors have a session
and an answer or aren't there; votes are counted once; SQLite finds no damage. The suite runs a few of these rounds.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.fresh import DATABASES, fresh_place, fresh_settings
from coursesite.cli.migrate import migrate_database
from coursesite.db import Database
from tests.crowd import Ledger
from tests.killing import kill_again_and_again, write_lesson

ROUNDS = 40


def main(arguments: Sequence[str]) -> int:
    """Kill, look, print a line for each database; gives 0. Raises `AssertionError` with what was lost."""
    parser = argparse.ArgumentParser(prog="./dev bench kills", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often the site is killed on each database")
    parser.add_argument("--seed", type=int, default=1, help="where in the writing the killing falls")
    parser.add_argument("--only", choices=DATABASES, help="only this database")
    options = parser.parse_args(arguments)
    for name in DATABASES:
        if options.only in (None, name):
            with fresh_place(name) as (folder, address):
                print(f"{name}: {_kill(folder, address, options.rounds, options.seed)}", flush=True)
    return 0


def _kill(folder: Path, address: str, rounds: int, seed: int) -> str:
    """Do it; gives a sentence with what was done."""
    settings = fresh_settings(folder, address, proxies=("127.0.0.1",))
    database = Database(settings.database)
    migrate_database(database)
    write_lesson(settings, database)
    ledger, began = Ledger(), time.monotonic()
    killed = sum(kill_again_and_again(settings, database, ledger, rounds=rounds, seed=seed))
    database.dispose()
    return (
        f"{rounds} rounds, {killed} processes killed; {ledger.sent} forms sent, {len(ledger.answers)} answers and "
        f"{len(ledger.sign_ups)} sign-ups acknowledged, all of them there and whole; {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
