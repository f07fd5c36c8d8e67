"""`coursesite blog`: a blog from elsewhere, and this one for other programs."""

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from coursesite import clock
from coursesite.blog.importing import tasks
from coursesite.blog.importing.fetching import Fetcher
from coursesite.blog.importing.locking import Busy, alone
from coursesite.blog.importing.preparing import counted, prepare
from coursesite.blog.importing.records import Refused
from coursesite.blog.importing.reporting import doubt_lines, left_lines, taken_lines
from coursesite.blog.importing.showing import Taken
from coursesite.blog.importing.spool_queries import Spool
from coursesite.cli.blog_export import export
from coursesite.cli.start import ready_database, site_settings
from coursesite.config import Settings
from coursesite.db import Database

LARGE = 5 * 1024 * 1024
FILE = click.Path(dir_okay=False, path_type=Path)
NOTHING = "Nothing was taken in."


@click.group()
def blog() -> None:
    """Bring a blog along from WordPress or Blogger, or take this one elsewhere."""


blog.add_command(export)


@blog.command("import")
@click.argument("file", type=FILE)
@click.option("--yes", "is_sure", is_flag=True, help="Take it in without asking.")
@click.option("--dry-run", is_flag=True, help="Say what an import would do, and do nothing.")
@click.option("--fetch-images", is_flag=True, help="Fetch the pictures from the old blog; else they become links.")
def import_(file: Path, is_sure: bool, dry_run: bool, fetch_images: bool) -> None:
    """Bring the blog in FILE along: posts, pages, comments and old addresses.

    FILE is what WordPress (Tools, Export) or Blogger (feed.atom, or the older XML file) gives. You see first what would
    become of it. What came with an earlier import of the same blog is left as it is.
    """
    settings = site_settings()
    if not file.is_file():
        raise click.ClickException(f"There is no file {file}. {NOTHING}")
    now = clock.now()
    try:
        with ready_database(settings) as database, alone(settings.data_dir) as place, _spool(place) as spool:
            tasks.sweep(database)
            _prepare(database, spool, file, now, Fetcher() if fetch_images else None)
            counts = counted(spool)
            _say(spool, counts)
            is_new = any(counts[name] for name in ("posts", "pages", "drafts", "scheduled", "archived"))
            is_new = is_new or bool(counts["approved"] or counts["held"])
            if dry_run or not is_new:
                return
            if not is_sure and not click.confirm("Bring it along?"):
                raise click.ClickException(NOTHING)
            _take_in(database, settings, spool, file, now)
    except (Refused, Busy) as error:
        raise click.ClickException(f"{error} {NOTHING}") from error


@contextmanager
def _spool(place: Path) -> Iterator[Spool]:
    with tempfile.TemporaryDirectory(dir=place, prefix="reading-") as folder:
        spool = Spool(Path(folder) / "spool")
        try:
            yield spool
        finally:
            spool.close()


class _Progress:
    """Says on the error stream how far a large file is, on one line that is written over."""

    def __init__(self, file: Path) -> None:
        self._wanted = file.stat().st_size >= LARGE and sys.stderr.isatty()
        self._is_plain = file.stat().st_size >= LARGE and not sys.stderr.isatty()
        self._said = ""

    def __call__(self, what: str, done: int, of: int) -> None:
        """Tell of it, where somebody waits; into a file, each tenth once."""
        share = f"{done:,} of {of:,}" if of else f"{done:,}"
        if self._wanted:
            click.echo(f"\r{what.capitalize()}: {share}   ", nl=False, err=True)
        line = f"{what.capitalize()}: {done * 10 // of * 10} %" if of else ""
        if self._is_plain and line and line != self._said:
            self._said = line
            click.echo(line, err=True)

    def end(self) -> None:
        """Leave the line."""
        if self._wanted:
            click.echo(err=True)


def _prepare(database: Database, spool: Spool, file: Path, now: datetime, fetch: Fetcher | None) -> None:
    progress = _Progress(file)
    try:
        prepare(database, spool, file, now, fetch=fetch, progress=progress)
    finally:
        progress.end()


def _take_in(database: Database, settings: Settings, spool: Spool, file: Path, now: datetime) -> None:
    progress = _Progress(file)
    with file.open("rb") as opened:
        fingerprint = hashlib.file_digest(opened, "sha256").hexdigest()
    run_id = tasks.begin(database, spool, file.name, fingerprint, now, None)
    try:
        tasks.take_in(database, spool, run_id, settings.data_dir, now, progress=progress)
    except Taken as error:
        raise click.ClickException(f"{error}. {NOTHING} Give the command again.") from error
    finally:
        progress.end()
    click.echo("Done. Everything is shown now.")


def _say(spool: Spool, counts: dict[str, object]) -> None:
    title = spool.fact("title") or "the blog"
    program = {"wordpress": "WordPress", "blogger": "Blogger", "coursesite": "coursesite"}[spool.fact("program")]
    click.echo(f"“{title}”, from {program}")
    click.echo("\nWhat comes along:")
    for line in taken_lines(counts):
        click.echo(f"- {line}")
    left, doubts = left_lines(counts), doubt_lines(spool.doubts(tasks.MOST_DOUBTS))
    if left:
        click.echo("\nWhat stays behind:")
        for line in left:
            click.echo(f"- {line}")
    if doubts:
        click.echo("\nWhat to look at:")
        for line in doubts:
            click.echo(f"- {line}")
    click.echo()
