"""Pieces moved in the browser: links, gates, draws, old addresses and files that know nothing of it."""

import pytest

from coursesite import clock
from coursesite.library.models import State
from coursesite.library.publishing import Plan, carry_out, plan_moves, plan_states
from coursesite.library.relinking import relinked
from tests.library.pictures import png
from tests.library.revisions import piece, revisions
from tests.library.shelves import Shelf
from tests.library.test_taken_off import shown, write_draft

A, B, C = "courses/calls/01-a.md", "courses/calls/02-b.md", "courses/calls/03-c.md"


@pytest.fixture
def calls(shelf: Shelf) -> Shelf:
    """Two courses; one has three lessons, a quiz that draws from a pool, and a post about one of them."""
    shelf.course()
    shelf.course("talks", key="course2", title="Talks")
    shelf.lesson("01-a", "[B](02-b.md#say-it), ![A queue](images/queue.png)", key="aaaaaa", title="A kingfishers")
    shelf.lesson("02-b", "## Say it\n\nBack to [A](01-a.md).", key="bbbbbb", title="B kingfishers")
    shelf.lesson("03-c", "Nothing.", key="cccccc", title="C kingfishers")
    shelf.piece("08-pool", "pool", key="pool01")
    quiz = ("draw: 1 from 08-pool", "opens after: 02-b")
    shelf.piece("09-check", "quiz", *quiz, key="quiz01", body="", title="Check")
    shelf.write("courses/calls/images/queue.png", png(40, 30))
    shelf.post("2026-02-26-on-b", "lesson: calls/02-b", key="post01", body="See [B](../courses/calls/02-b.md).")
    shelf.pushed()
    return shelf


def plan(shelf: Shelf, paths: dict[str, str]) -> Plan:
    with shelf.database.reading() as session:
        return plan_moves(session, paths, shelf.settings.data_dir, now=clock.now())


def move(shelf: Shelf, paths: dict[str, str]) -> Plan:
    found = plan(shelf, paths)
    assert [str(fault) for fault in found.report.faults] == []
    with shelf.database.writing() as session:
        carry_out(session, found, clock.now())
        session.commit()
    return found


def path_of(shelf: Shelf, key: str) -> str:
    with shelf.database.reading() as session:
        return piece(session, key).path


def count(shelf: Shelf, key: str) -> int:
    with shelf.database.reading() as session:
        return len(revisions(session, key))


def test_two_lessons_change_places_and_every_link_still_leads_there(calls: Shelf) -> None:
    found = move(calls, {"aaaaaa": "courses/calls/02-a.md", "bbbbbb": "courses/calls/01-b.md"})

    assert found.moved == {A: "courses/calls/02-a.md", B: "courses/calls/01-b.md"}
    assert 'href="/courses/calls/b/#h-say-it"' in calls.prose("a")
    assert [count(calls, key) for key in ("aaaaaa", "bbbbbb", "cccccc", "quiz01", "post01")] == [2, 2, 1, 2, 2]
    assert shown(calls) == ["/courses/calls/a/", "/courses/calls/b/", "/courses/calls/c/"]


def test_files_that_know_nothing_of_the_move_undo_it_neither_at_a_push_nor_at_the_start(calls: Shelf) -> None:
    move(calls, {"aaaaaa": "courses/calls/02-a.md", "bbbbbb": "courses/calls/01-b.md"})
    move(calls, {"cccccc": "courses/talks/04-c.md"})

    report = calls.pushed()
    assert {A, B, C} <= set(report.newer_on_site)
    assert (report.taken_in, report.renamed, report.conflicts) == ([], [], [])
    assert path_of(calls, "cccccc") == "courses/talks/04-c.md"

    calls.pull()
    assert not (calls.root / A).exists()
    assert b"02-a.md" in calls.read("courses/calls/01-b.md")
    report = calls.pushed()
    assert (report.taken_in, report.newer_on_site, report.keys_written) == ([], [], [])
    # Once the files know, they may move it again.
    calls.move("courses/talks/04-c.md", C)
    assert calls.pushed().renamed == [("courses/talks/04-c.md", C)]


def test_a_file_that_was_changed_as_well_is_a_conflict(calls: Shelf) -> None:
    move(calls, {"cccccc": "courses/calls/04-c.md"})
    calls.lesson("03-c", "Other words.", key="cccccc", title="C")

    assert [conflict.path for conflict in calls.push().conflicts] == [C]
    assert calls.push(on_conflict="files").taken_in == [C]
    assert path_of(calls, "cccccc") == C


