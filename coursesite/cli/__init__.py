"""The `coursesite` command: runs a site and looks after it."""

import importlib

import click

COMMANDS = ("run", "worker", "migrate", "backup", "user", "content", "quiz", "blog", "insights", "demo")


class Commands(click.Group):
    """Each command stands in the module of its name, which is read only when it is needed."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The commands in the order in which a site owner meets them."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command of this name, or None."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"coursesite.cli.{name}"), name)
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run a coursesite and look after it.

    Settings come from the environment (COURSESITE_…) or from the file that COURSESITE_CONFIG names.
    """
