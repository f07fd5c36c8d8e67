"""What a course of the library has: enough lessons, questions of several kinds, something to do, a talk, a pool."""

import pytest

from coursesite.exercises import Kind
from coursesite.library.metadata import read_source
from coursesite.library.models import Kind as PieceKind
from tests.courses.shelf import COURSES, LESSONS, SLUGS, Piece, of

SIX = {
    "reading-the-room",
    "soft-skills-at-work",
    "everyday-of-service",
    "service-recovery",
    "between-jobs",
    "difficult-conversations",
}
every_course = pytest.mark.parametrize("course", SLUGS)
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)


def test_there_are_the_six() -> None:
    assert set(SLUGS) == SIX


@every_course
def test_a_course_says_what_one_can_do_and_asks_how_one_sees_oneself(course: str) -> None:
    _, metadata, faults = read_source((COURSES / course / "course.md").read_bytes(), PieceKind.COURSE)
    assert faults == []
    assert 6 <= len(metadata.values["outcomes"]) <= 10
    assert 4 <= len(metadata.values["growth"]) <= 8


@every_course
def test_a_course_has_six_to_ten_lessons_a_talk_a_pool_and_a_check(course: str) -> None:
    assert 6 <= len(of(course, PieceKind.LESSON)) <= 10
    assert of(course, PieceKind.CONVERSATION)
    (pool,), (check,) = of(course, PieceKind.POOL), of(course, PieceKind.QUIZ)
    assert len(pool.questions) >= 40
    assert len({one.kind for one in pool.questions}) >= 5
    assert all(one.settings.passage for one in pool.questions)
    assert check.metadata.values["draw"]


@every_course
def test_a_course_draws_from_more_questions_than_it_asks(course: str) -> None:
    (pool,), (check,) = of(course, PieceKind.POOL), of(course, PieceKind.QUIZ)
    for number, _, tag in check.metadata.values["draw"]:
        assert sum(tag in one.settings.tags for one in pool.questions) >= number + 3, tag


@every_course
def test_a_course_has_a_drawing_of_its_own_and_says_what_it_shows(course: str) -> None:
    drawn = sorted(path.name for path in (COURSES / course / "images").glob("*.svg"))
    told = "".join(lesson.body for lesson in of(course, PieceKind.LESSON))
    assert drawn
    assert [name for name in drawn if f"](images/{name}" not in told] == []


@every_lesson
def test_a_lesson_asks_at_least_four_questions_of_three_kinds(lesson: Piece) -> None:
    assert len(lesson.questions) >= 4
    assert len({one.kind for one in lesson.questions}) >= 3


@every_lesson
def test_a_lesson_has_something_to_think_about_and_something_to_do(lesson: Piece) -> None:
    kinds = {one.kind for one in lesson.exercises}
    assert Kind.reflect in kinds
    assert kinds & {Kind.try_, Kind.plan}


@every_lesson
def test_a_lesson_says_what_one_can_do_after_it(lesson: Piece) -> None:
    assert 2 <= len(lesson.metadata.values["objectives"]) <= 5
