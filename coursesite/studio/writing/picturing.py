"""A picture that a coach brings along: checked, drawn anew, and put beside the text under a name of its own."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.library.images import BadImage, Prepared, prepare_bytes, true_ending
from coursesite.studio.writing import picture_queries as queries
from coursesite.studio.writing.queries import Written
from coursesite.text.slugs import slugify

LONGEST_STEM = 60
LONGEST_ALT = 300
TRIES = 50
WITHOUT_ALT = (
    "Say in a few words what the picture shows. People who can’t see it hear that sentence, and everybody reads it "
    "where the picture doesn’t load."
)
NO_FOLDER = "A page of the site holds no pictures of its own. Show it in a post or a lesson."


class Refused(ValueError):
    """A picture that was not taken: the name of the input that it is about, and a sentence."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(problem)
        self.name = name
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Ready:
    """A picture that has been decoded and drawn anew, and waits for its place. `folder` is such as courses/calls."""

    prepared: Prepared
    folder: str
    stem: str
    ending: str
    alt: str


def make_ready(written: Written, data: bytes, name: str, alt: str, data_dir: Path) -> Ready:
    """Check a picture and draw it anew; before any transaction begins. Raises `Refused`."""
    folder = written.path.rpartition("/")[0]
    if not (folder.startswith("courses/") or folder == "blog"):
        raise Refused("picture", NO_FOLDER)
    alt = " ".join(alt.split())
    if not alt:
        raise Refused("alt", WITHOUT_ALT)
    if len(alt) > LONGEST_ALT:
        raise Refused("alt", f"This has {len(alt)} characters; {LONGEST_ALT} are enough for what a picture shows.")
    if not data:
        raise Refused("picture", "Choose a file: a PNG, JPEG or WebP image, or a plain SVG drawing.")
    try:
        ending = true_ending(data, name)
        stem = slugify(name.rpartition(".")[0] or name)[:LONGEST_STEM].strip("-") or "picture"
        prepared = prepare_bytes(data, f"{stem}.{ending}", data_dir)
    except BadImage as bad:
        raise Refused("picture", f"{bad.problem} {bad.remedy}") from bad
    return Ready(prepared, folder, stem, ending, alt)


def put(session: Session, ready: Ready, now: datetime) -> str:
    """Put a picture beside the texts of its folder; gives the Markdown that shows it. The caller commits.

    The same picture is there once; another of the same name makes this one's end in a number. Raises `Refused`.
    """
    for number in range(1, TRIES):
        name = f"{ready.stem}.{ready.ending}" if number == 1 else f"{ready.stem}-{number}.{ready.ending}"
        values = {"path": f"{ready.folder}/images/{name}", **asdict(ready.prepared), "taken_in_at": now}
        if queries.put_picture(session, values):
            return f"![{escaped(ready.alt)}](images/{name})"
    raise Refused("picture", f"There are {TRIES - 1} pictures of this name already. Give the file another one.")


def escaped(alt: str) -> str:
    """Words as they may stand between the brackets of an image."""
    return re.sub(r"([\\\[\]*_`<>])", r"\\\1", alt)
