"""What a piece leaves behind when it goes to another course, and what has to go along with it."""

import re
from collections.abc import Mapping, Sequence

from coursesite.library.faults import FileFault, file_fault
from coursesite.library.models import Kind
from coursesite.library.paths import parsed_path
from coursesite.studio.shelf.outline_queries import Inside
from coursesite.text import frontmatter

GATE, DRAW = "opens after", "draw"
_FROM = re.compile(r"\bfrom\s+([^\s,]+)")


def pools_along(row: Inside, rows: Sequence[Inside], sources: Mapping[int, Sequence[bytes]]) -> list[Inside]:
    """The pools that a quiz takes along: those which no other quiz of the course draws from.

    `sources` are the texts, published and being written, of each piece that has one, by its id.
    """
    mine = _drawn(sources.get(row.id, ()))
    others = {name for other in rows if other.id != row.id for name in _drawn(sources.get(other.id, ()))}
    return [pool for pool in rows if pool.kind == Kind.POOL and _stem(pool) in mine - others]


def left_behind(
    row: Inside, rows: Sequence[Inside], along: Sequence[Inside], sources: Mapping[int, Sequence[bytes]]
) -> list[FileFault]:
    """What the piece needs and would leave, and what needs it and would stay: a file's name leads nowhere from there.

    It may also lead to something else that has the same name, which nobody would notice.
    """
    going = {_stem(one) for one in (row, *along)}
    texts = sources.get(row.id, ())
    faults = []
    for name in sorted((_gates(texts) | _drawn(texts)) - going):
        title = next((one.title for one in rows if _stem(one) == name), name)
        problem = f"“{row.title}” needs “{title}”, which would stay behind."
        remedy = "Take the line “opens after: …” or “draw: …” out of its text, publish that, and move it then."
        faults.append(file_fault(row.path, problem, remedy))
    for other in rows:
        texts = sources.get(other.id, ())
        if other.id not in {row.id, *(one.id for one in along)} and (_gates(texts) | _drawn(texts)) & going:
            problem = f"“{other.title}” needs “{row.title}”, and would stay behind."
            remedy = "Change there what it opens after or draws from, publish that, and move this one then."
            faults.append(file_fault(other.path, problem, remedy))
    return faults


def _gates(texts: Sequence[bytes]) -> set[str]:
    return {word for text in texts for word in _field(text, GATE)}


def _drawn(texts: Sequence[bytes]) -> set[str]:
    return {name for text in texts for line in _field(text, DRAW) for name in _FROM.findall(line)}


def _field(text: bytes, name: str) -> Sequence[str]:
    found = frontmatter.read(text.decode("utf-8", "replace")).fields.get(name)
    if found is None:
        return ()
    return [found.value.strip()] if isinstance(found.value, str) else list(found.value)


def _stem(row: Inside) -> str:
    """The name by which other files of its course call it."""
    return row.path.rpartition("/")[2].removesuffix(".md") if parsed_path(row.path) else ""
