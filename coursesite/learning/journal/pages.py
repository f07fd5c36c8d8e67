"""What the journal's pages show."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from markupsafe import Markup

from coursesite.learning.asking.pages import ON_A_PAGE
from coursesite.learning.journal.addresses import JOURNAL, entry_href
from coursesite.learning.journal.finding import Marked
from coursesite.learning.journal.queries import Key, Mark, Place, ReplyRow
from coursesite.learning.meanwhile import mark
from coursesite.learning.models import Entry
from coursesite.library.addresses import address_of, exercise_anchor
from coursesite.library.models import Kind, State
from coursesite.text.harm import speaks_of_harm
from coursesite.web.filters import count_in_words, month_in_words, zone
from coursesite.web.markup import safe
from coursesite.web.paging import links_to

Month = tuple[int, int]
NOTHING = safe("")


def lesson_href(place: Place, exercise: str) -> str:
    """The exercise in its lesson; empty while that isn't published."""
    if {place.state, place.course_state} != {State.PUBLISHED.value}:
        return ""
    address = address_of(Kind.LESSON, place.slug, place.course_slug)
    return f"{address}#{exercise_anchor(exercise)}"


def month_of(moment: datetime, time_zone: str) -> Month:
    """The month of a moment, where its reader lives."""
    there = moment.astimezone(zone(time_zone))
    return there.year, there.month


def month_asked(typed: str) -> Month | None:
    """The month that an address asks for ("2026-11"); None for anything else."""
    year, _, month = typed.partition("-")
    if len(year) == 4 and len(month) == 2 and (year + month).isdecimal() and (year + month).isascii():
        return (int(year), int(month)) if 1 <= int(month) <= 12 and int(year) else None
    return None


def _value(month: Month) -> str:
    return "{:04d}-{:02d}".format(*month)


def who_reads(names: Sequence[str]) -> str:
    """Who reads what is shared in a course that these people look after."""
    told = sorted(name for name in names if name)
    if not told:
        return "every coach of this site"
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else told[0]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for: words, a course's key, a month, a page."""

    words: str = ""
    course: str = ""
    month: Month | None = None
    number: int = 1

    @property
    def is_any(self) -> bool:
        """Whether anything narrows the journal down."""
        return bool(self.words.strip() or self.course or self.month)

    @property
    def month_value(self) -> str:
        """The month as an address says it."""
        return "" if self.month is None else _value(self.month)

    @property
    def asked(self) -> dict[str, str]:
        """The same as the fields of an address."""
        fields = {"q": self.words, "course": self.course, "month": self.month_value}
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in the journal's list."""

    mark: Mark
    place: Place
    extract: Marked
    is_answered: bool

    @property
    def href(self) -> str:
        """Its own page."""
        return entry_href(self.place.key, self.mark.exercise)


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of the journal. `total` counts what was found, `all` everything there is."""

    lines: Sequence[Line]
    total: int
    all: int
    chosen: Chosen
    courses: Sequence[tuple[str, str]]
    months: Sequence[Month]
    consented: bool
    time_zone: str

    @property
    def by_month(self) -> list[tuple[str, list[Line]]]:
        """The lines under the months in which they were written, in words."""
        grouped = groupby(self.lines, key=lambda line: month_of(line.mark.written_at, self.time_zone))
        return [(month_in_words(*month), list(lines)) for month, lines in grouped]

    @property
    def month_choices(self) -> list[tuple[str, str, bool]]:
        """The months to choose from: value, words, whether it is chosen."""
        chosen = self.chosen.month
        months = [*self.months, *([chosen] if chosen and chosen not in self.months else [])]
        return [(_value(one), month_in_words(*one), one == chosen) for one in months]

    @property
    def count(self) -> str:
        """How many there are, or were found."""
        counted = count_in_words(self.total, "entry", "entries")
        return f"{counted} found" if self.chosen.is_any else counted

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list."""
        return links_to(JOURNAL, self.chosen.asked, self.total, self.chosen.number, ON_A_PAGE)

    @property
    def back(self) -> str:
        """This page's own address."""
        query = self.chosen.asked
        return f"{JOURNAL}?{urlencode(query)}" if query else JOURNAL


@dataclass(frozen=True, slots=True)
class Reply:
    """What a coach wrote back."""

    row: ReplyRow

    @property
    def who(self) -> str:
        """Who wrote it."""
        return self.row.name or "A coach who has left"

    @property
    def html(self) -> Markup:
        """What they wrote, made safe when it was written."""
        return safe(self.row.html)

    @property
    def is_new(self) -> bool:
        """Whether the entry's author has not said that they read it."""
        return self.row.seen_at is None


@dataclass(frozen=True, slots=True)
class Wording:
    """What an entry answers to: the exercise's title and prompt in the wording then. Empty where nobody knows it."""

    title: Markup = NOTHING
    prompt: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry, for its author. `typed` is what stands in the form, `refused` why it was not taken.

    `behind` says that what was typed began from something older than what stands.
    """

    entry: Entry
    place: Place
    wording: Wording
    replies: Sequence[Reply]
    readers: Sequence[str]
    typed: str
    refused: str = ""
    behind: bool = False
    wants_delete: bool = False
    """Whether they were about to delete it."""

    @property
    def href(self) -> str:
        """This page."""
        return entry_href(self.place.key, self.entry.exercise)

    @property
    def seen(self) -> str:
        """The mark of the entry as it stands."""
        return mark(self.entry.written_at)

    @property
    def lesson_href(self) -> str:
        """The exercise in its lesson; empty while that isn't published."""
        return lesson_href(self.place, self.entry.exercise)

    @property
    def is_shared(self) -> bool:
        """Whether coaches may read it now."""
        return self.entry.shared_at is not None

    @property
    def is_heavy(self) -> bool:
        """Whether it speaks of harming oneself, as far as can be told."""
        return speaks_of_harm(self.entry.text)

    @property
    def who_reads(self) -> str:
        """Who would read it, or does."""
        return who_reads(self.readers)

    @property
    def has_news(self) -> bool:
        """Whether a coach wrote what the author hasn't put away."""
        return any(reply.is_new for reply in self.replies)


def lines_of(
    marks: Sequence[Mark], places: Mapping[int, Place], extracts: Mapping[Key, Marked], answered: Collection[Key]
) -> list[Line]:
    """The lines of these entries, in their order; one that was deleted meanwhile is left out."""
    return [
        Line(mark, places[mark.lesson_id], extracts[mark.key], mark.key in answered)
        for mark in marks
        if mark.key in extracts and mark.lesson_id in places
    ]
