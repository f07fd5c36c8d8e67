"""Asking from a lesson, the talk that follows, and who reads it."""

import logging

import pytest
from flask import Flask
from sqlalchemy import select

from coursesite.learning.asking.bounds import LONGEST
from coursesite.learning.asking.models import CannedReply
from tests.conftest import FrozenClock
from tests.learning.asking.talks import CANARY, Talks, stranger
from tests.learning.learners import LESSON

SECOND = "/courses/calls/part-2/"


def test_a_learner_asks_and_is_answered_and_mail_tells_both_without_a_word_of_it(talks: Talks) -> None:
    ask_id = talks.asks(talks.alice)
    notice = talks.mails.newest(talks.maren.person.address)
    assert notice.body.count("/studio/asks/") == 1
    assert CANARY in talks.maren.reads("/studio/asks/")
    talks.answers(ask_id)
    page = talks.alice.reads(f"/asks/{ask_id}")
    assert "<strong>swallow88</strong>" in page
    assert "Maren" in page
    assert talks.mails.path(talks.alice.person.address) == f"/asks/{ask_id}"
    assert "A coach has answered" in talks.alice.reads("/asks/")
    assert f"/asks/{ask_id}" in talks.alice.reads("/learn/")
    assert "has answered" in talks.alice.reads("/")
    assert not any("canary" in mail.body + mail.subject or "swallow" in mail.body for mail in talks.mails.all())


def test_writing_more_makes_it_wait_again_until_it_is_answered_or_needs_no_answer(talks: Talks) -> None:
    ask_id = talks.asks(talks.alice)
    talks.answers(ask_id)
    assert "Nobody waits" in talks.maren.reads("/studio/asks/")
    talks.alice.reads(f"/asks/{ask_id}")
    talks.alice.follows(talks.alice.sends(f"/asks/{ask_id}", text="Thank you.", do="send"))
    assert "answered before" in talks.maren.reads("/studio/asks/")
    talks.maren.reads(f"/studio/asks/{ask_id}")
    talks.maren.follows(talks.maren.sends(f"/studio/asks/{ask_id}", do="settle"))
    assert "Nobody waits" in talks.maren.reads("/studio/asks/")
    assert CANARY not in talks.maren.reads("/studio/asks/?state=answered")
    assert "Thank you." in talks.maren.reads("/studio/asks/?state=answered&course=calls1")
    assert "Nothing answered" in talks.maren.reads("/studio/asks/?state=answered&course=elsewhere")


