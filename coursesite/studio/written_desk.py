"""What every view of the writing room begins with: the piece, whether this coach may, and answers to its script."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Response, jsonify, make_response, request, url_for
from flask_login import current_user

from coursesite.library.desk_views import allowed
from coursesite.library.models import Kind
from coursesite.library.tree import LARGEST_TEXT
from coursesite.studio.writing import queries
from coursesite.studio.writing.composing import Unwritable, put_together
from coursesite.studio.writing.fields import Sent, sent
from coursesite.studio.writing.queries import Identified, Written
from coursesite.web.access import RANK
from coursesite.web.errors import NotAllowed, NotHere, Problem
from coursesite.web.state import read_db

P = ParamSpec("P")
R = TypeVar("R")
LONGEST_NUMBER = 10


class TooMuch(Problem):
    """A text beyond what a piece may hold."""

    status = 413
    title = "This text is too long"
    happened = "A text may have 512 KB, which is a book of its own, and this one has more. It was not saved."
    kept = "What you typed is below."
    do = "Divide it into several pieces, and save each."


def written(key: str, deed: str = "writes") -> Written:
    """The piece with this key, if whoever asks may do this with it. Raises `NotHere` or `NotAllowed`."""
    found = queries.find_written(read_db(), key)
    if found is None:
        raise NotHere
    allowed(found.id, deed)
    return found


def identified(key: str, deed: str = "writes") -> Identified:
    """As much of the piece as it takes to ask who may write it. Raises as `written` does."""
    found = queries.identify(read_db(), key)
    if found is None:
        raise NotHere
    allowed(found.id, deed)
    return found


def sent_form(found: Written) -> Sent:
    """What the editor's form brought."""
    return sent(Kind(found.kind), request.form.get)


def sent_source(found: Written, brought: Sent) -> bytes:
    """The source that the editor's form makes of the piece. Raises `TooMuch`, and `Unwritable` for a field."""
    source = put_together(found.source, Kind(found.kind), brought)
    if len(source) > LARGEST_TEXT:
        raise TooMuch
    return source


def number_sent(name: str) -> int | None:
    """A whole number that the form brought under this name; None where it brought none."""
    value = request.form.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < LONGEST_NUMBER else None


def speaks_json(view: Callable[P, R]) -> Callable[P, Any]:
    """Answer the page's own script: who isn't signed in is told where to, instead of being led there.

    In place of `needs("coach")`, which it includes.
    """

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> Any:
        if not current_user.is_authenticated:
            key = str(kwargs.get("key", ""))
            here = url_for("studio.editor", key=key) if key else "/"
            return make_response(jsonify(sign_in=url_for("accounts.sign_in", next=here)), 401)
        if RANK[current_user.role] < RANK["coach"]:
            raise NotAllowed
        try:
            return view(*args, **kwargs)
        except Unwritable as unwritable:
            return make_response(jsonify(problem=unwritable.problem, field=unwritable.name), 422)

    return answered


def never_kept(response: Response) -> Response:
    """A page with a text that is still being written, which no browser keeps for who comes after."""
    response.headers["Cache-Control"] = "no-store"
    return response
