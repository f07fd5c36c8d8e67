"""Whatever number or day somebody types into an address, no database is asked for the impossible."""

from itertools import product

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.learning.conversing.talking import DENIES, TALK, Player, write_talk
from tests.learning.courses import write_course
from tests.learning.learners import LESSON, Learner
from tests.library.shelves import Shelf
from tests.routes import PARTS

TOO_LARGE = [2**31, 2**63, 10**30]
ASKED = {
    "/journal/": ("page", "month", "course"),
    "/writings/": ("page",),
    "/promises/": ("page",),
    "/plans/": ("page",),
    "/days/": ("before", "day", "from"),
    "/story/": ("from",),
    "/story/compare": ("one", "other"),
    "/growth/": ("page",),
    "/growth/feelings": ("page", "before"),
    "/review/cards": ("page",),
    "/studio/writings/": ("page", "course"),
    "/studio/shared/": ("page", "course"),
    "/studio/comments": ("page",),
    "/asks/": ("page",),
    f"{LESSON}asked": ("page",),
}
"""Pages of practice, with what their addresses may say after a question mark."""
VALUES = ("0", "-1", "2147483648", "9" * 30, "1e9", "²", "0001-01", "0001-01-01", "9999-12-31", "9999-12", "2026-13")
WEEKS = ("0001-01-01", "0001-01-08", "9999-12-27", "2026-13-01", "1")


@pytest.mark.parametrize("number", TOO_LARGE)
def test_a_number_too_large_for_a_database_leads_nowhere(app: Flask, number: int) -> None:
    sent = app.url_map.bind("localhost")
    numbered = [rule for rule in app.url_map.iter_rules() if "<int:" in rule.rule]
    assert len(numbered) > 50
    for rule in numbered:
        values: dict[str, object] = {name: PARTS.get(name, "x") for name in rule.arguments}
        for name in [name for name, kind in rule._converters.items() if type(kind).__name__ == "Whole"]:
            values[name] = number
        path = rule.rule
        for name, value in values.items():
            path = path.replace(f"<int:{name}>", str(value)).replace(f"<{name}>", str(value))
        for method in rule.methods or ():
            try:
                found = sent.match(path, method=method)[0]
            except (HTTPException, RequestRedirect):
                continue
            assert found != rule.endpoint, path


def test_no_value_in_an_address_breaks_a_page_of_practice(maren: Learner) -> None:
    for path, names in ASKED.items():
        for name, value in product(names, VALUES):
            answer = maren.client.get(path, query_string={name: value})
            assert answer.status_code in (200, 404), (path, name, value)
    for monday in WEEKS:
        assert maren.client.get(f"/days/weeks/{monday}/").status_code in (200, 404), monday


def test_a_conversation_goes_on_from_no_run_that_cannot_be(alice: Learner, shelf: Shelf) -> None:
    write_course(shelf)
    write_talk(shelf)
    alice.joins()
    Player(alice).plays(DENIES)
    for value in VALUES:
        alice.reads(TALK)
        begun = alice.form(f"{TALK}runs") | {"from_run": value, "from_step": value}
        answer = alice.client.post(f"{TALK}runs", data=begun, headers={"Origin": "http://localhost"})
        assert answer.status_code in (303, 404), value
        if answer.status_code == 303:
            alice.follows(answer)
