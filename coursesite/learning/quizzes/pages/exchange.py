"""Questions that come in and go out, at the coach's desk."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coursesite.exercises.exchanging import Format
from coursesite.learning.quizzes.desk_queries import CourseLine
from coursesite.learning.quizzes.incoming import Carried
from coursesite.learning.quizzes.pages.studio import QUIZZES
from coursesite.library.faults import FileFault
from coursesite.web.filters import count_in_words

FORMATS = {
    Format.gift: ("GIFT", "Moodle's plain text format, which many other programs read too. It holds no pictures."),
    Format.moodle: ("Moodle XML", "What Moodle itself exports and imports, with pictures inside."),
    Format.markdown: ("Markdown task lists", "Plain Markdown that any editor shows, with boxes to tick."),
}
KINDS = {"pool": "a pool, for quizzes to draw from", "quiz": "a quiz of its own"}


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Choosing a file. What was typed stands in its fields; `problem` says why it can't be read."""

    courses: Sequence[CourseLine]
    course: str = ""
    kind: str = "pool"
    title: str = ""
    wanted: str = ""
    problem: str = ""
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return [("Quizzes", QUIZZES), ("Import questions", None)]

    @property
    def kinds(self) -> dict[str, str]:
        """What questions can become."""
        return KINDS

    @property
    def formats(self) -> list[tuple[str, str]]:
        """The formats by their names."""
        return [(one.value, words) for one, (words, _what) in FORMATS.items()]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What was read, before it is published: it can be changed here. `faults` are those of the last try."""

    course: str
    course_title: str
    kind: str
    title: str
    source: str
    counted: Sequence[tuple[str, int]]
    notes: Sequence[tuple[str, str]]
    pictures: Sequence[Carried] = ()
    faults: Sequence[FileFault] = ()
    problem: str = ""

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return [("Quizzes", QUIZZES), ("Import questions", "/studio/quizzes/import"), ("What was read", None)]

    @property
    def summary(self) -> str:
        """What it will become."""
        questions = count_in_words(sum(number for _word, number in self.counted), "question").capitalize()
        return f"{questions} for “{self.title}”, {KINDS[self.kind]}, in “{self.course_title}”."

    @property
    def kinds(self) -> list[str]:
        """The questions by kind."""
        return [f"{number} × {word}" for word, number in self.counted]


@dataclass(frozen=True, slots=True)
class Way:
    """One format to take the questions along in, and what it can't hold."""

    format: Format
    href: str
    notes: Sequence[tuple[str, str]]
    problem: str = ""

    @property
    def title(self) -> str:
        """Its name."""
        return FORMATS[self.format][0]

    @property
    def what(self) -> str:
        """What it is."""
        return FORMATS[self.format][1]

    @property
    def losses(self) -> str:
        """How much it can't hold, in words."""
        if not self.notes:
            return "It holds everything."
        return f"{count_in_words(len(self.notes), 'thing').capitalize()} won't go along unchanged:"


@dataclass(frozen=True, slots=True)
class ExportPage:
    """A quiz or a pool in each format."""

    title: str
    course_title: str
    ways: Sequence[Way]

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return [("Quizzes", QUIZZES), (f"Export “{self.title}”", None)]
