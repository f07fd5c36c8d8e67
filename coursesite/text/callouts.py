"""Callouts, in the form that Git hosts show too: a quote whose first line is `> [!NOTE] Its title`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

    from .sheet import Sheet

# "Care" points gently to help where a lesson comes close to home.
TITLES = {"NOTE": "Note", "TIP": "Tip", "IMPORTANT": "Important", "EXAMPLE": "Example", "CARE": "Take care"}

_FIRST_LINE = re.compile(r"\[!(?P<word>[^\]\n]*)\][ \t]*(?P<title>[^\n]*)(?:\n(?P<rest>.*))?", re.DOTALL)


class Callouts(Treeprocessor):
    """Runs before inline notation, so that a title may hold emphasis and links like any text."""

    def __init__(self, md: Markdown, sheet: Callable[[], Sheet]) -> None:
        super().__init__(md)
        self._sheet = sheet

    def run(self, root: Element) -> None:
        for quote in list(root.iter("blockquote")):
            first = next(iter(quote), None)
            match = _FIRST_LINE.match(first.text or "") if first is not None and first.tag == "p" else None
            if first is not None and match:
                self._turn(quote, first, match)

    def _turn(self, quote: Element, first: Element, match: re.Match[str]) -> None:
        word = match["word"].strip().upper()
        sheet = self._sheet()
        line = sheet.places.next(f"[!{match['word']}]")
        if word not in TITLES:
            words = ", ".join(f"[!{known}]" for known in TITLES)
            problem = f"“[!{match['word']}]” is not one of the callouts."
            sheet.fault(line, problem, f"Write one of {words}, or leave the bracket out for a plain quote.")
            return
        quote.tag = "aside"
        quote.attrib.update({"class": f"callout callout-{word.lower()}", "role": "note"})
        title = match["title"].strip()
        heading = Element("p", {"class": "callout-title"})
        heading.text = f"{TITLES[word]}: {title}" if title else TITLES[word]
        first.text = match["rest"] or ""
        if not first.text.strip():
            quote.remove(first)
        quote.insert(0, heading)
        if len(quote) == 1:
            sheet.fault(line, f"The callout “[!{word}]” is empty.", "Write its text on the next line, after “> ”.")
