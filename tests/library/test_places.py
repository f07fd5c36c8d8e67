"""Names, moves and old addresses."""

import pytest

from coursesite.library import queries
from tests.library.revisions import piece, revisions
from tests.library.shelves import Shelf


def _titles_at(shelf: Shelf, *slugs: str) -> list[str | None]:
    with shelf.database.reading() as session:
        rows = [queries.find_lesson(session, "calls", slug) for slug in slugs]
        return [row.title if row else None for row in rows]


def test_a_renamed_lesson_is_the_same_piece_and_its_old_address_leads_to_it(shelf: Shelf) -> None:
    shelf.course()
    old = shelf.lesson("01-first", key="lesson1")
    shelf.pushed()
    shelf.move(old, "courses/calls/02-renamed.md")

    report = shelf.pushed()

    assert report.renamed == [(old, "courses/calls/02-renamed.md")]
    assert shelf.moved_to("/courses/calls/first/") == "/courses/calls/renamed/"
    with shelf.database.reading() as session:
        assert len(revisions(session, "lesson1")) == 1


def test_old_addresses_of_many_renamings_all_lead_to_the_last(shelf: Shelf) -> None:
    shelf.course()
    path = shelf.lesson("01-a", key="lesson1")
    shelf.pushed()
    for name in ("b", "c", "d"):
        new = f"courses/calls/01-{name}.md"
        shelf.move(path, new)
        path = new
        shelf.pushed()

    assert {shelf.moved_to(f"/courses/calls/{name}/") for name in "abc"} == {"/courses/calls/d/"}
    assert shelf.moved_to("/courses/calls/d/") is None


