"""A quiz that is renamed or taken down while somebody takes it: the page says what happened, and keeps the words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from coursesite.db import Database
from coursesite.library.models import Piece, State
from tests.learning.quizzes.browsing import said, saved, word
from tests.learning.quizzes.quizzing import Taker
from tests.library.shelves import Shelf

pytestmark = pytest.mark.browser
QUIZ_FILE = "courses/calls/09-final-check.md"
ELSEWHERE = "/courses/calls/last-check/attempts/1/"


def put(database: Database, state: State) -> None:
    """Publish the quiz, or take it down."""
    with database.writing() as session:
        session.execute(update(Piece).where(Piece.key == "callsquiz").values(state=state.value))
        session.commit()


def test_a_quiz_that_is_renamed_meanwhile_is_gone_on_with_at_its_new_address(
    quiz: Shelf, taker: Taker, enters: Callable[..., Page], complaints: list[str]
) -> None:
    page = enters(taker.begins())
    quiz.move(QUIZ_FILE, "courses/calls/09-last-check.md")
    quiz.pushed()
    word(page).fill("naming")
    expect(said(page)).to_contain_text("Not saved yet: this quiz is at another address now.")
    complaints.clear()  # of the answer 404
    said(page).get_by_role("link", name="Open it there").click()
    page.wait_for_url(f"**{ELSEWHERE}")
    expect(word(page)).to_have_value("naming")
    saved(page)
    assert taker.given(2) == {"text": "naming"}
    complaints.clear()


def test_a_quiz_that_is_taken_down_meanwhile_says_so_and_saves_once_it_is_back(
    database: Database, taker: Taker, enters: Callable[..., Page], complaints: list[str]
) -> None:
    page = enters(taker.begins())
    put(database, State.ARCHIVED)
    word(page).fill("naming")
    expect(said(page)).to_contain_text("Not saved: this quiz is not at this address any more. What you entered is kept")
    expect(said(page)).not_to_contain_text("somebody else")
    put(database, State.PUBLISHED)
    page.reload()
    expect(word(page)).to_have_value("naming")
    saved(page)
    assert taker.given(2) == {"text": "naming"}
    complaints.clear()


def test_a_token_that_grew_old_in_a_quiz_that_is_taken_down_blames_nobody_else(
    database: Database, taker: Taker, enters: Callable[..., Page], complaints: list[str]
) -> None:
    page = enters(taker.begins())
    page.evaluate("for (const field of document.querySelectorAll('[name=csrf_token]')) field.value = 'old'")
    put(database, State.ARCHIVED)
    word(page).fill("naming")
    expect(said(page)).to_contain_text("this quiz is not at this address any more")
    complaints.clear()
