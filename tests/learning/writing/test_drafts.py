"""What somebody writes to a coach is saved as they type, and never lost to another window, a slip or a new account."""

from dataclasses import replace
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from coursesite.learning.arrivals import adopt
from coursesite.learning.writing import bounds, writing_views
from coursesite.learning.writing.models import Writing
from tests.conftest import FrozenClock
from tests.learning.learners import LESSON, Learner, text_of
from tests.learning.writing.texts import FORM, JSON, MINE, TEXT, Texts, part


def test_the_rubric_stands_as_it_was_written_and_the_page_says_who_reads(texts: Texts) -> None:
    texts.alice.reads(LESSON)
    said = part(texts.alice)
    assert said.index("says what happened") < said.index("names how it feels") < said.index("promises one thing")
    assert "Only you can read this until you send it." in said
    assert texts.writing(texts.alice) is None


def test_a_draft_is_kept_with_what_is_ticked_and_shown_again(texts: Texts) -> None:
    texts.alice.follows(texts.saves(texts.alice, TEXT, 1))
    draft = texts.writing(texts.alice)
    assert draft is not None
    assert (draft.text, draft.version, draft.stage, draft.title) == (TEXT, 1, "draft", "To Dana")
    boxes = [node for node in texts.alice.exercise("to-dana").iter() if node.get("name") == "pick"]
    assert [node.get("checked") is not None for node in boxes] == [False, True, False]
    assert "heron5521" in part(texts.alice)
    assert "heron5521" not in texts.bob.reads(LESSON)
    assert "heron5521" not in texts.maren.reads(LESSON)
    assert "19 words" in part(texts.alice)


def test_an_emptied_draft_leaves_nothing_behind(texts: Texts) -> None:
    texts.saves(texts.alice)
    texts.saves(texts.alice, "")
    assert texts.writing(texts.alice) is None


def test_the_page_saves_by_itself_and_counts_versions(texts: Texts) -> None:
    texts.alice.reads(LESSON)
    first = texts.autosaves(texts.alice, "Dear", tab="a-1", tab_number=1)
    assert first["version"] == 1
    # Nobody heard of the second save: the third began from the same version, and is the same window's later word.
    texts.autosaves(texts.alice, "Dear Dana", tab="a-1", tab_number=2)
    assert texts.autosaves(texts.alice, "Dear Dana,", tab="a-1", tab_number=3)["version"] == 3
    # The second one, long on its way, changes nothing.
    assert texts.autosaves(texts.alice, "Dear Dana", tab="a-1", tab_number=2)["version"] == 3
    kept = texts.writing(texts.alice)
    assert kept is not None
    assert kept.text == "Dear Dana,"


def test_an_older_window_is_told_of_the_other_text_and_neither_is_lost(texts: Texts) -> None:
    texts.alice.reads(LESSON)
    old = texts.alice.page
    texts.autosaves(texts.alice, "One text", tab="one", tab_number=1)
    texts.alice.page = old
    reply = texts.autosaves(texts.alice, "Another text", 409, tab="two", tab_number=1)
    assert (reply["text"], reply["version"]) == ("One text", 1)
    # The same without scripts: a page with both, and what is saved from there takes the other's place.
    texts.alice.page = old
    texts.alice.page = texts.alice.sends(FORM, 409, text="Another text", do="save").text
    fields = texts.alice.exercise("to-dana")
    assert [text_of(node) for node in fields.iter() if node.tag == "textarea"] == ["Another text"]
    assert "The text that was saved meanwhile" in part(texts.alice)
    assert "One text" in part(texts.alice)
    texts.alice.follows(texts.alice.sends(FORM, text="Another text", do="save"))
    kept = texts.writing(texts.alice)
    assert kept is not None
    assert (kept.text, kept.version) == ("Another text", 2)


