"""The spool: a database of its own in a file beside the site's, which holds what one export says while it is worked on.

A file of any size can be looked at from all sides that way, and memory stays flat. It is thrown away afterwards.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

from coursesite.blog.importing.records import (
    Attached,
    Doubt,
    Entry,
    FoundComment,
    LeftOut,
)
from coursesite.blog.importing.spooled import Line, Planned, Reply, comment_of, entry_of, packed, planned_of
from coursesite.db import sqlite_module

BATCH = 100
HELD = 4 * 1024 * 1024
"""Characters that are held at a time."""
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE authors (login TEXT PRIMARY KEY, name TEXT);
CREATE TABLE entries (n INTEGER PRIMARY KEY, identity TEXT UNIQUE, data TEXT, piece_id INTEGER, plan TEXT,
    source BLOB, compiled TEXT);
CREATE TABLE comments (n INTEGER PRIMARY KEY, identity TEXT UNIQUE, called TEXT, entry TEXT, data TEXT,
    comment_id INTEGER, markdown TEXT, html TEXT);
CREATE INDEX comments_below ON comments (entry);
CREATE INDEX comments_called ON comments (called);
CREATE TABLE removed (called TEXT PRIMARY KEY, parent TEXT);
CREATE TABLE left_out (kind TEXT PRIMARY KEY, number INTEGER);
CREATE TABLE links (address TEXT PRIMARY KEY, n INTEGER);
CREATE TABLE pictures (address TEXT PRIMARY KEY, path TEXT, data BLOB, served TEXT);
CREATE TABLE doubts (n INTEGER PRIMARY KEY, title TEXT, sentence TEXT, number INTEGER, UNIQUE (title, sentence));
"""


