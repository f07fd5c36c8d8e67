"""What `coursesite content` prints."""

from collections.abc import Iterable

import click

from coursesite.library.faults import FileFault
from coursesite.library.pushing import Conflict, PullReport, PushReport
from coursesite.library.shelving.apart import written
from coursesite.web.filters import count_in_words, moment_in_words


def say_faults(faults: Iterable[FileFault]) -> None:
    """Print faults, one a line, and how many they are in how many files."""
    faults = sorted(faults)
    for fault in faults:
        click.echo(str(fault))
    if faults:
        files = len({fault.path for fault in faults})
        click.echo(f"\n{count_in_words(len(faults), 'fault').capitalize()} in {count_in_words(files, 'file')}.")


def say_push(report: PushReport, *, dry_run: bool) -> None:
    """Print what a push did, or would do."""
    if report.faults:
        say_faults(report.faults)
        click.echo("Nothing was published and no file was changed.")
        return
    hidden = {*report.drafts, *(path for path, _moment in report.scheduled)}
    shown = [path for path in report.taken_in if path not in hidden]
    _list("Would be published" if dry_run else "Published", shown)
    _list("Would be kept as a draft, shown to nobody" if dry_run else "Kept as a draft, shown to nobody", report.drafts)
    for path, moment in report.scheduled:
        when = f"{'Would come out' if dry_run else 'Comes out'} on {moment_in_words(moment)} (UTC)"
        click.echo(f"{when}: {path}")
    _list("Would get a key or ids" if dry_run else "Got a key or ids", report.keys_written)
    _list("Renamed", [f"{old} → {new}" for old, new in report.renamed])
    _list("Would be archived" if dry_run else "Archived", report.archived)
    _list("Still on the site, with no file here", report.without_file)
    if report.without_file:
        click.echo("`coursesite content pull` writes such a file again; `push --archive` takes it off the site.")
    _list("Got the site's text", report.given_back)
    _list("Taken off the site in the browser, and left off; `--take files PATH` puts it back", report.off_site)
    _list("Newer on the site; `coursesite content pull` writes it into the file", report.newer_on_site)
    for paired in report.pairings:
        click.echo(f"{paired.path}, {paired.exercise}: the new wording takes over what people picked:")
        click.echo(f"  was: {_one_line(paired.old_text)}\n  now: {_one_line(paired.new_text)}")
        click.echo(f"  If they are two different options: --apart {written(paired.path, paired.exercise, paired.key)}")
    _say_conflicts(report.conflicts)
    click.echo(f"{count_in_words(len(report.unchanged), 'file').capitalize()} unchanged.")


def say_pull(report: PullReport) -> None:
    """Print what a pull did."""
    say_faults(report.faults)
    _list("Written", report.written)
    _list("Moved", [f"{old} → {new}" for old, new in report.moved])
    for kept in report.kept:
        click.echo(f"{kept.path} has changes that were never pushed. It was kept as it is.\n{kept.diff}\n")
    click.echo(f"{count_in_words(len(report.unchanged), 'file').capitalize()} unchanged.")


def _say_conflicts(conflicts: Iterable[Conflict]) -> None:
    for conflict in conflicts:
        click.echo(f"{conflict.path} was changed on the site and in the file. Neither was touched.\n{conflict.diff}\n")
        click.echo(f"To decide: --take files {conflict.path}   or   --take site {conflict.path}\n")


def _list(heading: str, lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(f"{heading}: {line}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
