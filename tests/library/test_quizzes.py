"""Quizzes and pools as the library takes them in: their rules, what they draw, where they stand, what search finds."""

import pytest

from coursesite.library import queries, reading
from coursesite.library.models import Kind
from coursesite.library.reading import Outline
from coursesite.library.search import find
from tests.library.shelves import QUESTION, Shelf

QUIZ, POOL, FIRST = "09-final-check.md", "08-pool.md", "01-first.md"


def question(number: int, *tags: str) -> str:
    """A question with an id of its own."""
    tagged = f"; tags: {', '.join(tags)}" if tags else ""
    return (
        f"### Question: Number {number}\n<!-- id: q{number}{tagged} -->\n\nWhich zebra?\n\n- [x] right\n- [ ] wrong\n"
    )


def questions(*tags: str) -> str:
    """One question for each of these tags."""
    return "\n".join(question(number, *tag.split()) for number, tag in enumerate(tags))


@pytest.fixture
def calls(shelf: Shelf) -> Shelf:
    """A course with one lesson."""
    shelf.course()
    shelf.lesson("01-first", "Listen.\n\n## Say it back\n\nSay it.", key="lesson1", title="First")
    return shelf


def outline(shelf: Shelf) -> Outline:
    with shelf.database.reading() as session:
        course = queries.find_course(session, "calls")
        assert course is not None
        return reading.outline(session, course.id, course.outline_version)


def test_a_quiz_stands_in_the_outline_and_a_pool_does_not(calls: Shelf) -> None:
    calls.piece("08-pool", "pool", key="pool01")
    calls.piece("09-final-check", "quiz", "pass: 70%", "minutes: 20", key="quiz01", title="Final check")
    calls.lesson("10-last", key="lesson9", title="Last")
    calls.pushed()

    found = outline(calls)

    assert [(line.place, line.number, line.kind, line.title) for line in found.lessons] == [
        (1, 1, Kind.LESSON, "First"),
        (2, 0, Kind.QUIZ, "Final check"),
        (3, 2, Kind.LESSON, "Last"),
    ]
    quiz = found.lessons[1]
    assert (quiz.address, quiz.minutes, quiz.pass_mark) == ("/courses/calls/final-check/", 20, 70)
    assert (found.lesson_count, found.quiz_count) == (2, 1)
    assert found.first_lesson is found.lessons[0]
    assert found.needed == tuple(line.id for line in found.lessons)
    with calls.database.reading() as session:
        (card,) = reading.courses(session)
    assert (card.lessons, card.quizzes, card.needed, card.minutes) == (2, 1, 3, found.minutes)


def test_a_quiz_that_does_not_count_is_not_needed(calls: Shelf) -> None:
    calls.piece("02-warm-up", "quiz", "counts: no", key="quiz01")
    calls.pushed()

    found = outline(calls)

    assert [line.counts for line in found.lessons] == [True, False]
    assert found.needed == (found.lessons[0].id,)
    with calls.database.reading() as session:
        assert reading.courses(session)[0].needed == 1


def test_a_quiz_is_found_at_its_address_and_a_lesson_is_no_quiz(calls: Shelf) -> None:
    calls.piece("08-pool", "pool", key="pool01")
    calls.piece("09-final-check", "quiz", key="quiz01")
    calls.pushed()

    with calls.database.reading() as session:
        row = queries.find_quiz(session, "calls", "final-check")
        assert row is not None
        assert (row.kind, row.key, row.course_slug) == ("quiz", "quiz01", "calls")
        assert queries.find_lesson(session, "calls", "final-check") == row
        assert queries.find_quiz(session, "calls", "first") is None
        assert queries.find_lesson(session, "calls", "pool") is None
        addresses = [address for address, _changed in queries.published_addresses(session)]
    assert "/courses/calls/final-check/" in addresses
    assert "/courses/calls/pool/" not in addresses


def test_search_finds_what_stands_around_a_quizs_questions_and_never_those(calls: Shelf) -> None:
    calls.piece("08-pool", "pool", key="pool01", body="A giraffe.\n\n" + question(1))
    calls.piece("09-final-check", "quiz", key="quiz01", body="An elephant.\n\n" + question(2), title="Final ocelot")
    calls.pushed()

    with calls.database.reading() as session:
        found = {word: find(session, word).total for word in ("elephant", "ocelot", "zebra", "giraffe", "number")}
    assert found == {"elephant": 1, "ocelot": 1, "zebra": 0, "giraffe": 0, "number": 0}


@pytest.mark.parametrize("kind", ["quiz", "pool"])
@pytest.mark.parametrize("headword", ["Reflect", "Write", "Try", "Plan"])
def test_what_is_no_question_belongs_into_a_lesson(calls: Shelf, kind: str, headword: str) -> None:
    calls.piece("02-a", kind, key="piece2", body=QUESTION + f"\n### {headword}: Later\n<!-- id: later -->\n\nDo it.\n")

    ((path, line, problem),) = calls.faults()

    assert (path, calls.read(f"courses/calls/{path}").decode().split("\n")[line - 1]) == (
        "02-a.md",
        f"### {headword}: Later",
    )
    assert f"stands in a {kind}" in problem


def test_a_quiz_asks_something(calls: Shelf) -> None:
    calls.piece("02-a", "quiz", key="piece2", body="Nothing.")
    calls.piece("03-b", "quiz", "pass: 50%", key="piece3", body="### Poll: A\n<!-- id: a -->\n- [ ] b\n- [ ] c\n")

    assert calls.faults() == [
        ("02-a.md", 1, "The quiz holds no question and draws none."),
        ("03-b.md", 6, "The quiz has a pass mark, and nothing in it has a right answer."),
    ]


