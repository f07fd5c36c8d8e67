"""What one test's site has compiled, the next one's need not: templates, the builders of addresses, statements.

Without this, a small test spends most of its time on compiling what its neighbour has compiled. Each thing is kept
under all that it is made from, so that a page says what it would have said anyway: a template under its name and its
source, a builder under the address's pattern, a statement under SQLAlchemy's own cache key.
"""

import gc
from collections.abc import Callable
from types import CodeType

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from coursesite.db import Database

Builder = Callable[..., tuple[str, str]]
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


def keep_builders() -> None:
    """Let every address that is mapped from now on share its builder with the next application's."""
    kept: dict[tuple[object, ...], Builder] = {}
    compile_builder = Rule._compile_builder

    def compiled(rule: Rule, append_unknown: bool = True) -> Builder:
        if rule.defaults:
            return compile_builder(rule, append_unknown)
        key = (rule.rule, tuple(rule._trace), append_unknown)
        if key not in kept:
            kept[key] = compile_builder(rule, append_unknown)
        return kept[key]

    Rule._compile_builder = compiled  # type: ignore[method-assign, assignment]  # there is no door for it


def leave_what_stays() -> None:
    """Let Python's garbage collector pass by what lives as long as the run: all that is loaded by now."""
    gc.collect()
    gc.freeze()


class Statements:
    """What SQLAlchemy has worked out about a kind of database and the statements sent to it."""

    def __init__(self, database: Database) -> None:
        """`database` is one that others are like."""
        self._like = database
        for engine in (database.read, database.write):
            with engine.connect():
                pass  # by now it knows the server's version and habits
            engine._compiled_cache = LRUCache(STATEMENTS)

    def lend(self, database: Database) -> None:
        """Let a new database of the same kind know it all from the start."""
        _share(self._like.read, database.read)
        _share(self._like.write, database.write)


def _share(known: Engine, new: Engine) -> None:
    # On its first connection an engine asks the server what it is; the one before has asked.
    new.dialect.initialize = lambda _connection: None  # type: ignore[method-assign, assignment]  # its alone
    new.dialect = known.dialect
    new._compiled_cache = known._compiled_cache
