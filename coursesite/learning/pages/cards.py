"""Courses on the shelf, by topic, with how far somebody is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from coursesite.drawing import motif
from coursesite.learning.queries import Standing
from coursesite.library.reading import CourseCard, Outline
from coursesite.web.filters import count_in_words
from coursesite.web.paging import page_count

ON_A_PAGE = 24


@dataclass(frozen=True, slots=True)
class Card:
    """One course on the shelf. `done` is None where it was not begun; `first_href` leads to its open first lesson.

    `total` is how many things complete it, `done_words` what those are.
    """

    href: str
    title: str
    drawing: Markup
    summary: str
    facts: tuple[str, ...]
    done: int | None
    total: int
    done_words: str
    first_href: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and its courses."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """The list of courses."""

    topics: tuple[Topic, ...]
    page: int
    pages: int
    description: str = "Short courses in small lessons; the first lesson of each is open to everyone."

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list: number and address, empty for this one."""
        return [
            (number, "" if number == self.page else f"/courses/?page={number}") for number in range(1, self.pages + 1)
        ]


@lru_cache(maxsize=512)
def drawing_of(key: str) -> Markup:
    """The motif of a course as markup."""
    # Our own drawing, made from numbers.
    return Markup(motif(key))  # noqa: S704


def minutes_of_one(minutes: int) -> str:
    """How long one lesson or quiz takes, as its coach or its words say: "about 8 minutes", "about 1 minute"."""
    return f"about {minutes} minute{'' if minutes == 1 else 's'}"


def minutes_in_words(minutes: int) -> str:
    """How long all of a course takes: in minutes up to an hour and a half, then in half hours."""
    if minutes <= 15:
        return minutes_of_one(minutes).removeprefix("about ")
    if minutes < 90:
        return f"about {5 * round(minutes / 5)} minutes"
    halves = round(minutes / 30)
    hours = str(halves // 2) if halves % 2 == 0 else f"{halves // 2}½"
    return f"about {hours} hours"


def finished_in(outline: Outline, standing: Standing) -> int:
    """How much of what completes the course is finished; what left the outline doesn't count."""
    return sum(lesson in standing.finished for lesson in outline.needed)


def contents_in_words(lessons: int, quizzes: int, conversations: int = 0) -> str:
    """What a course holds: "Eight lessons, two conversations and one quiz"."""
    parts = [count_in_words(lessons, "lesson")] if lessons or not (quizzes or conversations) else []
    parts += [count_in_words(conversations, "conversation")] if conversations else []
    parts += [count_in_words(quizzes, "quiz", "quizzes")] if quizzes else []
    return _listed(parts).capitalize()


def done_in_words(lessons: int, needed: int, conversations: int = 0) -> str:
    """What a bar of progress counts: `needed` things, so many of them lessons and conversations."""
    parts = ["lessons"] if lessons or not needed else []
    parts += ["conversations"] if conversations else []
    parts += ["quizzes"] if needed > lessons + conversations else []
    return f"{_listed(parts)} finished"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(one for one in (", ".join(parts[:-1]), *parts[-1:]) if one)


def card(course: CourseCard, done: int | None = None) -> Card:
    """A course as a card."""
    facts = [contents_in_words(course.lessons, course.quizzes, course.conversations), minutes_in_words(course.minutes)]
    facts += [course.level] if course.level else []
    drawing = drawing_of(course.key)
    counted = done_in_words(course.lessons, course.needed, course.conversations)
    return Card(course.address, course.title, drawing, course.summary, tuple(facts), done, course.needed, counted)


def shelf_page(courses: Sequence[CourseCard], done: Mapping[int, int], page: int) -> ShelfPage:
    """One page of the list. `done` counts the finished lessons of the courses that this person has begun."""
    pages = page_count(len(courses), ON_A_PAGE)
    page = min(max(page, 1), pages)
    return ShelfPage(by_topic(courses[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], done), page, pages)


def by_topic(courses: Iterable[CourseCard], done: Mapping[int, int]) -> tuple[Topic, ...]:
    """Courses under their topics, both in the order in which they come."""
    topics: dict[str, list[Card]] = {}
    for course in courses:
        topics.setdefault(course.topic, []).append(card(course, done.get(course.id)))
    return tuple(Topic(name[:1].upper() + name[1:], tuple(cards)) for name, cards in topics.items())
