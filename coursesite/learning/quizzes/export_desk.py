"""The coach's pages for taking questions along to other programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, make_response, render_template, request

from coursesite.exercises.exchange import Unreadable
from coursesite.exercises.exchanging import ENDINGS, Format, give_out, shown_pictures
from coursesite.learning.course_views import bp
from coursesite.learning.quizzes import desk_queries, incoming
from coursesite.learning.quizzes.pages.exchange import ExportPage, Way
from coursesite.learning.quizzes.pages.studio import studio_address
from coursesite.library import queries as library
from coursesite.library.desk_views import allowed
from coursesite.library.tree import LARGEST_IMAGE, read_file
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, Problem
from coursesite.web.state import read_db, settings


class CantGoOut(Problem):
    """A source that can't be written in another format."""

    status = 409
    title = "This can't be exported as it is"
    kept = "Nothing was changed."
    do = "Put that right, publish it, and export it again."

    def __init__(self, unreadable: Unreadable) -> None:
        super().__init__(unreadable.sentence)
        line = f"Line {unreadable.line}: " if unreadable.line else ""
        self.happened = line + unreadable.sentence


@dataclass(frozen=True, slots=True)
class Going:
    """A quiz or pool on its way out: its coach's text, and the pictures that it shows by the path it gives."""

    title: str
    course_title: str
    source: bytes
    pictures: Mapping[str, bytes]


@bp.get("/studio/courses/<course_slug>/<piece_slug>/export")
@needs("coach")
def export_questions(course_slug: str, piece_slug: str) -> Response:
    """What each format can't hold, with the ways to download; with `format`, the file itself."""
    piece = _exported(course_slug, piece_slug)
    asked = request.args.get("format")
    if asked is not None:
        if asked not in {one.value for one in Format}:
            raise NotHere
        return _download(piece_slug, piece, Format(asked))
    here = f"{studio_address(course_slug, piece_slug)}/export"
    ways = [_way(piece, one, f"{here}?format={one.value}") for one in Format]
    page = ExportPage(piece.title, piece.course_title, ways)
    return make_response(render_template("learning/desk_export.html", page=page))


def _download(slug: str, piece: Going, wanted: Format) -> Response:
    try:
        done = give_out(piece.source, wanted, piece.pictures)
    except Unreadable as unreadable:
        raise CantGoOut(unreadable) from unreadable
    response = make_response(done.data)
    response.mimetype = "application/xml" if wanted is Format.moodle else "text/plain"
    response.headers.set("Content-Disposition", "attachment", filename=f"{slug}{ENDINGS[wanted]}")
    return response


def _way(piece: Going, wanted: Format, href: str) -> Way:
    try:
        return Way(wanted, href, incoming.notes_by_line(give_out(piece.source, wanted, piece.pictures).notes))
    except Unreadable as unreadable:
        return Way(wanted, "", (), unreadable.sentence)


def _exported(course_slug: str, piece_slug: str) -> Going:
    """The published quiz or pool at this address. Raises `NotHere`."""
    session = read_db()
    quiz = library.find_quiz(session, course_slug, piece_slug)
    found = quiz or desk_queries.pool(session, course_slug, piece_slug)
    written = None if found is None else library.source_of(session, found.published_revision_id)
    if found is None or written is None:
        raise NotHere
    allowed(found.id)
    path, source = written
    return Going(found.title, found.course_title, source, _pictures(path, source))


def _pictures(path: str, source: bytes) -> Mapping[str, bytes]:
    """The originals of the pictures that a source shows, by the path it gives, as far as they are kept here."""
    found = originals(path.rpartition("/")[0], [name for name in shown_pictures(source) if "/" not in name])
    return {f"images/{name}": data for name, data in found.items()}


def originals(folder: str, names: Sequence[str]) -> Mapping[str, bytes]:
    """The bytes of a course's pictures as they came, by their names, as far as they are kept here."""
    paths = {f"{folder}/images/{name}": name for name in names}
    found = {}
    for place, original in desk_queries.originals(read_db(), paths).items():
        try:
            found[paths[place]] = read_file(settings().data_dir / "originals" / original, LARGEST_IMAGE)
        except (OSError, ValueError):
            continue  # the formats' notes say which pictures did not go along
    return found
