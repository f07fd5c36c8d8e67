"""Who may use a view. Each view names its rule once; `tests/test_access.py` walks them all."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Response, request, url_for
from flask_login import current_user

from coursesite.web.errors import NotAllowed
from coursesite.web.redirects import see

P = ParamSpec("P")
R = TypeVar("R")

RANK = {"visitor": 0, "learner": 1, "coach": 2, "admin": 3}


def needs(role: str) -> Callable[[Callable[P, R]], Callable[P, Any]]:
    """Let only people of this role or a higher one in.

    A guest is led to sign in and back to the same place; someone signed in with a lower role reads why not (403).
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
    """Send a guest to sign in, and back to this page afterwards (to its page, where this was a form)."""
    here = request.full_path.rstrip("?") if request.method == "GET" else request.form.get("next", "/")
    return see(url_for("accounts.sign_in", next=here))