@pytest.mark.parametrize("reach", ["private", "open"])
def test_an_ask_reaches_nobody_whom_it_is_not_for(
    reach: str, app: Flask, talks: Talks, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ask_id = talks.asks(talks.alice, reach=reach, lesson=SECOND)
    talks.answers(ask_id)
    everywhere = (
        "/search?q=canary7191",
        "/blog/feed.atom",
        "/blog/feed.json",
        "/",
        "/courses/calls/",
        LESSON,
        "/learn/",
    )
    for person in (talks.bob, talks.otto, stranger(app, talks.database)):
        for path in everywhere:
            page = person.client.get(path).text.replace('value="canary7191"', "").replace("“canary7191”", "")
            assert "7191?" not in page, path
            assert "swallow88" not in page, path
        for path in (f"/asks/{ask_id}", f"/asks/{ask_id}/consent"):
            assert person.client.get(path).status_code in (303, 404)
    for path in (f"/studio/asks/{ask_id}", f"/studio/asks/{ask_id}/public"):
        assert talks.otto.client.get(path).status_code == 404
    assert "canary7191" not in talks.otto.reads("/studio/asks/") + talks.otto.reads("/studio/")
    assert talks.otto.client.get(SECOND).status_code == 403
    assert ("canary7191" in talks.bob.reads(SECOND)) is (reach == "open")
    assert "canary7191" not in caplog.text + "".join(mail.body for mail in talks.mails.all())


def test_an_open_ask_stands_under_the_lesson_with_names_only_for_those_who_take_it(app: Flask, talks: Talks) -> None:
    guest = stranger(app, talks.database)
    assert "canary7191" not in guest.reads(LESSON)
    ask_id = talks.asks(talks.alice, reach="open")
    assert "Alice" in talks.bob.reads(LESSON)
    assert "canary7191" in stranger(app, talks.database).reads(LESSON)
    talks.answers(ask_id)
    for path in (LESSON, f"{LESSON}asked"):
        page = stranger(app, talks.database).reads(path)
        assert "swallow88" in page
        assert "Alice" not in page
        assert "A learner" in page
        assert "Maren</bdi>, coach" in page
    talks.alice.reads(f"/asks/{ask_id}")
    talks.alice.follows(talks.alice.sends(f"/asks/{ask_id}/private"))
    for person in (talks.bob, stranger(app, talks.database)):
        assert "canary7191" not in person.reads(LESSON) + person.reads(f"{LESSON}asked")
    assert "canary7191" in talks.maren.reads(f"/studio/asks/{ask_id}")


def test_taking_it_back_deletes_every_word_of_it(app: Flask, talks: Talks) -> None:
    ask_id = talks.asks(talks.alice, reach="open")
    talks.answers(ask_id)
    talks.alice.reads(f"/asks/{ask_id}")
    talks.alice.sends(f"/asks/{ask_id}/withdraw", 422)
    assert talks.words()
    talks.alice.follows(talks.alice.sends(f"/asks/{ask_id}/withdraw", sure="yes"))
    assert talks.ask(ask_id) is None
    assert talks.words() == []
    assert "canary7191" not in stranger(app, talks.database).reads(LESSON)
    talks.maren.reads(f"/studio/asks/{ask_id}", 404)


def test_what_cannot_be_taken_comes_back_with_what_was_typed(talks: Talks) -> None:
    talks.alice.reads(f"{LESSON}ask")
    long = "canary " * 600
    deep = "1. " * 1300
    for typed, sentence in (("", "Please write what"), (long, f"{LONGEST:,} characters"), (deep, "send it again")):
        page = talks.alice.sends(f"{LESSON}ask", 422, text=typed, reach="open", do="send").text
        assert sentence in page
        assert typed.strip()[:500] in page
    assert talks.words() == []
    page = talks.alice.sends(f"{LESSON}ask", 200, text="*so*", do="preview").text
    assert "<em>so</em>" in page
    assert talks.words() == []


def test_a_double_click_is_one_ask_and_one_mail_and_coaches_hear_once_an_hour(talks: Talks, clock: FrozenClock) -> None:
    talks.alice.reads(f"{LESSON}ask")
    data = talks.alice.form(f"{LESSON}ask") | {"text": "Once", "reach": "private", "do": "send"}
    places = {talks.alice.posts(f"{LESSON}ask", data).headers["Location"] for _ in range(3)}
    assert len(places) == 1
    assert len(talks.words()) == 1
    talks.asks(talks.bob)
    coach = talks.maren.person.address or ""
    assert len(talks.mails.to(coach)) == 1
    clock.tick(minutes=61)
    talks.asks(talks.bob, "Once more")
    assert len(talks.mails.to(coach)) == 2
    assert talks.mails.to(talks.otto.person.address or "") == []


def test_so_much_may_be_asked_in_an_hour(talks: Talks, clock: FrozenClock) -> None:
    for number in range(10):
        talks.asks(talks.alice, f"Number {number}")
    talks.alice.reads(f"{LESSON}ask")
    page = talks.alice.sends(f"{LESSON}ask", 429, text="One too many", reach="private", do="send").text
    assert "One too many" in page
    assert "nothing was stored" in page


def test_kept_replies_are_put_behind_what_was_typed_and_are_ones_own(talks: Talks) -> None:
    talks.maren.reads("/studio/replies/")
    talks.maren.follows(talks.maren.sends("/studio/replies/", name="Thanks", text="Thank you for asking."))
    ask_id = talks.asks(talks.alice)
    talks.maren.reads(f"/studio/asks/{ask_id}")
    with talks.database.reading() as session:
        reply = session.scalars(select(CannedReply.id)).one()
    page = talks.maren.sends(f"/studio/asks/{ask_id}", 200, text="Dear Alice,", reply=str(reply), do="use").text
    assert "Dear Alice,\n\nThank you for asking.</textarea>" in page.replace("\r\n", "\n")
    assert len(talks.words()) == 1
    talks.otto.reads(f"/studio/replies/{reply}", 404)
    talks.otto.reads("/studio/replies/")
    assert "Thanks" not in talks.otto.page
    talks.maren.reads(f"/studio/replies/{reply}")
    talks.maren.follows(talks.maren.sends(f"/studio/replies/{reply}", name="Thanks", text="Changed", do="keep"))
    assert "Changed" in talks.maren.page
    talks.maren.reads(f"/studio/replies/{reply}")
    talks.maren.follows(talks.maren.sends(f"/studio/replies/{reply}", do="delete"))
    assert "Changed" not in talks.maren.page


HEAVY = "Since they let me go I have been thinking about ending my life."


def test_who_may_harm_themselves_is_shown_where_help_is_and_coaches_are_told_at_once(talks: Talks) -> None:
    talks.asks(talks.bob)
    ask_id = talks.asks(talks.alice, HEAVY, reach="open")
    newest = talks.mails.newest(talks.maren.person.address)
    assert newest.subject.startswith("Please look soon")
    assert "ending my life" not in newest.body
    mine = talks.alice.reads(f"/asks/{ask_id}")
    assert "sounds heavy to carry" in mine
    assert "Private: you and the coaches" in mine
    assert "Those who run this site can open it too" in mine
    assert HEAVY not in talks.bob.reads(LESSON)
    waiting = talks.maren.reads("/studio/asks/")
    assert waiting.index("ending my life") < waiting.index("canary7191")
    today = talks.maren.reads("/studio/")
    assert today.index("ending my life") < today.index("canary7191")
    assert "Somebody may be in need" in today
    talks.alice.follows(talks.alice.sends(f"/asks/{ask_id}", text=HEAVY, do="send"))
    assert sum(mail.subject.startswith("Please look soon") for mail in talks.mails.all()) == 2


def test_an_open_talk_that_turns_heavy_is_private_from_then_on(talks: Talks) -> None:
    ask_id = talks.asks(talks.alice, reach="open")
    assert CANARY in talks.bob.reads(LESSON)
    talks.alice.reads(f"/asks/{ask_id}")
    talks.alice.follows(talks.alice.sends(f"/asks/{ask_id}", text=HEAVY, do="send"))
    assert CANARY not in talks.bob.reads(LESSON)


def test_before_anything_is_sent_the_preview_says_where_help_is(talks: Talks) -> None:
    talks.alice.reads(f"{LESSON}ask")
    page = talks.alice.sends(f"{LESSON}ask", 200, text=HEAVY, reach="private", do="preview").text
    assert "Nothing is sent yet. If you send it, a coach reads it" in page
    assert talks.words() == []
