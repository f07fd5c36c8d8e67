"""The frame of somebody's days, looking back at a week, and the story in five sentences."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from coursesite.accounts.models import User
from coursesite.db import Database
from coursesite.learning.days.bounds import MOST_VERSIONS
from coursesite.learning.days.models import Day, DayFrame, Story, WeekLook
from coursesite.learning.days.stories import FIVE, changes
from coursesite.learning.records import queries as records
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.learners import Learner, elements, text_of, words_of

PARTS: dict[str, Any] = {"up_at": "07:30", "first_block": "two letters", "person": "Ilse", "good_thing": "soup"}
EMPTY: dict[str, Any] = dict.fromkeys(PARTS, "")
POST = Path(__file__).parents[3] / "content/blog/2026-09-15-your-story-in-five-sentences.md"


def lives(learner: Learner, status: int = 303, path: str = "/days/", **fields: object) -> str:
    """Write a day down; gives the words of the page that comes of it."""
    learner.reads(path)
    # Names of fields with an underscore.
    values = learner.form("/days/") | {"keep": "yes", "do": "day"} | fields
    response = learner.posts("/days/", values, status)
    learner.page = learner.follows(response) if status == 303 else response.text
    return words_of(learner.page)


def fields_of(page: str) -> dict[str, str]:
    """What stands in the fields of a page."""
    found = {node.get("name"): node.get("value", "") for node in elements(page, "input") if node.get("type") == "time"}
    return found | {node.get("name"): text_of(node) for node in elements(page, "textarea")}


def rows(learner: Learner, table: Any) -> list[Any]:
    """This person's rows of a table."""
    with learner.database.reading() as session:
        return list(session.scalars(select(table).where(table.user_id == learner.person.id)))


def lives_in(database: Database, learner: Learner, zone: str) -> None:
    """Somebody's clock goes by this zone."""
    with database.writing() as session:
        session.execute(update(User).where(User.id == learner.person.id).values(time_zone=zone))
        session.commit()


def test_a_day_is_kept_with_what_held_and_begins_the_next_one(alice: Learner, clock: FrozenClock) -> None:
    assert "Until then nothing is kept" in lives(alice, 422, **PARTS, keep="")
    assert fields_of(alice.page)["first_block"] == "two letters"
    assert "Your day is kept." in lives(alice, **PARTS, held=["up_at", "person", "second_block"], note="Slept.")
    kept = rows(alice, Day)[0]
    # What has no words can't have held.
    assert (kept.day, kept.parts, kept.held) == (date(2026, 3, 2), PARTS, ["up_at", "person"])
    clock.tick(days=3)
    page = words_of(alice.reads("/days/"))
    assert "Begun from the last day you wrote down" in page
    assert fields_of(alice.page)["person"] == "Ilse"
    # The days between are not there, and nobody says so.
    listed = [text_of(node) for node in elements(alice.page, "h3")]
    assert listed == ["Monday 2 March"]


def test_the_standing_frame_begins_new_days_unless_the_last_day_is_asked_for(
    alice: Learner, clock: FrozenClock
) -> None:
    lives(alice, **PARTS, do="frame")
    assert rows(alice, DayFrame)[0].good_thing == "soup"
    clock.tick(days=1)
    lives(alice, **{**PARTS, "good_thing": "a walk"})
    clock.tick(days=1)
    alice.reads("/days/")
    assert fields_of(alice.page)["good_thing"] == "soup"
    alice.reads("/days/?from=last")
    assert fields_of(alice.page)["good_thing"] == "a walk"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"up_at": "half past seven"}, "with a colon"),
        ({"person": "x" * 301}, "shorten it"),
        ({"note": "x" * 5001}, "5,000"),
    ],
)
def test_what_cannot_be_kept_comes_back(alice: Learner, fields: dict[str, Any], said: str) -> None:
    page = lives(alice, 422, **{**PARTS, **fields})
    assert said in page
    assert fields_of(alice.page)["first_block"] == "two letters"
    assert rows(alice, Day) == []


@pytest.mark.parametrize(
    ("path", "action", "field"),
    [("/days/", "/days/", "note"), ("/days/weeks/2026-03-02/", "/days/weeks/2026-03-02/", "went_well")],
)
def test_an_older_window_writes_over_nothing_unseen(
    alice: Learner, clock: FrozenClock, path: str, action: str, field: str
) -> None:
    alice.reads(path)
    older = alice.form(action) | {"keep": "yes", "do": "day"}
    for words in ("Newer.", "Newer, and more."):
        alice.reads(path)
        alice.follows(alice.posts(action, alice.form(action) | {"keep": "yes", "do": "day", field: words}))
        clock.tick(minutes=1)
    # The same words again are nothing new: a double click.
    alice.posts(action, older | {field: "Newer, and more."})
    for words in ("Older.", ""):
        alice.page = alice.posts(action, older | {field: words}, 409).text
        assert fields_of(alice.page)[field] == words
        page = words_of(alice.page)
        assert "Meanwhile this was kept in another window" in page
        assert "Newer, and more." in page
    # Sent again, it has been seen.
    alice.posts(action, alice.form(action) | {field: "Both.", "do": "day"})
    alice.reads(path)
    assert fields_of(alice.page)[field] == "Both."


