"""`coursesite content`: courses, posts and pages between files and the site."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import click

from coursesite import clock
from coursesite.cli.saying import say_faults, say_pull, say_push
from coursesite.cli.start import ready_database, site_settings
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.exercises import Said
from coursesite.library import pulling, pushing
from coursesite.library.pushing import OnConflict, PullReport, PushReport
from coursesite.library.shelving.apart import read_written
from coursesite.library.shelving.files import FileChanged

log = logging.getLogger(__name__)

MOST_TRIES = 5
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def content() -> None:
    """Check courses, posts and pages, take them in from files, or write them out."""


@content.command()
@click.argument("folder", type=FOLDER, required=False)
def check(folder: Path | None) -> None:
    """Read the content in FOLDER and say what is wrong with it. Changes nothing."""
    root = folder or site_settings().content_dir
    faults = pushing.check(root, clock.now())
    say_faults(faults)
    if faults:
        raise click.exceptions.Exit(1)
    click.echo("Everything is in order.")


@content.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--archive", is_flag=True, help="Archive pieces whose file is gone. Nothing is deleted.")
@click.option(
    "--take",
    "taken",
    nargs=2,
    multiple=True,
    metavar="files|site PATH",
    help="Where both have changed: which text wins, for the file at PATH under the folder, or for all (PATH: all).",
)
@click.option(
    "--apart",
    "told",
    multiple=True,
    metavar="PATH#EXERCISE:OPTION",
    help="An option is another than the one that it is taken for; as push prints it.",
)
@click.option("--dry-run", is_flag=True, help="Say what a push would do, and do nothing.")
def push(
    folder: Path | None, archive: bool, taken: tuple[tuple[str, str], ...], told: tuple[str, ...], dry_run: bool
) -> None:
    """Take the content in FOLDER in and publish it. Missing keys and ids are written into the files first."""
    settings = site_settings()
    try:
        with ready_database(settings) as database:
            report = push_tree(
                database,
                folder or settings.content_dir,
                data_dir=settings.data_dir,
                now=clock.now(),
                archive=archive,
                on_conflict=_choices(taken),
                apart=_apart(told),
                dry_run=dry_run,
            )
    except FileChanged as error:
        raise click.ClickException(f"{error}. Nothing was published; push again.") from error
    say_push(report, dry_run=dry_run)
    if report.faults or report.conflicts:
        raise click.exceptions.Exit(1)


@content.command()
@click.argument("folder", type=FOLDER, required=False)
def pull(folder: Path | None) -> None:
    """Write what is published into FOLDER, as it was written. Files with changes of their own are kept."""
    settings = site_settings()
    try:
        with ready_database(settings) as database:
            report = pull_tree(database, folder or settings.content_dir, data_dir=settings.data_dir)
    except FileChanged as error:
        raise click.ClickException(f"{error}. What was written before it stays; pull again.") from error
    say_pull(report)
    if report.faults or report.kept:
        raise click.exceptions.Exit(1)


def push_tree(
    database: Database,
    root: Path,
    *,
    data_dir: Path,
    now: datetime,
    author_id: int | None = None,
    write_keys: bool = True,
    archive: bool = False,
    on_conflict: OnConflict = "stop",
    apart: Mapping[str, Said] = pushing.NOTHING_SAID,
    dry_run: bool = False,
) -> PushReport:
    """Take a content folder in, all of it or, where anything is wrong with it, nothing.

    `write_keys` says that files may be written to: missing keys and ids, and the site's text where it was chosen.
    Where somebody else publishes at the same time, it begins again. Raises `FileChanged` for a file that was edited
    meanwhile, and `RuntimeError` when there was no getting through.
    """
    keys_written: list[str] = []
    for _try in range(MOST_TRIES):
        with database.reading() as reader:
            plan = pushing.prepare(
                reader,
                root,
                now,
                data_dir=None if dry_run else data_dir,
                write_keys=write_keys,
                archive=archive,
                on_conflict=on_conflict,
                apart=apart,
            )
        if plan.report.faults or dry_run:
            return plan.report
        plan.write_files()
        keys_written += plan.report.keys_written
        plan.report.keys_written = keys_written
        if not plan.writes or _carried_out(database, plan, now, author_id):
            return plan.report
    raise RuntimeError("others kept publishing at the same time; nothing of this was published")


def _carried_out(database: Database, plan: pushing.Plan, now: datetime, author_id: int | None) -> bool:
    """Publish what was planned in one short transaction; False where somebody else has published meanwhile."""
    with database.writing() as session:
        try:
            pushing.carry_out(session, plan, now, author_id=author_id)
        except pushing.Stale:
            return False
        session.commit()
    return True


def pull_tree(database: Database, root: Path, *, data_dir: Path) -> PullReport:
    """Write what is published into a folder. Raises `FileChanged` for a file that was edited meanwhile."""
    root.mkdir(parents=True, exist_ok=True)
    with database.reading() as reader:
        fetched = pulling.fetch(reader, root, data_dir=data_dir)
    fetched.write_files()
    if fetched.pushed:
        with database.writing() as writer:
            pulling.note(writer, fetched)
            writer.commit()
    return fetched.report


def take_in_at_start(database: Database, settings: Settings, now: datetime) -> PushReport:
    """Take in what the site ships with. Never writes to a file, archives nothing, and keeps no site from starting:
    faults and conflicts are logged, and the site shows what it showed before.
    """
    report = push_tree(database, settings.content_dir, data_dir=settings.data_dir, now=now, write_keys=False)
    for fault in report.faults:
        log.error("content: %s", fault)
    for conflict in report.conflicts:
        log.warning("content: %s was changed on the site and in its file; the site's text stays", conflict.path)
    return report


def _apart(told: Iterable[str]) -> Mapping[str, Said]:
    try:
        return read_written(told)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--apart") from error


def _choices(taken: Iterable[tuple[str, str]]) -> OnConflict:
    chosen: dict[str, str] = {}
    for word, path in taken:
        if word not in ("files", "site"):
            raise click.BadParameter(f"“{word}” is neither files nor site.", param_hint="--take")
        if path == "all":
            return word
        chosen[path] = word
    result: Mapping[str, str] = chosen
    return result
