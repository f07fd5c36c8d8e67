"""Twee 3, read and written: https://github.com/iftechfoundation/twine-specs/blob/master/twee-3-specification.md."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .story import (
    LONGEST_NAME,
    Note,
    Passage,
    Story,
    Unreadable,
    check_count,
    object_of,
)

TITLE, DATA = "StoryTitle", "StoryData"

_SPECIAL = re.compile(r"[\[\]{}\\]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_BRACKET = re.compile(r"[\[\]{}]")
_LIKE_A_HEADER = re.compile(r"\\*::")
_IFID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


@dataclass(frozen=True)
class Header:
    """A passage's first line, taken apart; `problems` say what in it could not be read."""

    name: str
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, object] | None = None
    problems: tuple[str, ...] = ()


def read(text: str) -> Story:
    """Read a Twee file, whose line ends are "\\n". What stands before its first header is nobody's.

    Of two passages with one name the later one counts. Raises `Unreadable` where there is no passage at all.
    """
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("::")]
    if not starts:
        raise Unreadable(
            "No passage was found, so nothing was taken in. In Twee each begins with a line such as “:: Start”."
        )
    check_count(len(starts) - 2)  # its title and its data are no passages
    notes: list[Note] = []
    found: dict[str, Passage] = {}
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        passage = _passage(lines[start], lines[start + 1 : end], start + 1, notes)
        if passage.name in found:
            first = found.pop(passage.name).line
            sentence = f"It stands in line {first} and again in line {passage.line}: the later one was taken."
            notes.append(Note(passage.name, sentence))
        found[passage.name] = passage
    return _story(found, notes)


def read_header(line: str) -> Header:
    """Take a header apart: `:: name [tags] {metadata}`, in which a backslash takes its meaning from the next sign."""
    rest = line[2:]
    name, rest = _until(rest, "[{")
    problems: list[str] = []
    tags: tuple[str, ...] = ()
    if rest.startswith("["):
        inner, closing = _until(rest[1:], "]")
        if closing:
            tags, rest = tuple(_unescaped(tag) for tag in inner.split()), closing[1:].strip()
        else:
            problems.append("Its tags are never closed by “]”, so they were left out.")
            rest = ""
    metadata: Mapping[str, object] | None = None
    if rest:
        metadata = object_of(rest) if rest.startswith("{") else None
        if metadata is None:
            problems.append("What stands behind its name and tags is no JSON object, so it was left out.")
    return Header(_unescaped(name.strip()), tags, metadata, tuple(problems))


def write(story: Story) -> str:
    """Write a story as Twee. Reading it gives an equal one, if its data holds an IFID and no name stands twice."""
    about = [Passage(TITLE, story.title), Passage(DATA, json.dumps(story.data, ensure_ascii=False, indent=2))]
    return "\n\n\n".join(_written(passage) for passage in (*about, *story.passages)) + "\n"


def _passage(header: str, lines: Sequence[str], line: int, notes: list[Note]) -> Passage:
    head = read_header(header)
    name = head.name
    if not name:
        name = f"Passage in line {line}"
        notes.append(Note(name, "It has no name of its own, so it was called by the line that it begins in."))
    if len(name) > LONGEST_NAME or any(len(tag) > LONGEST_NAME for tag in head.tags):
        sentence = f"A passage's name or tag has more than {LONGEST_NAME} characters, so nothing was taken in."
        raise Unreadable(sentence + " Shorten it.", line)
    notes += [Note(name, problem) for problem in head.problems]
    text = "\n".join(one[1:] if one.startswith("\\") and _LIKE_A_HEADER.match(one) else one for one in lines)
    return Passage(name, text.rstrip(), head.tags, head.metadata or {}, line)


def _story(found: dict[str, Passage], notes: list[Note]) -> Story:
    titled, about = found.pop(TITLE, None), found.pop(DATA, None)
    data = object_of(about.text) if about else {}
    if data is None:
        notes.append(Note(DATA, "It is no JSON object, so it was left out."))
        data = {}
    elif about and not _IFID.fullmatch(str(data.get("ifid", ""))):
        sentence = "Its IFID, by which Twine tells stories apart, is missing or no UUID. Nothing hangs on it here."
        notes.append(Note(DATA, sentence))
    title = " ".join(titled.text.split()) if titled else ""
    return Story(title, tuple(found.values()), data, tuple(notes))


def _until(text: str, signs: str) -> tuple[str, str]:
    """The text up to the first of these signs that no backslash stands before, and the rest, from that sign on."""
    place = 0
    while place < len(text) and text[place] not in signs:
        place += 2 if text[place] == "\\" else 1
    return text[:place], text[place:]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _written(passage: Passage) -> str:
    header = f":: {_escaped(passage.name)}"
    if passage.tags:
        header += f" [{' '.join(_escaped(tag) for tag in passage.tags)}]"
    if passage.metadata:
        header += f" {_one_line(passage.metadata)}"
    text = "\n".join(f"\\{line}" if _LIKE_A_HEADER.match(line) else line for line in passage.text.split("\n"))
    return f"{header}\n{text}".rstrip()


def _escaped(name: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", " ".join(name.split()))


def _one_line(metadata: Mapping[str, object]) -> str:
    """JSON on one line. Brackets within its strings are written as escapes, since not every reader looks for them."""
    text = json.dumps(metadata, ensure_ascii=False, separators=(",", ":"))
    return _STRING.sub(lambda found: _BRACKET.sub(lambda sign: f"\\u{ord(sign[0]):04x}", found[0]), text)