def test_two_windows_that_begin_at_once_make_one_draft(texts: Texts) -> None:
    texts.alice.reads(LESSON)
    values, start, found = texts.alice.form(FORM), Barrier(2), []
    browsers = [texts.app.test_client() for _ in range(2)]
    cookie = texts.alice.client.get_cookie("session")
    assert cookie is not None
    for browser in browsers:
        browser.set_cookie("session", cookie.value)

    def save(number: int) -> None:
        start.wait()
        typed = values | {"text": f"Text {number}", "tab": f"tab-{number}", "tab_number": 1, "once": ""}
        headers = {"Origin": "http://localhost", **JSON}
        found.append(browsers[number].post(FORM, data=typed, headers=headers).status_code)

    threads = [Thread(target=save, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [200, 409]


def test_a_save_of_a_page_whose_person_is_signed_out_begins_nothing(texts: Texts, guest: Learner) -> None:
    guest.reads(LESSON)
    texts.autosaves(guest, "Who am I", 401)
    assert guest.client.get_cookie("session") is None


def test_a_visitor_keeps_a_draft_is_told_of_signing_up_and_takes_it_along(texts: Texts, guest: Learner) -> None:
    guest.reads(LESSON)
    assert "Sending takes an account" in part(guest)
    guest.page = guest.sends(FORM, 422, text="A visitor's text", do="send").text
    assert "please sign up or sign in" in part(guest)
    assert "A visitor's text" in part(guest)
    assert texts.rounds() == []
    texts.saves(texts.alice, "Her own text")
    with texts.database.writing() as session:
        visitor = next(one for one in _writers(texts) if one != texts.alice.person.id)
        adopt(session, visitor, texts.alice.person.id, FrozenClock().now)
        session.commit()
    kept = texts.writing(texts.alice)
    assert kept is not None
    assert kept.version == 2
    assert kept.text.startswith("Her own text\n\n")
    assert kept.text.endswith("A visitor's text")


def _writers(texts: Texts) -> list[int]:
    with texts.database.reading() as session:
        return list(session.scalars(select(Writing.user_id)))


@pytest.mark.usefixtures("clock")
def test_saving_is_limited_by_every_twentieth_save(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing_views, "SAVES", replace(bounds.SAVES, times=2))
    texts.alice.reads(LESSON)
    for number in range(1, 41):
        texts.autosaves(texts.alice, f"Text {number}", tab="a", tab_number=number)
    reply = texts.autosaves(texts.alice, "Text 41", 429, tab="a", tab_number=41)
    assert "still here" in str(reply["said"])
    texts.alice.page = texts.alice.sends(FORM, 429, text="Text 41", do="save").text
    assert "Text 41" in part(texts.alice)
    kept = texts.writing(texts.alice)
    assert kept is not None
    assert kept.text == "Text 40"


def test_what_is_too_long_is_given_back_whole(texts: Texts) -> None:
    text = "x" * 20_001
    response = texts.saves(texts.alice, text, status=422)
    assert text in response.text
    assert "shorten it by 1." in response.text


def test_a_lesson_is_finished_without_it(texts: Texts) -> None:
    texts.alice.picks("third-call", "Three calls for one parcel.")
    texts.alice.finishes(LESSON)


def test_it_is_listed_and_deleted_by_its_writer_alone(texts: Texts) -> None:
    texts.saves(texts.alice)
    assert "To Dana" in texts.alice.reads("/writings/")
    assert "heron5521" in texts.alice.reads(MINE)
    for other in (texts.bob, texts.maren, texts.otto):
        other.reads(MINE, 404)
        assert "To Dana" not in other.reads("/writings/")
    texts.alice.reads(MINE)
    texts.alice.posts(MINE, texts.alice.form(MINE) | {"do": "delete"}, 422)
    assert texts.writing(texts.alice) is not None
    texts.alice.follows(texts.alice.posts(MINE, texts.alice.form(MINE) | {"do": "delete", "sure": "yes"}))
    assert texts.writing(texts.alice) is None
