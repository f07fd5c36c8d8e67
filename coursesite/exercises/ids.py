"""Ids of exercises: suggesting them, and writing missing ones into a file without touching anything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from coursesite.text.slugs import slugify

from .kinds import Document, Exercise

NAMELESS = "untitled"
LONGEST_SUGGESTION = 40

_ENDING = re.compile(r"\r\n|\n|\r")
_OPENING = re.compile(r"<!--\s*")


def suggested_id(exercise: Exercise) -> str:
    """Suggest an id from the title: its slug, cut between words at 40 characters.

    An exercise without a title takes the beginning of its prompt, and failing that its heading's word.
    """
    for text in (exercise.title, exercise.prompt):
        slug = slugify(text)
        if slug != NAMELESS:
            return _shortened(slug)
    return exercise.headword.lower()


def with_ids(source_lines: list[str], document: Document, new_id: Callable[[Exercise], str]) -> list[str]:
    """Write the missing ids into a file's lines and give the lines; those lines and nothing else differ.

    `source_lines` are all lines of the file, with or without their line ends; the document's line numbers count
    in it. The id goes into the exercise's comment, or into a new one under its heading that ends as the heading
    does. An id from `new_id` (`suggested_id`, for one) that is taken in the document gets a number behind it.
    """
    lines = list(source_lines)
    taken = {exercise.id for exercise in document.exercises if exercise.id is not None}
    chosen: list[tuple[Exercise, str]] = []
    for exercise in document.exercises:
        if exercise.id is None:
            id_ = _free(new_id(exercise), taken)
            taken.add(id_)
            chosen.append((exercise, id_))
    for exercise, id_ in reversed(chosen):
        if exercise.id_line is not None:
            lines[exercise.id_line - 1] = _added(lines[exercise.id_line - 1], id_)
        else:
            _insert(lines, exercise.line, id_)
    return lines


def _added(line: str, id_: str) -> str:
    """Put the id first into a comment; an empty comment gets it alone."""
    opening = _OPENING.search(line)
    place = opening.end() if opening else 0
    empty = line[place:].startswith("-->")
    gap = "" if line[:place].endswith((" ", "\t")) else " "
    return f"{line[:place]}{gap}id: {id_}{' ' if empty else '; '}{line[place:]}"


def _insert(lines: list[str], place: int, id_: str) -> None:
    """Put a comment at `place`, under the heading, which ends in a line end if other lines do."""
    ending = _ending(lines[place - 1]) or next((_ending(line) for line in lines if _ending(line)), "")
    comment = f"<!-- id: {id_} -->"
    if _ending(lines[place - 1]):
        lines.insert(place, comment + ending)
    else:
        lines[place - 1] += ending
        lines.insert(place, comment)


def _ending(line: str) -> str:
    found = _ENDING.findall(line)
    return found[-1] if found and line.endswith(found[-1]) else ""


def _free(id_: str, taken: Collection[str]) -> str:
    number = 2
    free = id_
    while free in taken:
        free = f"{id_}-{number}"
        number += 1
    return free


def _shortened(slug: str) -> str:
    if len(slug) <= LONGEST_SUGGESTION:
        return slug
    words: Sequence[str] = slug[: LONGEST_SUGGESTION + 1].split("-")
    return "-".join(words[:-1]) or slug[:LONGEST_SUGGESTION]