def test_an_emptied_day_is_no_day(alice: Learner) -> None:
    lives(alice, **PARTS)
    assert "Nothing is kept for this day." in lives(alice, **EMPTY)
    assert rows(alice, Day) == []


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Pacific/Auckland", datetime(2026, 3, 2, 11, 30, tzinfo=UTC), "2026-03-03"),
        ("America/Los_Angeles", datetime(2026, 3, 2, 7, 30, tzinfo=UTC), "2026-03-01"),
        # The night in which the clocks go forward in Berlin, and the one in which they go back.
        ("Europe/Berlin", datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "2026-03-29"),
        ("Europe/Berlin", datetime(2026, 10, 24, 22, 30, tzinfo=UTC), "2026-10-25"),
        ("Europe/Berlin", datetime(2026, 10, 25, 22, 59, tzinfo=UTC), "2026-10-25"),
    ],
)
def test_the_day_is_the_persons_own(
    alice: Learner, database: Database, clock: FrozenClock, zone: str, moment: datetime, day: str
) -> None:
    lives_in(database, alice, zone)
    clock.now = moment
    lives(alice, **PARTS)
    assert [row.day.isoformat() for row in rows(alice, Day)] == [day]


def test_a_form_that_was_open_over_midnight_is_about_the_day_before(alice: Learner, clock: FrozenClock) -> None:
    alice.reads("/days/")
    values = alice.form("/days/") | {"keep": "yes"} | PARTS
    clock.tick(hours=15)
    alice.posts("/days/", values)
    assert rows(alice, Day)[0].day == date(2026, 3, 2)
    # Days to come, and those of long ago, are not written about, and nothing is kept for another day instead.
    for asked in ("2026-03-20", "2020-01-01", "soon"):
        page = words_of(alice.posts("/days/", values | {"day": asked, "person": "Uta"}, 422).text)
        assert "what you wrote is still here" in page
        assert "Uta" in page
    assert [row.day.isoformat() for row in rows(alice, Day)] == ["2026-03-02"]


def test_a_week_is_looked_back_at_with_the_days_that_were_written_down(alice: Learner, clock: FrozenClock) -> None:
    lives(alice, **PARTS)
    clock.tick(days=8)
    lives(alice, **{**PARTS, "person": "Bo"})
    week = "/days/weeks/2026-03-02/"
    page = words_of(alice.reads(week))
    assert "2 March to 8 March 2026" in page
    assert "Ilse" in page
    assert "Bo" not in page
    values = alice.form(week) | {"went_well": "Two calls.", "was_hard": "I want to kill myself."}
    alice.follows(alice.posts(week, values))
    assert "Two calls." in words_of(alice.page)
    assert "where help is to be had" in alice.page
    alice.follows(alice.posts(week, alice.form(week)))
    assert rows(alice, WeekLook) == []
    for nowhere in ("2026-03-03", "2026-03-16", "20260302", "monday", "0001-01-08", "10000-01-01"):
        alice.reads(f"/days/weeks/{nowhere}/", 200 if nowhere == "0001-01-08" else 404)


def tells(learner: Learner, *sentences: str, status: int = 303, path: str = "/story/", **fields: object) -> str:
    """Write the story; gives the words of the page that comes of it."""
    learner.reads(path)
    typed = {f"s{number}": text for number, text in enumerate(sentences, 1)}
    response = learner.posts("/story/", learner.form("/story/") | {"keep": "yes", **typed, **fields}, status)
    learner.page = learner.follows(response) if status == 303 else response.text
    return words_of(learner.page)


def test_each_keeping_makes_a_version_and_two_are_compared_word_by_word(alice: Learner, bob: Learner) -> None:
    assert "at least one of the five" in tells(alice, status=422)
    tells(alice, "I worked in quality.", "Once I <b>looked</b> at night.")
    tells(alice, "I worked in quality.", "Once I <b>looked</b> at night.")
    assert "Version 2" not in words_of(alice.page)
    tells(alice, "I made tyres for seventeen years.", "Once I <b>looked</b> at night.", "", "Testing.")
    page = alice.reads("/story/compare?one=2&other=1")
    assert "<del>worked in quality. </del>" in page
    assert "<ins>made tyres for seventeen years. </ins>" in page
    assert "Once I &lt;b&gt;looked&lt;/b&gt; at night." in page
    assert "2. One thing you did (the same in both)" in words_of(page)
    for nowhere in ("one=1&other=3", "one=x&other=1", ""):
        alice.reads(f"/story/compare?{nowhere}", 404)
    bob.reads("/story/compare?one=1&other=2", 404)
    alice.reads("/story/?from=1")
    assert fields_of(alice.page)["s1"] == "I worked in quality."
    assert "Tick the box first" in tells(alice, do="delete", version="1", status=422)
    removes(alice, 1)
    assert [row.number for row in rows(alice, Story)] == [2]


