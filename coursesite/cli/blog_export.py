"""`coursesite blog export`: the blog as a file for WordPress, or as Markdown."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from coursesite import clock
from coursesite.blog.exporting.going import Format, going
from coursesite.blog.exporting.markdown import markdown
from coursesite.blog.exporting.wxr import wxr
from coursesite.blog.posts.feeds.making import Site
from coursesite.cli.start import ready_database, site_settings
from coursesite.disk import write_parts


@click.command()
@click.option(
    "--format",
    "wanted",
    type=click.Choice([one.value for one in Format]),
    required=True,
    help="wxr: one file that WordPress and this site read. markdown: a zip that `content push` takes in, unpacked.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to; without it, to standard output.",
)
@click.option("--with-addresses", is_flag=True, help="Take guests' addresses along (wxr only).")
def export(wanted: str, output: Path | None, with_addresses: bool) -> None:
    """Take the blog along: its posts and pages and, as WXR, what people said below them."""
    chosen = Format(wanted)
    if with_addresses and chosen is Format.MARKDOWN:
        raise click.UsageError("Markdown files hold no comments, and so no addresses. Leave --with-addresses out.")
    if output is None and sys.stdout.isatty():
        raise click.UsageError("Name the file to write with -o, or lead the output into one.")
    settings = site_settings()
    site = Site(settings.site_name, settings.site_description, settings.base_url)
    with ready_database(settings) as database, database.reading() as session:
        there = going(session, settings.data_dir)
        if chosen is Format.WXR:
            parts = wxr(session, site, settings.data_dir, clock.now(), with_addresses=with_addresses)
        else:
            parts = markdown(session, settings.data_dir)
        _write(output, parts)
    click.echo(there.along(chosen), err=True)
    for sentence in there.left(chosen, with_addresses=with_addresses):
        click.echo(sentence, err=True)


def _write(output: Path | None, parts: Iterable[bytes]) -> None:
    if output is None:
        for part in parts:
            click.echo(part, nl=False)
        return
    try:
        # Held comments are nobody else's to read.
        write_parts(output, parts, 0o600)
    except OSError as error:
        raise click.ClickException(f"{output} can't be written: {error.strerror}. Nothing was written.") from error
