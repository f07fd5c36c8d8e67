"""Who may use a view. Each view names its rule once; `tests/test_access.py` walks them all."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Response, current_app, request, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from coursesite.web.errors import NotAllowed, SignedOut
from coursesite.web.redirects import home_path, see
from coursesite.web.state import settings
from coursesite.web.typed import typed_text

P = ParamSpec("P")
R = TypeVar("R")

RANK = {"visitor": 0, "learner": 1, "coach": 2, "admin": 3}


def needs(role: str) -> Callable[[Callable[P, R]], Callable[P, Any]]:
    """Let only people of this role or a higher one in.

    A guest is led to sign in and back to the same place, and gets back what they typed; someone signed in with a lower
    role reads why not (403).
    """

    def decorate(view: Callable[P, R]) -> Callable[P, Any]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
            if not current_user.is_authenticated:
                return to_sign_in()
            if RANK[current_user.role] < RANK[role]:
                raise NotAllowed
            return view(*args, **kwargs)

        return guarded

    return decorate


def to_sign_in() -> Response:
    """Send a guest to sign in, and back to this page afterwards (to its page, where this was a form).

    Raises `SignedOut` for a form with typed text, which a redirect would lose.
    """
    if request.method == "GET":
        return see(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    keep_typed()
    return see(url_for("accounts.sign_in", next=request.form.get("next", "/")))


def keep_typed(leads: str = "") -> None:
    """Raise `SignedOut` if nobody is signed in and the form that they sent brought typed text.

    Signing in leads on to a path of ours, or else back to the page that the form stood on.
    """
    if not current_user.is_authenticated and typed_text():
        raise SignedOut(url_for("accounts.sign_in", next=leads or _stood_on()))


def _stood_on() -> str:
    # The form's own address comes last: it may be one that only takes forms.
    for path in (_came_from(), request.form.get("back"), request.form.get("next"), request.path):
        if (found := home_path(path, "")) and _is_page(found):
            return found
    return "/"


def _came_from() -> str:
    parts = urlsplit(request.referrer or "")
    is_ours = parts.netloc in (settings().host, request.host)
    return f"{parts.path}?{parts.query}".rstrip("?") if is_ours else ""


def _is_page(path: str) -> bool:
    """Whether an address can be read, and doesn't only take forms."""
    try:
        current_app.url_map.bind("").match(path.partition("?")[0], method="GET")
    except HTTPException:
        return False
    return True
