"""A passage's text as lines of Markdown with links between them; what can't be kept is left out, and named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from html import unescape
from itertools import groupby

from .dialects import Dialect
from .leaving import Gap, gaps, head_of_chapbook, shown
from .story import cleaned

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_VARIABLE = re.compile(r"(?<![\w$])[$_][A-Za-z][\w]*(?:[.'][A-Za-z]\w*)*")
_WORDS = re.compile(r"[^\W_]+|[^\S\n]+")
_ADDRESS = re.compile(r"https?://|mailto:", re.IGNORECASE)
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Sort(Enum):
    """What a line is."""

    TEXT = "text"
    ITEM = "item"
    HEADING = "heading"
    RULE = "rule"


@dataclass(frozen=True)
class Link:
    """A link to another passage: its words as Markdown, whom it leads to, and what SugarCube sets when it is taken."""

    text: str
    target: str
    setter: str = ""


@dataclass
class Line:
    """One line: Markdown and links, in order."""

    sort: Sort = Sort.TEXT
    tokens: list[str | Link] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Write on, in a piece of its own: joined at once, a long line would take for ever."""
        self.tokens.append(text)

    def done(self) -> None:
        """Join the pieces of text between links."""
        joined: list[str | Link] = []
        for is_text, run in groupby(self.tokens, lambda token: isinstance(token, str)):
            pieces = list(run)
            joined += ["".join(map(str, pieces))] if is_text else pieces
        self.tokens = joined


@dataclass
class Reading:
    """A passage as it was read: what was left out of it, as it stood, and the variables that it shows."""

    lines: list[Line]
    left: list[str] = field(default_factory=list)
    variables: list[str] = field(default_factory=list)


def read(text: str, dialect: Dialect) -> Reading:
    """Read a passage's text, in time that grows with its length and no faster."""
    return _Reader(text, dialect).read()


def escaped(text: str, signs: str) -> str:
    """A text in which these signs, and backslashes, mean nothing in Markdown."""
    return "".join(f"\\{sign}" if sign in signs or sign == "\\" else sign for sign in text)


def split_link(inner: str) -> tuple[str, str, str]:
    """Words, target and setter of what stands between `[[` and `]]`, in any of Twine's forms."""
    inner, _, setter = inner.partition("][")
    if "->" in inner:
        words, _, target = inner.rpartition("->")
    elif "<-" in inner:
        target, _, words = inner.partition("<-")
    elif "|" in inner:
        words, _, target = inner.partition("|")
    else:
        words = target = inner
    return words.strip(), " ".join(target.split()), setter.strip()


class _Reader:
    """Goes through a text once. Within a link's words there are no further links and no blocks."""

    def __init__(self, text: str, dialect: Dialect, *, whole: bool = True) -> None:
        self.text = text
        self.dialect = dialect
        self.whole = whole
        self.reading = Reading([Line()])
        self.gaps = {gap.start: gap for gap in gaps(text, dialect)}
        self.open: list[str] = []
        self.far = False

    @property
    def line(self) -> Line:
        """The line that is written on."""
        return self.reading.lines[-1]

    def read(self) -> Reading:
        """Read all of it."""
        place = 0
        if self.whole and self.dialect.inserts and (place := head_of_chapbook(self.text)):
            self.reading.left.append(shown(self.text[:place]))
        begins = self.whole
        while place < len(self.text):
            if begins:
                place = self._block(place)
                begins = False
            elif self.text[place] == "\n" and place not in self.gaps:
                self._end_line()
                begins, place = self.whole, place + 1
            else:
                place = self._one(place)
        self._end_line()
        return self.reading

    def _block(self, place: int) -> int:
        found = self.dialect.block.match(self.text, place)
        if found is None or found.end() == place:
            return place
        if found["item"]:
            self.line.sort = Sort.ITEM
        elif found["heading"]:
            self.line.sort = Sort.HEADING
        elif found["rule"]:
            self.line.sort = Sort.RULE
        return found.end()

    def _one(self, place: int) -> int:
        """Take what stands here; gives the place behind it."""
        gap = self.gaps.get(place)
        if gap is not None:
            return self._leave(gap)
        if self.whole and self.text.startswith("[[", place) and (end := self._link(place)):
            return end
        if self.dialect.quotes and self.text[place] in "'/" and (end := self._emphasis(place)):
            return end
        return self._sign(place)

    def _leave(self, gap: Gap) -> int:
        if gap.left:
            self.reading.left.append(gap.left)
        if gap.instead == "\n":
            self._end_line()
        elif gap.instead:
            self._toggle(gap.instead, self.text[gap.end : gap.end + 1])
        return gap.end

    def _link(self, place: int) -> int:
        end = -1 if self.far else self.text.find("]]", place)
        if end < 0:
            self.far = True
            return 0
        words, target, setter = split_link(self.text[place + 2 : end])
        if not target:
            return 0
        inner = _Reader(words.replace("\n", " "), self.dialect, whole=False).read()
        self.reading.left += inner.left
        self.reading.variables += inner.variables
        text = " ".join("".join(str(token) for line in inner.lines for token in line.tokens).split())
        if _ADDRESS.match(target):
            self.line.add(f"[{text or 'link'}](<{_address(target)}>)")
        else:
            self.line.tokens.append(Link(text or escaped(target, self.dialect.literal), target, setter))
        return end + 2

    def _emphasis(self, place: int) -> int:
        mark = self.text[place : place + 2]
        if mark not in ("''", "//") or (mark == "//" and self.text[place - 1 : place] == ":"):
            return 0
        self._toggle("**" if mark == "''" else "*", self.text[place + 2 : place + 3])
        return place + 2

    def _toggle(self, mark: str, follows: str) -> None:
        """Begin or end what is bold or italic; a mark before a blank begins nothing."""
        if mark in self.open:
            self.open.remove(mark)
            self._close(mark)
        elif follows.strip():
            self.open.append(mark)
            self.line.add(mark)

    def _close(self, mark: str) -> None:
        tokens = self.line.tokens
        last = tokens[-1] if tokens else ""
        if last == mark:
            tokens.pop()  # nothing stands between them
        elif isinstance(last, str) and last.isspace():
            tokens[-1] = f"{mark} "
        else:
            self.line.add(mark)

    def _sign(self, place: int) -> int:
        text = self.text
        sign = text[place]
        if word := _WORDS.match(text, place):
            self.line.add(word[0])
            return word.end()
        if sign == "&" and (entity := _ENTITY.match(text, place)):
            self.line.add(escaped(cleaned(unescape(entity[0])).replace("\n", " "), self.dialect.literal))
            return entity.end()
        if sign in "$_" and self.dialect.has_variables and (variable := _VARIABLE.match(text, place)):
            self.reading.variables.append(variable[0])
            self.line.add(escaped(variable[0], self.dialect.literal))
            return variable.end()
        if sign == "\\":
            return self._backslash(place)
        self.line.add(f"\\{sign}" if sign in self.dialect.literal else sign)
        return place + 1

    def _backslash(self, place: int) -> int:
        following = self.text[place + 1 : place + 2]
        if following == "\n":
            return place + 2
        if self.dialect.markdown and following in _PUNCTUATION:
            self.line.add(f"\\{following}")
            return place + 2
        self.line.add("\\\\")
        return place + 1

    def _end_line(self) -> None:
        """What is bold or italic ends with its line."""
        while self.open:
            self._close(self.open.pop())
        self.line.done()
        self.reading.lines.append(Line())


def _address(target: str) -> str:
    return "".join(sign if sign not in "<>\\ " else f"%{ord(sign):02X}" for sign in target)
