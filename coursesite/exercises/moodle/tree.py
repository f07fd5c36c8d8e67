"""A Moodle XML file as a tree, with the line of each question; hostile XML is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from ..exchange import Unreadable, check_count, check_size

MOST_ELEMENTS = 400_000
DEEPEST = 40

_DECLARED = (
    "The file declares a document type or entities of its own, which Moodle never writes and which can be used to "
    "attack the reader. Nothing was taken in. Export the questions again from Moodle, or delete the line that "
    "begins with <!DOCTYPE."
)


@dataclass(frozen=True)
class Found:
    """A question's element and the line, from 1, that it begins in."""

    element: Element
    line: int


def read_tree(data: bytes) -> list[Found]:
    """Give the questions of a file in their order. Raises Unreadable with what to do instead."""
    check_size(data)
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.line = lambda: int(parser.parser.CurrentLineNumber)
    root = _parsed(parser, data)
    if root.tag != "quiz":
        raise Unreadable(
            f"The file begins with <{root.tag[:40]}>, and a file of questions from Moodle with <quiz>. "
            "In Moodle's question bank choose Export and the format “Moodle XML”.",
            1,
        )
    return builder.questions


def _parsed(parser: DefusedXMLParser, data: bytes) -> Element:
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException as error:
        raise Unreadable(_DECLARED, int(parser.parser.CurrentLineNumber)) from error
    except ParseError as error:
        line = error.position[0]
        raise Unreadable(
            f"The file isn't well-formed XML: in line {line} the reader met something that it cannot follow. "
            "Nothing was taken in. Export the questions again as “Moodle XML”.",
            line,
        ) from error
    except (ValueError, LookupError) as error:
        raise Unreadable(
            "The file is written in an encoding that cannot be read here. Save it as UTF-8 and send it again."
        ) from error
    if not isinstance(root, Element):
        raise Unreadable("The file holds nothing. In Moodle's question bank choose Export and “Moodle XML”.")
    return root


class _Builder(TreeBuilder):
    """Builds the tree, minds its size, and remembers where each question stands."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Callable[[], int] = lambda: 0
        self.questions: list[Found] = []
        self.depth = 0
        self.count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Take in an element's beginning."""
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise Unreadable(
                "The file's elements stand inside one another more deeply, or are more, than questions need. "
                "Nothing was taken in. Export the questions again as “Moodle XML”, a category at a time.",
                self.line(),
            )
        element = super().start(tag, attrs)
        if tag == "question" and self.depth == 2:
            self.questions.append(Found(element, self.line()))
            check_count(len(self.questions), self.line())
        return element

    def end(self, tag: str, /) -> Element:
        """Take in an element's end."""
        self.depth -= 1
        return super().end(tag)
