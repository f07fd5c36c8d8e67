"""The asks that stand below a lesson: public questions with their answers, and open ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from markupsafe import Markup
from sqlalchemy.orm import Session

from coursesite.learning.asking import section_queries
from coursesite.learning.asking.section_queries import SectionRow
from coursesite.web.markup import safe

ON_LESSON = 5
ON_PAGE = 20
MOST_BYTES = 20_000
"""As much text of asks stands on a lesson's page, so that it stays small on a telephone."""
NOBODY = "A learner"
T = TypeVar("T", "PublicAsk", "OpenAsk")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of an open ask, as its reader sees it."""

    name: str
    by_coach: bool
    html: Markup
    said_at: datetime


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """An open ask with its answers. `is_mine`: the reader asked it."""

    id: int
    turns: Sequence[Turn]
    is_mine: bool

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"ask-{self.id}"

    @property
    def href(self) -> str:
        """Its asker's own page of it."""
        return f"/asks/{self.id}"

    @property
    def is_answered(self) -> bool:
        """Whether a coach has answered."""
        return any(turn.by_coach for turn in self.turns)


@dataclass(frozen=True, slots=True)
class PublicAsk:
    """A question and its answer, as its asker agreed to show them."""

    id: int
    pseudonym: str
    question: Markup
    answer: Markup

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"asked-{self.id}"


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below a lesson. `more`: there is more than that."""

    address: str
    public: Sequence[PublicAsk] = ()
    open: Sequence[OpenAsk] = ()
    more: bool = False
    names: bool = field(default=False, repr=False)

    @property
    def ask_href(self) -> str:
        """Where one asks."""
        return f"{self.address}ask"

    @property
    def all_href(self) -> str:
        """All of them."""
        return f"{self.address}asked"


def section_of(
    session: Session,
    lesson: tuple[int, str],
    reader: int | None,
    *,
    names: bool,
    page: int = 1,
    most: int = ON_LESSON,
    most_bytes: int = MOST_BYTES,
) -> Section:
    """What a reader finds below a lesson (its id and its address); one query.

    `names`: whether they read who asked, as those do who take the course with them.
    """
    lesson_id, address = lesson
    rows = section_queries.below(session, lesson_id, (page - 1) * most, most + 1)
    public = [_public(row) for row in rows if row.is_public]
    asks = _open([row for row in rows if not row.is_public], reader, names=names)
    kept_public, left = _fitting(public[:most], most_bytes)
    kept_open, _ = _fitting(asks[:most], left)
    more = len(kept_public) < len(public) or len(kept_open) < len(asks)
    return Section(address, kept_public, kept_open, more, names)


def _public(row: SectionRow) -> PublicAsk:
    return PublicAsk(row.ask_id, row.name or "", safe(row.html), safe(row.answer))


def _open(rows: Sequence[SectionRow], reader: int | None, *, names: bool) -> list[OpenAsk]:
    found = []
    for ask_id, turns in groupby(rows, key=lambda row: row.ask_id):
        of_this = list(turns)
        is_mine = reader is not None and of_this[0].user_id == reader
        found.append(OpenAsk(ask_id, [_turn(row, names=names) for row in of_this], is_mine))
    return found


def _turn(row: SectionRow, *, names: bool) -> Turn:
    if row.by_coach:
        name = row.name or "A coach who has left"
    else:
        name = (row.name or NOBODY) if names else NOBODY
    return Turn(name, row.by_coach, safe(row.html), row.said_at)


def _fitting(asks: Iterable[T], room: int) -> tuple[list[T], int]:
    kept: list[T] = []
    for one in asks:
        room -= _size(one)
        if room < 0:
            break
        kept.append(one)
    return kept, max(room, 0)


def _size(one: PublicAsk | OpenAsk) -> int:
    texts = [one.question, one.answer] if isinstance(one, PublicAsk) else [turn.html for turn in one.turns]
    return sum(len(text.encode()) for text in texts)
