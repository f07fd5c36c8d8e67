"""Searches that found nothing are counted without the person, and nothing that may lead to one is kept."""

import pytest
from flask import Flask
from sqlalchemy import select

from coursesite.db import Database
from coursesite.front.views import MISSED_NETWORK
from coursesite.library import tasks
from coursesite.library.search.missing import words_to_count
from coursesite.library.search.models import MissedSearch
from tests.conftest import FrozenClock
from tests.learning.learners import Learner, elements, words_of

SEARCHES = "/studio/insights/searches"


def kept(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {row.words: row.count for row in session.scalars(select(MissedSearch))}


def missed(learner: Learner, words: str, status: int = 204) -> None:
    """Search for words, and send what the page's script would."""
    learner.reads("/search?q=" + words)
    learner.posts("/search/missed", learner.form("/search/missed"), status)


def test_words_that_found_nothing_are_shown_to_coaches_from_the_third_time_on(
    database: Database, guest: Learner, alice: Learner, maren: Learner, clock: FrozenClock
) -> None:
    missed(guest, "Zorbing  Éclair")
    missed(alice, "zorbing eclair")
    assert kept(database) == {"zorbing eclair": 2}
    assert "zorbing" not in maren.reads(SEARCHES)
    missed(guest, "zorbing eclair")
    assert "“zorbing eclair” was looked for 3 times, and nothing was found" in words_of(maren.reads(SEARCHES))
    assert "zorbing eclair,3,2026-03-02" in maren.reads(f"{SEARCHES}.csv")
    assert not guest.client.get_cookie("session")
    clock.tick(days=31)
    assert "zorbing" not in maren.reads(SEARCHES)
    assert "zorbing" in maren.reads(f"{SEARCHES}?days=90")
    clock.tick(days=60)
    tasks.forget_searches(database, clock.now)
    assert kept(database) == {}


def test_what_is_found_is_not_counted_whatever_a_form_says(database: Database, guest: Learner) -> None:
    guest.reads("/search?q=listen")
    assert not [form for form in elements(guest.page, "form") if form.get("id") == "missed"]
    guest.posts("/search/missed", {"q": "listen"}, 204)
    guest.posts("/search/missed", {"q": " ?! "}, 204)
    guest.posts("/search/missed", {}, 204)
    assert kept(database) == {}


@pytest.mark.parametrize(
    "typed",
    [
        "al@example.org",
        "al at example.org",
        "http://a",
        "+49 170 55",
        "12 main street",
        "١٢٣",
        "c:\\al",
        " ".join("abcdefghijkl"[at:] + "word" for at in range(10)),
    ],
)
def test_what_may_lead_to_somebody_is_not_kept(typed: str) -> None:
    assert words_to_count(typed) == ""


def test_another_site_cannot_count_and_nobody_counts_for_ever(app: Flask, database: Database, guest: Learner) -> None:
    values: dict[str, object] = {"q": "zorbing"}
    assert app.test_client().post("/search/missed", data=values, headers={"Origin": "http://e"}).status_code == 400
    for _ in range(MISSED_NETWORK.times):
        guest.posts("/search/missed", values, 204)
    guest.posts("/search/missed", values, 429)
    assert kept(database) == {"zorbing": MISSED_NETWORK.times}
