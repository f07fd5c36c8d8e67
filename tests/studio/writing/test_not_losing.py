"""A text that can't be saved just now comes back to whoever sent it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from coursesite import clock
from coursesite.accounts.models import SignIn, User
from coursesite.library import staff_queries
from coursesite.library.models import Part
from coursesite.studio.writing import queries
from tests.studio.writing.coaches import HERE, JSON, LESSON, Coach, form_of

SignIn_ = Callable[[FlaskClient, User], FlaskClient]
TEXT = "An hour's work.\r\n</textarea><b>bold</b>"


def sign_out_everywhere(coach: Coach) -> None:
    with coach.database.writing() as session:
        session.execute(delete(SignIn))
        session.commit()


def test_whoever_was_signed_out_meanwhile_gets_the_text_back_and_saves_it_after_signing_in(
    maren: Coach, sign_in: SignIn_
) -> None:
    maren.opens()
    sign_out_everywhere(maren)
    kept = maren.sends(status=401, body=TEXT, field_title="Mine").text
    assert "Sign in in another tab" in kept
    assert "<b>" not in kept
    assert maren.draft() is None
    maren.form = form_of(kept, LESSON)
    assert maren.form["body"] == TEXT
    sign_in(maren.client, maren.user)
    with maren.client.session_transaction() as cookie:
        cookie["csrf_token"] = "another one, as signing in gives"
    again = maren.sends(status=400).text
    assert "signed in anew" in again
    assert maren.draft() is None
    maren.form = form_of(again, LESSON)
    maren.sends()
    draft = maren.draft()
    assert draft is not None
    assert draft.source.endswith(b"An hour's work.\n</textarea><b>bold</b>")
    assert b"\ntitle: Mine\n" in draft.source


def test_the_page_s_script_is_told_where_to_sign_in(maren: Coach) -> None:
    maren.opens()
    sign_out_everywhere(maren)
    for what in ("save", "look", "here", "pictures"):
        assert maren.asks(what, 401)["sign_in"] == "/sign-in?next=/studio/write/calls1a/"
    assert maren.client.get(f"{LESSON}state", headers=JSON).status_code == 401


@pytest.mark.parametrize(
    ("role", "part", "status"), [("coach", Part.APPROVER, 403), ("coach", None, 404), ("learner", None, 403)]
)
def test_whoever_may_no_longer_write_can_copy_the_text(
    maren: Coach, jonas: Coach, role: str, part: Part | None, status: int
) -> None:
    maren.opens()
    with maren.database.writing() as session:
        course = queries.identify(session, "calls1")
        assert course is not None
        staff_queries.put_staff(session, course.id, jonas.user.id, Part.OWNER, clock.now())
        if part:
            staff_queries.put_staff(session, course.id, maren.user.id, part, clock.now())
        session.execute(update(User).where(User.id == maren.user.id).values(role=role))
        session.commit()
    assert "An hour&#39;s work." in maren.sends(status=status, body="An hour's work.").text
    assert maren.asks("save", status, body="An hour's work.")["problem"]
    assert maren.draft() is None


def test_a_form_of_another_site_is_refused_and_so_is_one_without_a_token(maren: Coach) -> None:
    maren.opens()
    for headers, values in (
        ({"Origin": "https://elsewhere.example"}, maren.form),
        ({}, {"body": "x"}),
        (HERE, {**maren.form, "csrf_token": "forged"}),
    ):
        assert maren.client.post(LESSON, data=values, headers=headers).status_code == 400
    assert maren.asks("save", 400, csrf_token="old")["problem"]
    assert maren.draft() is None


def test_a_text_beyond_all_measure_is_refused_with_a_sentence(maren: Coach) -> None:
    maren.opens()
    huge = {**maren.form, "body": "a" * 600_000}
    assert maren.client.post(f"{LESSON}save", data=huge, headers=JSON).json["problem"]  # type: ignore[index]
    assert maren.client.post(LESSON, data=huge, headers=HERE).status_code == 413
    arabic = "س" * 200_000
    assert maren.asks("save", body=arabic)["version"] == 1, "a book's worth of any script is taken"