def test_a_lesson_goes_to_another_course_with_its_pictures_links_and_old_address(calls: Shelf) -> None:
    found = move(calls, {"aaaaaa": "courses/talks/01-a.md"})

    with calls.database.reading() as session:
        ids = [piece(session, key).id for key in ("aaaaaa", "course1", "course2")]
    assert found.changed_courses == [tuple(ids)]
    assert calls.moved_to("/courses/calls/a/") == "/courses/talks/a/"
    html = calls.prose("a", "talks")
    assert "/courses/calls/b/#h-say-it" in html
    assert "/images/" in html
    assert 'href="/courses/talks/a/"' in calls.prose("b")


def test_a_course_gets_another_name_and_takes_everything_along(calls: Shelf) -> None:
    write_draft(calls, "courses/calls/05-new.md", "draft5", "new~draft5")
    found = move(calls, {"course1": "courses/phone/course.md"})

    assert found.moved["courses/calls/images/queue.png"] == "courses/phone/images/queue.png"
    assert path_of(calls, "draft5") == "courses/phone/05-new.md"
    assert calls.moved_to("/courses/calls/a/") == "/courses/phone/a/"
    assert "/images/" in calls.prose("a", "phone")
    assert shown(calls, "phone") == ["/courses/phone/a/", "/courses/phone/b/", "/courses/phone/c/"]


def test_what_nobody_has_published_moves_too(calls: Shelf) -> None:
    write_draft(calls, "courses/calls/05-new.md", "draft5", "new~draft5")
    move(calls, {"draft5": "courses/talks/06-other.md"})

    with calls.database.reading() as session:
        found = piece(session, "draft5")
        assert (found.path, found.slug, found.place) == ("courses/talks/06-other.md", "other~draft5", 6)
        assert found.course_id == piece(session, "course2").id
        assert found.state == State.DRAFT


def test_what_is_off_the_site_stays_off_where_it_is_moved_to(calls: Shelf) -> None:
    with calls.database.reading() as reader:
        off = plan_states(reader, {"cccccc": State.DRAFT}, now=clock.now())
    with calls.database.writing() as session:
        carry_out(session, off, clock.now())
        session.commit()
    move(calls, {"cccccc": "courses/talks/04-c.md"})

    assert "/courses/talks/c/" not in shown(calls)
    assert path_of(calls, "cccccc") == "courses/talks/04-c.md"


@pytest.mark.parametrize(
    ("paths", "problem"),
    [
        ({"aaaaaa": "courses/calls/02-a.md"}, "The number 2 stands before 02-a.md as well."),
        ({"aaaaaa": "courses/calls/04-b.md"}, "02-b.md has the same address, “b”."),
        ({"aaaaaa": "courses/none/01-a.md"}, "no course.md"),
        ({"aaaaaa": "blog/2026-01-01-a.md"}, "is not named like a post"),
        ({"aaaaaa": "../01-a.md"}, "01-a.md"),
        ({"bbbbbb": "courses/calls/10-b.md"}, "stands after this, so that nobody would come to it first"),
        ({"quiz01": "courses/talks/09-check.md"}, "There is no 08-pool.md beside this quiz to draw from."),
    ],
)
def test_what_can_not_be_moved_there_says_why(calls: Shelf, paths: dict[str, str], problem: str) -> None:
    faults = [str(fault) for fault in plan(calls, paths).report.faults]
    assert any(problem in fault for fault in faults), faults


RELINKED = [
    ("[a](01-a.md)", "[a](02-a.md)"),
    ("[a](./01-a.md#x 'T')", "[a](02-a.md#x 'T')"),
    ("![q](<images/a b.png>)", "![q](<../calls/images/a b.png>)"),
    ("[r]: 01-a.md", "[r]: 02-a.md"),
    ("[^n]: 01-a.md is no link", "[^n]: 01-a.md is no link"),
    ("<!-- id: x; passage: 01-a.md#y -->", "<!-- id: x; passage: 02-a.md#y -->"),
    (
        "[w](https://example.org/01-a.md) 01-a.md [s](/01-a.md)",
        "[w](https://example.org/01-a.md) 01-a.md [s](/01-a.md)",
    ),
    ("---\r\nopens after: 01-a\r\ndraw: 5 from 01-a tagged x\r\n---\r\nx", None),
]


@pytest.mark.parametrize(("text", "wanted"), RELINKED)
def test_only_targets_that_moved_are_rewritten_and_nothing_else(text: str, wanted: str | None) -> None:
    moved = {"courses/calls/01-a.md": "courses/talks/02-a.md"}
    wanted = text.replace("01-a", "02-a") if wanted is None else wanted
    found = relinked(text.encode(), "courses/calls/09-z.md", "courses/talks/09-z.md", moved)
    assert found.decode() == wanted
