"""A course's outline as a list of lines: what is finished, where one is, what is open."""

from collections.abc import Collection
from dataclasses import dataclass

from coursesite.learning.gating import opens_in_words, waits_for
from coursesite.library.reading import Outline, OutlineLesson

AROUND = 12
ON_A_PAGE = 50

STATES = {
    "finished": ("finished", "finished"),
    "here": ("here", "you are here"),
    "open": ("open", "not finished yet"),
    "closed": ("lock", "opens when you join the course"),
}


ICONS = {"Quiz": "question", "Conversation": "quote"}


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a course in the outline. `kind` is a word for what is no lesson, `why` says what opens it."""

    href: str
    kind: str
    title: str
    minutes: int
    state: str
    is_here: bool
    why: str = ""

    @property
    def css(self) -> str:
        """The class of its state."""
        return f"is-{self.state}"

    @property
    def icon(self) -> str:
        """The icon of its state; a quiz or a conversation that is open has its own."""
        return ICONS.get(self.kind if self.state == "open" else "", STATES[self.state][0])

    @property
    def words(self) -> str:
        """Its state in words."""
        return self.why or STATES[self.state][1]


@dataclass(frozen=True, slots=True)
class Access:
    """How far a course is open to its reader: what they finished, whether they joined, whether nothing is closed.

    `taste` says that its first lesson is open to everyone, `opens` when the lessons open to who waits for their group.
    """

    finished: Collection[int] = ()
    joined: bool = False
    sees_all: bool = False
    taste: bool = True
    opens: str = ""


def lines(
    outline: Outline, shown: Collection[OutlineLesson], access: Access, here: int | None = None
) -> tuple[Line, ...]:
    """The lines of these parts of an outline.

    Who has not joined finds the first lesson open and everything else closed; what waits for something else is closed
    until that is finished.
    """
    return tuple(_line(outline, lesson, access, here) for lesson in shown)


def around(outline: Outline, place: int) -> tuple[OutlineLesson, ...]:
    """The lines near one, so that a page of a very long course stays small: all of them up to 25."""
    first = max(min(place - 1 - AROUND, len(outline.lessons) - 2 * AROUND - 1), 0)
    return outline.lessons[first : first + 2 * AROUND + 1]


def is_open(lesson: OutlineLesson) -> bool:
    """Whether everyone may read it: the first of a course."""
    return lesson.is_first


def _line(outline: Outline, lesson: OutlineLesson, access: Access, here: int | None) -> Line:
    why = ""
    if lesson.id == here:
        state = "here"
    elif lesson.id in access.finished:
        state = "finished"
    elif access.sees_all or (access.taste and is_open(lesson)):
        state = "open"
    elif not access.joined:
        state = "closed"
    elif access.opens:
        state, why = "closed", access.opens
    else:
        gate = waits_for(outline, lesson.id, access.finished)
        state = "closed" if gate else "open"
        why = f"opens {opens_in_words(gate)}" if gate else ""
    href = "" if state == "closed" else lesson.address
    return Line(href, lesson.word, lesson.title, lesson.minutes, state, lesson.id == here, why)
