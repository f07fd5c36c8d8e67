"""The body of an exercise as blocks at the left margin: lists, tables, quotes, code, text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from .shapes import ITEM, TAB, Line, Shape
from .tables import has_bar, is_rule


class Sort(Enum):
    """What a block is."""

    TEXT = "text"
    CODE = "code"
    QUOTE = "quote"
    COMMENT = "comment"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    TABLE = "table"


@dataclass
class Item:
    """An item of a list: the text after its marker and the lines indented under it.

    `apart` says that a blank line stands before it.
    """

    line: Line
    text: str
    number: int | None
    apart: bool
    nested: list[Line] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The number of its last line that isn't blank."""
        return next((line.number for line in reversed(self.nested) if line.shape is not Shape.BLANK), self.line.number)


@dataclass
class Block:
    """Lines that belong together. `touches` says that no blank line stands before it."""

    sort: Sort
    lines: list[Line]
    touches: bool
    items: list[Item] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The number of its first line in the file."""
        return self.lines[0].number

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return self.sort in {Sort.BULLETS, Sort.NUMBERS}


def read_blocks(lines: Sequence[Line]) -> list[Block]:
    """Take the lines apart. Blank lines inside a list, a table or a run of quotes don't end it."""
    return list(_Reader(lines).run())


def quoted(lines: Sequence[Line]) -> list[str]:
    """Take the `>` from a quote's lines, and one blank after each."""
    return [_unquoted(line) for line in lines]


def _unquoted(line: Line) -> str:
    if not line.quote:
        return ""
    text = line.body[1:]
    text = text[1:] if text[:1] in {" ", "\t"} else text
    return text if text.strip() else ""


_Belongs = Callable[[Line, bool], bool]
_BelongsAt = Callable[[int], bool]


class _Reader:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.place = 0

    def run(self) -> Iterator[Block]:
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if line.shape is Shape.BLANK:
                self.place += 1
                continue
            start = self.place
            touches = start > 0 and self.lines[start - 1].shape is not Shape.BLANK
            sort = self._sort(start, touches)
            items: list[Item] = []
            self._take(sort, items)
            yield Block(sort, list(self.lines[start : self.place]), touches, items)

    def _sort(self, place: int, touches: bool) -> Sort:
        line = self.lines[place]
        if line.shape in {Shape.FENCE, Shape.FENCED}:
            return Sort.CODE
        if line.shape is Shape.COMMENT:
            return Sort.COMMENT
        if line.quote and line.plain:
            return Sort.QUOTE
        if self._starts_table(place):
            return Sort.TABLE
        return self._list_sort(line, touches) or Sort.TEXT

    def _list_sort(self, line: Line, touches: bool) -> Sort | None:
        """Which list the line starts, if it does. A sentence wrapped before "1984." starts none."""
        item = ITEM.match(line.body) if line.shape is Shape.TEXT and line.indent < TAB else None
        if item is None:
            return None
        if not item["marker"][:-1]:
            return Sort.BULLETS
        before = self.lines[self.place - 1] if touches else None
        wrapped = before is not None and before.plain and ITEM.match(before.body) is None and not before.quote
        return None if wrapped and int(item["marker"][:-1]) != 1 else Sort.NUMBERS

    def _take(self, sort: Sort, items: list[Item]) -> None:
        if sort in {Sort.BULLETS, Sort.NUMBERS}:
            self._take_list(sort, items)
        elif sort is Sort.CODE:
            self._take_while(lambda line, first: first or line.shape is Shape.FENCED)
        elif sort is Sort.COMMENT:
            self._take_while(lambda line, _: line.shape is Shape.COMMENT)
        elif sort is Sort.QUOTE:
            self._take_across_blanks(lambda place: self.lines[place].quote and self.lines[place].plain)
        elif sort is Sort.TABLE:
            self.place += 2
            self._take_across_blanks(self._is_row)
        else:
            self._take_text()

    def _take_while(self, belongs: _Belongs) -> None:
        first = True
        while self.place < len(self.lines) and belongs(self.lines[self.place], first):
            self.place += 1
            first = False

    def _take_across_blanks(self, belongs: _BelongsAt) -> None:
        place = self.place
        while place < len(self.lines) and (self.lines[place].shape is Shape.BLANK or belongs(place)):
            if self.lines[place].shape is not Shape.BLANK:
                self.place = place + 1
            place += 1

    def _take_text(self) -> None:
        self.place += 1
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if line.shape is Shape.BLANK or self._sort(self.place, touches=True) is not Sort.TEXT:
                return
            self.place += 1

    def _take_list(self, sort: Sort, items: list[Item]) -> None:
        place = self.place
        apart = False
        while place < len(self.lines):
            line = self.lines[place]
            if line.shape is Shape.BLANK or (line.shape is Shape.COMMENT and not line.nested):
                apart = apart or line.shape is Shape.BLANK
                if items:
                    items[-1].nested.append(line)
                place += 1
                continue
            if items and (line.nested or line.shape is Shape.FENCED):  # a fence may open on an item's own line
                items[-1].nested.append(line)
            elif (item := self._sibling(sort, line)) is not None:
                item.apart = apart
                items.append(item)
            else:
                break
            apart = False
            place += 1
            self.place = place
        _trim(items)

    def _sibling(self, sort: Sort, line: Line) -> Item | None:
        match = ITEM.match(line.body) if line.shape is Shape.TEXT else None
        if match is None or (match["marker"][0].isdigit() != (sort is Sort.NUMBERS)):
            return None
        number = int(match["marker"][:-1]) if sort is Sort.NUMBERS else None
        return Item(line, (match["text"] or "").strip(), number, apart=False)

    def _starts_table(self, place: int) -> bool:
        if place + 1 >= len(self.lines):
            return False
        header, rule = self.lines[place], self.lines[place + 1]
        return header.plain and rule.plain and has_bar(header.body) and is_rule(rule.body)

    def _is_row(self, place: int) -> bool:
        line = self.lines[place]
        return line.plain and has_bar(line.body) and not self._starts_table(place)


def _trim(items: Sequence[Item]) -> None:
    """Leave comments and the blank lines at an item's ends out of it."""
    for item in items:
        item.nested = [line for line in item.nested if line.shape is not Shape.COMMENT]
        while item.nested and item.nested[-1].shape is Shape.BLANK:
            item.nested.pop()
