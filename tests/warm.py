"""What one test's site has worked out, the next one's need not: templates, addresses, static files, statements.

Without this, a small test spends most of its time on compiling what its neighbour has compiled. Each thing is kept
under all that it is made from, so that a page says what it would have said anyway: a template under its name and its
source, an address under its pattern and converters, a lesson's compiled form under its bytes and all that it points
at, a statement under SQLAlchemy's own cache key. Connections to
PostgreSQL are kept too, and SQLite is not made to wait for the disk.
"""

import gc
import pickle
from collections import defaultdict
from contextlib import suppress
from copy import copy
from pathlib import Path
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import Engine, event
from sqlalchemy.dialects.postgresql.psycopg import _log_notices
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from coursesite.db import Database
from coursesite.library.shelving import compilations
from coursesite.web import assets

COMPILED = ("_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown")
"""What a rule holds once it is compiled."""
MOST_IDLE = 10
"""Connections of each kind that wait for the next test."""
STATEMENTS = 5000
"""More than a site has, so that none makes room for another's."""


class CompiledTemplates(BytecodeCache):
    """Compiled templates, in this process's memory."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over what was compiled from this very source, if anything was."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


def keep_templates() -> None:
    """Let every application that is made from now on share its compiled templates with the next."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledTemplates()}


def keep_rules() -> None:
    """Let every address that is mapped from now on share what was worked out for the next application's."""
    kept: dict[tuple[object, ...], dict[str, Any]] = {}
    compile_rule = Rule.compile

    def compiled(rule: Rule) -> None:
        defaults = repr(sorted((rule.defaults or {}).items()))
        key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, defaults, *rule.map.converters.items())
        if key not in kept:
            compile_rule(rule)
            kept[key] = {name: rule.__dict__[name] for name in COMPILED}
            return
        found = kept[key]
        rule.__dict__.update(found)
        rule.arguments = set(found["arguments"])
        rule._build = found["_build"].__func__.__get__(rule, None)
        rule._build_unknown = found["_build_unknown"].__func__.__get__(rule, None)

    Rule.compile = compiled  # type: ignore[method-assign, assignment]  # there is no door for it


def keep_assets() -> None:
    """Let every application share the list of the static files and of their hashes with the next."""
    list_files = assets.init
    kept: list[tuple[Any, Any]] = []

    def listed(app: Flask, folder: Path = assets.STATIC) -> None:
        if folder != assets.STATIC or not kept:
            list_files(app, folder)
            if folder == assets.STATIC:
                kept.append((app.wsgi_app, app.jinja_env.globals["asset"]))
            return
        server = copy(kept[0][0])
        server.application = app.wsgi_app
        app.wsgi_app = server  # type: ignore[method-assign]  # as `assets` does
        app.add_template_global(kept[0][1])

    assets.init = listed


def keep_compilations() -> None:
    """Let every push from now on take what another has compiled from the very same bytes, places and pictures."""
    names = vars(compilations)
    compile_source = names["compile_source"]
    kept: dict[bytes, bytes] = {}

    def compiled(*made_from: Any) -> Any:
        key = pickle.dumps(made_from)
        if key in kept:
            # A copy, since whoever takes it in may add to it.
            return pickle.loads(kept[key])  # noqa: S301  # it was made below
        made = compile_source(*made_from)
        if not made.faults:
            kept[key] = pickle.dumps(made)
        return made

    names["compile_source"] = compiled


def leave_what_stays() -> None:
    """Let Python's garbage collector pass by what lives as long as the run: all that is loaded by now."""
    gc.collect()
    gc.freeze()


class Connections:
    """PostgreSQL's open connections: each costs the server a process, so the next test's pools get them again.

    One that was left in the middle of something is closed.
    """

    def __init__(self) -> None:
        self._idle: defaultdict[tuple[tuple[str, Any], ...], list[Any]] = defaultdict(list)

    def lend(self, engine: Engine) -> None:
        """Let an engine that has no connection yet take them from here and put them back."""
        dialect = engine.dialect
        open_one, close = dialect.connect, dialect.do_close

        def taken(**options: Any) -> Any:
            # All but SQLAlchemy's own adapters, which are the same for all.
            idle = self._idle[tuple(sorted((name, value) for name, value in options.items() if name != "context"))]
            while idle:
                with suppress(IndexError):
                    found = idle.pop()
                    if _is_alive(found):
                        return found
                    close(found)
            opened = open_one(**options)
            opened.idle = idle
            return opened

        def put_back(connection: Any) -> None:
            idle = getattr(connection, "idle", None)
            midway = connection.closed or connection.info.transaction_status != TransactionStatus.IDLE
            if idle is None or midway or len(idle) >= MOST_IDLE:
                close(connection)
            else:
                connection.remove_notice_handler(_log_notices)
                idle.append(connection)

        dialect.connect, dialect.do_close = taken, put_back  # type: ignore[method-assign, assignment]  # its alone


def _is_alive(connection: Any) -> bool:
    # Some tests have the server end all there are.
    return bool(connection.pgconn.exec_(b"").status == ExecStatus.EMPTY_QUERY)


class Statements:
    """What SQLAlchemy has worked out about a kind of database and the statements sent to it."""

    def __init__(self, database: Database) -> None:
        """`database` is one that others are like."""
        self._like = database
        self._connections = Connections()
        for engine in (database.read, database.write):
            with engine.connect():
                pass  # by now it knows the server's version and habits
            engine._compiled_cache = LRUCache(STATEMENTS)

    def lend(self, database: Database) -> None:
        """Let a new database of the same kind know it all from the start."""
        for engine in (database.read, database.write):
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _wait_for_no_disk)
            else:
                self._connections.lend(engine)
        _share(self._like.read, database.read)
        _share(self._like.write, database.write)


def _share(known: Engine, new: Engine) -> None:
    # On its first connection an engine asks the server what it is; the one before has asked.
    new.dialect.initialize = lambda _connection: None  # type: ignore[method-assign, assignment]  # its alone
    new.dialect = known.dialect
    new._compiled_cache = known._compiled_cache


def _wait_for_no_disk(connection: Any, _record: object) -> None:
    # A test's database need not outlive the machine's next failure of power.
    connection.execute("PRAGMA synchronous=OFF")