def test_two_lessons_can_take_each_others_names(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-a", key="lesson1", title="One")
    shelf.lesson("02-b", key="lesson2", title="Two")
    shelf.pushed()
    shelf.move("courses/calls/01-a.md", "courses/calls/tmp")
    shelf.move("courses/calls/02-b.md", "courses/calls/02-a.md")
    shelf.move("courses/calls/tmp", "courses/calls/01-b.md")

    shelf.pushed()

    assert _titles_at(shelf, "a", "b") == ["Two", "One"]
    assert (shelf.moved_to("/courses/calls/a/"), shelf.moved_to("/courses/calls/b/")) == (None, None)


def test_an_address_taken_over_by_another_piece_shows_that_piece(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-a", key="lesson1", title="One")
    shelf.pushed()
    shelf.move("courses/calls/01-a.md", "courses/calls/01-b.md")
    shelf.pushed()
    shelf.lesson("02-a", key="lesson2", title="Two")
    shelf.pushed()

    assert _titles_at(shelf, "a", "b") == ["Two", "One"]
    assert shelf.moved_to("/courses/calls/a/") is None

    shelf.move("courses/calls/02-a.md", "courses/calls/02-c.md")
    shelf.pushed()
    assert shelf.moved_to("/courses/calls/a/") == "/courses/calls/c/"


def test_a_renamed_course_takes_its_lessons_along(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-first", "See [the next](02-second.md).", key="lesson1")
    shelf.lesson("02-second", key="lesson2")
    shelf.pushed()
    shelf.move("courses/calls", "courses/telephone")

    shelf.pushed()

    assert shelf.moved_to("/courses/calls/") == "/courses/telephone/"
    assert shelf.moved_to("/courses/calls/first/") == "/courses/telephone/first/"
    assert "/courses/telephone/second/" in shelf.prose("first", "telephone")


def test_a_lesson_moves_to_another_course(shelf: Shelf) -> None:
    shelf.course()
    shelf.course("letters", key="course2", title="Letters")
    shelf.lesson("01-first", key="lesson1")
    shelf.pushed()
    shelf.move("courses/calls/01-first.md", "courses/letters/01-first.md")

    shelf.pushed()

    assert shelf.moved_to("/courses/calls/first/") == "/courses/letters/first/"
    with shelf.database.reading() as session:
        assert piece(session, "lesson1").course_id == piece(session, "course2").id


def test_a_link_to_a_renamed_lesson_leads_to_its_new_address(shelf: Shelf) -> None:
    shelf.course()
    first = shelf.lesson("01-first", "See [the next](02-second.md).", key="lesson1")
    shelf.lesson("02-second", key="lesson2")
    shelf.pushed()
    assert 'href="/courses/calls/second/"' in shelf.prose("first")
    shelf.move("courses/calls/02-second.md", "courses/calls/02-other.md")

    faults = shelf.push().faults
    assert [(fault.path, fault.fault.line) for fault in faults] == [(first, 6)]

    shelf.write(first, shelf.read(first).replace(b"02-second", b"02-other"))
    shelf.pushed()
    assert 'href="/courses/calls/other/"' in shelf.prose("first")


def test_a_link_to_a_heading_of_another_lesson_is_checked(shelf: Shelf) -> None:
    shelf.course()
    first = shelf.lesson("01-first", "See [it](02-second.md#listening-back).", key="lesson1")
    shelf.lesson("02-second", "## Listening\n\nText.", key="lesson2")

    assert [(fault.path, fault.fault.line) for fault in shelf.push().faults] == [(first, 6)]

    shelf.lesson("02-second", "## Listening back\n\nText.", key="lesson2")
    shelf.pushed()
    assert 'href="/courses/calls/second/#h-listening-back"' in shelf.prose("first")


def test_two_files_for_one_address_are_a_fault(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-first", key="lesson1")
    shelf.lesson("02-first", key="lesson2")
    shelf.lesson("02-second", key="lesson3")

    problems = [(fault.path, fault.fault.problem) for fault in shelf.push().faults]

    assert problems == [
        ("courses/calls/02-first.md", "01-first.md has the same address, “first”."),
        ("courses/calls/02-second.md", "The number 2 stands before 02-first.md as well."),
    ]


def test_an_address_of_a_piece_without_file_is_not_taken_over_silently(shelf: Shelf) -> None:
    shelf.course()
    path = shelf.lesson("01-first", key="lesson1")
    shelf.pushed()
    (shelf.root / path).unlink()
    shelf.lesson("02-first", key="lesson2")

    assert [fault.path for fault in shelf.push().faults] == ["courses/calls/02-first.md"]
    assert shelf.push(archive=True).archived == [path]


@pytest.mark.parametrize(
    "path",
    [
        "courses/Calls/course.md",
        "courses/calls/first.md",
        "courses/calls/01-First Lesson.md",
        "courses/calls/01-first.txt",
        "courses/calls/images/film.gif",
        "courses/calls/deep/01-first.md",
        "courses/stray.md",
        "blog/no-date.md",
        "blog/2026-13-40-never.md",
        "pages/About Us.md",
        "pages/sign-in.md",
        "other.md",
    ],
)
def test_what_does_not_belong_is_named_with_a_remedy(shelf: Shelf, path: str) -> None:
    shelf.course()
    shelf.write(path, "---\nkey: piece1\ntitle: T\nsummary: s\n---\nText.\n")

    faults = shelf.push().faults

    assert faults
    assert all(path.startswith(fault.path) for fault in faults)
    assert all(fault.fault.remedy for fault in faults)


def test_links_in_the_folder_are_never_followed(shelf: Shelf) -> None:
    shelf.course()
    outside = shelf.root.parent / "secret.md"
    outside.write_text("---\nkey: secret\ntitle: T\nsummary: s\n---\nSecret.\n")
    (shelf.root / "courses/calls/01-first.md").symlink_to(outside)
    (shelf.root / "pages").symlink_to(shelf.root.parent)

    faults = shelf.push().faults

    assert [(fault.path, fault.fault.problem) for fault in faults] == [
        ("courses/calls/01-first.md", "“01-first.md” is a link to somewhere else."),
        ("pages", "“pages” is a link to somewhere else."),
    ]


def test_hidden_files_and_a_readme_may_stay(shelf: Shelf) -> None:
    shelf.course()
    shelf.write(".git/config", "x")
    shelf.write("courses/calls/.notes.md", "x")
    shelf.write("README.md", "About this folder.")

    assert shelf.pushed().taken_in == ["courses/calls/course.md"]


def test_lessons_without_a_course_are_a_fault(shelf: Shelf) -> None:
    shelf.lesson("01-first", key="lesson1")

    assert [fault.path for fault in shelf.push().faults] == ["courses/calls"]
