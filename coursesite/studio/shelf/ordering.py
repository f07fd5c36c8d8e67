"""The order of a course: what a form wants of it, and the paths that make it so."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from coursesite.library.paths import parsed_path
from coursesite.studio.shelf.outline_queries import Inside
from coursesite.text.slugs import slugify


def seen(rows: Iterable[Inside]) -> str:
    """What says that an outline is still as it was shown: what is in it, in which order, at which addresses."""
    return sha256("\n".join(f"{row.key} {row.path}" for row in rows).encode()).hexdigest()[:16]


def in_order(rows: Sequence[Inside], wanted: Mapping[str, int]) -> list[Inside]:
    """The pieces by the places, from 1, that somebody typed beside them; without a number one keeps its own.

    Whoever is given the place of another comes to stand there, and the others make room.
    """
    sorting = []
    for own, row in enumerate(rows, 1):
        number = wanted.get(row.key, own)
        sorting.append(((number, (number > own) - (number < own), own), row))
    return [row for _by, row in sorted(sorting, key=lambda one: one[0])]


def stepped(rows: Sequence[Inside], key: str, step: int) -> list[Inside]:
    """The pieces with one of them a step up (-1) or down (1); at either end it stays."""
    found = list(rows)
    at = next((place for place, row in enumerate(found) if row.key == key), None)
    if at is not None and 0 <= at + step < len(found):
        found[at], found[at + step] = found[at + step], found[at]
    return found


def paths_in(folder: str, ordered: Sequence[Inside]) -> dict[str, str]:
    """The paths, by key, of those pieces that need another number to stand in this order.

    The numbers that a course has are dealt out anew, so that as few names change as can be; where two have the same
    one, they are counted from 1.
    """
    numbers = sorted({number_in(row) for row in ordered})
    if len(numbers) < len(ordered):
        numbers = list(range(1, len(ordered) + 1))
    dealt = zip(ordered, numbers, strict=True)
    return {row.key: _path(folder, number, slug_in(row)) for row, number in dealt if number_in(row) != number}


def slug_in(row: Inside) -> str:
    """The slug that a piece has by its file's name, also while it holds no address."""
    parsed = parsed_path(row.path)
    return parsed[2] if parsed else row.slug.partition("~")[0]


def number_in(row: Inside) -> int:
    """The number before its file's name."""
    parsed = parsed_path(row.path)
    return parsed[3] if parsed else row.place


def renamed(row: Inside, typed: str) -> str:
    """The path of something in a course with another slug, made from what was typed."""
    return _path(row.path.split("/")[1], number_in(row), slugify(typed))


def placed_last(folder: str, coming: Sequence[Inside], there: Iterable[Inside]) -> dict[str, str]:
    """The paths, by key, of what comes to a course's end, under their own names where those are free."""
    there = list(there)
    slugs, number = {slug_in(row) for row in there}, max((number_in(row) for row in there), default=0)
    paths = {}
    for place, row in enumerate(coming, number + 1):
        slug = slug_in(row)
        free = next(one for one in (slug, *(f"{slug}-{n}" for n in range(2, 2000))) if one not in slugs)
        slugs.add(free)
        paths[row.key] = _path(folder, place, free)
    return paths


def _path(folder: str, number: int, slug: str) -> str:
    return f"courses/{folder}/{number:02d}-{slug}.md"
