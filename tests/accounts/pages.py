"""Filling in a page's form as a browser does: with its hidden fields, from its own site."""

import re

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from coursesite.accounts.models import User

HIDDEN = re.compile(
    r'<input[^>]*name="(\w+)"[^>]*type="hidden"[^>]*value="([^"]*)"|<input type="hidden" name="(\w+)" value="([^"]*)"'
)
ORIGIN = {"Origin": "http://localhost"}


def hidden_fields(page: TestResponse) -> dict[str, str]:
    """The hidden fields on a page and what is in them."""
    found = {}
    for first, one, second, other in HIDDEN.findall(page.text):
        found[first or second] = one or other
    return found


def fill_in(client: FlaskClient, path: str, *, to: str | None = None, **fields: object) -> TestResponse:
    """Open the page at `path`, fill in the fields and send the form to the same path (or `to`)."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    data = {**hidden_fields(page), **fields}
    return client.post(to or path.partition("?")[0], data=data, headers=ORIGIN)


def is_signed_in(client: FlaskClient) -> bool:
    """Whether this browser's cookie opens an account."""
    return client.get("/settings/").status_code == 200


def stored(session: Session, user_id: int) -> User:
    """A person as the database has them."""
    user = session.get(User, user_id, populate_existing=True)
    assert user is not None
    return user
