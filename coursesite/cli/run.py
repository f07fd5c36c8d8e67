"""`coursesite run`: everything a site needs, in the order in which it needs it."""

from dataclasses import replace

import click

from coursesite import clock, serving
from coursesite.accounts.tasks import first_admin_link
from coursesite.cli.content import take_in_at_start
from coursesite.cli.migrate import migrate_site
from coursesite.cli.start import site_database, site_settings
from coursesite.config import Settings
from coursesite.db import sqlite_fault


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where the site listens.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The network address it listens on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that serve pages.")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Threads in each of them.")
def run(port: int, host: str, workers: int, threads: int) -> None:
    """Serve the site with its content, and do its background work, until told to end."""
    settings = at_port(site_settings(), host, port)
    steps = (migrate_site, take_in, greet)
    try:
        serving.serve(settings, port, host=host, workers=workers, threads=threads, steps=steps)
    except (serving.PortTaken, serving.ServerEnded) as error:
        raise click.ClickException(str(error)) from error


def at_port(settings: Settings, host: str, port: int) -> Settings:
    """The settings, where a development site without an address of its own gets the one it listens on."""
    if not settings.development or settings.base_url != Settings().base_url:
        return settings
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104  # recognised here, not listened on
    name = "127.0.0.1" if everywhere else f"[{host}]" if ":" in host else host
    return replace(settings, base_url=f"http://{name}:{port}")


def take_in(settings: Settings) -> None:
    """Take in the content the site ships with, as far as it is new. Its faults keep no site from starting."""
    with site_database(settings) as database:
        take_in_at_start(database, settings, clock.now())


def greet(settings: Settings) -> None:
    """Say where the site is and, while there is no admin, with which link the owner becomes one."""
    with site_database(settings) as database:
        link = first_admin_link(database, settings, clock.now())
    if link is not None:
        click.echo(f"There is no admin yet. This link makes the first one, once, within seven days:\n{link}")
    if not settings.database_url and (fault := sqlite_fault()):
        click.echo(fault)
    click.echo(f"The site is at {settings.base_url}/ and ends with Ctrl-C.")
