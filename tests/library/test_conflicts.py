"""A piece changed in the browser and in its file."""

from coursesite.library import queries
from tests.library.revisions import piece, revisions
from tests.library.shelves import LESSON, Shelf

PATH = "courses/calls/01-first.md"


def _lesson(body: str) -> str:
    return LESSON.format(key="lesson1", title="A lesson", summary="s", body=body)


def _both_changed(shelf: Shelf) -> None:
    shelf.course()
    shelf.write(PATH, _lesson("As it was."))
    shelf.pushed()
    shelf.publish_in_browser("lesson1", _lesson("From the browser."))
    shelf.write(PATH, _lesson("From the file."))


def test_a_conflict_shows_both_texts_and_overwrites_neither(shelf: Shelf) -> None:
    _both_changed(shelf)
    other = shelf.lesson("02-other", key="lesson2")

    report = shelf.push()

    assert [conflict.path for conflict in report.conflicts] == [PATH]
    assert "-From the browser." in report.conflicts[0].diff
    assert "+From the file." in report.conflicts[0].diff
    assert b"From the file." in shelf.read(PATH)
    assert "From the browser." in shelf.prose("first")
    assert report.taken_in == [other]


def test_a_conflict_is_reported_each_time_until_it_is_decided(shelf: Shelf) -> None:
    _both_changed(shelf)

    assert len(shelf.push().conflicts) == len(shelf.push(write_keys=False).conflicts) == 1


def test_the_file_wins_where_that_is_said(shelf: Shelf) -> None:
    _both_changed(shelf)

    report = shelf.push(on_conflict={PATH: "files"})

    assert (report.conflicts, report.taken_in) == ([], [PATH])
    assert "From the file." in shelf.prose("first")
    with shelf.database.reading() as session:
        assert [b"From the browser." in revision.source for revision in revisions(session, "lesson1")] == [
            False,
            True,
            False,
        ]


def test_the_site_wins_where_that_is_said(shelf: Shelf) -> None:
    _both_changed(shelf)

    report = shelf.push(on_conflict="site")

    assert (report.conflicts, report.given_back) == ([], [PATH])
    assert shelf.read(PATH).decode() == _lesson("From the browser.")
    assert "From the browser." in shelf.prose("first")
    assert shelf.pushed().unchanged == [PATH, "courses/calls/course.md"]


def test_a_piece_changed_in_the_browser_alone_is_left_as_it_is(shelf: Shelf) -> None:
    shelf.course()
    shelf.write(PATH, _lesson("As it was."))
    shelf.pushed()
    shelf.publish_in_browser("lesson1", _lesson("From the browser."))

    report = shelf.push(on_conflict="files")

    assert (report.newer_on_site, report.conflicts, report.taken_in) == ([PATH], [], [])
    assert "From the browser." in shelf.prose("first")


def test_the_same_change_on_both_sides_is_no_conflict(shelf: Shelf) -> None:
    shelf.course()
    shelf.write(PATH, _lesson("As it was."))
    shelf.pushed()
    shelf.publish_in_browser("lesson1", _lesson("The same."))
    shelf.write(PATH, _lesson("The same."))

    assert shelf.pushed().conflicts == []
    with shelf.database.reading() as session:
        found = piece(session, "lesson1")
        published = {revision.id: revision for revision in revisions(session, "lesson1")}[
            found.published_revision_id or 0
        ]
        assert found.pushed_fingerprint == published.fingerprint


def test_a_file_renamed_during_a_conflict_leaves_the_piece_where_it_was(shelf: Shelf) -> None:
    _both_changed(shelf)
    shelf.move(PATH, "courses/calls/01-renamed.md")

    assert len(shelf.push().conflicts) == 1
    with shelf.database.reading() as session:
        assert queries.find_lesson(session, "calls", "first") is not None
        assert queries.find_lesson(session, "calls", "renamed") is None


def test_a_pull_keeps_files_that_were_never_pushed(shelf: Shelf) -> None:
    _both_changed(shelf)

    report = shelf.pull()

    assert [kept.path for kept in report.kept] == [PATH]
    assert b"From the file." in shelf.read(PATH)


def test_a_pull_brings_what_was_changed_in_the_browser_and_a_push_then_changes_nothing(shelf: Shelf) -> None:
    shelf.course()
    shelf.write(PATH, _lesson("As it was."))
    shelf.pushed()
    shelf.publish_in_browser("lesson1", _lesson("From the browser."))

    assert shelf.pull().written == [PATH]
    assert shelf.read(PATH).decode() == _lesson("From the browser.")
    report = shelf.pushed()
    assert (report.taken_in, report.newer_on_site) == ([], [])
    shelf.write(PATH, _lesson("And now the file."))
    assert shelf.pushed().taken_in == [PATH]


def test_a_pull_moves_a_file_that_stands_at_an_old_path(shelf: Shelf) -> None:
    shelf.course()
    shelf.write(PATH, _lesson("As it was."))
    shelf.pushed()
    shelf.move(PATH, "courses/calls/05-elsewhere.md")

    assert shelf.pull().moved == [("courses/calls/05-elsewhere.md", PATH)]
    assert not (shelf.root / "courses/calls/05-elsewhere.md").exists()
    assert shelf.pushed().taken_in == []
