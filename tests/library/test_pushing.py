"""From files to the site."""

import threading
from pathlib import Path

import pytest

from coursesite import clock
from coursesite.library import pushing, queries, reading
from coursesite.library.models import Piece, Revision
from tests.library.revisions import count, piece, revisions
from tests.library.shelves import QUESTION, Shelf


def test_a_pushed_course_can_be_read(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-first", "## Listening\n\nSay it *back*." + QUESTION, key="lesson1", title="The first")

    report = shelf.pushed()

    assert report.taken_in == ["courses/calls/01-first.md", "courses/calls/course.md"]
    content = shelf.lesson_content("first")
    assert content.title == "The first"
    assert "<em>back</em>" in content.blocks[0].prose
    assert [heading.text for heading in content.headings] == ["Listening"]
    assert list(content.exercises) == ["third-call"]
    assert content.questions == ("third-call",)


def test_pushing_the_same_again_changes_nothing(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-first", key="lesson1")
    shelf.pushed()
    with shelf.database.reading() as session:
        before = (queries.shelf_version(session), count(session, Revision), piece(session, "course1").outline_version)

    report = shelf.pushed()

    assert (report.taken_in, len(report.unchanged)) == ([], 2)
    with shelf.database.reading() as session:
        after = (queries.shelf_version(session), count(session, Revision), piece(session, "course1").outline_version)
    assert after == before


def test_a_changed_file_is_a_new_revision_and_the_old_one_stays(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-first", "Old words.", key="lesson1")
    shelf.pushed()
    shelf.lesson("01-first", "New words.", key="lesson1")

    assert shelf.pushed().taken_in == ["courses/calls/01-first.md"]

    with shelf.database.reading() as session:
        old, new = revisions(session, "lesson1")
        assert b"Old words." in old.source
        assert (new.number, piece(session, "lesson1").published_revision_id) == (2, new.id)


def test_what_guests_see_has_a_new_version_after_each_change(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-first", "Old words.", key="lesson1")
    shelf.pushed()
    with shelf.database.reading() as session:
        version, outline = queries.shelf_version(session), piece(session, "course1").outline_version
    shelf.lesson("01-first", "New words.", key="lesson1", title="Another title")
    shelf.pushed()

    with shelf.database.reading() as session:
        assert queries.shelf_version(session) > version
        course = queries.find_course(session, "calls")
        assert course is not None
        assert course.outline_version > outline
        lessons = reading.outline(session, course.id, course.outline_version).lessons
        assert [lesson.title for lesson in lessons] == ["Another title"]


def test_every_fault_is_named_at_once_and_nothing_is_written(shelf: Shelf) -> None:
    shelf.course()
    good = shelf.lesson("01-good", key="lesson1")
    shelf.write("courses/calls/02-bad.md", "---\nkey: lesson2\ntitel: Slip\nsummary: s\n---\nSee [this](09-none.md).\n")
    shelf.write(
        "courses/calls/03-worse.md", "---\ntitle: No key\nsummary: s\n---\nText[^a].\n\n### Question: Q\n\n- [ ] a\n"
    )
    shelf.write("notes.txt", "left over")
    before = {path: path.read_bytes() for path in shelf.root.rglob("*.md")}

    report = shelf.push()

    places = [(fault.path, fault.fault.line) for fault in report.faults]
    assert ("courses/calls/02-bad.md", 3) in places
    assert ("courses/calls/02-bad.md", 6) in places
    assert ("courses/calls/03-worse.md", 5) in places
    assert ("courses/calls/03-worse.md", 9) in places
    assert ("notes.txt", 1) in places
    assert places == sorted(places)
    assert good not in [path for path, _line in places]
    assert {path: path.read_bytes() for path in shelf.root.rglob("*.md")} == before
    with shelf.database.reading() as session:
        assert count(session, Piece) == 0


def test_a_check_finds_the_faults_that_a_push_would_and_changes_nothing(shelf: Shelf) -> None:
    shelf.course()
    shelf.write("courses/calls/02-bad.md", "---\ntitel: Slip\nsummary: s\n---\nSee [this](09-none.md).\n")
    before = sorted((path, path.stat().st_mtime_ns) for path in shelf.root.rglob("*"))

    faults = pushing.check(shelf.root, clock.now())

    assert [str(fault) for fault in faults] == [str(fault) for fault in shelf.push().faults]
    assert any("Did you mean “title”?" in str(fault) for fault in faults)
    assert sorted((path, path.stat().st_mtime_ns) for path in shelf.root.rglob("*")) == before


def test_keys_and_ids_are_written_and_nothing_else_changes(shelf: Shelf) -> None:
    shelf.course()
    body = QUESTION.replace("<!-- id: third-call -->\n", "").replace("\n", "\r\n")
    path = "courses/calls/01-first.md"
    shelf.write(path, f"\ufeff---\r\ntitle:   A lesson  \r\nsummary: s\r\n---\r\n\r\n{body}  end".replace("  end", ""))
    before = shelf.read(path).splitlines(keepends=True)

    report = shelf.pushed()

    after = shelf.read(path).splitlines(keepends=True)
    added = [line for line in after if line not in before]
    assert report.keys_written == [path]
    assert len(after) == len(before) + 2
    assert added[0].startswith(b"key: ")
    assert added[1] == b"<!-- id: the-third-call -->\r\n"
    assert [line for line in after if line not in added] == before
    assert shelf.pushed().taken_in == []


def test_a_site_that_starts_never_writes_to_files(shelf: Shelf) -> None:
    shelf.course()
    path = shelf.write("courses/calls/01-first.md", "---\ntitle: No key\nsummary: s\n---\nText." + QUESTION)
    before = path.read_bytes()

    report = shelf.push(write_keys=False)

    assert [fault.path for fault in report.faults] == ["courses/calls/01-first.md"]
    assert "content push" in report.faults[0].fault.remedy
    assert path.read_bytes() == before


def test_a_file_whose_key_was_deleted_is_not_taken_for_a_new_piece(shelf: Shelf) -> None:
    shelf.course()
    path = shelf.lesson("01-first", key="lesson1")
    shelf.pushed()
    shelf.write(path, shelf.read(path).replace(b"key: lesson1\n", b""))

    faults = shelf.push().faults

    assert [fault.fault.remedy for fault in faults] == ["Write the line “key: lesson1” back into the front matter."]


def test_a_copied_file_keeps_the_key_of_the_original_only_once(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-first", key="lesson1")
    shelf.lesson("02-copy", key="lesson1")

    faults = shelf.push().faults

    assert [(fault.path, fault.fault.line) for fault in faults] == [("courses/calls/02-copy.md", 2)]
    assert "courses/calls/01-first.md as well" in faults[0].fault.problem


def test_a_dry_run_says_what_would_happen_and_does_nothing(shelf: Shelf) -> None:
    shelf.course()
    path = shelf.write("courses/calls/01-first.md", "---\ntitle: No key\nsummary: s\n---\nText.\n")
    before = path.read_bytes()

    report = shelf.push(dry_run=True)

    assert report.keys_written == ["courses/calls/01-first.md"]
    assert path.read_bytes() == before
    with shelf.database.reading() as session:
        assert count(session, Piece) == 0


def test_a_file_that_is_gone_is_archived_only_when_asked(shelf: Shelf) -> None:
    shelf.course()
    path = shelf.lesson("01-first", key="lesson1")
    shelf.pushed()
    (shelf.root / path).unlink()

    report = shelf.pushed()
    assert (report.archived, report.without_file) == ([], [path])
    with shelf.database.reading() as session:
        assert queries.find_lesson(session, "calls", "first") is not None

    assert shelf.push(archive=True).archived == [path]
    with shelf.database.reading() as session:
        assert queries.find_lesson(session, "calls", "first") is None
        assert len(revisions(session, "lesson1")) == 1


def test_an_archived_piece_comes_back_with_its_file(shelf: Shelf) -> None:
    shelf.course()
    path = shelf.lesson("01-first", key="lesson1")
    shelf.pushed()
    text = shelf.read(path)
    (shelf.root / path).unlink()
    shelf.push(archive=True)
    shelf.lesson("01-first", key="lesson2", title="In its place")
    shelf.pushed()
    shelf.write("courses/calls/02-again.md", text)

    shelf.pushed()

    with shelf.database.reading() as session:
        assert queries.find_lesson(session, "calls", "again") is not None
        assert len(revisions(session, "lesson1")) == 1


def test_an_option_keeps_its_key_when_its_wording_changes_and_the_push_says_so(shelf: Shelf) -> None:
    shelf.course()
    path = shelf.lesson("01-first", QUESTION, key="lesson1")
    shelf.pushed()
    before = [option.key for option in shelf.lesson_content("first").exercises["third-call"].options]
    shelf.write(path, shelf.read(path).replace(b"Let me sort it now.", b"I will sort it out now."))

    report = shelf.pushed()

    assert [option.key for option in shelf.lesson_content("first").exercises["third-call"].options] == before
    assert [(paired.exercise, paired.path) for paired in report.pairings] == [("third-call", path)]
    assert "I will sort it out now." in report.pairings[0].new_text


def test_two_pushes_at_once_publish_each_piece_once(shelf: Shelf) -> None:
    shelf.course()
    for number in range(1, 6):
        shelf.lesson(f"{number:02d}-lesson-{number}", key=f"lesson{number}")
    ready = threading.Barrier(2)
    failures: list[BaseException] = []

    def push() -> None:
        ready.wait()
        try:
            shelf.push()
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=push) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    with shelf.database.reading() as session:
        assert (count(session, Piece), count(session, Revision)) == (6, 6)


def test_somebody_who_published_meanwhile_is_noticed(shelf: Shelf) -> None:
    shelf.course()
    path = shelf.lesson("01-first", key="lesson1")
    shelf.pushed()
    shelf.write(path, shelf.read(path) + b"\nFrom the file.\n")
    with shelf.database.reading() as session:
        plan = pushing.prepare(session, shelf.root, clock.now(), data_dir=shelf.settings.data_dir, write_keys=True)
    shelf.publish_in_browser("lesson1", "---\nkey: lesson1\ntitle: Meanwhile\nsummary: s\n---\nOther words.\n")

    with shelf.database.writing() as session, pytest.raises(pushing.Stale):
        pushing.carry_out(session, plan, clock.now())


def test_everything_that_ships_is_in_order_and_carries_its_keys(repository: Path, shelf: Shelf) -> None:
    shelf.settings.content_dir.rmdir()
    shelf.settings.content_dir.symlink_to(repository / "content")

    report = shelf.push(write_keys=False)

    assert [str(fault) for fault in report.faults] == []
    assert report.taken_in


def test_a_course_of_ten_lessons_that_did_not_change_costs_next_to_nothing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.course()
    for number in range(1, 11):
        shelf.lesson(f"{number:02d}-lesson-{number}", QUESTION, key=f"lesson{number}")
    shelf.pushed()

    def compiled(*_arguments: object) -> None:
        pytest.fail("an unchanged file was compiled")

    monkeypatch.setattr("coursesite.library.shelving.compilations.compile_source", compiled)
    assert len(shelf.push(write_keys=False).unchanged) == 11
