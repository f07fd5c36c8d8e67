"""A real site, ended by SIGKILL in all its processes while a crowd writes; and what is left of it."""

import itertools
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from random import Random

import psutil
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coursesite.accounts.models import Role, SignIn, Token, User
from coursesite.config import PREFIX, Settings
from coursesite.db import Database, sqlite_module
from coursesite.learning.models import Answer, Tally
from coursesite.mail.models import Mail
from coursesite.web.models import UsedValue
from tests.crowd import LESSON, SIGN_UP, Ledger, crowd
from tests.learning.courses import PICK, write_course
from tests.library.shelves import Shelf

ROOT = Path(__file__).parent.parent
STARTS_WITHIN = 60.0
QUESTIONS = ("third-call", "where")
"""One that is marked and one that is counted, in the open lesson."""
POLL = """
### Poll: Where do you meet it
<!-- id: where; shuffle: no -->

- [ ] on the telephone
- [ ] at the counter
"""
PROGRAM = """
import os, sys
from coursesite import config, serving
serving.serve(config.complete(config.load(os.environ)), int(sys.argv[1]))
"""


@dataclass
class Site:
    """A site served as `coursesite run` serves it: one parent, gunicorn with two workers, the background worker."""

    settings: Settings
    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> int:
        """SIGKILL every one of its processes, each by its own number; gives how many there were."""
        parent = psutil.Process(self.process.pid)
        # The parent first, so that it starts nobody anew; its children are known before that.
        processes = [parent, *parent.children(recursive=True)]
        for process in processes:
            process.kill()
        self.process.wait(30)
        _, alive = psutil.wait_procs(processes, 30)
        assert not alive, alive
        return len(processes)


def options_on(page: str) -> tuple[str, str]:
    """The values of the first option of the question and of the poll on the open lesson's page."""
    keys = [re.search(rf'answers/{name}".*?name="pick" value="([^"]+)"', page, re.S) for name in QUESTIONS]
    assert all(keys), "the lesson shows no questions"
    first, second = (key[1] for key in keys if key)
    return first, second


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as response:
        body: bytes = response.read()
    return body.decode()


def write_lesson(settings: Settings, database: Database) -> None:
    """Give the site the one open lesson that the crowd answers in."""
    write_course(Shelf(settings.content_dir, database, settings), first=PICK + POLL, lessons=1)


@contextmanager
def running(settings: Settings, port: int = 0) -> Iterator[Site]:
    """A site with these settings on this port, or a free one, killed at the end if it still runs."""
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    told = {PREFIX + spec.name.upper(): _said(getattr(settings, spec.name)) for spec in fields(settings)}
    told[f"{PREFIX}BASE_URL"] = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-c", PROGRAM, str(port)]
    process = subprocess.Popen(command, env={**os.environ, **told, "PYTHONPATH": str(ROOT)})
    site = Site(settings, port, process)
    try:
        _wait(site)
        yield site
    finally:
        if process.poll() is None:
            site.kill()


def _said(value: object) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _wait(site: Site) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        assert site.process.poll() is None, "the site ended before it answered"
        try:
            _read(site.address + LESSON)
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the site did not answer within {STARTS_WITHIN} s")


def kill_again_and_again(
    settings: Settings, database: Database, ledger: Ledger, *, rounds: int, seed: int
) -> Iterator[int]:
    """Start the site, let a crowd write, kill everything in the middle of it, look at what is left; so many rounds.

    Where in the writing the killing falls differs from round to round and follows from the seed. Gives the number of
    processes killed in each round.
    """
    dice, names = Random(seed), itertools.count()
    for _round in range(rounds):
        with running(settings) as site:
            options = options_on(_read(site.address + LESSON))
            with crowd(site.address, options, ledger, names) as stop:
                ledger.reaches(len(ledger) + dice.randint(10, 40))
                killed = site.kill()
                stop()
        found = [*ledger.refused, *missing(database, ledger), *halves(database), *damage(settings)]
        assert not found, found
        yield killed


def missing(database: Database, ledger: Ledger) -> list[str]:
    """What was acknowledged and isn't in the database, or isn't whole there."""
    with database.reading() as session:
        answers = set(session.scalars(select(Answer.once)))
        mails = set(session.scalars(select(Mail.recipient)))
        tokens = set(session.scalars(select(Token.address)))
    return [*sorted(ledger.answers - answers), *sorted(ledger.sign_ups - mails), *sorted(ledger.sign_ups - tokens)]


def halves(database: Database) -> list[str]:
    """Rows that are there without the others of their transaction, acknowledged or not."""
    with database.reading() as session:
        found = [_uneven_sign_ups(session), _uneven_visitors(session), _uneven_votes(session)]
    return [line for line in found if line]


def _uneven_sign_ups(session: Session) -> str:
    mails = Counter[str | None](session.scalars(select(Mail.recipient)))
    links = Counter(session.scalars(select(Token.address)))
    sent = select(UsedValue.value, UsedValue.outcome).where(UsedValue.value.startswith(SIGN_UP))
    forms = Counter[str | None](
        {value.removeprefix(SIGN_UP): int(outcome != "") for value, outcome in session.execute(sent)}
    )
    return "" if mails == links == forms else f"sign-ups: {mails - links}, {links - mails}, {mails - forms}"


def _uneven_visitors(session: Session) -> str:
    visitors = {*session.scalars(select(User.id).where(User.role == Role.VISITOR))}
    signed_in = {*session.scalars(select(SignIn.user_id))}
    answered = {*session.scalars(select(Answer.user_id))}
    return "" if visitors == signed_in == answered else f"visitors: {visitors ^ signed_in}, {visitors ^ answered}"


def _uneven_votes(session: Session) -> str:
    voted = session.scalar(select(func.count(Answer.user_id.distinct())).where(Answer.exercise == QUESTIONS[1]))
    counted = session.scalar(select(func.sum(Tally.count))) or 0
    return "" if voted == counted else f"votes: {voted} people, {counted} counted"


def damage(settings: Settings) -> list[str]:
    """What SQLite's own checks find in the database and in the queue beside it."""
    if settings.database_url:
        return []
    found = []
    # With the site's own copy of SQLite: a second copy in one process would let go of the first one's locks, and throw
    # away the log that it reads from.
    sqlite3 = sqlite_module()
    for name in ("coursesite.db", "queue.db"):
        with closing(sqlite3.connect(settings.data_dir / name)) as connection:
            found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            found += [f"a row of {row[0]} points to nothing" for row in connection.execute("PRAGMA foreign_key_check")]
    return found
