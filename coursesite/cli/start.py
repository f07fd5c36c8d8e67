"""What the commands begin with: the site's settings, or a sentence why there are none.

A command that needs the whole application makes it with `create_app(site_settings())`.
"""

import os

import click

from coursesite import config
from coursesite.config import Settings


def site_settings() -> Settings:
    """The site's settings from the environment, complete; ends the command with a sentence when they won't do."""
    try:
        return config.complete(config.load(os.environ))
    except config.BadSettings as error:
        raise click.ClickException(str(error)) from error
