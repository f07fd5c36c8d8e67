"""One person who comments, as far as a server can tell: the form read, filled in, sent, perhaps twice."""

import http.client
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

Note = Callable[[str, float, str], None]
PATIENCE_S = 60.0
GONE = "no longer shown"
"""What the page says, with the text, to who answers a comment that was taken back meanwhile."""


@dataclass(frozen=True)
class Person:
    """Who it is: a signed-in browser's cookie, or a name and an address; and the network they write from."""

    cookie: str
    name: str
    address: str
    network: str


class _Hidden(HTMLParser):
    """The hidden fields of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        found = dict(attrs)
        if tag == "input" and found.get("type") == "hidden" and found.get("name"):
            self.values[found["name"] or ""] = found.get("value") or ""


class Commenter:
    """One person at one browser; `note` is told of each request and of what went wrong."""

    def __init__(self, address: str, person: Person, note: Note) -> None:
        self._address, self._person, self._note = address, person, note
        self._cookie = person.cookie

    def form(self, slug: str, to: int | None) -> dict[str, str] | None:
        """The form for a comment, or for an answer to one; None where it did not come."""
        _place, text = self._ask("form", "GET", f"/blog/{slug}/respond" + (f"?to={to}" if to else ""))
        hidden = _Hidden(text).values
        if "once" not in hidden:
            return None
        own = {"name": self._person.name, "address": self._person.address} if self._person.address else {}
        return {**hidden, **own, "do": "send", "notify": "y"}

    def sends(self, slug: str, form: Mapping[str, str], text: str) -> str:
        """Send the form; gives where it led, empty where it was not taken."""
        place, _page = self._ask("send", "POST", f"/blog/{slug}/respond", {**form, "text": text}, wanted=303)
        return place

    def withdraws(self, comment_id: int) -> bool:
        """Take a comment of one's own back."""
        _place, page = self._ask("post", "GET", "/blog/talk-1/")
        form = {"csrf_token": _Hidden(page).values.get("csrf_token", "")}
        return bool(self._ask("withdraw", "POST", f"/blog/comments/{comment_id}/withdraw", form, wanted=303)[0])

    def _ask(
        self, what: str, method: str, path: str, form: Mapping[str, str] | None = None, *, wanted: int = 200
    ) -> tuple[str, str]:
        began = time.monotonic()
        headers = {"Origin": self._address, "X-Forwarded-For": self._person.network}
        if self._cookie:
            headers["Cookie"] = self._cookie
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(urlsplit(self._address).netloc, timeout=PATIENCE_S)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as trouble:
            self._note(what, began, repr(trouble))
            return "", ""
        finally:
            connection.close()
        self._cookie = (answer.headers.get("Set-Cookie") or self._cookie).partition(";")[0]
        is_well = answer.status == wanted or (answer.status == 409 and GONE in text)
        self._note(what, began, "" if is_well else f"{answer.status} at {path}: {text[:300]}")
        return answer.headers.get("Location", "") if answer.status == wanted else "", text
