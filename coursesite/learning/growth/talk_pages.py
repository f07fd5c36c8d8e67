"""The first and the latest run of a conversation, side by side: how strained the other was along the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from coursesite.conversations import play
from coursesite.conversations.compiled import Conversation
from coursesite.conversations.mood import Mood, mood
from coursesite.learning.growth.pictures import LinesPicture, lines_picture
from coursesite.learning.growth.queries import RunRow
from coursesite.library.addresses import address_of
from coursesite.library.models import Kind, State
from coursesite.web.filters import day_in_words


@dataclass(frozen=True)
class Way:
    """How the other was along one run: at the beginning and after each reply."""

    moods: Sequence[Mood]
    day: str

    @property
    def strains(self) -> list[int]:
        """The strains, 0 to 100."""
        return [one.strain for one in self.moods]

    @property
    def end(self) -> str:
        """How they were in the end."""
        return self.moods[-1].words


@dataclass(frozen=True)
class TalkSection:
    """A conversation with its first run, and the latest where that is another."""

    title: str
    href: str
    other: str
    first: Way
    latest: Way | None

    @property
    def finding(self) -> str:
        """What the picture shows."""
        if self.latest is None:
            return f"At the end of your first run, {self.other} was {self.first.end}."
        if self.latest.end == self.first.end:
            return f"{self.other} was {self.first.end} at the end of your first run, and at the end of your latest."
        return (
            f"{self.other} was {self.first.end} at the end of your first run, and {self.latest.end} at the end of your "
            "latest."
        )

    @property
    def picture(self) -> LinesPicture:
        """The two lines."""
        return lines_picture(self.first.strains, self.latest.strains if self.latest else ())

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """The table: where, and how they were in each of the two."""
        pairs = zip_longest(self.first.moods, self.latest.moods if self.latest else ())
        return [
            (f"After reply {at}" if at else "At the beginning", _cell(one), _cell(other))
            for at, (one, other) in enumerate(pairs)
        ]


def _cell(one: Mood | None) -> str:
    return "" if one is None else f"{one.words} ({one.strain})"


def talk_sections(
    rows: Sequence[RunRow],
    along: Mapping[int, Sequence[Mapping[str, int]]],
    talks: Mapping[int, Conversation | None],
    time_zone: str,
) -> list[TalkSection]:
    """A section for each conversation whose other person can be read from meters.

    `rows` holds each one's first run and, if there is another, the latest; `talks` the conversation by revision.
    """
    found = []
    for _, runs in groupby(rows, key=lambda row: row.run.lesson_id):
        pair = list(runs)
        ways = [_way(row, along.get(row.run.id, ()), talks.get(row.run.revision_id), time_zone) for row in pair]
        talk = talks.get(pair[-1].run.revision_id)
        if talk is None or ways[0] is None or ways[-1] is None:
            continue
        found.append(TalkSection(pair[0].title, _href(pair[0]), talk.other, ways[0], _second(ways)))
    return found


def _second(ways: Sequence[Way | None]) -> Way | None:
    return ways[-1] if len(ways) > 1 else None


def _way(row: RunRow, along: Sequence[Mapping[str, int]], talk: Conversation | None, time_zone: str) -> Way | None:
    if talk is None:
        return None
    moods = [mood(talk, meters) for meters in (play.begin(talk).meters, *along)]
    known = [one for one in moods if one is not None]
    return Way(known, day_in_words(row.run.started_at, time_zone)) if known else None


def _href(row: RunRow) -> str:
    published = State.PUBLISHED.value
    is_there = row.state == published and row.course_state == published
    return address_of(Kind.CONVERSATION, row.slug, row.course_slug) if is_there else ""
