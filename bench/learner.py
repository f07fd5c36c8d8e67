"""One learner at one quiz, as far as a server can tell: a page read, answers saved as its script saves them."""

import http.client
import json
import random
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

Note = Callable[[str, float, str], None]
Fields = dict[str, list[str]]
PATIENCE_S = 60.0


@dataclass
class Sheet:
    """What one learner sent and the site said it had saved: by question's place, the fields without their prefix."""

    saved: dict[int, Fields] = field(default_factory=dict)


def expected(sheet: Sheet) -> dict[int, dict[str, object]]:
    """What the database should hold of a sheet, put together here without any code of the site's."""
    return {place: _given(fields) for place, fields in sheet.saved.items()}


def _given(fields: Fields) -> dict[str, object]:
    if "pick" in fields:
        return {"picks": sorted(fields["pick"])}
    if "text" in fields:
        return {"text": fields["text"][0]}
    if "step" in fields:
        return {"step": int(fields["step"][0])}
    first = {name: values[0] for name, values in fields.items()}
    if any(name.startswith("place-") for name in first):
        by_place = sorted(first, key=lambda name: int(first[name]))
        return {"order": [name.removeprefix("place-") for name in by_place]}
    if any(name.startswith("partner-") for name in first):
        return {"pairs": {name.removeprefix("partner-"): value for name, value in first.items()}}
    return {"gaps": [first[f"gap-{number}"] for number in range(1, len(first) + 1)]}


class _Page(HTMLParser):
    """The fields of a page's forms: what kind each is, and what can be chosen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.types: dict[str, str] = {}
        self.values: Fields = {}
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field or an option."""
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "select":
            self._select = name
            self.types[name] = "select"
        elif tag == "option" and self._select:
            if found.get("value"):
                self.values.setdefault(self._select, []).append(found["value"] or "")
        elif tag in ("input", "textarea") and name:
            self.types[name] = found.get("type") or "text"
            self.values.setdefault(name, []).append(found.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        """A list of options ends."""
        if tag == "select":
            self._select = ""

    def first(self, name: str) -> str:
        """The first value of a field; empty where there is none."""
        return (self.values.get(name) or [""])[0]

    def questions(self) -> dict[int, list[str]]:
        """By place, the names of the fields that are answered, with their prefix."""
        found: dict[int, list[str]] = {}
        for name in self.types:
            prefix, dash, rest = name.partition("-")
            if dash and prefix[:1] == "q" and prefix[1:].isdigit() and rest != "sequence":
                found.setdefault(int(prefix[1:]), []).append(name)
        return found


@dataclass
class Learner:
    """A signed-in learner with the page of an attempt open; `note` is told of each request and of what went wrong."""

    address: str
    cookie: str
    quiz: str
    sheet: Sheet
    note: Note
    attempt: str = ""
    tab: str = ""
    tab_number: int = 0
    _page: _Page = field(default_factory=lambda: _Page(""))
    _sequences: dict[int, int] = field(default_factory=dict)

    def arrive(self) -> None:
        """Read the quiz's front page."""
        self._page = _Page(self._ask("front page", "GET", self.quiz)[1])

    def start(self) -> bool:
        """Press the button; it takes until the questions are there. False where they did not come."""
        form = {"csrf_token": self._page.first("csrf_token"), "once": self._page.first("once")}
        began = time.monotonic()
        self.attempt, _text = self._ask("button", "POST", f"{self.quiz}start", form, wanted=303)
        return bool(self.attempt) and self._read("start", began)

    def look(self) -> None:
        """Load the attempt's page again, as who comes back does."""
        self._read("page", time.monotonic())

    def _read(self, what: str, began: float) -> bool:
        self._page = _Page(self._ask(what, "GET", self.attempt, began=began)[1])
        # Each showing of the page has a word of its own, which its script makes up, and counts its saves from one.
        self.tab, self.tab_number = secrets.token_hex(8), 0
        for place in self._page.questions():
            self._sequences[place] = int(self._page.first(f"q{place}-sequence") or 0)
        return bool(self._sequences)

    def answer(self, lots: random.Random) -> None:
        """Answer or change one question and save it as the page's script does."""
        questions = self._page.questions()
        place = lots.choice(sorted(questions))
        fields = self._filled(questions[place], lots)
        self.tab_number += 1
        form: dict[str, object] = {
            **{name: values if len(values) > 1 else values[0] for name, values in fields.items()},
            f"q{place}-sequence": self._sequences[place],
            "tab": self.tab,
            "tab_number": self.tab_number,
            "csrf_token": self._page.first("csrf_token"),
        }
        said = self._ask("save", "POST", f"{self.attempt}save", form, accept="application/json")[1]
        saved: Mapping[str, int] = json.loads(said).get("saved", {}) if said.startswith("{") else {}
        if str(place) not in saved:
            self.note("save", time.monotonic(), f"question {place} was not saved: {said[:200]}")
            return
        self._sequences[place] = saved[str(place)]
        self.sheet.saved[place] = {name.partition("-")[2]: values for name, values in fields.items()}

    def hand_in(self) -> None:
        """Look everything over, then hand in."""
        review = _Page(self._ask("review", "GET", f"{self.attempt}review")[1])
        form = {"csrf_token": review.first("csrf_token"), "once": review.first("once")}
        self._ask("hand in", "POST", f"{self.attempt}submit", form, wanted=303)

    def _filled(self, names: list[str], lots: random.Random) -> Fields:
        types, values = self._page.types, self._page.values
        places = iter(lots.sample(range(1, len(names) + 1), len(names)))
        found: Fields = {}
        for name in names:
            kind = types[name]
            if kind == "checkbox":
                found[name] = sorted(lots.sample(values[name], lots.randint(1, len(values[name]))))
            elif "-place-" in name:
                found[name] = [str(next(places))]
            elif kind in ("radio", "select"):
                found[name] = [lots.choice(values[name])]
            else:
                found[name] = [str(lots.randint(1, 400))]
        return found

    def _ask(
        self,
        what: str,
        method: str,
        path: str,
        form: Mapping[str, object] | None = None,
        *,
        wanted: int = 200,
        accept: str = "text/html",
        began: float | None = None,
    ) -> tuple[str, str]:
        """Send a request, note its time (from `began` on, if more led up to it); give where it leads, and its text."""
        began = time.monotonic() if began is None else began
        headers = {"Cookie": self.cookie, "Accept": accept, "Origin": self.address}
        body = None
        if form is not None:
            body = urlencode(form, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE_S)
        try:
            connection.request(method, urlsplit(path).path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as trouble:
            self.note(what, began, repr(trouble))
            return "", ""
        finally:
            connection.close()
        # The session's cookie carries what the forms' tokens are checked against, so it changes with the first page.
        self.cookie = (answer.headers.get("Set-Cookie") or self.cookie).partition(";")[0]
        self.note(what, began, "" if answer.status == wanted else f"{answer.status} at {path}: {text[:200]}")
        return answer.headers.get("Location", ""), text
