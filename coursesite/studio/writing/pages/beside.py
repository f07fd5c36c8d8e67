"""Two texts of one piece side by side, and the three ways on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from coursesite.library.models import Kind
from coursesite.studio.addresses import WRITE, desk_href
from coursesite.studio.writing.comparing import Row, compare, joined
from coursesite.studio.writing.composing import Composed, take_apart
from coursesite.studio.writing.fields import CHOICE, FIELDS, LINE, Asked
from coursesite.studio.writing.queries import Written

KEEP, MINE, JOINED = "keep", "mine", "joined"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field that the two texts fill in differently, with the joined value's input."""

    asked: Asked
    left: str
    right: str
    joined: str

    @property
    def is_line(self) -> bool:
        """Whether it is entered in one line."""
        return self.asked.sort in (LINE, CHOICE)


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says of the two texts: its heading, what happened, what each is called, what each button says."""

    title: str
    happened: str
    left: str
    right: str
    keep: str
    take: str


@dataclass(frozen=True)
class BesidePage:
    """The text that stands (`left`) beside the one that came too late or was published meanwhile (`right`).

    `version` and `base` are what the decision is about: if somebody saves before it, it is asked for again. `typed` is
    what stood in the joined text's form when that happened, `problem` a sentence about it.
    """

    written: Written
    left: bytes
    right: bytes
    action: str
    words: Words
    kept_at: datetime | None = None
    typed: Mapping[str, str] | None = None
    problem: str = ""

    def with_problem(self, problem: str, typed: Mapping[str, str] | None) -> "BesidePage":
        """The same page with what went wrong, and what stood in the joined text's form."""
        return replace(self, problem=problem, typed=typed)

    @property
    def kind(self) -> Kind:
        """What the piece is."""
        return Kind(self.written.kind)

    @cached_property
    def _left(self) -> Composed:
        return take_apart(self.left, self.kind)

    @cached_property
    def _right(self) -> Composed:
        return take_apart(self.right, self.kind)

    @property
    def title(self) -> str:
        """The piece's title."""
        return self.written.title

    @property
    def editor(self) -> str:
        """Where the piece is written."""
        return desk_href(self.written.key)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        return [("Write", WRITE), (self.title, self.editor), (self.words.title, None)]

    @property
    def version(self) -> int:
        """The draft's version that the decision is about; 0 where there is none."""
        return self.written.version or 0

    @property
    def fields(self) -> list[FieldRow]:
        """The fields that differ."""
        found = []
        for asked in FIELDS[self.kind]:
            left, right = self._left.fields[asked.name], self._right.fields[asked.name]
            if left != right:
                value = (self.typed or {}).get(asked.input_name, right or left)
                found.append(FieldRow(asked, left, right, value))
        return found

    @cached_property
    def rows(self) -> list[Row]:
        """The texts, stretch by stretch."""
        return compare(self._left.body, self._right.body)

    @property
    def same(self) -> bool:
        """Whether the texts say the same."""
        return not self.fields and all(row.same for row in self.rows)

    @property
    def joined(self) -> str:
        """Where the joined text begins: with all that stands in either."""
        if self.typed is not None:
            return self.typed.get("body", "")
        return joined(self._left.body, self._right.body)
