"""`coursesite blog export`."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coursesite.cli import main
from coursesite.config import Settings
from tests.blog.exporting.test_markdown import FILES, opened
from tests.blog.exporting.worlds import ADDRESS, World


class Command:
    """The command, as somebody types it."""

    def __call__(self, *arguments: str) -> Result:
        """Run it; gives what it printed and its exit code."""
        return CliRunner().invoke(main, ["blog", "export", *arguments], catch_exceptions=False)


@pytest.fixture
def export(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `coursesite blog export …` on the test's site."""
    monkeypatch.setenv("COURSESITE_MODE", "development")
    monkeypatch.setenv("COURSESITE_BASE_URL", settings.base_url)
    monkeypatch.setenv("COURSESITE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("COURSESITE_CONTENT_DIR", str(settings.content_dir))
    monkeypatch.setenv("COURSESITE_DATABASE_URL", settings.database_url)
    return Command()


def test_wxr_is_written_whole_for_its_owner_alone_and_said_what_it_holds(
    talking: World, export: Command, tmp_path: Path
) -> None:
    target = tmp_path / "blog.xml"
    result = export("--format", "wxr", "-o", str(target))
    assert result.exit_code == 0
    assert target.read_bytes() == talking.wxr()
    assert target.stat().st_mode & 0o777 == 0o600
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "Seven posts and pages, eight comments and one picture.",
        "Comments that are spam, were taken down or withdrawn stay here, and so do scores, reasons and network "
        "addresses. Where others have answered such a comment, its place goes along without text and name.",
        "Guests’ addresses are left out: they gave them to this site alone.",
    ]


def test_with_addresses_says_what_that_means(talking: World, export: Command, tmp_path: Path) -> None:
    target = tmp_path / "blog.xml"
    result = export("--format", "wxr", "--with-addresses", "-o", str(target))
    assert ADDRESS.encode() in target.read_bytes()
    assert "The file holds guests’ addresses" in result.stderr
    assert "left out" not in result.stderr


def test_markdown_says_that_comments_stay_and_what_a_push_needs(
    talking: World, export: Command, tmp_path: Path
) -> None:
    target = tmp_path / "blog.zip"
    result = export("--format", "markdown", "-o", str(target))
    assert sorted(opened(target.read_bytes())) == FILES
    assert result.stderr.splitlines() == [
        "Six posts and pages and one picture.",
        "Comments don’t fit into Markdown files: take them along as WXR.",
        "A post that names a lesson, or links to a course, can be pushed only where that course is: push the courses "
        "first, or together with it.",
        "One archived post or page stays behind: a content folder has no file of it.",
    ]


def test_without_a_file_it_goes_to_standard_output(talking: World, export: Command) -> None:
    assert export("--format", "wxr").stdout_bytes == talking.wxr()
    assert sorted(opened(export("--format", "markdown").stdout_bytes)) == FILES


def test_addresses_cannot_be_asked_for_in_markdown(world: World, export: Command) -> None:
    result = export("--format", "markdown", "--with-addresses")
    assert result.exit_code == 2
    assert "Markdown files hold no comments" in result.stderr


def test_a_file_that_cannot_be_written_is_named(world: World, export: Command, tmp_path: Path) -> None:
    result = export("--format", "wxr", "-o", str(tmp_path / "nowhere" / "blog.xml"))
    assert result.exit_code == 1
    assert "can't be written: No such file or directory. Nothing was written." in result.stderr


def test_a_lost_original_is_named(world: World, export: Command) -> None:
    for original in (world.settings.data_dir / "originals").iterdir():
        original.unlink()
    result = export("--format", "markdown")
    assert "The site has lost the original of blog/images/queue.png." in result.stderr
    assert "no pictures" in result.stderr


def test_where_the_disk_is_full_the_old_file_stays(
    world: World, export: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "blog.xml"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    result = export("--format", "wxr", "-o", str(target))
    assert (result.exit_code, target.read_bytes()) == (1, b"old")
    assert "No space left on device. Nothing was written." in result.stderr
