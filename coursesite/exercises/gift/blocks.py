"""A GIFT file as blocks between blank lines: its text, its comments, and what its comments say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Bounded, so that many openings without an end cost no more than their number.
_ID = re.compile(r"\[id:((?:\\.|[^\]\\]){1,255})\]")
_TAG = re.compile(r"\[tag:((?:\\.|[^\]\\]){1,255})\]")
_UNESCAPED = re.compile(r"\\(.)")
_KEPT = re.compile(r"//\s*coursesite ([0-9a-f]{8})\b")
_SETTINGS = re.compile(r"//\s*coursesite:(.*)")
CATEGORY = "$CATEGORY:"


@dataclass(frozen=True)
class Block:
    """Lines without a blank one between them. `lines` are all of them; `text` is without the comments.

    `first` is the file's line of the first one, `line` that of the first that is no comment; both count from 1.
    """

    first: int
    line: int
    lines: tuple[str, ...]
    text: str
    comments: tuple[tuple[int, str], ...]

    @property
    def mark(self) -> str:
        """What is the same for the same question, however its lines are wrapped."""
        return mark_of(self.text)


@dataclass(frozen=True)
class Said:
    """What a block's comments say: Moodle's id and tags, our settings, the question as it was before it became GIFT.

    `other` are the lines of comments that are for people.
    """

    id: str | None
    tags: tuple[str, ...]
    settings: tuple[int, str] | None
    kept_mark: str
    kept: str
    other: tuple[int, ...]


def mark_of(text: str) -> str:
    """Eight hexadecimal digits of a text's SHA-256, whatever its white space."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def blocks(text: str) -> Iterator[Block]:
    """Take a file apart. A category's line is a block of its own."""
    gathered: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            gathered.append(line)
        elif gathered:
            yield from _parted(gathered, number - len(gathered))
            gathered = []


def said(comments: Sequence[tuple[int, str]]) -> Said:
    """Read comments."""
    id_, settings, kept_mark = None, None, ""
    tags: list[str] = []
    kept: list[str] = []
    other: list[int] = []
    for number, line in comments:
        found = _ID.findall(line)
        tagged = _TAG.findall(line)
        if kept_mark and (line == "// |" or line.startswith("// | ")):
            kept.append(line[5:])
        elif match := _KEPT.match(line):
            kept_mark, kept = match[1], []
        elif match := _SETTINGS.match(line):
            settings = (number, match[1].strip())
        elif found or tagged:
            id_ = id_ or (_UNESCAPED.sub(r"\1", found[0]).strip() if found else None)
            tags += [_UNESCAPED.sub(r"\1", tag).strip() for tag in tagged]
        elif re.search(r"\w", line) and not re.match(r"//\s*question: \d+\s+name:", line):
            other.append(number)
    return Said(id_, tuple(tags), settings, kept_mark, "\n".join(kept), tuple(other))


def _parted(lines: Sequence[str], first: int) -> Iterator[Block]:
    gathered: list[str] = []
    start = first
    for number, line in enumerate(lines, first):
        if line.strip().startswith(CATEGORY):
            yield _block([*gathered, line], start)
            gathered, start = [], number + 1
        else:
            gathered.append(line)
            if not _is_comment(line):
                yield _block([*gathered, *lines[number + 1 - first :]], start)
                return
    if gathered:
        yield _block(gathered, start)


def _block(lines: Sequence[str], first: int) -> Block:
    comments = tuple((number, line.lstrip()) for number, line in enumerate(lines, first) if _is_comment(line))
    told = {number for number, _ in comments}
    own = [(number, line) for number, line in enumerate(lines, first) if number not in told]
    line = own[0][0] if own else first
    return Block(first, line, tuple(lines), "\n".join(text for _, text in own).strip(), comments)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("//")
