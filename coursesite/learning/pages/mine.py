"""My learning: the one next thing, then everything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from coursesite.learning import progress
from coursesite.learning.groups.starting import Membership, opens_at
from coursesite.learning.pages.cards import done_in_words, drawing_of, finished_in, minutes_of_one
from coursesite.learning.pages.outline import is_open
from coursesite.learning.queries import News, Standing, Standings
from coursesite.learning.waiting_queries import Waiting
from coursesite.library.reading import CourseCard, Outline
from coursesite.web.filters import count_in_words
from coursesite.web.paging import page_count

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class NextUp:
    """The one next thing to do."""

    href: str
    title: str
    words: str
    why: str
    drawing: Markup
    done: int
    total: int
    done_words: str
    button: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A course somebody takes or took, with what they answered."""

    href: str
    title: str
    done: int
    total: int
    done_words: str
    completed_at: datetime | None
    answers: str
    next_href: str
    next_title: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MinePage:
    """Everything of one learner, in pages of twenty courses."""

    next_up: NextUp | None
    going: tuple[Taken, ...]
    completed: tuple[Taken, ...]
    page: int
    pages: int
    news: News
    waiting: Waiting

    @property
    def is_empty(self) -> bool:
        """Whether nothing was begun yet."""
        return not self.going and not self.completed

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages: number and address, empty for this one."""
        return [
            (number, "" if number == self.page else f"/learn/?page={number}") for number in range(1, self.pages + 1)
        ]


def known(standings: Mapping[int, Standing], courses: Mapping[int, CourseCard]) -> list[Standing]:
    """Where somebody stands in courses that are published now, newest activity first."""
    return [standing for standing in progress.newest_first(standings.values()) if standing.course_id in courses]


def next_up(course: CourseCard, outline: Outline, standing: Standing, now: datetime) -> NextUp | None:
    """The lesson to go on with in this course; None when all of it is finished, or their group has not begun."""
    if opens_at(standing.groups, now) is not None:
        return None
    found = progress.next_lesson(outline.needed, standing.finished, progress.touched(standing), outline.gates)
    lesson = None if found is None else outline.lesson(found)
    if lesson is None:
        return None
    joined = standing.enrolled_at is not None or is_open(lesson)
    name = f"{lesson.word} in {course.title}" if lesson.word else f"Lesson {lesson.number} of {course.title}"
    words = f"{name}, {minutes_of_one(lesson.minutes)}"
    return NextUp(
        lesson.address if joined else course.address,
        lesson.title,
        words,
        lesson.summary,
        drawing_of(course.key),
        finished_in(outline, standing),
        len(outline.needed),
        done_in_words(outline.lesson_count, len(outline.needed), outline.conversation_count),
        "Continue" if joined else "Join this course",
    )


def taken(
    course: CourseCard,
    outline: Outline,
    standing: Standing,
    outcomes: Mapping[str, int],
    moment: tuple[datetime, str],
) -> Taken:
    """One course in the list. `moment` is now, and the reader's time zone."""
    goes_on = next_up(course, outline, standing, moment[0])
    return Taken(
        course.address,
        course.title,
        finished_in(outline, standing),
        len(outline.needed),
        done_in_words(outline.lesson_count, len(outline.needed), outline.conversation_count),
        standing.completed_at,
        answers_in_words(outcomes),
        goes_on.href if goes_on else "",
        goes_on.title if goes_on else "",
        tuple(group_in_words(group, *moment) for group in standing.groups),
    )


def group_in_words(group: Membership, now: datetime, time_zone: str) -> str:
    """A group that somebody is in: "With “The night shift”, which begins on 3 March 2026."."""
    starts = group.starts_in_words(now, time_zone)
    return f"With “{group.name}”{', which ' + starts if starts else ''}."


def answers_in_words(outcomes: Mapping[str, int]) -> str:
    """What came of the questions answered, without marks or blame: "Nine questions answered, six of them right"."""
    marked = sum(outcomes.get(name, 0) for name in ("right", "partly", "wrong"))
    if not marked:
        return ""
    said = f"{count_in_words(marked, 'question').capitalize()} answered"
    right, partly = outcomes.get("right", 0), outcomes.get("partly", 0)
    parts = [count_in_words(right, "right", "right")] if right else []
    parts += [count_in_words(partly, "partly right", "partly right")] if partly else []
    return f"{said}, {' and '.join(parts)}." if parts else f"{said}."


def mine_page(
    standings: Sequence[Standing],
    courses: Mapping[int, CourseCard],
    outlines: Mapping[int, Outline],
    mine: Standings,
    page: int,
    moment: tuple[datetime, str],
) -> MinePage:
    """The page of what was begun. `outlines` are those of this page's courses and of the newest one.

    `mine` is all that `standings` is taken from; `moment` is now, and the reader's time zone.
    """
    pages = page_count(len(standings), ON_A_PAGE)
    shown = shown_on(standings, page)
    entries = [
        taken(courses[one.course_id], outlines[one.course_id], one, mine.outcomes.get(one.course_id, {}), moment)
        for one in shown
    ]
    going = tuple(entry for entry in entries if entry.completed_at is None)
    done = tuple(entry for entry in entries if entry.completed_at is not None)
    up_next = first_next(standings, courses, outlines, moment[0])
    return MinePage(up_next, going, done, min(max(page, 1), pages), pages, mine.news, mine.waiting)


def shown_on(standings: Sequence[Standing], page: int) -> Sequence[Standing]:
    """The courses of one page."""
    pages = page_count(len(standings), ON_A_PAGE)
    page = min(max(page, 1), pages)
    return standings[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]


def first_next(
    standings: Sequence[Standing], courses: Mapping[int, CourseCard], outlines: Mapping[int, Outline], now: datetime
) -> NextUp | None:
    """The next lesson of the course with the newest activity that has one left."""
    for standing in standings:
        if standing.course_id in outlines:
            found = next_up(courses[standing.course_id], outlines[standing.course_id], standing, now)
            if found is not None:
                return found
    return None
