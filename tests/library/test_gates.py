"""What opens after what: named in a file, checked against the others, kept when files move."""

import pytest
from sqlalchemy import text

from coursesite.library import queries, reading
from tests.library.shelves import Shelf

AFTER = "opens after: {}"


@pytest.fixture
def calls(shelf: Shelf) -> Shelf:
    """A course with a lesson, a quiz and a pool."""
    shelf.course()
    shelf.lesson("01-first", key="lesson1", title="First")
    shelf.piece("02-check", "quiz", "pass: 70%", key="quiz01", title="Check")
    shelf.piece("03-pool", "pool", key="pool01", title="Pool")
    return shelf


def gates(shelf: Shelf) -> dict[str, str]:
    """By title, the title of what opens it."""
    with shelf.database.reading() as session:
        course = queries.find_course(session, "calls")
        assert course is not None
        found = reading.outline(session, course.id, course.outline_version)
    titles = {line.id: line.title for line in found.lessons}
    return {titles[line]: titles[gate] for line, gate in found.gates.items()}


def test_a_lesson_and_a_quiz_open_after_what_comes_earlier(calls: Shelf) -> None:
    calls.piece("04-more", "lesson", AFTER.format("02-check"), key="lesson4", title="More", body="Text.")
    calls.piece("05-last", "quiz", AFTER.format("04-more"), key="quiz05", title="Last")
    calls.piece(
        "06-talk", "conversation", AFTER.format("02-check"), "with: Dana", key="talk06", body="## start\n\n- End.\n"
    )
    calls.pushed()

    assert gates(calls) == {"More": "Check", "Last": "More", "talk06": "Check"}


@pytest.mark.parametrize(
    ("name", "target", "problem"),
    [
        ("04-more", "05-none", "There is no 05-none.md beside this lesson to open after."),
        ("04-more", "03-pool", "“Pool” is a pool that nobody finishes."),
        ("04-more", "course", "“Calls” is a course that nobody finishes."),
        ("04-more", "04-more", "This waits for itself."),
        ("04-more", "07-later", "“Later” stands after this, so that nobody would come to it first."),
        ("04-more", "02-check.md", "opens after: “02-check.md” is not the name of a file beside this one."),
        ("04-more", "../grief/01-a", "opens after: “../grief/01-a” is not the name of a file beside this one."),
    ],
)
def test_what_cannot_open_anything_is_a_fault_at_its_line(calls: Shelf, name: str, target: str, problem: str) -> None:
    calls.lesson("07-later", key="lesson7", title="Later")
    calls.piece(name, "lesson", AFTER.format(target), key="lesson4", title="More", body="Text.")

    assert calls.faults() == [(f"{name}.md", 6, problem)]


def test_two_that_wait_for_each_other_are_a_fault(calls: Shelf) -> None:
    calls.piece("04-a", "lesson", AFTER.format("05-b"), key="lesson4", body="Text.")
    calls.piece("05-b", "lesson", AFTER.format("04-a"), key="lesson5", body="Text.")

    assert [path for path, _line, _problem in calls.faults()] == ["04-a.md"]


def test_the_first_lesson_waits_for_nothing_since_everyone_may_read_it(calls: Shelf) -> None:
    (calls.root / "courses/calls/01-first.md").unlink()
    calls.piece("04-more", "lesson", AFTER.format("02-check"), key="lesson4", body="Text.")

    assert "A course's first lesson is open to everyone" in calls.faults()[0][2]


def test_a_pool_waits_for_nothing(calls: Shelf) -> None:
    calls.piece("04-more", "pool", AFTER.format("02-check"), key="pool04")

    assert calls.faults() == [("04-more.md", 6, "A pool has no field “opens after”.")]


def _gated(calls: Shelf) -> None:
    calls.piece("04-more", "lesson", AFTER.format("02-check"), key="lesson4", title="More", body="Text.")
    calls.pushed()


def test_a_gate_that_is_renamed_is_missed_by_what_it_opens(calls: Shelf) -> None:
    _gated(calls)
    calls.move("courses/calls/02-check.md", "courses/calls/02-other.md")

    assert calls.faults() == [("04-more.md", 6, "There is no 02-check.md beside this lesson to open after.")]


def test_a_gate_that_turns_into_a_pool_is_named(calls: Shelf) -> None:
    _gated(calls)
    calls.piece("02-check", "pool", key="quiz01", title="Check")

    assert calls.faults() == [("04-more.md", 6, "“Check” is a pool that nobody finishes.")]


def test_a_lesson_renumbered_to_before_its_gate_is_named(calls: Shelf) -> None:
    calls.lesson("00-zero", key="lesson0")
    _gated(calls)
    calls.move("courses/calls/04-more.md", "courses/calls/01-more.md")
    calls.move("courses/calls/01-first.md", "courses/calls/04-first.md")

    assert [(path, line) for path, line, _problem in calls.faults()] == [("01-more.md", 6)]


def test_a_gate_is_taken_away_with_its_line(calls: Shelf) -> None:
    _gated(calls)
    calls.piece("04-more", "lesson", key="lesson4", title="More", body="Text.")
    calls.pushed()

    assert gates(calls) == {}


def test_a_gate_archived_with_what_it_opens_leaves_nothing_waiting(calls: Shelf) -> None:
    _gated(calls)
    for name in ("02-check", "04-more"):
        (calls.root / f"courses/calls/{name}.md").unlink()
    calls.push(archive=True)
    calls.piece("04-more", "lesson", key="lesson4", title="More", body="Text.")
    calls.pushed()

    assert gates(calls) == {}


def test_a_site_from_before_there_were_gates_learns_them_at_its_next_start(calls: Shelf) -> None:
    """Pieces taken in by the first compiler have the columns' defaults; the same bytes, taken in again, fill them."""
    calls.piece("05-warm-up", "quiz", "counts: no", key="quiz05", title="Warm-up")
    _gated(calls)
    with calls.database.writing() as session:
        session.execute(text("UPDATE pieces SET opens_after_id = NULL, counts = :yes, pass_mark = NULL"), {"yes": True})
        session.execute(text("UPDATE revisions SET compiler = 1"))
        session.execute(text("DELETE FROM search_entries WHERE kind = 'quiz'"))
        session.commit()
    before = _version(calls)

    calls.push(write_keys=False)

    assert gates(calls) == {"More": "Check"}
    assert _version(calls) > before
    with calls.database.reading() as session:
        quizzes = session.execute(
            text("SELECT title, pass_mark, counts FROM pieces WHERE kind = 'quiz' ORDER BY place")
        )
        assert [(row.title, row.pass_mark, bool(row.counts)) for row in quizzes] == [
            ("Check", 70, True),
            ("Warm-up", None, False),
        ]
        assert session.execute(text("SELECT count(*) FROM search_entries WHERE kind = 'quiz'")).scalar_one() == 2


def _version(shelf: Shelf) -> int:
    with shelf.database.reading() as session:
        found = queries.find_course(session, "calls")
        assert found is not None
        return found.outline_version
