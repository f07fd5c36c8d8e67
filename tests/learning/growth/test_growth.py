"""The page of growth and the grid of feelings, as their owner meets them."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert

from coursesite import clock as site_clock
from coursesite.db import Database
from coursesite.learning.growth.models import Feeling
from coursesite.learning.review.models import Card, CardReview
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.conversing.talking import DENIES, HEARS, INSISTS, PROMISES, Player, write_talk
from tests.learning.growth.mirrors import RATING, Rater
from tests.learning.learners import Learner, elements, text_of, words_of
from tests.library.shelves import Shelf

FEELINGS = "/growth/feelings"


def notes(learner: Learner, status: int = 303, **fields: str) -> str:
    """Note a feeling; gives the words of the page that comes of it."""
    learner.reads(FEELINGS)
    values = learner.form(FEELINGS) | {"do": "note", "keep": "yes"} | fields
    response = learner.posts(FEELINGS, values, status)
    learner.page = learner.follows(response) if status == 303 else response.text
    return words_of(learner.page)


def rows(rater: Rater) -> list[Feeling]:
    """What was noted, oldest first."""
    return sorted(rater.rows(Feeling), key=lambda row: row.id)


def test_an_empty_page_says_what_will_stand_there(alice: Learner) -> None:
    page = words_of(alice.reads("/growth/"))
    for words in (
        "Some courses ask",
        "the way it took stands here",
        "five or more have come back",
        "If you like, note",
    ):
        assert words in page
    assert '<svg class="growth' not in alice.page


def test_the_grid_is_radio_buttons_with_words_that_say_where_they_lie(alice: Learner) -> None:
    alice.reads(FEELINGS)
    places = [node for node in elements(alice.page, "input") if node.get("name") == "place"]
    assert len(places) == 25
    assert {node.get("type") for node in places} == {"radio"}
    labels = {node.get("for"): text_of(node) for node in elements(alice.page, "label")}
    assert labels["felt--2,2"] == "furious (very unpleasant, a great deal of energy)"
    assert "/help" in alice.page


def test_a_feeling_is_noted_with_the_grids_word_or_ones_own(rater: Rater) -> None:
    assert "Until then nothing is kept" in notes(rater.learner, 422, place="1,-1", note="Soup.", keep="")
    assert "Soup." in rater.learner.page
    assert "Noted, for you alone." in notes(rater.learner, place="1,-1", note="Soup.")
    notes(rater.learner, place="-2,2", word="  cornered ")
    assert [(row.pleasant, row.energetic, row.word, row.note) for row in rows(rater)] == [
        (1, -1, "calm", "Soup."),
        (-2, 2, "cornered", ""),
    ]
    assert "Of two feelings noted in the last four weeks, one lies on the pleasant side" in words_of(rater.learner.page)
    assert [text_of(node) for node in elements(rater.learner.page, "h4")] == ["cornered", "calm"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"place": "", "word": "odd"}, "Choose the place on the grid that comes nearest"),
        ({"place": "3,0", "word": "odd"}, "Choose the place on the grid that comes nearest"),
        ({"place": "0,0", "word": "x" * 41}, "room for 40 characters, and your word has 41"),
        ({"place": "0,0", "note": "x" * 2001}, "room for 2,000 characters, and your note has 2,001"),
    ],
)
def test_what_cannot_be_noted_comes_back(rater: Rater, fields: dict[str, str], said: str) -> None:
    assert said in notes(rater.learner, 422, **fields)
    for name in {"word", "note"} & set(fields):
        assert fields[name] in rater.learner.page
    assert rows(rater) == []


def test_a_double_click_is_one_note(rater: Rater) -> None:
    rater.learner.reads(FEELINGS)
    values = rater.learner.form(FEELINGS) | {"do": "note", "keep": "yes", "place": "0,0"}
    for _ in range(2):
        rater.learner.posts(FEELINGS, values)
    assert len(rows(rater)) == 1


def test_a_note_is_deleted_by_its_owner_alone(rater: Rater, bob: Learner) -> None:
    notes(rater.learner, place="0,0")
    notes(rater.learner, place="1,0")
    first = rows(rater)[0].id
    bob.reads(FEELINGS)
    bob.posts(FEELINGS, bob.form(FEELINGS) | {"do": "delete", "feeling": str(first)})
    assert len(rows(rater)) == 2
    rater.learner.reads(FEELINGS)
    gone = {"do": "delete", "feeling": str(first)}
    page = rater.learner.follows(rater.learner.posts(FEELINGS, rater.learner.form(FEELINGS) | gone))
    assert "That note is deleted." in page
    assert [row.pleasant for row in rows(rater)] == [1]


def test_help_is_pointed_to_where_words_speak_of_harming_oneself(rater: Rater) -> None:
    notes(rater.learner, place="-2,-2", note="Long day.")
    assert "sounds heavy to carry" not in rater.learner.page
    page = notes(rater.learner, place="-2,-2", note="I want to kill myself.")
    assert "sounds heavy to carry" in page


def test_notes_stand_by_month_and_in_pages(rater: Rater, database: Database, clock: FrozenClock) -> None:
    rater.learner.reads(FEELINGS)
    with database.writing() as session:
        for ago in range(35):
            felt = {"felt_at": clock.now - timedelta(days=ago), "once": f"felt-{ago}", "word": f"word{ago}", "note": ""}
            session.execute(insert(Feeling).values(user_id=rater.learner.person.id, pleasant=0, energetic=0, **felt))
        session.commit()
    rater.learner.reads(FEELINGS)
    words = [text_of(node) for node in elements(rater.learner.page, "h4")]
    assert words == [f"word{ago}" for ago in range(30)]
    months = [text_of(node) for node in elements(rater.learner.page, "h3")]
    assert months == ["March 2026", "February 2026"]
    assert 'href="/growth/feelings?page=2#noted"' in rater.learner.page
    rater.learner.reads(f"{FEELINGS}?page=2")
    assert [text_of(node) for node in elements(rater.learner.page, "h4")] == [f"word{ago}" for ago in range(30, 35)]


def test_the_first_and_the_latest_run_stand_side_by_side(rater: Rater, shelf: Shelf) -> None:
    write_talk(shelf)
    player = Player(rater.learner)
    player.plays(DENIES, INSISTS)
    page = words_of(rater.learner.reads("/growth/"))
    assert "At the end of your first run, Dana was" in page
    player.plays(HEARS, PROMISES)
    page = words_of(rater.learner.reads("/growth/"))
    assert "Dana was close to shouting at the end of your first run, and calm at the end of your latest." in page
    heads = [text_of(node) for node in elements(rater.learner.page, "th")]
    assert {"First run", "Latest run", "At the beginning", "After reply 1"} <= set(heads)


def test_a_large_life_asks_no_more_queries(app: Flask, rater: Rater, database: Database) -> None:
    live(database, rater, 1)
    few = counted(app, rater)
    live(database, rater, 400)
    many = counted(app, rater)
    assert few == many
    assert max(many.values()) <= 8, many


def counted(app: Flask, rater: Rater) -> dict[str, int]:
    """How many queries each page asks for, read for the second time."""
    found = {}
    for path in ("/growth/", FEELINGS, RATING):
        rater.learner.reads(path)
        with count_queries(app) as queries:
            rater.learner.reads(path)
        found[path] = len(queries)
    return found


def live(database: Database, rater: Rater, many: int) -> None:
    """So many feelings, and so many questions that came back."""
    mine, now = rater.learner.person.id, site_clock.now()
    with database.writing() as session:
        card = Card(user_id=mine, about="question", exercise=f"x{many}", due=now.date(), added_at=now)
        session.add(card)
        session.flush()
        for place in range(many):
            moment = now - timedelta(hours=4 * place)
            session.add(Feeling(user_id=mine, pleasant=0, energetic=0, felt_at=moment, once=f"felt-{many}-{place}"))
            told = {"given": {}, "before": {}, "rating": 3, "asked_at": moment, "once": f"back-{many}-{place}"}
            session.add(CardReview(user_id=mine, card_id=card.id, **told))
        session.commit()
