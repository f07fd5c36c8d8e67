"""A course's outline as a list of lines: what is finished, where one is, what is open."""

from collections.abc import Collection
from dataclasses import dataclass

from coursesite.library.reading import Outline, OutlineLesson

AROUND = 12
ON_A_PAGE = 50

STATES = {
    "finished": ("finished", "finished"),
    "here": ("here", "you are here"),
    "open": ("open", "not finished yet"),
    "closed": ("lock", "opens when you join the course"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One lesson in the outline."""

    href: str
    title: str
    minutes: int
    state: str
    is_here: bool

    @property
    def css(self) -> str:
        """The class of its state."""
        return f"is-{self.state}"

    @property
    def icon(self) -> str:
        """The icon of its state."""
        return STATES[self.state][0]

    @property
    def words(self) -> str:
        """Its state in words."""
        return STATES[self.state][1]


def lines(
    lessons: Collection[OutlineLesson], finished: Collection[int], *, joined: bool, here: int | None = None
) -> tuple[Line, ...]:
    """The lines of these lessons. Who has not joined finds the first lesson open and the others closed."""
    return tuple(_line(lesson, finished, joined=joined, here=here) for lesson in lessons)


def around(outline: Outline, number: int) -> tuple[OutlineLesson, ...]:
    """The lessons near one, so that a page of a very long course stays small: all of them up to 25."""
    first = max(min(number - 1 - AROUND, len(outline.lessons) - 2 * AROUND - 1), 0)
    return outline.lessons[first : first + 2 * AROUND + 1]


def is_open(lesson: OutlineLesson) -> bool:
    """Whether everyone may read it: the first lesson of a course."""
    return lesson.number == 1


def _line(lesson: OutlineLesson, finished: Collection[int], *, joined: bool, here: int | None) -> Line:
    is_here = lesson.id == here
    if is_here:
        state = "here"
    elif lesson.id in finished:
        state = "finished"
    else:
        state = "open" if joined or is_open(lesson) else "closed"
    href = "" if state == "closed" else lesson.address
    return Line(href, lesson.title, lesson.minutes, state, is_here)
