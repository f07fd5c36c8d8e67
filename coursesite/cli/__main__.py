"""`python -m coursesite.cli` is the `coursesite` command."""

from coursesite.cli import main

main(prog_name="coursesite")
