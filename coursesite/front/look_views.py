"""The style sheet of the site's own accent, under a name that changes with it."""

from flask import Blueprint, Response

from coursesite.web import looks
from coursesite.web.errors import NotHere
from coursesite.web.state import keeper, sitewide

A_YEAR = 365 * 24 * 3600


def add_to(bp: Blueprint) -> None:
    """Serve the style sheet."""

    @bp.get("/look/<name>.css")
    def look(name: str) -> Response:
        """The accent that is set. An older one's name leads nowhere: no page links to it any more."""
        sheet = looks.stylesheet(sitewide().set_here.values)
        if name != looks.sheet_name(sheet):
            # Another process may have made the page that asks, and seen a change before this one.
            keeper().look_again()
            sheet = looks.stylesheet(keeper().current().values)
        if not sheet or name != looks.sheet_name(sheet):
            raise NotHere
        response = Response(sheet, mimetype="text/css")
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
        return response
