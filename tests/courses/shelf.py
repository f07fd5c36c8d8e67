"""The courses that ship with the site, read from their files: what their lessons say, ask and cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coursesite.exercises import Exercise, Prose, parse
from coursesite.library.metadata import Metadata, read_source
from coursesite.library.models import Kind as PieceKind
from coursesite.text.lines import split_lines
from coursesite.text.notes import Notes, take_notes

COURSES = Path(__file__).parents[2] / "content/courses"
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+")
_NO_PROSE = ("#", "|", "---", "```", "<!--", "[!", "[^")
_ENDS = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
_SHORTENED = re.compile(r"\b(Mr|Mrs|Ms|Dr|St)\.")


@dataclass(frozen=True)
class Piece:
    """One file of a course."""

    path: Path
    metadata: Metadata
    body: str
    first_line: int

    @property
    def name(self) -> str:
        """Its folder and file, for a test's name."""
        return f"{self.path.parent.name}/{self.path.name}"

    @cached_property
    def _read(self) -> tuple[list[str], Notes]:
        return take_notes(split_lines(self.body), self.first_line)

    @cached_property
    def parts(self) -> tuple[Prose | Exercise, ...]:
        """Prose and exercises in their order, without the list of sources."""
        lines, _sources = self._read
        return parse(lines, self.first_line).parts

    @property
    def exercises(self) -> list[Exercise]:
        """What is asked."""
        return [part for part in self.parts if isinstance(part, Exercise)]

    @property
    def questions(self) -> list[Exercise]:
        """What has a right answer."""
        return [one for one in self.exercises if one.kind.graded]

    @property
    def prose(self) -> list[str]:
        """Its paragraphs, items and quotes outside exercises, as plain text."""
        lines = [line for part in self.parts if isinstance(part, Prose) for line in (*part.lines, "")]
        return list(paragraphs("\n".join(lines)))

    @property
    def sources(self) -> dict[str, str]:
        """What stands in its list of sources, by name."""
        _lines, sources = self._read
        return {note.id: note.text for note in sources.items}


def read(path: Path) -> Piece:
    """One file, which has no fault in its front matter."""
    front, metadata, faults = read_source(path.read_bytes(), PieceKind.LESSON)
    assert faults == []
    return Piece(path, metadata, front.body, front.body_line)


SLUGS = sorted(path.parent.name for path in COURSES.glob("*/course.md"))
PIECES = [read(path) for path in sorted(COURSES.glob("*/[0-9]*.md"))]
LESSONS = [piece for piece in PIECES if piece.metadata.kind is PieceKind.LESSON]


def of(course: str, kind: PieceKind) -> list[Piece]:
    """A course's pieces of one kind."""
    return [piece for piece in PIECES if piece.path.parent.name == course and piece.metadata.kind is kind]


def told(exercise: Exercise) -> Iterator[str]:
    """Everything that an exercise says, as plain text."""
    written = [exercise.prompt, exercise.explanation]
    written += [text for option in exercise.options for text in (option.text, option.feedback)]
    written += [text for pair in exercise.pairs for text in (pair.left, pair.right, pair.why)]
    for text in written:
        yield from paragraphs(text or "")


def paragraphs(markdown: str) -> Iterator[str]:
    """Running text: no headings, tables, fences, comments or sources; markup, links and citations taken off."""
    begun: list[str] = []
    for line in (*re.sub(r"<!--.*?-->", "", markdown, flags=re.DOTALL).splitlines(), ""):
        bare = line.strip().lstrip("> ")
        item = _ITEM.match(bare)
        if not bare or bare.startswith(_NO_PROSE) or item:
            if begun:
                yield " ".join(begun)
            begun = [plain(bare[item.end() :])] if item else []
        else:
            begun.append(plain(bare))


def plain(markdown: str) -> str:
    """A line as it is read."""
    text = re.sub(r"\[\^[^\]]+\]|!\[[^\]]*\]\([^)]*\)", "", markdown)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*`]|(?<!\w)_|_(?!\w)|\\", "", text).strip()


def sentences(texts: list[str]) -> Iterator[str]:
    """The sentences of some paragraphs, in their order."""
    for text in texts:
        yield from (one.strip() for one in _ENDS.split(_SHORTENED.sub(r"\1", text)) if re.search(r"\w", one))
