"""The story holds only as long as the course has what it tells of, and says so when it hasn't."""

from dataclasses import replace

from coursesite.demo.causes import EASY, HARD_LESSON, MISLEADING, SCALE, TEMPTING, lost
from coursesite.demo.course import Course
from coursesite.demo.entries import ENTRIES
from coursesite.library.reading import Content


def contents(course: Course) -> dict[str, Content]:
    assert course.quiz is not None
    quiz = course.quiz.source.content
    return {lesson.key: lesson.content for lesson in course.lessons} | {quiz.key: quiz}


def without(content: Content, exercise: str) -> Content:
    blocks = (block for block in content.blocks if block.exercise is None or block.exercise.id != exercise)
    return replace(content, blocks=tuple(blocks))


def test_the_course_that_ships_has_everything_the_story_needs(course: Course) -> None:
    assert lost(contents(course)) == []


def test_a_lesson_that_is_gone_is_named(course: Course) -> None:
    found = contents(course)
    del found[HARD_LESSON.lesson]
    assert lost(found) == [f"The course service-recovery has no lesson with the key {HARD_LESSON.lesson} any more."]


def test_exercises_that_are_gone_are_named(course: Course) -> None:
    for cause in (MISLEADING, TEMPTING, EASY, SCALE):
        found = contents(course)
        found[cause.lesson] = without(found[cause.lesson], cause.exercise)
        (sentence,) = lost(found)
        assert cause.exercise in sentence
        assert cause.lesson in sentence


def test_a_misleading_option_that_was_reworded_is_named(course: Course) -> None:
    found = contents(course)
    content = found[MISLEADING.lesson]
    blocks = []
    for block in content.blocks:
        if block.exercise is not None and block.exercise.id == MISLEADING.exercise:
            options = tuple(replace(option, text="Something else") for option in block.exercise.options)
            block = replace(block, exercise=replace(block.exercise, options=options))
        blocks.append(block)
    found[MISLEADING.lesson] = replace(content, blocks=tuple(blocks))
    assert lost(found) == [
        "The exercise paraphrase-alone has no wrong option “People felt more understood …” any more."
    ]


def test_a_reflection_that_is_gone_is_named(course: Course) -> None:
    (lesson, exercise), *_others = ENTRIES
    found = contents(course)
    found[lesson] = without(found[lesson], exercise)
    assert lost(found) == [f"The lesson {lesson} has no reflect exercise {exercise} any more."]
