"""`coursesite quiz`: questions from other programs' files, and into them."""

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn, cast

import click

from coursesite.cli.start import site_settings
from coursesite.disk import write_whole
from coursesite.exercises.exchange import LARGEST_FILE, Note, Unreadable
from coursesite.exercises.exchanging import (
    Format,
    PieceKind,
    TakenIn,
    beside,
    give_out,
    guessed_format,
    shown_pictures,
    take_in,
)
from coursesite.library.models import Kind
from coursesite.library.paths import is_picture_name, parsed_path
from coursesite.library.tree import LARGEST_IMAGE, LARGEST_TEXT, read_file
from coursesite.text import frontmatter
from coursesite.text.slugs import place_and_slug
from coursesite.web.filters import count_in_words

FORMATS = click.Choice([*Format])
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def quiz() -> None:
    """Bring questions in from other programs, and out to them."""


@quiz.command("import")
@click.argument("file", type=FILE)
@click.option("--to", "place", required=True, help="The new file: courses/<course>/<number-name>.md")
@click.option("--kind", type=click.Choice(["pool", "quiz"]), default="pool", show_default=True, help="What it becomes.")
@click.option("--title", help="Its title; without one, the name of the new file.")
@click.option("--format", "wanted", type=FORMATS, help="What FILE is; without it, its name or its text says so.")
@click.option("--replace", is_flag=True, help="Write over a file that is there. Its key is kept.")
def import_(file: Path, place: str, kind: str, title: str | None, wanted: str | None, replace: bool) -> None:
    """Make a pool or a quiz of the questions in FILE: GIFT, Moodle XML or Markdown."""
    root = site_settings().content_dir
    path = _new_path(root, place)
    target = root / path
    if target.exists() and not replace:
        raise click.ClickException(
            f"{path} is there already, so nothing was written. Give another name, or --replace to write over it."
        )
    data = _bytes(file)
    try:
        found = Format(wanted) if wanted else guessed_format(data, file.name)
        taken = take_in(data, found, cast(PieceKind, kind), title or _title(path))
    except Unreadable as error:
        _refuse(file, error)
    taken = beside(taken, lambda name: _image(target.parent, name))
    source = _with_key(target, taken.source)
    if len(source) > LARGEST_TEXT:
        raise click.ClickException(
            f"That would be more than the {LARGEST_TEXT // 1024} KB that a text may have. Nothing was written; divide "
            f"{file.name}, and import its parts one after the other."
        )
    _write(target, source, taken)
    _say_notes(file.name, taken.notes, err=False)
    _say_next(path, kind, taken)


@quiz.command()
@click.argument("path")
@click.option("--format", "wanted", type=FORMATS, required=True, help="What to write.")
@click.option("-o", "--output", type=FILE, help="Where to; without it, to standard output.")
def export(path: str, wanted: str, output: Path | None) -> None:
    """Write the questions of a Markdown file for another program. PATH: the file, as it is or in the content folder."""
    source_file = Path(path) if Path(path).is_file() else site_settings().content_dir / path
    source = _bytes(source_file)
    try:
        done = give_out(source, Format(wanted), _pictures(source_file.parent, source))
    except Unreadable as error:
        _refuse(source_file, error)
    if output is None:
        click.echo(done.data, nl=False)
    else:
        try:
            write_whole(output, done.data)
        except OSError as error:
            raise click.ClickException(f"{output} can't be written: {error.strerror}.") from error
    _say_notes(source_file.name, done.notes, err=True)


def _new_path(root: Path, place: str) -> str:
    """The path under the content folder that `--to` means; a path on the disk that leads into the folder will do."""
    given = Path(place).absolute()
    inside = given.is_relative_to(root.absolute()) and ".." not in given.parts
    path = given.relative_to(root.absolute()).as_posix() if inside else Path(place).as_posix()
    parsed = parsed_path(path)
    if parsed is None or parsed[0] is not Kind.LESSON:
        raise click.BadParameter(
            f"“{place}” is no place for a pool or a quiz. Write it as courses/service-recovery/08-pool.md.",
            param_hint="--to",
        )
    folder = (root / path).parent
    if not folder.is_dir() or not folder.resolve().is_relative_to(root.resolve()):
        raise click.BadParameter(f"There is no course {parsed[1]} in the content folder.", param_hint="--to")
    return path


def _title(path: str) -> str:
    slug = place_and_slug(path)[1]
    return slug.replace("-", " ").capitalize()


def _bytes(file: Path) -> bytes:
    """A file's bytes, one more than are allowed at most."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise click.ClickException(f"{file} can't be read: {error.strerror}.") from error


def _image(course: Path, name: str) -> bytes | None:
    """A picture of a course; None where there is none. Raises for one that can't be read."""
    try:
        return read_file(course / "images" / name, LARGEST_IMAGE)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise click.ClickException(f"images/{name} can't be read ({error}), so nothing was written.") from error


def _pictures(course: Path, source: bytes) -> dict[str, bytes]:
    names = [name for name in shown_pictures(source) if is_picture_name(name)]
    return {f"images/{name}": data for name in names if (data := _image(course, name)) is not None}


def _with_key(target: Path, source: bytes) -> bytes:
    """The key of the file that is replaced: everyone's progress hangs on it."""
    if not target.exists():
        return source
    key = frontmatter.read(_bytes(target).decode("utf-8", "replace")).fields.get("key")
    if key is None or not isinstance(key.value, str):
        return source
    return frontmatter.with_field(source.decode(), "key", key.value).encode()


def _write(target: Path, source: bytes, taken: TakenIn) -> None:
    """Write the pictures, then the text that shows them."""
    try:
        if taken.pictures:
            (target.parent / "images").mkdir(exist_ok=True)
        for picture in taken.pictures:
            write_whole(target.parent / "images" / picture.name, picture.data)
        write_whole(target, source)
    except OSError as error:
        raise click.ClickException(f"{target.name} can't be written: {error.strerror}. It was not imported.") from error


def _say_notes(name: str, notes: Iterable[Note], *, err: bool) -> None:
    for note in notes:
        click.echo(f"{name}:{note.line}: {note.sentence}", err=err)


def _say_next(path: str, kind: str, taken: TakenIn) -> None:
    questions = count_in_words(taken.questions, "question").capitalize()
    pictures = f" and {count_in_words(len(taken.pictures), 'picture')}" if taken.pictures else ""
    click.echo(f"{questions}{pictures} came into {path}.")
    if kind == "pool":
        number = max(1, min(5, taken.questions // 2))
        click.echo(
            f"A quiz draws from it with a line such as “draw: {number} from {Path(path).stem}” in its front matter."
        )
    click.echo("Read it through, then `coursesite content check` and `coursesite content push`.")


def _refuse(file: Path, error: Unreadable) -> NoReturn:
    place = f"{file.name}:{error.line}" if error.line else file.name
    raise click.ClickException(f"{place}: {error.sentence}") from error
