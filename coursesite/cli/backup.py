"""`coursesite backup`: a copy of the database that restores, made while the site runs."""

from pathlib import Path

import click

from coursesite.cli.start import site_settings
from coursesite.studio.site.copying import NotCopied, copy_database, keep


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def backup(path: Path) -> None:
    """Write a copy of the database to PATH, which must not exist yet. The site may go on running."""
    settings = site_settings()
    if path.exists():
        raise click.ClickException(f"{path} exists already and was left as it is. Give another name.")
    if not path.parent.is_dir():
        raise click.ClickException(f"There is no folder {path.parent}, so nothing was written. Make it first.")
    draft = path.with_name(f".{path.name}.unfinished")
    try:
        copy_database(settings.database, draft)
        keep(draft, path)
    except NotCopied as error:
        raise click.ClickException(str(error)) from error
    finally:
        draft.unlink(missing_ok=True)
    click.echo(f"Wrote {path} ({path.stat().st_size:,} bytes) and checked it.")
