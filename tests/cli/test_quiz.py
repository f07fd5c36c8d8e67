"""`coursesite quiz`: import and export."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coursesite import clock
from coursesite.cli import main
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.exercises import gift, parse
from coursesite.exercises.exchange import Picture
from coursesite.exercises.exchanging import Format, TakenIn, beside
from coursesite.library import pushing
from tests.library.shelves import Shelf

POOL = "courses/calls/08-pool.md"
GIFT = "// [id:one]\n::Who::Who rang?{=Dana#Yes. ~Jo}\n\nWhy? {}\n\nBroken {\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc000000301010018dd8db00000000049454e44ae426082"
)


class Command:
    """The command, as somebody types it."""

    def __call__(self, *arguments: str) -> Result:
        """Run it; gives what it printed and its exit code."""
        return CliRunner().invoke(main, ["quiz", *arguments], catch_exceptions=False)


@pytest.fixture
def coursesite(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `coursesite quiz …` on the test's site."""
    monkeypatch.setenv("COURSESITE_MODE", "development")
    monkeypatch.setenv("COURSESITE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("COURSESITE_CONTENT_DIR", str(settings.content_dir))
    monkeypatch.setenv("COURSESITE_DATABASE_URL", settings.database_url)
    return Command()


@pytest.fixture
def shelf(settings: Settings, database: Database) -> Shelf:
    """A content folder with one course."""
    made = Shelf(settings.content_dir, database, settings)
    made.course()
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file from elsewhere."""
    made = tmp_path / "calls.txt"
    made.write_text(GIFT, encoding="utf-8")
    return made


def test_import_writes_a_pool_and_says_what_changed_by_line_and_what_comes_next(
    shelf: Shelf, coursesite: Command, file: Path
) -> None:
    result = coursesite("import", str(file), "--to", POOL)

    assert result.exit_code == 0
    assert shelf.read(POOL).decode() == (
        "---\ntitle: Pool\nkind: pool\n---\n\n"
        "### Question: Who\n<!-- id: one -->\n\nWho rang?\n\n- [x] Dana\n  > Yes.\n- [ ] Jo\n\n"
        "---\n\n**Why?**\n\n```\nBroken {\n```\n"
    )
    assert result.output.splitlines() == [
        "calls.txt:4: “Why?” is answered in one's own words, which a pool cannot mark, so it stands there as text.",
        "calls.txt:6: This could not be read as a question, so it was kept as it stands. "
        "The { is not closed before the next blank line.",
        f"One question came into {POOL}.",
        "A quiz draws from it with a line such as “draw: 1 from 08-pool” in its front matter.",
        "Read it through, then `coursesite content check` and `coursesite content push`.",
    ]


def test_what_was_imported_has_no_fault_and_can_be_pushed(shelf: Shelf, coursesite: Command, file: Path) -> None:
    coursesite("import", str(file), "--to", POOL)
    coursesite("import", str(file), "--to", "courses/calls/09-check.md", "--kind", "quiz", "--title", "Calls: a check")

    assert pushing.check(shelf.root, clock.now()) == []
    assert b'title: "Calls: a check"\nkind: quiz\n' in shelf.read("courses/calls/09-check.md")


def test_a_path_on_the_disk_that_leads_into_the_content_folder_will_do(
    shelf: Shelf, coursesite: Command, file: Path
) -> None:
    assert coursesite("import", str(file), "--to", str(shelf.root / POOL)).exit_code == 0
    assert shelf.read(POOL)


@pytest.mark.parametrize(
    "place",
    [
        "08-pool.md",
        "courses/calls/pool.md",
        "courses/calls/course.md",
        "courses/nowhere/08-pool.md",
        "../../08-pool.md",
        "courses/calls/../calls/08-pool.md",
        "blog/2026-11-02-post.md",
        "courses/calls/08-pool.txt",
    ],
)
def test_a_place_where_no_pool_can_be_is_refused(shelf: Shelf, coursesite: Command, file: Path, place: str) -> None:
    before = sorted(shelf.root.rglob("*"))

    result = coursesite("import", str(file), "--to", place)

    assert result.exit_code == 2
    assert "--to" in result.output
    assert sorted(shelf.root.rglob("*")) == before


def test_import_writes_over_a_file_only_when_told_to_and_keeps_its_key(
    shelf: Shelf, coursesite: Command, file: Path
) -> None:
    shelf.write(POOL, "---\nkey: pool22\ntitle: Mine\nkind: pool\n---\n")

    refused = coursesite("import", str(file), "--to", POOL)

    assert refused.exit_code == 1
    assert "is there already, so nothing was written" in refused.output
    assert shelf.read(POOL).decode().endswith("kind: pool\n---\n")
    assert coursesite("import", str(file), "--to", POOL, "--replace").exit_code == 0
    assert b"title: Pool\nkind: pool\nkey: pool22\n---\n" in shelf.read(POOL)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Which?{=a ~b}"),
        ("a.gift", "Which?\n{=a ~b}"),
        ("a.txt", "Which?\n\n- [x] a\n- [ ] b\n"),
        ("a.md", "Which?\n\n- [x] a\n- [ ] b\n"),
        ("a", "### Question: Which?\n\n- [x] a\n- [ ] b\n"),
        (
            "a.txt",
            '<?xml version="1.0"?><quiz><question type="multichoice"><name><text>Which?</text></name><questiontext '
            'format="html"><text>Which?</text></questiontext><single>true</single><answer fraction="100"><text>a</text>'
            '</answer><answer fraction="0"><text>b</text></answer></question></quiz>',
        ),
    ],
)
def test_which_format_a_file_is_in_its_name_or_its_text_says(
    shelf: Shelf, coursesite: Command, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    result = coursesite("import", str(tmp_path / name), "--to", POOL)

    assert result.exit_code == 0, result.output
    assert b"- [x] a\n- [ ] b\n" in shelf.read(POOL)


def test_a_file_that_says_nothing_of_its_format_is_refused(shelf: Shelf, coursesite: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Only words.", encoding="utf-8")

    result = coursesite("import", str(tmp_path / "a.txt"), "--to", POOL)

    assert result.exit_code == 1
    assert "a.txt: It can't be seen which format this file is in." in result.output
    assert coursesite("import", str(tmp_path / "a.txt"), "--to", POOL, "--format", "gift").exit_code == 0


def test_a_file_that_cannot_be_taken_in_is_refused_with_its_line(
    shelf: Shelf, coursesite: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.gift").write_bytes(b"One?{T}\n\n\xe9{T}")

    result = coursesite("import", str(tmp_path / "a.gift"), "--to", POOL)

    assert result.exit_code == 1
    assert "a.gift:3: This is not UTF-8 text" in result.output
    assert not (shelf.root / POOL).exists()


def test_a_missing_file_is_named(coursesite: Command, shelf: Shelf) -> None:
    result = coursesite("import", "nowhere.txt", "--to", POOL)
    assert (result.exit_code, "nowhere.txt can't be read" in result.output) == (1, True)


def test_a_text_that_would_be_too_large_is_refused(shelf: Shelf, coursesite: Command, tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_text("\n\n".join([f"{'q' * 1000}{{T}}"] * 600), encoding="utf-8")

    result = coursesite("import", str(tmp_path / "a.gift"), "--to", POOL)

    assert result.exit_code == 1
    assert "more than the 512 KB" in result.output


def test_a_picture_never_takes_another_ones_place() -> None:
    taken = TakenIn(b"![a](images/a.png) ![b](images/b.png)", (), (Picture("a.png", b"1"), Picture("b.png", b"2")), 0)
    there = {"a.png": b"other", "b.png": b"2"}

    free = beside(taken, there.get)

    assert free.source == b"![a](images/a-6b86b273.png) ![b](images/b.png)"
    assert [picture.name for picture in free.pictures] == ["a-6b86b273.png", "b.png"]


def test_pictures_go_out_and_come_back_beside_the_ones_that_are_there(
    shelf: Shelf, coursesite: Command, tmp_path: Path
) -> None:
    shelf.write("courses/calls/images/queue.png", PNG)
    shelf.write(
        POOL, "---\ntitle: P\nkind: pool\n---\n### Question: Which?\n\n![A.](images/queue.png)\n\n- [x] a\n- [ ] b\n"
    )
    assert coursesite("export", POOL, "--format", "moodle", "-o", str(tmp_path / "a.xml")).exit_code == 0
    shelf.write("courses/calls/images/queue.png", PNG + b"another")

    result = coursesite("import", str(tmp_path / "a.xml"), "--to", "courses/calls/09-pool.md")

    assert result.exit_code == 0, result.output
    assert "One question and one picture came into courses/calls/09-pool.md." in result.output
    assert shelf.read("courses/calls/images/queue.png") == PNG + b"another"
    (new,) = [path for path in (shelf.root / "courses/calls/images").iterdir() if path.name != "queue.png"]
    assert new.read_bytes() == PNG
    assert f"(images/{new.name})".encode() in shelf.read("courses/calls/09-pool.md")


@pytest.mark.parametrize("wanted", list(Format))
def test_export_then_import_gives_the_same_questions(
    shelf: Shelf, coursesite: Command, tmp_path: Path, wanted: Format
) -> None:
    shelf.write(POOL, "---\ntitle: P\nkind: pool\n---\n\n### Question: In order\n<!-- id: a -->\n\n1. x\n2. y\n")

    out = coursesite("export", POOL, "--format", wanted, "-o", str(tmp_path / "out"))
    back = coursesite("import", str(tmp_path / "out"), "--to", "courses/calls/09-pool.md", "--format", wanted)

    assert (out.exit_code, back.exit_code) == (0, 0)
    kept, came = (
        parse(shelf.read(path).decode().split("---\n", 2)[2].split("\n"), 1).exercises
        for path in (POOL, "courses/calls/09-pool.md")
    )
    assert came == kept


def test_export_writes_to_standard_output_and_notes_beside_it(shelf: Shelf, coursesite: Command) -> None:
    shelf.write(
        POOL, "---\ntitle: P\nkind: quiz\npass: 70%\n---\n\n### Question: In order\n<!-- id: a -->\n\n1. x\n2. y\n"
    )

    result = coursesite("export", POOL, "--format", "gift")

    assert len(gift.read(result.stdout_bytes).exercises) == 1
    assert result.stderr.splitlines() == [
        "08-pool.md:4: The rules of the quiz stay here (pass); only its own questions went along.",
        "08-pool.md:7: “In order” is a list to put in order, which GIFT has no question for: Moodle shows its text, "
        "this site reads it.",
    ]


def test_a_source_with_a_fault_is_not_exported(shelf: Shelf, coursesite: Command) -> None:
    shelf.write(POOL, "---\ntitle: P\nkind: pool\n---\n### Question: Which?\n\n- [ ] a\n- [ ] b\n")

    result = coursesite("export", POOL, "--format", "gift")

    assert result.exit_code == 1
    assert "08-pool.md:7: Nothing was written: No option is marked as right." in result.output
