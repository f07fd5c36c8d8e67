"""What the pages of writings show: lists, and all rounds of one with what was said to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from coursesite.exercises import Compiled
from coursesite.learning.asking.pages import ON_A_PAGE
from coursesite.learning.writing.models import Passage, Stage
from coursesite.learning.writing.passages import Marked, Piece, cut
from coursesite.learning.writing.queries import Placed, RoundRow
from coursesite.library.addresses import address_of, exercise_anchor
from coursesite.library.models import Kind, State
from coursesite.text.plain import excerpt
from coursesite.web.markup import safe
from coursesite.web.paging import links_to

DESK = "/studio/writings/"
LONGEST_LINE = 160
STANDINGS = {
    Stage.DRAFT: "A draft that only you can read",
    Stage.SENT: "With the coaches of this course",
    Stage.AGAIN: "A coach has answered, and asks for another round",
    Stage.DONE: "A coach has answered",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A writing in a list."""

    placed: Placed

    @property
    def title(self) -> str:
        """What it is an answer to."""
        return self.placed.writing.title or self.placed.lesson_title

    @property
    def href(self) -> str:
        """Its writer's page of it."""
        return own_address(self.placed.lesson_key, self.placed.writing.exercise)

    @property
    def desk_href(self) -> str:
        """The coaches' page of it."""
        return f"{DESK}{self.placed.writing.id}"

    @property
    def lesson_href(self) -> str:
        """The exercise in its lesson; empty while that isn't published."""
        published = State.PUBLISHED.value
        if (self.placed.lesson_state, self.placed.course_state) != (published, published):
            return ""
        lesson = address_of(Kind.LESSON, self.placed.lesson_slug, self.placed.course_slug)
        return f"{lesson}#{exercise_anchor(self.placed.writing.exercise)}"

    @property
    def stage(self) -> str:
        """Whose turn it is."""
        return self.placed.writing.stage

    @property
    def standing(self) -> str:
        """Where it stands, for who wrote it."""
        return STANDINGS[Stage(self.stage)]

    @property
    def is_news(self) -> bool:
        """Whether a coach answered since its writer last read or sent anything."""
        answered, seen = self.placed.writing.answered_at, self.placed.writing.seen_at
        return answered is not None and (seen is None or seen < answered)

    @property
    def writer(self) -> str:
        """Who wrote it, for coaches."""
        return self.placed.writer or "A learner"


def own_address(lesson_key: str, exercise: str) -> str:
    """Its writer's page of what they wrote under an exercise."""
    return f"/writings/{lesson_key}/{exercise}/"


@dataclass(frozen=True, slots=True)
class DeskLine(Line):
    """A writing in a coach's list, with what was sent last."""

    text: str
    number: int

    @property
    def extract(self) -> str:
        """Its beginning, on one line."""
        return excerpt(self.text, LONGEST_LINE)

    @property
    def since(self) -> datetime:
        """Since when it waits, or else when it was answered."""
        writing = self.placed.writing
        return writing.waits_since or writing.answered_at or writing.saved_at

    @property
    def is_urgent(self) -> bool:
        """Whether it speaks of harming oneself, and waits."""
        return self.placed.writing.apart and self.placed.writing.waits_since is not None


@dataclass(frozen=True, slots=True)
class Measure:
    """A line of the rubric, and who found that the text does it."""

    key: str
    html: Markup
    by_writer: bool
    by_coach: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What a coach said of a passage."""

    number: int
    passage: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A round with its answer. `task` is the exercise in the wording that was answered; none where that is gone."""

    row: RoundRow
    task: Compiled | None
    passages: Sequence[Passage]

    @property
    def number(self) -> int:
        """Which round it is, from 1."""
        return self.row.round.number

    @property
    def is_answered(self) -> bool:
        """Whether a coach has answered."""
        return self.row.round.answered_at is not None

    @property
    def coach(self) -> str:
        """Who answered."""
        return self.row.coach or "A coach who has left"

    @property
    def prompt(self) -> Markup:
        """What was to be written."""
        return safe(self.task.prompt if self.task else "")

    @property
    def rubric(self) -> list[Measure]:
        """The rubric's lines, as both ticked them."""
        ticked, met = self.row.round.ticked, self.row.round.met
        options = self.task.options if self.task else ()
        return [Measure(one.key, safe(one.html), one.key in ticked, one.key in met) for one in options]

    @property
    def pieces(self) -> list[Piece]:
        """The text, cut up at what is marked."""
        return cut(self.row.round.text, [Marked(one.begin, one.end, one.note) for one in self.passages])

    @property
    def notes(self) -> list[Note]:
        """What was said of passages, in the order of the numbers in the text."""
        text = self.row.round.text
        return [Note(n, text[one.begin : one.end], one.note) for n, one in enumerate(self.passages, 1)]

    @property
    def reply(self) -> Markup:
        """The answer, made safe when it was written."""
        return safe(self.row.round.reply_html)


@dataclass(frozen=True, slots=True)
class Story(Line):
    """A writing with all its rounds."""

    rows: Sequence[RoundRow]
    tasks: Mapping[int, Compiled]
    marked: Sequence[Passage]

    @property
    def turns(self) -> list[Turn]:
        """The rounds, the first first."""
        return [
            Turn(row, self.tasks.get(row.round.revision_id), [m for m in self.marked if m.round_id == row.round.id])
            for row in self.rows
        ]

    @property
    def unsent(self) -> str:
        """What stands in its form and was not sent; empty where it is what was sent last."""
        text = self.placed.writing.text
        return "" if self.rows and self.rows[-1].round.text == text else text


@dataclass(frozen=True, slots=True)
class MinePage:
    """What somebody wrote to coaches, a page at a time."""

    lines: Sequence[Line]
    total: int
    number: int

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list."""
        return links_to("/writings/", {}, self.total, self.number, ON_A_PAGE)


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What learners sent, as a coach reads it. `course` is the key of the one that was chosen."""

    lines: Sequence[DeskLine]
    total: int
    number: int
    waits: int
    answered: bool
    course: str
    courses: Sequence[tuple[str, str]]

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The two lists: words, address, whether it is this one."""
        waiting = f"Waiting ({self.waits:,})" if self.waits else "Waiting"
        return [(waiting, DESK, not self.answered), ("Answered", f"{DESK}?state=answered", self.answered)]

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list."""
        asked = {"state": "answered"} if self.answered else {}
        asked |= {"course": self.course} if self.course else {}
        return links_to(DESK, asked, self.total, self.number, ON_A_PAGE)


def start_of(number: int) -> int:
    """How many lines stand before this page."""
    return (number - 1) * ON_A_PAGE
