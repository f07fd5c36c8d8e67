"""Lessons suit a tired adult: short enough for one sitting, and in sentences that can be read in one breath."""

from collections.abc import Callable

import pytest

from tests.courses.ease import ease, syllables
from tests.courses.shelf import LESSONS, Piece, told

WORDS = range(700, 1301)
MEDIAN_BELOW = 17
GRADES = (7.0, 9.0)

every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)


@every_lesson
def test_a_lesson_is_one_sitting(lesson: Piece) -> None:
    assert ease(lesson.prose).words in WORDS


@every_lesson
def test_its_prose_reads_easily_and_like_the_speech_of_adults(lesson: Piece) -> None:
    prose = ease(lesson.prose)
    assert prose.median < MEDIAN_BELOW
    assert GRADES[0] <= prose.grade <= GRADES[1]


@every_lesson
def test_what_its_exercises_say_is_no_harder(lesson: Piece) -> None:
    """Options and replies are spoken and short, so that only the upper bounds are asked of them."""
    asked = ease([text for exercise in lesson.exercises for text in told(exercise)])
    assert asked.median < MEDIAN_BELOW
    assert asked.grade <= GRADES[1]


def test_the_library_is_as_easy_throughout(record_property: Callable[[str, object], None]) -> None:
    """The table that the run prints; no lesson is two grades harder than the easiest one."""
    rows = [(lesson.name, ease(lesson.prose), len(lesson.questions)) for lesson in LESSONS]
    width = max(len(name) for name, _, _ in rows)
    table = [f"{'lesson':{width}}  words  median  grade  questions"]
    table += [f"{name:{width}}  {of.words:5}  {of.median:6}  {of.grade:5}  {asked:9}" for name, of, asked in rows]
    record_property("table", "\n".join(table))
    grades = [of.grade for _, of, _ in rows]
    assert max(grades) - min(grades) < 2


@pytest.mark.parametrize(
    ("word", "heard"),
    [("cat", 1), ("people", 2), ("customer", 3), ("emotional", 4), ("well-known", 2), ("1979", 4)],
)
def test_syllables_are_counted_as_they_are_heard(word: str, heard: int) -> None:
    assert syllables(word) == heard


def test_the_grade_is_what_its_formula_gives() -> None:
    """Ten words in two sentences, twelve syllables."""
    assert ease(["The dog sat on the mat.", "It was very happy."]).grade == round(0.39 * 5 + 11.8 * 1.2 - 15.59, 1)