def removes(learner: Learner, number: int, page: str = "") -> None:
    """Delete a version by the form of the story's page, or of one that was opened before."""
    forms = elements(page or learner.reads("/story/"), "form")
    fields = [{node.get("name"): node.get("value", "") for node in form.iter() if node.get("name")} for form in forms]
    (form,) = [found for found in fields if found.get("version") == str(number)]
    learner.follows(learner.posts("/story/", form | {"sure": "yes", "do": "delete"}))


def test_an_older_window_deletes_no_version_that_came_later_under_the_same_number(alice: Learner) -> None:
    tells(alice, "One.")
    tells(alice, "Two.")
    older = alice.reads("/story/")
    removes(alice, 2)
    tells(alice, "Another two.")
    removes(alice, 2, older)
    assert [(row.number, row.sentences[0]) for row in rows(alice, Story)] == [(1, "One."), (2, "Another two.")]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("a b", "a b", [("same", "a b ")]),
        ("", "new words", [("new", "new words ")]),
        ("a b c", "a x c", [("same", "a "), ("gone", "b "), ("new", "x "), ("same", "c ")]),
        (
            "open to anything",
            "looking to test things",
            [("gone", "open to anything "), ("new", "looking to test things ")],
        ),
        ("a b to x y z", "a b to c y z", [("same", "a b to "), ("gone", "x "), ("new", "c "), ("same", "y z ")]),
    ],
)
def test_what_changed_is_told_by_words(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert [(one.state, one.text) for one in changes(before, after)] == pieces


def test_the_five_sentences_agree_with_the_post_about_them() -> None:
    told = POST.read_text(encoding="utf-8")
    assert all(part.why and part.prompt for part in FIVE)
    for part in FIVE:
        if part is not FIVE[1]:
            assert part.example.replace("’", "'") in told


def test_only_the_storys_page_may_use_the_microphone(alice: Learner) -> None:
    headers = alice.client.get("/story/").headers
    assert "microphone=(self)" in headers["Permissions-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert "media-src blob:" in headers["Content-Security-Policy"]
    for path in ("/days/", "/story/compare?one=1&other=2", "/"):
        headers = alice.client.get(path).headers
        assert "microphone=()" in headers["Permissions-Policy"]
        assert "media-src" not in headers["Content-Security-Policy"]


def test_nobody_else_reads_a_word_and_taking_back_the_consent_deletes_all_of_it(alice: Learner, bob: Learner) -> None:
    lives(alice, **{**PARTS, "person": "xylograph"}, do="frame")
    tells(alice, "xylograph")
    for path in ("/days/", "/days/weeks/2026-03-02/", "/story/", "/search?q=xylograp"):
        assert "xylograph" not in bob.reads(path)
    with alice.database.writing() as session:
        records.withdraw(session, alice.person.id)
        session.commit()
    assert [rows(alice, table) for table in (Day, DayFrame, Story, WeekLook)] == [[]] * 4


def test_the_pages_take_as_few_queries_after_years_as_after_a_day(
    app: Flask, alice: Learner, database: Database, clock: FrozenClock
) -> None:
    lives(alice, **PARTS)
    tells(alice, "a")
    paths = ("/days/", "/days/weeks/2026-03-02/", "/story/", "/story/compare?one=1&other=1")

    def counts() -> list[int]:
        found = []
        for path in paths:
            alice.reads(path)
            with count_queries(app) as counted:
                alice.reads(path)
            found.append(len(counted))
        return found

    few = counts()
    base = {"user_id": alice.person.id}
    more = {**base, "parts": PARTS, "held": [], "note": "", "changed_at": clock.now}
    days = [{**more, "day": date(2026, 3, 1) - timedelta(days=back)} for back in range(1500)]
    told = {**base, "sentences": ["x"] * 5, "written_at": clock.now}
    with database.writing() as session:
        session.execute(insert(Day), days)
        numbers = range(2, MOST_VERSIONS + 1)
        session.execute(insert(Story), [{**told, "number": number, "once": f"s{number}"} for number in numbers])
        session.commit()
    assert counts() == few
    assert max(few) <= 6
    assert "as many as we keep" in tells(alice, "one more", status=422)
    assert "Earlier days" in alice.reads("/days/")


@pytest.mark.usefixtures("clock")
def test_nobody_is_led_back_past_the_first_week_in_which_anything_stands(alice: Learner) -> None:
    assert "/days/weeks/2026-02-23/" in alice.reads("/days/weeks/2026-03-02/")
    assert "The week before" not in alice.reads("/days/weeks/2026-02-23/")
