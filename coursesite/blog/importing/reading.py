"""A blog's file read into the spool: after this the whole file is known to be in order."""

from collections.abc import Callable
from pathlib import Path

from coursesite.blog.importing.opening import records
from coursesite.blog.importing.records import (
    Attached,
    Author,
    BlogInfo,
    Doubt,
    Entry,
    FoundComment,
    LeftOut,
    Record,
    Refused,
)
from coursesite.blog.importing.spool_queries import Spool

Progress = Callable[[str, int, int], None]
"""Told of what is done, how much of it, and of how much (0: nobody knows yet)."""
EVERY = 500


def silent(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody watches."""


def read_into(spool: Spool, path: Path, progress: Progress = silent) -> None:
    """Keep everything that the file says. Raises `Refused`, and then the spool is of no use."""
    with spool.together():
        for number, record in enumerate(records(path), 1):
            _keep(spool, record)
            if number % EVERY == 0:
                progress("reading", number, 0)
        strays = spool.strays()
        if strays:
            spool.leave(LeftOut("comment:stray"), strays)
    if not spool.count():
        raise Refused("The file holds no post and no page, so that there is nothing to bring along.")


def _keep(spool: Spool, record: Record) -> None:
    if isinstance(record, Entry):
        if not spool.add_entry(record):
            spool.doubt(Doubt("It stands in the file more than once; the first is taken.", record.title))
    elif isinstance(record, FoundComment):
        if not spool.add_comment(record):
            spool.leave(LeftOut("comment:twice"))
    elif isinstance(record, LeftOut):
        spool.leave(record)
    elif isinstance(record, Doubt):
        spool.doubt(record)
    elif isinstance(record, Attached):
        spool.add_picture(record)
    elif isinstance(record, Author):
        spool.add_author(record.login, record.name)
    elif isinstance(record, BlogInfo):
        for name in ("title", "address", "program", "version"):
            spool.note(name, getattr(record, name))
