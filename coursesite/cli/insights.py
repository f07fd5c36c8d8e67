"""`coursesite insights`: the figures of courses, and the sums that they are made of."""

import click

from coursesite import clock
from coursesite.cli.start import ready_database, site_settings
from coursesite.learning.insights import tasks


@click.group()
def insights() -> None:
    """Look after the sums that the figures of courses are made of."""


@insights.command()
def rebuild() -> None:
    """Count everybody anew, and make every sum again. The site goes on meanwhile."""
    with ready_database(site_settings()) as database:
        wrong = tasks.rebuild(database, clock.now())
    click.echo("Every sum is as it should be." if not wrong else f"{wrong:,} sums were wrong and have been put right.")
