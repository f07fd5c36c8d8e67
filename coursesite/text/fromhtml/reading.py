"""Well-formed HTML read from its first tag to its last."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .manuscript import Manuscript
from .pieces import Marks, Rule, without_controls
from .styling import Attributes, is_hidden, marks_within

_VOID = {"br", "hr", "img", "wbr", "embed", "source"}
_FRAMED = {"blockquote", "ul", "ol", "menu", "dir", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "figure"}
_FRAMED |= {"caption", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"}
_PLAYERS = {"iframe", "object", "audio", "video"}
_BLOCKS = {"p", "div", "section", "article", "header", "footer", "main", "aside", "address", "center", "details"}
_BLOCKS |= {"summary", "fieldset", "legend", "form", "nav", "hgroup", "thead", "tbody", "tfoot"}
_BLANK_LINE = re.compile(r"\n[ \t\r\f]*\n\s*")


@dataclass
class _Open:
    """An element that is open: how words were set off before it, and what it does to what stands in it."""

    tag: str
    attributes: Attributes
    marks: Marks
    framed: bool = False
    hides: bool = False
    plays: bool = False
    lifts_from: int | None = None
    words: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads HTML that `clean.well_formed` gave into a manuscript. `line_ends` says whether line ends in the text mean
    something, as in WordPress: one ends the line, two the paragraph."""

    def __init__(self, manuscript: Manuscript, *, line_ends: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.manuscript = manuscript
        self.line_ends = line_ends
        self.open: list[_Open] = []
        self.hidden = 0
        self.pre: list[str] | None = None
        self.abbreviated: _Open | None = None

    def read(self, html: str) -> None:
        """Read it all."""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            if not self.hidden:
                self._void(tag, attributes)
            return
        element = _Open(tag, attributes, self.manuscript.marks)
        self.open.append(element)
        if not self.hidden:
            self._hide(element)
        self.hidden += element.hides
        if not self.hidden:
            self.manuscript.marks = marks_within(tag, attributes, element.marks, self.manuscript.doubts)
            if self.pre is None:
                self._start(element)
            name = attributes.get("id") or (attributes.get("name") if tag == "a" else "")
            if name:
                self.manuscript.name(name)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            return
        element = self.open.pop()
        if not self.hidden:
            self._end(element)
        self.hidden -= element.hides
        self.manuscript.marks = element.marks

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        data = without_controls(data)
        if self.pre is not None:
            self.pre.append(data.replace("\u00a0", " "))
            return
        if self.abbreviated is not None:
            self.abbreviated.words.append(data)
        if not self.line_ends or self.manuscript.marks.code:
            self.manuscript.text(data)
            return
        for number, part in enumerate(_BLANK_LINE.split(data.replace("\r\n", "\n").replace("\r", "\n"))):
            if number:
                self.manuscript.flush()
            for place, line in enumerate(part.split("\n")):
                if place and not self.manuscript.ends_with_break():
                    self.manuscript.break_line()
                self.manuscript.text(line)

    def _hide(self, element: _Open) -> None:
        """Find out whether what stands in an element is not to be read: hidden, or a film's words for old browsers."""
        attributes = element.attributes
        if is_hidden(attributes):
            self.manuscript.doubts.add("Hidden text was left out.")
            element.hides = True
        elif element.tag in _PLAYERS and self.pre is None:
            address = attributes.get("src") or attributes.get("data-src") or attributes.get("data", "")
            played = self.manuscript.play(address, attributes.get("title", ""))
            element.hides = played or element.tag == "iframe"
            element.plays = not element.hides

    def _void(self, tag: str, attributes: Attributes) -> None:
        if self.pre is not None:
            self.pre += ["\n"] if tag == "br" else []
        elif tag == "br" and self.manuscript.marks.code:
            self.manuscript.text(" ")
        elif tag == "br":
            self.manuscript.break_line()
        elif tag == "hr":
            self.manuscript.flush()
            self.manuscript.put(Rule())
        elif tag == "img":
            self.manuscript.image(attributes)
        elif tag in {"embed", "source"}:
            self._inner_player(tag, attributes)

    def _inner_player(self, tag: str, attributes: Attributes) -> None:
        """A film's source, or an embedded film: the first one within an element that plays is enough."""
        around = next((element for element in reversed(self.open) if element.plays), None)
        if tag == "source" and around is None:
            return
        if self.manuscript.play(attributes.get("src", ""), "") and around is not None:
            around.hides = True
            self.hidden += 1

    def _start(self, element: _Open) -> None:
        tag = element.tag
        if tag in {"sub", "sup"}:
            if all(outer.lifts_from is None for outer in self.open[-8:]):
                element.lifts_from = self.manuscript.place()
        elif tag in {"abbr", "acronym"} and element.attributes.get("title", "").strip():
            self.abbreviated = element
        elif tag == "q":
            self.manuscript.text("“")
        elif tag == "pre":
            self.manuscript.flush()
            self.pre = []
        elif tag in _FRAMED:
            self.manuscript.flush()
            in_head = any(outer.tag == "thead" for outer in self.open[-4:])
            element.framed = self.manuscript.enter(tag, element.attributes, in_head=in_head)
        elif tag in _BLOCKS:
            self.manuscript.flush()

    def _end(self, element: _Open) -> None:
        tag = element.tag
        if self.pre is not None:
            if tag == "pre" and all(outer.tag != "pre" for outer in self.open):
                code, self.pre = "".join(self.pre), None
                self.manuscript.code(code, element.attributes)
        elif tag == "q":
            self.manuscript.text("”")
        elif element.lifts_from is not None:
            self.manuscript.lift(tag, element.lifts_from)
        elif self.abbreviated is element:
            self.abbreviated = None
            self.manuscript.abbreviate("".join(element.words), element.attributes["title"])
        elif element.framed:
            self.manuscript.leave()
        elif tag in _BLOCKS or tag in _FRAMED:
            self.manuscript.flush()
