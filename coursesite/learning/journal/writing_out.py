"""A journal as one Markdown file, from which every entry can be read back exactly as it was written."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from coursesite.web.filters import day_in_words, moment_in_words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&$])")
_TICKS = re.compile(r"`+")


class Written(NamedTuple):
    """An entry as the file holds it. `title` is its exercise's, empty where nobody knows it any more."""

    course: str
    lesson: str
    title: str
    text: str
    written_at: datetime
    shared_at: datetime | None


def file_name(now: datetime, time_zone: str) -> str:
    """What the file is called."""
    day = day_in_words(now, time_zone).replace(" ", "-").lower()
    return f"journal-{day}.md"


def as_markdown(entries: Iterable[Written], name: str, now: datetime, time_zone: str) -> Iterator[str]:
    """The file, a piece at a time: a heading for each course, one for each entry, and its words in a fence.

    What stands in a fence is no Markdown, so nothing in an entry is read as a heading, a list or front matter. The
    fence is longer than any in the entry itself.
    """
    yield f"# The journal of {_escaped(name)}\n\nWritten out on {moment_in_words(now, time_zone)}.\n"
    course = None
    for one in entries:
        if one.course != course:
            yield f"\n## {_escaped(one.course)}\n"
            course = one.course
        yield _entry(one, time_zone)


def _entry(one: Written, time_zone: str) -> str:
    title = f": {_escaped(one.title)}" if one.title else ""
    shared = f", shared with the coaches on {day_in_words(one.shared_at, time_zone)}" if one.shared_at else ""
    fence = "`" * max(3, 1 + max((len(found) for found in _TICKS.findall(one.text)), default=0))
    written = moment_in_words(one.written_at, time_zone)
    return f"\n### {_escaped(one.lesson)}{title}\n\n{written}{shared}\n\n{fence}text\n{one.text}\n{fence}\n"


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))