def test_a_last_attempt_needs_a_number_of_attempts(calls: Shelf) -> None:
    rule = "answers shown: after the last attempt"
    calls.piece("02-a", "quiz", rule, key="piece2")
    assert [(path, line) for path, line, _problem in calls.faults()] == [("02-a.md", 6)]

    calls.piece("02-a", "quiz", rule, "attempts: 2", "keep: last", key="piece2")
    calls.piece("03-b", "quiz", "keep: first", key="piece3")
    calls.pushed()


DRAWN = [
    (["1 from 08-pool"], ["", ""], None),
    (["3 from 08-pool"], ["", ""], "“3 from 08-pool” can't be drawn: there are 2 questions with a right answer."),
    (["2 from 08-pool tagged a"], ["a", "b"], "there is 1 question tagged “a” with a right answer."),
    (["1 from 08-pool tagged a", "1 from 08-pool tagged b"], ["a", "b"], None),
    (["1 from 08-pool tagged a", "1 from 08-pool"], ["a", "b"], None),
    (["1 from 08-pool", "1 from 08-pool tagged a"], ["a", "b"], "the draws before it may take 1 of them."),
    (["1 from 08-pool", "1 from 08-pool tagged a"], ["a", "a b"], None),
    (["1 from 08-pool tagged a", "1 from 08-pool tagged b"], ["a b", "c"], "may come up short"),
]


@pytest.mark.parametrize(("draws", "tags", "problem"), DRAWN)
def test_a_pool_holds_enough_for_every_draw_without_asking_twice(
    calls: Shelf, draws: list[str], tags: list[str], problem: str | None
) -> None:
    calls.piece("08-pool", "pool", key="pool01", body=questions(*tags))
    calls.piece("09-final-check", "quiz", "draw:", *(f"  - {draw}" for draw in draws), key="quiz01", body="")

    faults = calls.faults()

    assert [(path, line) for path, line, _problem in faults] == ([] if problem is None else [(QUIZ, 6)])
    assert problem is None or problem in faults[0][2]


def test_only_questions_with_a_right_answer_are_drawn(calls: Shelf) -> None:
    poll = "\n### Poll: A\n<!-- id: a -->\n- [ ] b\n- [ ] c\n"
    calls.piece("08-pool", "pool", key="pool01", body=question(1) + poll)
    calls.piece("09-final-check", "quiz", "draw: 2 from 08-pool", key="quiz01", body="")

    assert "there is 1 question with a right answer" in calls.faults()[0][2]


def test_only_a_pool_is_drawn_from(calls: Shelf) -> None:
    calls.piece("09-final-check", "quiz", "draw: 1 from 01-first", key="quiz01", body="")

    assert calls.faults() == [(QUIZ, 6, "“1 from 01-first” can't be drawn: that file is a lesson.")]


def test_a_pool_that_shrinks_is_named_though_the_quiz_is_as_it_was(calls: Shelf) -> None:
    calls.piece("08-pool", "pool", key="pool01", body=questions("", ""))
    calls.piece("09-final-check", "quiz", "draw: 2 from 08-pool", key="quiz01", body="", title="Final check")
    calls.pushed()
    calls.piece("08-pool", "pool", key="pool01", body=questions(""))

    ((path, _line, problem),) = calls.faults()

    assert path == POOL
    assert "“Final check” (courses/calls/09-final-check.md) draws “2 from 08-pool”" in problem
    calls.piece("08-pool", "pool", key="pool01", body=questions("", "", ""))
    calls.pushed()


def test_a_pool_that_is_renamed_is_missed_by_the_quiz_that_draws_from_it(calls: Shelf) -> None:
    calls.piece("08-pool", "pool", key="pool01")
    calls.piece("09-final-check", "quiz", "draw: 1 from 08-pool", key="quiz01", body="")
    calls.pushed()
    calls.move("courses/calls/08-pool.md", "courses/calls/08-stock.md")

    assert calls.faults() == [(QUIZ, 6, "There is no 08-pool.md beside this quiz to draw from.")]


def _passage(target: str) -> str:
    return QUESTION.replace("id: third-call", f"id: third-call; passage: {target}")


def test_a_passage_is_a_link_to_the_lesson_that_moves_with_it(calls: Shelf) -> None:
    calls.piece("08-pool", "pool", key="pool01", body=_passage("01-first.md#say-it-back"))
    calls.piece("09-final-check", "quiz", key="quiz01", body=_passage("01-first.md#say-it-back"))
    calls.pushed()

    def link() -> str:
        return calls.lesson_content("final-check").exercises["third-call"].passage

    assert link() == '<a href="/courses/calls/first/#h-say-it-back">Read the passage again</a>'
    calls.piece("09-final-check", "quiz", key="quiz01", body=_passage("02-moved.md#say-it-back"))
    calls.piece("08-pool", "pool", key="pool01", body=_passage("02-moved.md#say-it-back"))
    calls.move("courses/calls/01-first.md", "courses/calls/02-moved.md")
    calls.pushed()
    assert 'href="/courses/calls/moved/#h-say-it-back"' in link()


@pytest.mark.parametrize("target", ["01-nothing.md", "01-first.md#say-nothing"])
def test_a_passage_that_is_not_there_is_a_fault_in_the_comments_line(calls: Shelf, target: str) -> None:
    path = calls.piece("08-pool", "pool", key="pool01", body=_passage(target))

    ((found, line, problem),) = calls.faults()

    assert found == POOL
    assert target in calls.read(path).decode().split("\n")[line - 1]
    assert target in problem
