"""One field's value in front matter: YAML in what a coach needs of it, and kinder than YAML about colons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

_STARTS_OTHERWISE = tuple("\"'[]{}|>&*!#,")
_QUOTES = 'Put the value in double quotes: {name}: "…".'


class Unreadable(ValueError):
    """A value cannot be read: the problem and the remedy, each a sentence."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def read_value(name: str, first: str, further: Sequence[str]) -> str | tuple[str, ...]:
    """Read a field's value from what stands after its colon and on the lines below that belong to it.

    A list gives a tuple of strings. Raises Unreadable.
    """
    rest = [line.strip() for line in further if line.strip() and not line.lstrip().startswith("#")]
    if not rest:
        return _scalar(name, first)
    if not first and rest[0].startswith(("- ", "-\t")):
        return tuple(_item(name, item) for item in _items(rest))
    return _from_yaml(name, "\n".join((first, *further)) + "\n")


def _scalar(name: str, written: str) -> str | tuple[str, ...]:
    if re.search(r"[ \t]#", written) and not written.startswith(_STARTS_OTHERWISE):
        problem = f"In “{name}”, everything after “ #” would be lost as a comment."
        raise Unreadable(problem, _QUOTES.format(name=name))
    return written if _is_plain(written) else _from_yaml(name, written)


def _item(name: str, written: str) -> str:
    value = _scalar(name, written)
    if isinstance(value, tuple):
        raise Unreadable(f"“{name}” holds a list inside a list.", "Write a simple list of values.")
    return value


def _items(lines: list[str]) -> Iterator[str]:
    """Give the items of a list; a line that does not start one continues the item before it."""
    item: list[str] = []
    for line in lines:
        if item and (line == "-" or line.startswith(("- ", "-\t"))):
            yield " ".join(item)
            item = []
        item.append(line if item else line[1:].strip())
    yield " ".join(item)


def _is_plain(written: str) -> bool:
    """Say whether a value is words as they stand, though YAML may want quotes round them."""
    if any(ord(character) < 32 or 127 <= ord(character) < 160 for character in written):
        return False
    return not written.startswith((*_STARTS_OTHERWISE, "- ", "? ")) and written not in {"-", "?"}


def _from_yaml(name: str, text: str) -> str | tuple[str, ...]:
    values: list[str] = []
    depth = deepest = 0
    try:
        for event in yaml.parse(f"value: {text}", Loader=yaml.BaseLoader):
            _refuse(name, event)
            if isinstance(event, yaml.ScalarEvent):
                values.append(event.value)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            deepest = max(deepest, depth)
            nested = depth > 2 or (depth > 1 and isinstance(event, yaml.MappingStartEvent))
            if nested:
                problem = f"“{name}” holds names and values, or lists, inside one another."
                raise Unreadable(problem, "Write one value, or a simple list of values.")
    except yaml.YAMLError as error:
        problem = f"The value of “{name}” cannot be read as it is written{_why(error)}."
        raise Unreadable(problem, _QUOTES.format(name=name)) from error
    return tuple(values[1:]) if deepest > 1 else values[1]


def _refuse(name: str, event: yaml.Event) -> None:
    """Refuse aliases, which can grow a short text without bound, and tags, which mean nothing here."""
    anchored = isinstance(event, yaml.NodeEvent) and event.anchor is not None
    tagged = isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None
    if anchored or tagged:
        problem = f"The value of “{name}” starts with “&”, “*” or “!”, which YAML gives a meaning of its own."
        raise Unreadable(problem, _QUOTES.format(name=name))


def _why(error: yaml.YAMLError) -> str:
    reason = getattr(error, "problem", None) or getattr(error, "reason", None)
    return f": {reason}" if reason else ""
