"""A coach at a browser: opens the editor, changes fields, saves with and without the page's script."""

import re
from dataclasses import dataclass, field
from typing import Any

import html5lib
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from coursesite.accounts.models import User
from coursesite.db import Database
from coursesite.library.models import Piece
from coursesite.studio.models import Aside, Draft

LESSON = "/studio/write/calls1a/"
HERE = {"Origin": "http://localhost"}
JSON = {**HERE, "Accept": "application/json"}


@dataclass
class Coach:
    """Somebody at the editor. `form` holds what stands in the page's form, as a browser would send it."""

    client: FlaskClient
    database: Database
    user: User
    form: dict[str, Any] = field(default_factory=dict)
    page: str = ""

    def opens(self, address: str = LESSON, status: int = 200) -> str:
        """Open a page with a form that has a text, and fill `form` with what stands in it."""
        response = self.client.get(address)
        assert response.status_code == status, response.text[:3000]
        self.page = response.text
        self.form = form_of(self.page, address) if status == 200 else {}
        return self.page

    def sends(self, address: str = LESSON, status: int = 303, **changes: object) -> TestResponse:
        """Press Save, without scripts, with these changes."""
        values = {**self.form, **{as_sent(name): value for name, value in changes.items()}}
        response = self.client.post(address, data=values, headers=HERE, content_type="multipart/form-data")
        assert response.status_code == status, f"{response.status_code}: {response.text[:3000]}"
        self.page = response.text
        return response

    def asks(self, what: str, status: int = 200, address: str = LESSON, **changes: object) -> Any:
        """Ask as the page's script does: save, look, here, pictures. Gives the JSON of the answer."""
        values = {**self.form, **{as_sent(name): value for name, value in changes.items()}}
        response = self.client.post(address + what, data=values, headers=JSON, content_type="multipart/form-data")
        assert response.status_code == status, f"{response.status_code}: {response.text[:3000]}"
        answer: Any = response.json
        if what == "save" and status == 200:
            self.form["version"] = str(answer["version"])
        return answer

    def state(self) -> Any:
        """Where the draft stands, as the page's script asks."""
        return self.client.get(f"{LESSON}state").json

    def draft(self, key: str = "calls1a") -> Draft | None:
        """The draft of a piece as it stands."""
        with self.database.reading() as session:
            query = select(Draft).join(Piece, Piece.id == Draft.piece_id).where(Piece.key == key)
            return session.scalars(query).one_or_none()

    def asides(self) -> list[Aside]:
        """Every text that is kept aside."""
        with self.database.reading() as session:
            return list(session.scalars(select(Aside).order_by(Aside.id)))


def as_sent(name: str) -> str:
    """The name of an input: those of fields have hyphens."""
    return name.replace("_", "-") if name.startswith("field_") else name


def form_of(page: str, action: str) -> dict[str, Any]:
    """What the form with this action on a page would send, buttons left out, line ends as browsers send them."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(
        node for node in tree.iter("form") if node.get("action", action) == action and node.get("method") == "post"
    )
    found: dict[str, Any] = {}
    for node in form.iter():
        name = node.get("name")
        if name is None or node.tag == "button" or node.get("type") in ("file", "submit"):
            continue
        if node.tag == "textarea":
            found[name] = "\r\n".join((node.text or "").split("\n"))
        elif node.tag == "select":
            options = list(node.iter("option"))
            chosen = next((one for one in options if one.get("selected") is not None), options[0])
            found[name] = chosen.get("value")
        elif node.tag == "input":
            found[name] = node.get("value", "")
    return found


def href_of(page: str, words: str) -> str:
    """Where the link with these words leads."""
    found = re.search(rf'<a href="([^"]+)"[^>]*>{re.escape(words)}', page)
    assert found, f"no link says {words}"
    return found[1]
