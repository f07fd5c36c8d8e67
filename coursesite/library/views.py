"""Images as they are served, and old addresses leading on."""

import re

from flask import Blueprint, Flask, Response, redirect, request, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from coursesite.library import queries
from coursesite.library.images import MEDIA_TYPES
from coursesite.web.errors import NotHere, Problem, problem_page
from coursesite.web.state import read_db, settings


class TakenOff(Problem):
    """What stood here is on the site no more."""

    status = 410
    title = "This was taken off the site"
    happened = "A lesson, a post or a page stood here, and whoever wrote it has taken it off the site."
    do = "Search for something like it, or start from the list of courses."


blueprint = Blueprint("library", __name__)

A_YEAR = 365 * 24 * 3600
_NAME = re.compile(rf"[0-9a-f]{{32}}\.(?P<ending>{'|'.join(MEDIA_TYPES)})")


def init(app: Flask) -> None:
    """Serve images, and look for where a page has moved before saying that it isn't there."""
    app.register_blueprint(blueprint)
    app.register_error_handler(NotHere, moved_or_not_here)
    app.register_error_handler(NotFound, lambda _error: moved_or_not_here(NotHere()))


@blueprint.get("/images/<name>")
def image(name: str) -> Response:
    """An image of a course or a post. Its name is made from its content, so a browser may keep it for good."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise NotHere
    folder = (settings().data_dir / "images").resolve()
    response = send_from_directory(folder, name, mimetype=MEDIA_TYPES[match["ending"]], max_age=A_YEAR)
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    # Whoever reads a post in a feed reader sees its pictures, too.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    # An SVG opened by itself is a page: it may load nothing and run nothing.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def moved_or_not_here(problem: NotHere) -> AnyResponse:
    """Lead from an old address to where its piece stands now, or say that nothing is here."""
    if request.method in ("GET", "HEAD"):
        path = request.path
        found = queries.moved_to(read_db(), path) or (None if path.endswith("/") else _with_slash(path))
        if found is not None and found != path:
            return redirect(found, 301)
        if queries.stood_at(read_db(), path) or queries.stood_at(read_db(), path + "/"):
            return problem_page(TakenOff())
    return problem_page(problem)


def _with_slash(path: str) -> str | None:
    return queries.moved_to(read_db(), path + "/")
