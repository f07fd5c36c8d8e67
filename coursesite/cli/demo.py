"""`coursesite demo`: a site with a believable month in it, apart from the real one."""

from pathlib import Path

import click

from coursesite import clock, serving
from coursesite.app import create_app
from coursesite.cli.migrate import migrate_site
from coursesite.cli.run import at_port, greet
from coursesite.cli.start import site_settings
from coursesite.config import Settings
from coursesite.demo import building, sign_ins
from coursesite.demo.causes import CauseLost
from coursesite.demo.filling import ContentFaults, fill

HOST = "127.0.0.1"


@click.command()
@click.option("--serve/--no-serve", default=True, help="Serve the demo once it is there, as `run` does.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where it is served.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another number makes another month.")
@click.option("--here", is_flag=True, help="Write the demo into the data folder itself, which must have no database.")
def demo(serve: bool, port: int, seed: int, here: bool) -> None:
    """Fill a site of its own with a believable month, print its sign-ins, and serve it.

    It stands in the folder “demo” of the data folder, always on SQLite; the site's own data isn't touched. Once made
    it is kept until the program, its content or the seed changes.
    """
    settings = site_settings()
    if not settings.development:
        raise click.ClickException(
            "This is a production site. A demo has made-up people in it whose passwords everybody knows, so none was "
            "made. On a machine of your own, set COURSESITE_MODE=development."
        )
    folder = settings.data_dir if here else settings.data_dir / "demo"
    if serve:
        _check_port(port)
    _build(settings, folder, seed)
    for line in sign_ins.lines(seed):
        click.echo(line)
    if serve:
        _serve(building.at_home(settings, folder), port)


def _build(settings: Settings, folder: Path, seed: int) -> None:
    now = clock.now()

    def make(draft: Settings) -> None:
        home = building.at_home(draft, draft.data_dir)
        migrate_site(home)
        app = create_app(home)
        database = app.extensions["database"]
        try:
            fill(database, home, app.extensions["personal"], now, seed)
        finally:
            database.dispose()

    try:
        building.build(settings, folder, now, seed, make)
    except (building.Occupied, CauseLost, ContentFaults) as error:
        raise click.ClickException(str(error)) from error


def _serve(settings: Settings, port: int) -> None:
    try:
        serving.serve(at_port(settings, HOST, port), port, host=HOST, steps=(migrate_site, greet))
    except (serving.PortTaken, serving.ServerEnded) as error:
        raise click.ClickException(str(error)) from error


def _check_port(port: int) -> None:
    try:
        serving.check_port(HOST, port)
    except serving.PortTaken as error:
        raise click.ClickException(str(error)) from error
