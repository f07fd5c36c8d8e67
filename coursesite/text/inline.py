"""Notation within a line that Python-Markdown does not have: citations, bare addresses, plain mail links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from .notes import CITATION, Citation, Note

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

    from .sheet import Sheet

# Python-Markdown's own placeholders start and end with these two characters.
_URL = r"(?<![\w/])https?://[^\s<>\x02\x03]+"
_MAIL = r"<([^<> !\x02\x03]+@[^@<> \x02\x03]+)>"
_AFTER = ".,;:!?'\"*_~`]"

Match = tuple[Element | str | None, int | None, int | None]


class Citations(InlineProcessor):
    """`[^name]` becomes a raised number that leads to the source."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown, sheet: Callable[[], Sheet]) -> None:
        super().__init__(CITATION.pattern, md)
        self._sheet = sheet

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: ARG002, N802 - the base class's name, and stubs that do not know its return of None
        sheet = self._sheet()
        if sheet.notes is None:
            return None, None, None
        note = sheet.notes.get(m[1])
        line = sheet.places.next(m[0])
        if note is None:
            sheet.cited.append(Citation(m[1], "", line))
            return m[0], m.start(), m.end()
        anchor = sheet.anchors.claim(note.anchor.replace("source-", "cite-", 1))
        sheet.cited.append(Citation(m[1], anchor, line))
        return _raised(note, anchor), m.start(), m.end()


class BareAddresses(InlineProcessor):
    """`https://example.org` becomes a link as it stands, without the full stop or bracket after it."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(_URL, md)

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: ARG002, N802 - as above
        address = _trimmed(m[0])
        link = Element("a", {"href": address})
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)


class MailAddresses(InlineProcessor):
    """`<dana@example.org>` becomes a mail link, readable in the page's source unlike Python-Markdown's own."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(_MAIL, md)

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: ARG002, N802 - as above
        address = m[1].removeprefix("mailto:")
        link = Element("a", {"href": f"mailto:{address}"})
        link.text = AtomicString(address)
        return link, m.start(), m.end()


def _raised(note: Note, anchor: str) -> Element:
    raised = Element("sup", {"class": "cite", "id": anchor})
    label = f"Source {note.number}: {note.label}"
    link = SubElement(raised, "a", {"href": f"#{note.anchor}", "aria-label": label})
    link.text = AtomicString(str(note.number))
    return raised


def _trimmed(address: str) -> str:
    while address[-1] in _AFTER or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return address
