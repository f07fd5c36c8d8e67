"""A course's figures worked out: the sums read once, then everything in memory."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from coursesite.learning.insights import course_queries, figures, queries, sections
from coursesite.learning.insights.cells import ANSWERS, COMPLETED, JOINED, PATH, TRIED, Tally
from coursesite.learning.insights.course_queries import CourseLine
from coursesite.learning.insights.pages import Chosen, CoursePage
from coursesite.learning.insights.question_section import question_section, questions
from coursesite.learning.insights.section import Section, share, too_few
from coursesite.library import reading
from coursesite.library.reading import Outline


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks, and when."""

    now: datetime
    time_zone: str


def way_page(session: Session, course: CourseLine, chosen: Chosen, asker: Asker) -> CoursePage:
    """How people go through a course."""
    tally = _tally(session, course, chosen, PATH, answers=False)
    outline = reading.outline(session, course.id, course.outline_version)
    return _page(session, course, chosen, asker, tally, _way(session, tally, outline, asker.now.date()), outline)


def questions_page(session: Session, course: CourseLine, chosen: Chosen, asker: Asker) -> CoursePage:
    """How people answer the questions in a course's lessons."""
    days = chosen.period.days
    if chosen.group is not None:
        joined = queries.group_size(session, course.id, chosen.group.id, days)
    else:
        joined = queries.sums(session, course.id, chosen.period.spans, (JOINED, TRIED))
    asked = figures.asked(_tally(session, course, chosen, ANSWERS, answers=True))
    outline = reading.outline(session, course.id, course.outline_version)
    lines = [line for line in outline.lessons if line.questions and not line.is_quiz]
    revisions = course_queries.revisions(session, [line.id for line in lines])
    ids = [line.id for line in lines if line.id in revisions]
    contents = reading.contents(session, [revisions[one] for one in ids])
    compiled = {one: content.exercises for one, content in zip(ids, contents, strict=True)}
    section = question_section(questions(lines, compiled, asked))
    return _page(session, course, chosen, asker, joined, [section], outline, is_questions=True)


def one_figure(session: Session, course_ids: Collection[int]) -> Mapping[int, str]:
    """One honest figure of each of these courses, as a sentence without its full stop; one query."""
    numbers = queries.course_numbers(session, course_ids, (JOINED, COMPLETED))
    return {one: _one_figure(numbers.get(one, {})) for one in course_ids}


def _one_figure(numbers: Mapping[str, int]) -> str:
    joined, completed = numbers.get(JOINED, 0), numbers.get(COMPLETED, 0)
    if not joined:
        return "Nobody has joined yet"
    return too_few(joined) or f"{completed:,} of {joined:,} people have finished it ({share(completed, joined)})"


def _tally(session: Session, course: CourseLine, chosen: Chosen, wanted: Collection[str], *, answers: bool) -> Tally:
    if chosen.group is not None:
        return queries.group_tally(session, course.id, chosen.group.id, chosen.period.days, answers=answers)
    return queries.sums(session, course.id, chosen.period.spans, wanted)


def _way(session: Session, tally: Tally, outline: Outline, today: date) -> list[Section]:
    lines = outline.lessons
    ids = [line.id for line in lines]
    stopped = figures.stops(tally, ids, today)
    brought = figures.by_post(tally)
    titles = course_queries.titles(session, [one.post_id for one in brought])
    return [
        sections.path(tally.of(JOINED), tally.of(COMPLETED), figures.steps(tally, ids), lines),
        sections.stops(stopped, lines, figures.together(stopped, tally, today)),
        sections.times(figures.times(tally, ids), lines),
        sections.posts(brought, titles),
    ]


def _page(
    session: Session,
    course: CourseLine,
    chosen: Chosen,
    asker: Asker,
    tally: Tally,
    found: list[Section],
    outline: Outline,
    *,
    is_questions: bool = False,
) -> CoursePage:
    moment, somebody_waits = queries.counted_since(session)
    return CoursePage(
        course,
        chosen,
        tally.of(JOINED),
        tally.of(TRIED),
        found,
        [line for line in outline.lessons if line.is_quiz],
        [line for line in outline.lessons if line.is_conversation],
        # Where nobody waits to be counted, the sums are right now.
        asker.now if moment is not None and not somebody_waits else moment,
        asker.time_zone,
        is_questions,
    )
