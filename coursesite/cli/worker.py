"""`coursesite worker`: the background work in a process of its own."""

import click

from coursesite import logs
from coursesite.cli.start import site_settings
from coursesite.worker import run_worker


@click.command()
def worker() -> None:
    """Send mail and tidy up, until told to end. `coursesite run` starts one by itself."""
    settings = site_settings()
    logs.set_up(development=settings.development)
    run_worker(settings)
