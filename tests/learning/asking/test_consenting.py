"""Showing a question and its answer to everyone: only in words that were agreed to, and until they are taken back."""

import pytest
from flask import Flask
from sqlalchemy import select

from coursesite.learning.asking import consenting
from coursesite.learning.asking.consenting import Changed
from coursesite.library.models import Piece
from coursesite.studio.models import Draft
from tests.learning.asking.talks import Talks, stranger
from tests.learning.learners import LESSON

QUESTION, ANSWER = "What if nobody rings?", "Then you ring."


@pytest.fixture
def answered(talks: Talks) -> int:
    ask_id = talks.asks(talks.alice)
    talks.answers(ask_id)
    return ask_id


def test_what_was_agreed_to_is_shown_to_everyone_and_nothing_else(app: Flask, talks: Talks, answered: int) -> None:
    talks.proposes(answered)
    assert talks.mails.path(talks.alice.person.address) == f"/asks/{answered}/consent"
    page = talks.alice.reads(f"/asks/{answered}/consent")
    assert QUESTION in page
    assert ANSWER in page
    assert "a learner" in page
    assert QUESTION not in stranger(app, talks.database).reads(LESSON)
    talks.agrees(answered)
    assert QUESTION not in stranger(app, talks.database).reads(LESSON)
    talks.publishes(answered)
    page = stranger(app, talks.database).reads(LESSON)
    for words in (QUESTION, ANSWER, "A nurse in Porto", "Questions people asked"):
        assert words in page
    for words in ("canary7191", "swallow88", "Alice"):
        assert words not in page
    assert QUESTION not in talks.alice.reads("/search?q=nobody+rings").replace("value=", "")
    assert not any(QUESTION in mail.body for mail in talks.mails.all())


def test_taken_back_it_is_gone_at_once_and_the_coach_is_told(app: Flask, talks: Talks, answered: int) -> None:
    talks.proposes(answered)
    talks.agrees(answered)
    talks.publishes(answered)
    talks.maren.reads(f"/studio/asks/{answered}/public")
    talks.maren.follows(talks.maren.sends(f"/studio/asks/{answered}/post"))
    assert QUESTION in stranger(app, talks.database).reads(LESSON)
    talks.alice.reads(f"/asks/{answered}/consent")
    talks.alice.follows(talks.alice.sends(f"/asks/{answered}/consent", do="decline"))
    assert QUESTION not in stranger(app, talks.database).reads(LESSON)
    ask = talks.ask(answered)
    assert ask is not None
    assert (ask.public_question, ask.answer_html, ask.pseudonym) == ("", "", "")
    mail = talks.mails.newest(talks.maren.person.address)
    assert "took their consent back" in mail.subject
    assert "/studio/write/" in mail.body
    page = talks.maren.reads(f"/studio/asks/{answered}/public")
    assert "Please take it out" in page
    assert "Ask whether" not in page
    talks.maren.posts(
        f"/studio/asks/{answered}/public",
        {"csrf_token": _token(page), "question": QUESTION, "answer": ANSWER, "do": "ask"},
        409,
    )


def test_who_takes_it_back_has_a_private_ask_and_a_simple_no_changes_nothing(app: Flask, talks: Talks) -> None:
    agreed, refused = (talks.asks(talks.alice, f"Openly {number}", "open") for number in (1, 2))
    for ask_id in (agreed, refused):
        talks.answers(ask_id)
        talks.proposes(ask_id)
    talks.agrees(agreed)
    for number, ask_id in enumerate((agreed, refused), 1):
        assert f"Openly {number}" in stranger(app, talks.database).reads(LESSON)
        talks.alice.reads(f"/asks/{ask_id}/consent")
        talks.alice.follows(talks.alice.sends(f"/asks/{ask_id}/consent", do="decline"))
    for page in (talks.bob.reads(LESSON), stranger(app, talks.database).reads(LESSON)):
        assert "Openly 1" not in page
        assert "Openly 2" in page