class Spool:
    """One export's records on the disk. Close it when done."""

    def __init__(self, path: Path) -> None:
        is_new = not path.exists()
        self._path = path
        self._database = sqlite_module().connect(str(path), isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA synchronous=OFF")
        self._database.execute("PRAGMA cache_size=-8000")
        if is_new:
            path.chmod(0o600)
            self._database.executescript(_TABLES)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what a `with` block writes in one go: a thousand times as fast as each by itself."""
        self._database.execute("BEGIN")
        try:
            yield
        finally:
            self._database.execute("COMMIT")

    def _one(self, words: str, *values: object) -> Any:
        row = self._database.execute(words, values).fetchone()
        return None if row is None else row[0]

    def note(self, name: str, value: object) -> None:
        """Remember a fact about the whole file."""
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(value)))

    def fact(self, name: str, otherwise: Any = None) -> Any:
        """A fact that was noted."""
        found = self._one("SELECT value FROM facts WHERE name = ?", name)
        return otherwise if found is None else json.loads(found)

    def add_author(self, login: str, name: str) -> None:
        """Remember by which name somebody is shown."""
        self._database.execute("INSERT OR IGNORE INTO authors VALUES (?, ?)", (login, name))

    def author(self, login: str) -> str:
        """The name by which somebody is shown; what they are called by otherwise."""
        return str(self._one("SELECT name FROM authors WHERE login = ?", login) or login)

    def add_entry(self, entry: Entry) -> bool:
        """Keep a post or page; False where the file had it before."""
        words = "INSERT OR IGNORE INTO entries (identity, data) VALUES (?, ?)"
        return bool(self._database.execute(words, (entry.identity, packed(entry))).rowcount)

    def add_comment(self, comment: FoundComment) -> bool:
        """Keep a comment; False where the file had it before."""
        words = "INSERT OR IGNORE INTO comments (identity, called, entry, data) VALUES (?, ?, ?, ?)"
        values = (comment.identity, comment.called, comment.entry, packed(comment))
        return bool(self._database.execute(words, values).rowcount)

    def leave(self, left: LeftOut, number: int = 1) -> None:
        """Count something that is not taken in, and remember where answers to it stood."""
        words = "INSERT INTO left_out VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET number = number + excluded.number"
        self._database.execute(words, (left.kind, number))
        if left.identity:
            self._database.execute("INSERT OR IGNORE INTO removed VALUES (?, ?)", (left.identity, left.parent))

    def left_out(self) -> dict[str, int]:
        """How many things of each kind are not taken in."""
        return dict(self._database.execute("SELECT kind, number FROM left_out ORDER BY kind"))

    def removed_parent(self, called: str) -> str | None:
        """What a comment that was left out answered; None where this one was not left out."""
        found = self._one("SELECT parent FROM removed WHERE called = ?", called)
        return None if found is None else str(found)

    def add_picture(self, picture: Attached) -> None:
        """Keep a picture's address, and the picture itself where the file has it."""
        words = "INSERT OR IGNORE INTO pictures (address, path, data) VALUES (?, ?, ?)"
        self._database.execute(words, (picture.address, picture.path, picture.data))

    def doubt(self, doubt: Doubt) -> None:
        """Remember a doubt, each once, with how often there was reason for it."""
        words = "INSERT INTO doubts (title, sentence, number) VALUES (?, ?, 1) "
        words += "ON CONFLICT (title, sentence) DO UPDATE SET number = number + 1"
        self._database.execute(words, (doubt.title, doubt.sentence))

    def doubts(self, most: int) -> list[tuple[str, str, int]]:
        """The doubts, title and sentence and number: those about the whole file first, then entry by entry."""
        words = "SELECT title, sentence, number FROM doubts "
        words += "JOIN (SELECT title AS entry, min(n) AS first FROM doubts GROUP BY title) ON entry = title "
        words += "ORDER BY title != '', first, n LIMIT ?"
        return list(self._database.execute(words, (most,)))

    def count_doubts(self) -> int:
        """How many doubts there are."""
        return int(self._one("SELECT count(*) FROM doubts"))

    def count(self) -> int:
        """How many entries there are."""
        return int(self._one("SELECT count(*) FROM entries"))

    def batches(self, size: int = BATCH) -> Iterator[list[Line]]:
        """The entries in their order, some at a time: few enough to be held together, whatever their size."""
        last = 0
        sizes = "SELECT n, length(data) FROM entries WHERE n > ? ORDER BY n LIMIT ?"
        words = "SELECT n, data, piece_id, plan FROM entries WHERE n > ? AND n <= ? ORDER BY n"
        while found := self._database.execute(sizes, (last, size)).fetchall():
            sums = accumulate(length for _n, length in found)
            fitting = [n for (n, _length), together in zip(found, sums, strict=True) if together <= HELD]
            first, last = last, fitting[-1] if fitting else found[0][0]
            rows = self._database.execute(words, (first, last)).fetchall()
            yield [Line(n, entry_of(data), piece_id, planned_of(plan)) for n, data, piece_id, plan in rows]

    def line(self, n: int) -> Line:
        """One entry."""
        words = "SELECT n, data, piece_id, plan FROM entries WHERE n = ?"
        n, data, piece_id, plan = self._database.execute(words, (n,)).fetchone()
        return Line(n, entry_of(data), piece_id, planned_of(plan))

    def weight(self, line: Line) -> int:
        """How much there is to write of an entry: its comments, and one more for each 4 KB of its own."""
        words = "SELECT coalesce(length(source), 0) + coalesce(length(compiled), 0) FROM entries WHERE n = ?"
        below = int(self._one("SELECT count(*) FROM comments WHERE entry = ?", line.entry.identity))
        return below + int(self._one(words, line.n)) // 4096

    def replies(self, entry: str) -> list[Reply]:
        """The comments below an entry, in the order of the file."""
        words = "SELECT n, data, comment_id, markdown, html FROM comments WHERE entry = ? ORDER BY n"
        rows = self._database.execute(words, (entry,))
        return [Reply(n, comment_of(data), here, markdown or "", html or "") for n, data, here, markdown, html in rows]

    def comment_batches(self, size: int = 400) -> Iterator[list[tuple[str, str]]]:
        """The identities of all comments with those of their entries, some at a time."""
        last = 0
        words = "SELECT n, identity, entry FROM comments WHERE n > ? ORDER BY n LIMIT ?"
        while rows := self._database.execute(words, (last, size)).fetchall():
            last = rows[-1][0]
            yield [(identity, entry) for _n, identity, entry in rows]

    def strays(self) -> int:
        """How many comments stand below no entry of the file that is kept."""
        words = "SELECT count(*) FROM comments WHERE entry NOT IN (SELECT identity FROM entries)"
        return int(self._one(words))

    def set_here(self, pieces: Iterable[tuple[str, int]] = (), comments: Iterable[tuple[str, int]] = ()) -> None:
        """Note what is here already, by identity."""
        one = "UPDATE entries SET piece_id = ? WHERE identity = ?"
        self._database.executemany(one, ((number, identity) for identity, number in pieces))
        one = "UPDATE comments SET comment_id = ? WHERE identity = ?"
        self._database.executemany(one, ((number, identity) for identity, number in comments))

    def set_plan(self, n: int, planned: Planned) -> None:
        """Note what becomes of an entry."""
        self._database.execute("UPDATE entries SET plan = ? WHERE n = ?", (packed(planned), n))

    def set_made(self, n: int, source: bytes, compiled: object) -> None:
        """Note an entry's Markdown and what pages are made of."""
        words = "UPDATE entries SET source = ?, compiled = ? WHERE n = ?"
        self._database.execute(words, (source, json.dumps(compiled), n))

    def made(self, n: int) -> tuple[bytes, dict[str, Any]]:
        """An entry's Markdown and what pages are made of."""
        words = "SELECT source, compiled FROM entries WHERE n = ?"
        source, compiled = self._database.execute(words, (n,)).fetchone()
        return bytes(source), json.loads(compiled)

    def set_words(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Note comments' Markdown and HTML by their numbers."""
        words = "UPDATE comments SET markdown = ?, html = ? WHERE n = ?"
        self._database.executemany(words, ((markdown, html, n) for n, markdown, html in rows))

    def add_link(self, address: str, n: int) -> bool:
        """Note at which address of the old blog an entry stood; False where another one stands there."""
        words = "INSERT OR IGNORE INTO links VALUES (?, ?)"
        return bool(self._database.execute(words, (address, n)).rowcount)

    def linked(self, address: str) -> int | None:
        """The number of the entry that stood at this address of the old blog."""
        found = self._one("SELECT n FROM links WHERE address = ?", address)
        return None if found is None else int(found)

    def picture(self, address: str) -> tuple[str, str, bytes | None] | None:
        """What is known of a picture by its address: its path here, how it is served (JSON), its bytes."""
        words = "SELECT path, served, data FROM pictures WHERE address = ?"
        found = self._database.execute(words, (address,)).fetchone()
        return None if found is None else (found[0] or "", found[1] or "", found[2])

    def picture_at(self, path: str) -> tuple[str, bytes | None] | None:
        """The address and bytes of the picture that our own export has for this path."""
        found = self._database.execute("SELECT address, data FROM pictures WHERE path = ?", (path,)).fetchone()
        return None if found is None else (found[0], found[1])

    def served_at(self, path: str) -> dict[str, Any] | None:
        """How the picture at a path will be served."""
        found = self._one("SELECT served FROM pictures WHERE path = ? AND served IS NOT NULL", path)
        return None if found is None else json.loads(found)

    def keep_picture(self, address: str, path: str, data: bytes, served: object) -> None:
        """Keep a picture under its address: its path here, its bytes, how it will be served."""
        words = "INSERT INTO pictures (address, path, data, served) VALUES (?, ?, ?, ?) ON CONFLICT (address) "
        words += "DO UPDATE SET path = excluded.path, data = excluded.data, served = excluded.served"
        self._database.execute(words, (address, path, data, json.dumps(served)))

    def kept_pictures(self) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
        """The pictures that are brought along: path, bytes, how each will be served."""
        words = "SELECT path, data, served FROM pictures WHERE served IS NOT NULL"
        return ((path, data, json.loads(served)) for path, data, served in self._database.execute(words))
