"""An XML file as its parts, one at a time: what has been given is forgotten, so that memory stays flat.

Hostile XML is refused with a sentence: a document type or entities of its own, parts inside one another without end,
tags and texts beyond all measure.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from coursesite.blog.importing.mending import Damage, characters
from coursesite.blog.importing.records import Refused

DEEPEST = 60
MOST_PARTS = 500_000
MOST_NAMES = 2_000
LONGEST_PART = 48 * 1024 * 1024
LONGEST_TAG = 8 * 1024 * 1024
CONTAINERS = {"rss": ("rss", "channel"), "feed": ("feed",)}

_PREFIXES = (
    (re.compile(r"https?://wordpress\.org/export/1\.\d+/excerpt/"), "excerpt:"),
    (re.compile(r"https?://wordpress\.org/export/1\.\d+/"), "wp:"),
    (re.compile(r"https?://purl\.org/rss/1\.0/modules/content/"), "content:"),
    (re.compile(r"https?://purl\.org/dc/elements/1\.1/"), "dc:"),
    (re.compile(r"https?://www\.w3\.org/2005/Atom"), ""),
    (re.compile(r"https?://purl\.org/syndication/thread/1\.0"), "thr:"),
    (re.compile(r"https?://(?:purl\.org/atom/app#|www\.w3\.org/2007/app)"), "app:"),
    (re.compile(r"https?://schemas\.google\.com/g/2005"), "gd:"),
    (re.compile(r"https?://schemas\.google\.com/blogger/2018"), "blogger:"),
)


class Part:
    """An element with what is in it; names are written with the usual prefixes, such as wp:post_id."""

    __slots__ = ("attributes", "children", "pieces", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.pieces: list[str] = []
        self.children: list[Part] = []

    @property
    def text(self) -> str:
        """The text that stands directly in it."""
        return "".join(self.pieces)

    def child(self, tag: str) -> "Part | None":
        """The first child of this name."""
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> "Iterator[Part]":
        """All children of this name."""
        return (child for child in self.children if child.tag == tag)

    def says(self, *tags: str) -> str:
        """The trimmed text of the first of these children that has any."""
        found = (child.text.strip() for tag in tags if (child := self.child(tag)) is not None)
        return next(filter(None, found), "")


def parts(path: Path, damage: Damage) -> Iterator[Part]:
    """What stands in an RSS file's channel, or in an Atom feed, in its order. Raises `Refused`."""
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        with path.open("rb") as file:
            for text in characters(file, damage):
                builder.fed(len(text))
                parser.feed(text)
                yield from builder.finished()
        parser.close()
        yield from builder.finished()
    except DefusedXmlException as error:
        raise Refused(
            "The file declares a document type or entities of its own, which no blog's export does and which can be "
            "used to attack the reader. Export the blog again."
        ) from error
    except ParseError as error:
        raise Refused(_broken(error, int(parser.parser.CurrentLineNumber), builder)) from error
    except OSError as error:
        raise Refused(f"The file can't be read: {error.strerror or error}.") from error


def _broken(error: ParseError, line: int, builder: "_Builder") -> str:
    if error.code in (3, 5) or "no element found" in str(error) or "unclosed" in str(error):
        return "The file ends in the middle: it was not downloaded whole. Export the blog again, and wait for the end."
    if not builder.root:
        return "The file is not XML, which blogs are exported in. Choose the file that the old blog gave you."
    return f"The file is damaged: from line {line:,} on it can't be followed as XML. Export the blog again."


class _Builder:
    """Collects elements below the container, each until it is finished and given away."""

    def __init__(self) -> None:
        self.root = ""
        self._way: list[str] = []
        self._container: tuple[str, ...] = ()
        self._open: list[Part] = []
        self._finished: list[Part] = []
        self._count = self._length = self._silent = 0
        self._names: set[str] = set()

    def fed(self, length: int) -> None:
        """Note that so many characters come now. A tag is heard of only once it is whole."""
        self._silent += length
        if self._silent > LONGEST_TAG:
            raise Refused("The file holds a tag of many megabytes, which no blog's export does. Export the blog again.")

    def finished(self) -> list[Part]:
        """What has been finished since the last time."""
        found, self._finished = self._finished, []
        return found

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._silent = 0
        name = short(tag)
        self._names.add(tag)
        if not self.root:
            self.root = name
            self._container = CONTAINERS.get(name, ())
            if not self._container:
                raise Refused(_WRONG_ROOT.format(name=name[:40]))
        self._way.append(name)
        if len(self._way) > DEEPEST or len(self._names) > MOST_NAMES:
            raise Refused("The file's parts stand inside one another more deeply than a blog's export has them.")
        if self._open or tuple(self._way[:-1]) == self._container:
            self._begin(Part(name, attributes))

    def _begin(self, part: Part) -> None:
        self._count += 1
        self._measure(sum(len(value) for value in part.attributes.values()))
        if self._open:
            self._open[-1].children.append(part)
        self._open.append(part)

    def data(self, text: str) -> None:
        """Text within an element."""
        self._silent = 0
        if self._open:
            self._measure(len(text))
            self._open[-1].pieces.append(text)

    def _measure(self, length: int) -> None:
        self._length += length
        if self._count > MOST_PARTS or self._length > LONGEST_PART:
            raise Refused("One post in the file is larger than 48 MB with all its comments, which can't be taken in.")

    def end(self, _tag: str) -> None:
        """An element ends."""
        self._silent = 0
        self._way.pop()
        if self._open:
            part = self._open.pop()
            if not self._open:
                self._finished.append(part)
                self._count = self._length = 0

    def close(self) -> None:
        """The file ends."""


_WRONG_ROOT = (
    "The file begins with <{name}>, and a blog's export with <rss> (WordPress) or <feed> (Blogger). "
    "Choose the file that the old blog gave you."
)


@lru_cache(maxsize=2 * MOST_NAMES)
def short(tag: str) -> str:
    """An element's name with its usual prefix, whichever of its addresses a namespace was declared with."""
    if not tag.startswith("{"):
        return tag
    namespace, _, name = tag[1:].partition("}")
    for pattern, prefix in _PREFIXES:
        if pattern.fullmatch(namespace):
            return prefix + name
    return f"?:{name}"
