"""`coursesite content`: check, push, pull."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coursesite import clock
from coursesite.cli import main
from coursesite.cli.content import take_in_at_start
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library import queries
from tests.conftest import FrozenClock
from tests.library.shelves import LESSON, QUESTION, Shelf

PATH = "courses/calls/01-first.md"


@pytest.fixture
def shelf(settings: Settings, database: Database) -> Shelf:
    """An empty content folder and a site that has taken nothing in."""
    return Shelf(settings.content_dir, database, settings)


@pytest.fixture
def coursesite(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> "Command":
    """Runs `coursesite content …` on the test's site."""
    monkeypatch.setenv("COURSESITE_MODE", "development")
    monkeypatch.setenv("COURSESITE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("COURSESITE_CONTENT_DIR", str(settings.content_dir))
    monkeypatch.setenv("COURSESITE_DATABASE_URL", settings.database_url)
    return Command()


class Command:
    """The command, as somebody types it."""

    def __call__(self, *arguments: str) -> Result:
        """Run it; gives what it printed and its exit code."""
        return CliRunner().invoke(main, ["content", *arguments], catch_exceptions=False)


def test_check_prints_every_fault_with_file_line_and_remedy(shelf: Shelf, coursesite: Command) -> None:
    shelf.course()
    shelf.write(PATH, "---\nkey: lesson1\ntitel: Slip\nsummary: s\n---\nText[^a].\n")

    result = coursesite("check")

    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert f"{PATH}:3: A lesson has no field “titel”. Did you mean “title”?" in lines
    assert lines[-1] == "Three faults in one file."


def test_check_of_a_folder_in_order_says_so(shelf: Shelf, coursesite: Command) -> None:
    shelf.course()

    result = coursesite("check", str(shelf.root))

    assert (result.exit_code, result.output) == (0, "Everything is in order.\n")


def test_push_says_what_it_took_in_and_which_files_it_wrote_to(shelf: Shelf, coursesite: Command) -> None:
    shelf.course()
    shelf.write(PATH, "---\ntitle: A lesson\nsummary: s\n---\nText.\n")

    result = coursesite("push")

    assert result.exit_code == 0
    assert f"Published: {PATH}" in result.output
    assert f"Got a key or ids: {PATH}" in result.output
    assert b"key: " in shelf.read(PATH)
    assert "Two files unchanged." in coursesite("push").output


def test_push_with_faults_publishes_nothing(shelf: Shelf, coursesite: Command) -> None:
    shelf.course()
    shelf.write(PATH, "---\ntitle: A lesson\n---\nText.\n")

    result = coursesite("push")

    assert result.exit_code == 1
    assert "Nothing was published and no file was changed." in result.output
    with shelf.database.reading() as session:
        assert queries.shelf_version(session) == 0


def test_a_dry_run_promises_and_does_nothing(shelf: Shelf, coursesite: Command) -> None:
    shelf.course()

    result = coursesite("push", "--dry-run")

    assert (result.exit_code, "Would be published: courses/calls/course.md" in result.output) == (0, True)
    with shelf.database.reading() as session:
        assert queries.shelf_version(session) == 0


def _conflict(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-first", "As it was.", key="lesson1")
    shelf.pushed()
    text = LESSON.format(key="lesson1", title="A lesson", summary="s", body="From the browser.")
    shelf.publish_in_browser("lesson1", text)
    shelf.lesson("01-first", "From the file.", key="lesson1")


def test_a_conflict_is_shown_and_said_how_to_decide(shelf: Shelf, coursesite: Command) -> None:
    _conflict(shelf)

    result = coursesite("push")

    assert result.exit_code == 1
    assert "-From the browser." in result.output
    assert "+From the file." in result.output
    assert f"--take files {PATH}" in result.output
    assert coursesite("push", "--take", "files", PATH).exit_code == 0
    assert "From the file." in shelf.prose("first")


def test_a_piece_whose_file_is_gone_is_said_to_be_still_published(shelf: Shelf, coursesite: Command) -> None:
    shelf.course()
    shelf.lesson("01-first", key="lesson1")
    shelf.pushed()
    (shelf.root / PATH).unlink()

    output = coursesite("push").output

    assert f"Still on the site, with no file here: {PATH}" in output
    assert "push --archive" in output
    assert "Still on the site" not in coursesite("push", "--archive").output


@pytest.mark.parametrize("command", [("content", "push"), ("content", "pull"), ("user", "list")])
def test_a_site_without_a_database_is_said_to_have_none_and_gets_none(
    command: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSESITE_MODE", "development")
    monkeypatch.setenv("COURSESITE_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("COURSESITE_DATABASE_URL", raising=False)

    result = CliRunner().invoke(main, command, catch_exceptions=False)

    assert result.exit_code == 1
    assert "no database yet" in result.output
    assert "coursesite migrate" in result.output
    assert not list(tmp_path.glob("*.db"))


def test_a_choice_that_is_none_is_refused(shelf: Shelf, coursesite: Command) -> None:
    result = coursesite("push", "--take", "mine", PATH)

    assert result.exit_code == 2
    assert "neither files nor site" in result.output


def test_an_option_in_other_words_is_said(shelf: Shelf, coursesite: Command) -> None:
    shelf.course()
    shelf.lesson("01-first", QUESTION, key="lesson1")
    shelf.pushed()
    shelf.write(PATH, shelf.read(PATH).replace(b"Let me sort it now.", b"I will sort it out now."))

    output = coursesite("push").output

    assert "third-call: the new wording takes over what people picked" in output
    assert "now: Three calls for one parcel. I will sort it out now." in output


def test_an_option_that_is_another_one_is_told_apart_as_the_push_printed_it(shelf: Shelf, coursesite: Command) -> None:
    shelf.course()
    shelf.lesson("01-first", QUESTION, key="lesson1")
    shelf.pushed()
    before = _keys(shelf)
    shelf.write(PATH, shelf.read(PATH).replace(b"Let me sort it now.", b"I will sort it out now."))
    printed = coursesite("push").output.partition("two different options: ")[2].splitlines()[0].split()
    assert printed == ["--apart", f"{PATH}#third-call:{before[1]}"]

    result = coursesite("push", *printed)

    assert result.exit_code == 0
    assert f"Published: {PATH}" in result.output
    assert _keys(shelf)[0] == before[0]
    apart = _keys(shelf)[1]
    assert apart != before[1]
    assert coursesite("push").exit_code == 0
    again = coursesite("push", *printed)
    assert (again.exit_code, _keys(shelf)[1]) == (1, apart)
    assert f"What is published has no option {before[1]}" in again.output


def test_an_edit_is_pushed_with_its_option_told_apart_at_once(shelf: Shelf, coursesite: Command) -> None:
    shelf.course()
    shelf.lesson("01-first", QUESTION, key="lesson1")
    shelf.pushed()
    before = _keys(shelf)
    shelf.write(PATH, shelf.read(PATH).replace(b"Let me sort it now.", b"I will sort it out now."))

    output = coursesite("push", "--apart", f"{PATH}#third-call:{before[1]}").output

    assert "takes over" not in output
    assert _keys(shelf)[0] == before[0]
    assert _keys(shelf)[1] not in before


@pytest.mark.parametrize(
    ("told", "code", "said"),
    [
        (["third-call"], 2, "is not a path"),
        ([f"{PATH}#third-call:abc", f"{PATH}#third-call:abd"], 2, "is named twice"),
        (["courses/calls/09-none.md#third-call:abc"], 1, "nothing is published from here"),
        ([f"{PATH}#another:abc"], 1, "has no option abc"),
    ],
)
def test_what_cannot_be_told_apart_is_said_and_nothing_is_published(
    shelf: Shelf, coursesite: Command, told: list[str], code: int, said: str
) -> None:
    shelf.course()
    shelf.lesson("01-first", QUESTION, key="lesson1")
    shelf.pushed()
    before = _keys(shelf)
    result = coursesite("push", *[word for one in told for word in ("--apart", one)])
    assert (result.exit_code, _keys(shelf)) == (code, before)
    assert said in result.output


def test_options_are_not_told_apart_over_a_newer_text_on_the_site(shelf: Shelf, coursesite: Command) -> None:
    _conflict(shelf)
    result = coursesite("push", "--apart", f"{PATH}#third-call:abc")
    assert result.exit_code == 1
    assert "changed on the site meanwhile" in result.output


def _keys(shelf: Shelf) -> list[str]:
    return [option.key for option in shelf.lesson_content("first").exercises["third-call"].options]


def test_pull_writes_what_is_missing_and_keeps_what_was_changed(shelf: Shelf, coursesite: Command) -> None:
    _conflict(shelf)
    (shelf.root / "courses/calls/course.md").unlink()

    result = coursesite("pull")

    assert result.exit_code == 1
    assert "Written: courses/calls/course.md" in result.output
    assert f"{PATH} has changes that were never pushed." in result.output
    assert b"From the file." in shelf.read(PATH)


def test_a_site_starts_with_what_it_had_whatever_is_wrong(
    shelf: Shelf, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    _conflict(shelf)

    report = take_in_at_start(shelf.database, settings, clock.now())

    assert len(report.conflicts) == 1
    assert "From the browser." in shelf.prose("first")
    shelf.write("stray.txt", "x")
    assert take_in_at_start(shelf.database, settings, clock.now()).faults
    assert "stray.txt" in caplog.text
    assert "From the browser." in shelf.prose("first")


def test_push_says_of_posts_which_are_kept_back_and_until_when(
    shelf: Shelf, coursesite: Command, clock: FrozenClock
) -> None:
    shelf.post("2026-03-01-out", key="post11")
    shelf.post("2026-03-01-unfinished", "state: draft", key="post12")
    shelf.post("2026-03-01-soon", "published: 2026-03-03 07:15", key="post13")

    planned = coursesite("push", "--dry-run").output.splitlines()
    done = coursesite("push").output.splitlines()

    assert planned[:3] == [
        "Would be published: blog/2026-03-01-out.md",
        "Would be kept as a draft, shown to nobody: blog/2026-03-01-unfinished.md",
        "Would come out on Tuesday 3 March 2026, 07:15 (UTC): blog/2026-03-01-soon.md",
    ]
    assert done[:3] == [
        "Published: blog/2026-03-01-out.md",
        "Kept as a draft, shown to nobody: blog/2026-03-01-unfinished.md",
        "Comes out on Tuesday 3 March 2026, 07:15 (UTC): blog/2026-03-01-soon.md",
    ]
    assert coursesite("push").output == "Three files unchanged.\n"
