"""Other courses than the story's have people in them, too: one who came to the end, and several on the way."""

from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from coursesite.demo.asking import READER
from coursesite.demo.course import Course
from coursesite.demo.further import TAKEN
from coursesite.demo.people import EMPLOYER, learners
from coursesite.demo.plan import plan
from coursesite.demo.stages import VISITORS
from coursesite.learning.growth.models import SelfRating
from coursesite.learning.intending.models import Fate, Plan, Promise
from coursesite.learning.models import Enrolment
from coursesite.learning.review.models import Card
from tests.demo.conftest import NOW, SEED, Month
from tests.demo.looking import Told, answers_everywhere, rows, users

MOST_ANSWERS = 1500
OWNED: tuple[Any, ...] = (Card, SelfRating, Plan, Promise)


def told_of(month: Month) -> dict[int, list[Told]]:
    """The answers in each of the courses beside the story's own, by their ids."""
    known = {taken.course for taken in TAKEN}
    found: dict[int, list[Told]] = {course.id: [] for course in month.others if course.slug in known}
    for answer in answers_everywhere(month):
        if answer.course_id in found:
            found[answer.course_id].append(answer)
    return found


def slugged(month: Month, slug: str) -> Course | None:
    return next((course for course in month.others if course.slug == slug), None)


def test_every_course_has_several_people_in_it_and_all_of_it_stays_small(month: Month) -> None:
    told = told_of(month)
    assert told
    assert all(len({answer.key for answer in answers}) >= 5 for answers in told.values())
    assert sum(map(len, told.values())) < MOST_ANSWERS


def test_somebody_has_completed_one_of_them_and_most_are_on_the_way(month: Month) -> None:
    enrolled = [row for row in rows(month, Enrolment.__table__) if row.course_id in told_of(month)]
    completed = [row for row in enrolled if row.completed_at is not None]
    assert completed
    assert len(completed) < len(enrolled) / 4


def test_nobody_of_those_who_have_work_at_northline_is_between_jobs(month: Month) -> None:
    course = slugged(month, "between-jobs")
    assert course is not None
    told = told_of(month)[course.id]
    assert told
    assert not [answer for answer in told if answer.address is None or answer.address.endswith(EMPLOYER)]


def test_nobody_learns_in_two_courses_on_one_day(month: Month) -> None:
    zones = {person.key: ZoneInfo(person.time_zone) for person in month.everyone}
    courses: dict[object, set[int]] = defaultdict(set)
    for answer in answers_everywhere(month):
        if answer.key in zones:
            courses[answer.key, answer.at.astimezone(zones[answer.key]).date()].add(answer.course_id)
    assert all(len(found) == 1 for found in courses.values())


def test_the_reader_has_something_of_two_more_courses_in_everything_that_is_hers(month: Month) -> None:
    (reader,) = (user.id for user in users(month) if user.name == READER)
    enrolled = {row.course_id: row for row in rows(month, Enrolment.__table__) if row.user_id == reader}
    going = {course_id for course_id, row in enrolled.items() if row.completed_at is None}
    assert len(going) == 2
    assert enrolled[month.course.id].completed_at is not None
    with month.database.reading() as session:
        own = {table: list(session.scalars(select(table).where(table.user_id == reader))) for table in OWNED}
    assert {one.course_id for one in own[Card] if one.due <= NOW.date()} >= going
    assert {one.course_id for one in own[SelfRating]} == enrolled.keys()
    assert own[Plan]
    assert {one.fate for one in own[Promise]} == {Fate.OPEN, Fate.KEPT}


def test_without_other_courses_the_story_is_the_same(month: Month) -> None:
    everyone, others = learners(SEED, VISITORS), {course.slug for course in month.others}
    whole = plan(everyone, month.course, NOW, SEED, month.others)
    alone = plan(everyone, month.course, NOW, SEED)
    assert others
    assert len(alone) < len(whole)
    assert set(map(repr, alone)) <= set(map(repr, whole))
