"""What people say in a conversation, scene by scene, for its coach: at first, and when they come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from coursesite.conversations.compiled import Conversation, Reply, Scene
from coursesite.learning.conversing.figure_queries import Chosen, Ended
from coursesite.learning.conversing.pages.words import ending_words
from coursesite.learning.insights.pages import INSIGHTS
from coursesite.learning.insights.section import FEW, share, too_few
from coursesite.learning.quizzes.pages.studio import studio_address
from coursesite.learning.quizzes.pages.words import in_quotes
from coursesite.library.addresses import address_of
from coursesite.library.models import Kind
from coursesite.library.queries import LessonRow
from coursesite.web.spreadsheets import Cell

MARKS = {"x": "better", "~": "fair", " ": "worse"}
GONE = "Replies of earlier wordings"
HEAD = ("Reply", "In your view", "First runs", "Share", "Later runs", "Share later")
CSV_HEAD = ("Scene", *HEAD)


@dataclass(frozen=True, slots=True)
class Row:
    """A reply, in how many runs it was chosen, and the share that is of all in its scene."""

    words: str
    mark: str
    first: int
    first_share: str
    later: int
    later_share: str

    @property
    def cells(self) -> list[Cell]:
        """The same for a spreadsheet."""
        return [self.words, self.mark, self.first, self.first_share, self.later, self.later_share]


@dataclass(frozen=True, slots=True)
class SceneFigures:
    """A scene: what is said to people in it, what they say, and a finding where there are enough of them."""

    name: str
    heading: str
    finding: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class FiguresPage:
    """A conversation's figures. `people` counts who said anything, and who came back for a later run."""

    line: LessonRow
    course_key: str
    talk: Conversation
    chosen: Sequence[Chosen]
    ended: Sequence[Ended]
    people: tuple[int, int]

    @property
    def address(self) -> str:
        """This page's path."""
        return f"{studio_address(self.line.course_slug, self.line.slug)}/replies"

    @property
    def csv_href(self) -> str:
        """Its table for a spreadsheet."""
        return f"{self.address}.csv"

    @property
    def own_href(self) -> str:
        """The conversation as learners see it."""
        return address_of(Kind.CONVERSATION, self.line.slug, self.line.course_slug)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        course = (self.line.course_title, f"{INSIGHTS}{self.course_key}/")
        return [("Insights", INSIGHTS), course, (self.line.title, None)]

    @property
    def title(self) -> str:
        """The finding of the whole."""
        name, (everyone, _again) = f"“{self.line.title}”", self.people
        if not everyone:
            return f"Nobody has played {name} yet"
        return f"{name}: {too_few(everyone, 'played it so far')}" if everyone < FEW else f"{name}: {self._whole}"

    @property
    def _whole(self) -> str:
        everyone, again = self.people
        return f"{again:,} of {everyone:,} people came back and tried it another way"

    @cached_property
    def endings(self) -> SceneFigures:
        """Which endings people come to."""
        counted = {(one.scene, one.is_first): one.runs for one in self.ended}
        known = [(scene.name, ending_words(scene), "") for scene in self.talk.scenes if scene.is_ending]
        rows = _rows(known, counted)
        return SceneFigures("endings", "How it ends", _finding(rows, "end with"), rows)

    @cached_property
    def scenes(self) -> list[SceneFigures]:
        """The scenes to which somebody has come, in their order, each with its replies."""
        counted: dict[str, dict[tuple[str, bool], int]] = {}
        for one in self.chosen:
            counted.setdefault(one.scene, {})[one.choice, one.is_first] = one.runs
        return [_figures(scene, counted[scene.name]) for scene in self.talk.scenes if scene.name in counted]

    @property
    def unreached(self) -> list[str]:
        """The scenes to which nobody has come."""
        reached = {one.name for one in self.scenes}
        return [scene.name for scene in self.talk.scenes if scene.replies and scene.name not in reached]

    @property
    def table(self) -> list[list[Cell]]:
        """All of it for a spreadsheet."""
        parts = [*self.scenes, self.endings]
        return [[*CSV_HEAD], *([part.name, *row.cells] for part in parts for row in part.rows)]


def _figures(scene: Scene, counted: dict[tuple[str, bool], int]) -> SceneFigures:
    known = [(reply.key, in_quotes(_plain(reply)), MARKS.get(reply.mark, "")) for reply in scene.replies]
    rows = _rows(known, counted)
    said = next((part.text for part in scene.parts if part.speaker), scene.parts[0].text if scene.parts else "")
    heading = in_quotes(" ".join(said.split())) if said else scene.name
    return SceneFigures(scene.name, heading, _finding(rows, "say"), rows)


def _plain(reply: Reply) -> str:
    return reply.text or Markup(reply.html).striptags()  # noqa: S704  # tags are taken out of it


def _rows(known: Sequence[tuple[str, str, str]], counted: dict[tuple[str, bool], int]) -> list[Row]:
    firsts = sum(runs for (_key, is_first), runs in counted.items() if is_first)
    laters = sum(runs for (_key, is_first), runs in counted.items() if not is_first)

    def row(words: str, mark: str, first: int, later: int) -> Row:
        return Row(words, mark, first, share(first, firsts), later, share(later, laters))

    rows = [row(words, mark, counted.get((key, True), 0), counted.get((key, False), 0)) for key, words, mark in known]
    gone_first, gone_later = firsts - sum(one.first for one in rows), laters - sum(one.later for one in rows)
    return [*rows, row(GONE, "", gone_first, gone_later)] if gone_first or gone_later else rows


def _finding(rows: Sequence[Row], verb: str) -> str:
    firsts, laters = sum(row.first for row in rows), sum(row.later for row in rows)
    if not firsts:
        return "Nobody was here in a first run so far"
    if firsts < FEW:
        return too_few(firsts, "here in a first run so far")
    first = max(rows, key=lambda row: row.first)
    said = f"At first most {verb} {first.words} ({first.first:,} of {firsts:,})"
    if first.first * 2 <= firsts:
        said = f"At first opinions part: {first.words} comes first, with {first.first:,} of {firsts:,}"
    later = max(rows, key=lambda row: row.later)
    if laters < FEW or later.words == first.words:
        return said
    return f"{said}; later {later.words} ({later.later:,} of {laters:,})"
