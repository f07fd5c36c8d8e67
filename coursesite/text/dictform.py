"""Values to and from what JSON can hold, guided by the type hints of our own frozen dataclasses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import timedelta
from enum import Enum
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """Give dictionaries, lists, strings, numbers, true, false and null for a dataclass and what is in it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    return value.value if isinstance(value, Enum) else value


def from_plain(hint: Any, plain: Any) -> Any:
    """Build the value that `hint` names from what `to_plain` gave.

    Fields that are missing take their default. Raises TypeError, KeyError or ValueError for what doesn't fit.
    """
    return _reader(hint)(plain)


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What builds a value that `hint` names. Made once for each hint: to look into it takes longer than to build."""
    if get_origin(hint) in {Union, UnionType}:
        inner = _reader(next(option for option in get_args(hint) if option is not type(None)))
        return lambda plain: None if plain is None else inner(plain)
    if get_origin(hint) is tuple:
        first, *further = get_args(hint)
        if further == [Ellipsis]:
            item = _reader(first)
            return lambda plain: tuple(map(item, plain))
        items = tuple(map(_reader, (first, *further)))
        return lambda plain: tuple(read(item) for read, item in zip(items, plain, strict=True))
    if is_dataclass(hint) and isinstance(hint, type):
        readers = {name: _reader(found) for name, found in get_type_hints(hint).items()}
        return lambda plain: hint(**{name: read(plain[name]) for name, read in readers.items() if name in plain})
    if hint is timedelta:
        return lambda plain: timedelta(seconds=plain)
    found: Callable[[Any], Any] = hint
    return found
