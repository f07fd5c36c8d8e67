"""What rendering takes and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from .faults import Fault
from .notes import Citation


class Kind(Enum):
    """Whose text it is: a coach's lesson (or post, page), or a comment by anyone."""

    LESSON = "lesson"
    COMMENT = "comment"


@dataclass(frozen=True)
class Picture:
    """An image as it is served: its address and its size in pixels."""

    src: str
    width: int
    height: int


@dataclass(frozen=True)
class Heading:
    """A heading: its level from 2 to 6, its plain text, its id on the page."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Reference:
    """A link's or image's target as the coach wrote it, and its line in the file."""

    target: str
    line: int


@dataclass(frozen=True)
class Rendered:
    """A rendered text: sanitised HTML and what was found on the way. `words` counts what is read."""

    html: str
    headings: tuple[Heading, ...] = ()
    links: tuple[Reference, ...] = ()
    images: tuple[Reference, ...] = ()
    cited: tuple[Citation, ...] = ()
    words: int = 0
    faults: tuple[Fault, ...] = ()


LinkResolver = Callable[[str], str | None]
ImageResolver = Callable[[str], Picture | None]
