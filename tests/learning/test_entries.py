"""What somebody writes for themselves: kept only if they agree, read by nobody else, taken back with one form."""

import pytest
from sqlalchemy import select

from coursesite.learning.models import Consent, Entry
from tests.conftest import FrozenClock
from tests.learning.courses import ALL_KINDS, write_course
from tests.learning.learners import LESSON, Learner, text_of, words_of
from tests.library.shelves import Shelf

ACTION = f"{LESSON}entries/last-time"


@pytest.fixture(autouse=True)
def every_kind(shelf: Shelf) -> None:
    """A lesson that asks to reflect."""
    write_course(shelf, first=ALL_KINDS)


def writes(learner: Learner, text: str, status: int = 303, **fields: object) -> str:
    """Write something; gives the page that comes of it."""
    learner.reads(LESSON)
    response = learner.sends(ACTION, status, text=text, **fields)
    learner.page = learner.follows(response) if status == 303 else response.text
    return text_of(learner.exercise("last-time"))


def test_nothing_is_kept_without_agreement_and_the_text_comes_back(alice: Learner) -> None:
    said = writes(alice, "She wanted to be heard.", 422)
    assert "Until then nothing is kept" in said
    assert "She wanted to be heard." in said
    with alice.database.reading() as session:
        assert session.scalars(select(Entry)).all() == []


def test_an_entry_is_kept_with_agreement_and_asks_for_it_once(alice: Learner) -> None:
    said = writes(alice, "She wanted to be heard.", keep="yes")
    assert "She wanted to be heard." in said
    assert "Kept on" in said
    assert "She and I." in writes(alice, "She and I.")


def test_nobody_else_reads_it(alice: Learner, bob: Learner, maren: Learner, guest: Learner) -> None:
    writes(alice, "xylograph", keep="yes")
    for reader in (bob, maren, guest):
        for path in (LESSON, "/courses/calls/", "/search?q=xylograph"):
            assert "xylograph" not in reader.reads(path).replace('value="xylograph"', "").replace(
                "Search: xylograph", ""
            )


def test_entries_stand_together_on_a_page_of_their_own(alice: Learner, bob: Learner) -> None:
    writes(alice, "She wanted to be heard.", keep="yes")
    page = alice.reads("/journal/")
    assert "She wanted to be heard." in page
    assert "/journal/calls1a/last-time/" in page
    assert "Nothing here yet" in words_of(bob.reads("/journal/"))


def test_taking_it_back_deletes_everything_and_asks_again(alice: Learner) -> None:
    writes(alice, "She wanted to be heard.", keep="yes")
    alice.reads("/journal/")
    alice.page = alice.sends("/journal/consent", 422, what="delete").text
    assert "Nothing was deleted" in words_of(alice.page)
    alice.follows(alice.sends("/journal/consent", what="delete", sure="yes"))
    assert "Nothing here yet" in words_of(alice.page)
    with alice.database.reading() as session:
        assert session.scalars(select(Entry)).all() == []
        assert session.scalars(select(Consent)).all() == []
    assert "Until then nothing is kept" in writes(alice, "Another thought.", 422)


def test_an_emptied_entry_is_gone(alice: Learner) -> None:
    writes(alice, "She wanted to be heard.", keep="yes")
    assert "She wanted" not in writes(alice, "")
    with alice.database.reading() as session:
        assert session.scalars(select(Entry)).all() == []


def test_an_older_window_writes_over_nothing_unseen(alice: Learner, clock: FrozenClock) -> None:
    alice.reads(LESSON)
    older = alice.form(ACTION)
    writes(alice, "Newer.", keep="yes")
    clock.tick(minutes=1)
    alice.posts(ACTION, older | {"text": "Newer."})
    for text in ("Older.", ""):
        alice.page = alice.posts(ACTION, older | {"text": text}, 422).text
        (field,) = [node for node in alice.exercise("last-time").iter() if node.tag == "textarea"]
        assert text_of(field) == text
        said = text_of(alice.exercise("last-time"))
        assert "Meanwhile this was kept in another window Newer." in said
    alice.follows(alice.sends(ACTION, text="Both."))
    assert "Both." in text_of(alice.exercise("last-time"))
    assert "Meanwhile" not in alice.page


def test_a_very_long_entry_is_refused_and_comes_back(alice: Learner) -> None:
    said = writes(alice, "word " * 5000, 422, keep="yes")
    assert "longer than 20,000 characters" in said
    assert "word word word" in said


def test_hostile_text_is_only_text(alice: Learner) -> None:
    writes(alice, "</textarea><script>alert(1)</script>", keep="yes")
    assert "<script>alert(1)" not in alice.page
    assert "<script>alert(1)" not in alice.reads("/journal/")
    assert "<script>alert(1)" not in alice.reads("/journal/calls1a/last-time/")


def test_a_guest_finds_no_page_of_entries(guest: Learner) -> None:
    assert guest.client.get("/journal/").headers["Location"].startswith("/sign-in")
