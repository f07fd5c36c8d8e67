"""Taking a conversation's text apart into its scenes, line by line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from coursesite.text.faults import Fault
from coursesite.text.shapes import Line, Shape, scan, shown, trimmed
from coursesite.text.slugs import slugify

from .scenes import read_scene, stray_links
from .written import Script, WrittenScene, same

LONGEST_NAME = 60
MOST_SCENES = 500
"""Ten times what a long evening's conversation has; what is found out about all of them together takes its time."""
SCENE_LEVEL = 2
NO_SCENES = "Write a heading “## start”, below it what is said, and a list of replies."

_HASHES = re.compile(r"(#{1,6})(?!#)(.*)", re.DOTALL)
# Each run of blanks is tried from its first one only, or a long one would be gone through again and again.
_CLOSING = re.compile(r"(?:^|(?<![ \t])[ \t]+)#+[ \t]*$")
_NAME = re.compile(r"[^\W_](?:[^\W_]|-)*")
_RULE = re.compile(r"(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}")
_UNDERLINE = re.compile(r"=+[ \t]*")


def parse(lines: Sequence[str], first_line: int) -> Script:
    """Take a conversation's Markdown apart.

    `lines` may carry their line ends, Unix or Windows; `first_line` is the number, from 1, that the first of them has
    in its file. Never raises: whatever is wrong is a fault of the script, with its line and its remedy, and reading
    goes on behind it. Rules (`---`) between scenes mean nothing, and comments on lines of their own are nobody's.
    """
    read, faults = scan(lines, first_line)
    read = [_without_rule(line) for line in read]
    starts = [place for place, line in enumerate(read) if _level(line) == SCENE_LEVEL]
    faults += _other_headings(read)
    if len(starts) > MOST_SCENES:
        problem = f"The conversation has {len(starts):,} scenes, and there is room for {MOST_SCENES}."
        faults.append(Fault(read[starts[MOST_SCENES]].number, problem, "Make two conversations of it."))
        read, starts = read[: starts[MOST_SCENES]], starts[:MOST_SCENES]
    scenes = []
    for start, end in pairwise([*starts, len(read)]):
        name = _name(read[start], faults)
        scenes.append(read_scene(name, read[start], read[start + 1 : end], faults))
    before = read[: starts[0]] if starts else read
    unread = {Shape.BLANK, Shape.COMMENT}
    intro_line = next((line.number for line in before if line.shape not in unread), first_line)
    intro = "\n".join(trimmed(["" if line.shape in unread else line.text for line in before]))
    faults += stray_links(intro, intro_line)
    if not scenes:
        faults.append(Fault(intro_line, "The conversation has no scenes.", NO_SCENES))
    return Script(tuple(scenes), intro, intro_line, tuple(sorted({*faults, *_twice(scenes)})))


def is_name(text: str) -> bool:
    """Whether a scene can have this name: letters, digits and hyphens, at most LONGEST_NAME of them."""
    return _NAME.fullmatch(text) is not None and len(text) <= LONGEST_NAME


def _level(line: Line) -> int:
    """The level of a heading; 0 for any other line."""
    match = _HASHES.fullmatch(line.body) if line.plain and line.body.startswith("#") else None
    return len(match[1]) if match and (not match[2] or match[2][0] in " \t") else 0


def _title(line: Line) -> str:
    match = _HASHES.fullmatch(line.body)
    text = _CLOSING.sub("", match[2].strip()) if match else ""
    return unicodedata.normalize("NFC", text.strip())


def _name(line: Line, faults: list[Fault]) -> str:
    name = _title(line)
    if is_name(name):
        return name
    suggested = slugify(name)[:LONGEST_NAME].strip("-")
    if not name:
        problem = "A scene has no name."
    elif len(name) > LONGEST_NAME:
        problem = f"The name {shown(name)} has more than {LONGEST_NAME} characters."
    else:
        problem = f"“{name}” can't be a scene's name, which has letters, digits and hyphens only."
    faults.append(Fault(line.number, problem, f"Write it as in “## {suggested if name else 'start'}”."))
    return name


def _without_rule(line: Line) -> Line:
    is_rule = line.plain and _RULE.fullmatch(line.body) is not None
    return Line(line.number, "", 0, "", Shape.BLANK, nested=False) if is_rule else line


def _other_headings(lines: Sequence[Line]) -> list[Fault]:
    """Name the headings that are no scenes: a conversation has no others."""
    faults = []
    for place, line in enumerate(lines):
        level = _level(line)
        underlined = place and line.plain and _UNDERLINE.fullmatch(line.body) and lines[place - 1].plain
        if level not in {0, SCENE_LEVEL} or underlined:
            found = lines[place - 1] if underlined else line
            problem = f"{shown(found.body)} is a heading, and a conversation has none but its scenes' names."
            faults.append(Fault(found.number, problem, "Write ## for a scene, or put the words in bold."))
        elif line.plain and re.match(r"##[^#\s]", line.body) and is_name(line.body[2:].strip()):
            problem = f"{shown(line.body)} would be read as text."
            faults.append(Fault(line.number, problem, f"Leave a blank behind the signs: “## {line.body[2:].strip()}”."))
    return faults


def _twice(scenes: Sequence[WrittenScene]) -> list[Fault]:
    faults = []
    first: dict[str, WrittenScene] = {}
    for scene in scenes:
        other = first.setdefault(same(scene.name), scene)
        if other is not scene and scene.name:
            problem = f"There are two scenes named “{scene.name}”; the other one begins in line {other.line}."
            faults.append(Fault(scene.line, problem, "Give one of them another name, and its links too."))
    return faults