def test_a_post_begins_with_it_as_a_draft_of_the_coachs_own(talks: Talks, answered: int) -> None:
    talks.proposes(answered)
    talks.agrees(answered, "a_learner *in* Porto")
    talks.maren.reads(f"/studio/asks/{answered}/public")
    response = talks.maren.sends(f"/studio/asks/{answered}/post")
    assert response.headers["Location"].startswith("/studio/write/")
    with talks.database.reading() as session:
        piece = session.scalars(select(Piece).where(Piece.kind == "post")).one()
        draft = session.scalars(select(Draft)).one()
    assert piece.state == "draft"
    assert f"> {QUESTION}".encode() in draft.source
    assert b"A\\_learner \\*in\\* Porto asked" in draft.source
    assert "A post was begun from it" in talks.maren.reads(f"/studio/asks/{answered}/public")
    assert "Write a post" not in talks.maren.page


def test_a_changed_wording_is_asked_for_anew_and_nobody_agrees_to_what_they_have_not_read(
    app: Flask, talks: Talks, answered: int
) -> None:
    talks.proposes(answered)
    talks.alice.reads(f"/asks/{answered}/consent")
    seen = talks.alice.form(f"/asks/{answered}/consent")
    talks.proposes(answered, question="Something else entirely")
    page = talks.alice.posts(f"/asks/{answered}/consent", seen | {"pseudonym": "me", "do": "agree"}, 409).text
    assert "changed the wording" in page
    assert "Something else entirely" in page
    talks.agrees(answered)
    talks.publishes(answered)
    talks.proposes(answered, question="A third time")
    assert "A third time" not in stranger(app, talks.database).reads(LESSON)
    assert "Something else" not in stranger(app, talks.database).reads(LESSON)


def test_hiding_it_keeps_the_consent_and_an_unagreed_wording_is_not_published(
    app: Flask, talks: Talks, answered: int
) -> None:
    talks.proposes(answered)
    ask = talks.ask(answered)
    assert ask is not None
    with talks.database.writing() as session, pytest.raises(Changed):
        consenting.publish(session, answered, consenting.wording_of(ask), ask.asked_at)
    talks.agrees(answered)
    talks.publishes(answered)
    talks.maren.reads(f"/studio/asks/{answered}/public")
    talks.maren.posts(f"/studio/asks/{answered}/public", {"csrf_token": _token(talks.maren.page), "do": "hide"})
    assert QUESTION not in stranger(app, talks.database).reads(LESSON)
    talks.publishes(answered)
    assert QUESTION in stranger(app, talks.database).reads(LESSON)


def test_leaving_deletes_what_one_asked_and_a_coachs_answers_stay_ownerless(
    app: Flask, talks: Talks, answered: int
) -> None:
    other = talks.asks(talks.bob, "And canary33?", "open")
    talks.answers(other, "Answered, swallow44.")
    talks.proposes(answered)
    talks.agrees(answered)
    talks.publishes(answered)
    exported = app.extensions["personal"]
    learning = next(one for one in exported if "asks" in one.TABLES)
    with talks.database.writing() as session:
        told = str(learning.export(session, talks.alice.person.id))
        assert all(words in told for words in ("canary7191", "swallow88", "a nurse in Porto", QUESTION))
        assert "canary33" not in told
        mine = str(learning.export(session, talks.maren.person.id))
        assert "swallow44" in mine
        assert "canary33" not in mine
        learning.erase(session, talks.alice.person.id, talks.alice.person.created_at)
        learning.erase(session, talks.maren.person.id, talks.alice.person.created_at)
        session.commit()
    assert talks.ask(answered) is None
    assert [word.user_id for word in talks.words()] == [talks.bob.person.id, None]
    page = stranger(app, talks.database).reads(LESSON)
    assert QUESTION not in page
    assert "swallow44" in page
    assert "A coach who has left" in talks.bob.reads(f"/asks/{other}")


def _token(page: str) -> str:
    return page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
