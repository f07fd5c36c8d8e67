"""What turning HTML into Markdown gives, and what it could not keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

MOST_SHOWN = 80

LinkRewriter = Callable[[str], str]
ImageRewriter = Callable[[str, str], str | None]


class Source(Enum):
    """Whose HTML it is."""

    WORDPRESS = "WordPress"
    BLOGGER = "Blogger"


@dataclass(frozen=True)
class ImageUse:
    """A picture that the Markdown shows: its address there, its description, its line from 1."""

    address: str
    alt: str
    line: int


@dataclass(frozen=True)
class Converted:
    """A text in our Markdown. `links` are targets as the Markdown has them, in reading order, each once.

    `doubts` say in sentences what was not kept or was kept in another way, each once.
    """

    markdown: str
    images: tuple[ImageUse, ...] = ()
    links: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class Doubts:
    """Collects sentences, each once, in the order of their first cause."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}

    def add(self, sentence: str) -> None:
        """Note a sentence."""
        self._sentences[sentence] = None

    def all(self) -> tuple[str, ...]:
        """Give them all."""
        return tuple(self._sentences)


def shown(address: str) -> str:
    """Give an address short enough for a sentence."""
    return address if len(address) <= MOST_SHOWN else address[: MOST_SHOWN - 1] + "…"
