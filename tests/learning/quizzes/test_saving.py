"""Saving as one goes: nothing that was typed is lost, and nothing older ever replaces what is newer."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coursesite.accounts.models import User
from coursesite.db import Database
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.learners import Learner, words_of
from tests.learning.quizzes.quizzing import EVERY, JSON, QUIZ, Taker, joined, write_quiz
from tests.library.shelves import Shelf


@pytest.fixture
def begun(taker: Taker) -> Taker:
    """Alice at an attempt that she has just begun."""
    return taker.begins()


def other_window(taker: Taker) -> Taker:
    """The same attempt in another window, as it is now."""
    taker.reads()
    known = {row.place: row.sequence for row in taker.responses()}
    return replace(taker, tab="tab-two", tab_number=0, sequences=known)


def test_a_change_is_saved_and_said(begun: Taker, clock: FrozenClock) -> None:
    found = begun.saves(2, text="naming")
    assert found["saved"] == {"2": 1}
    assert found["said"] == "Saved at 09:30"
    assert found["seconds_left"] is None
    assert begun.given(2) == {"text": "naming"}
    assert 'value="naming"' in begun.reads()


def test_only_the_places_that_are_sent_are_touched(begun: Taker) -> None:
    begun.saves(2, text="naming")
    begun.saves(1, pick=begun.keys(1)["I'm sorry about that."])
    assert begun.given(2) == {"text": "naming"}


def test_clearing_an_answer_is_a_change_like_any_other(begun: Taker) -> None:
    begun.saves(2, text="naming")
    assert begun.saves(2)["saved"] == {"2": 2}
    assert begun.given(2) is None


def test_an_earlier_save_that_arrives_late_changes_nothing(begun: Taker) -> None:
    begun.saves(2, text="nam")
    late = replace(begun, sequences=dict(begun.sequences), tab_number=0)
    begun.saves(2, text="naming")
    assert late.saves(2, text="nam")["elsewhere"] == []
    assert begun.given(2) == {"text": "naming"}


def test_a_page_whose_last_answer_got_lost_on_the_way_goes_on(begun: Taker) -> None:
    begun.saves(2, text="nam")
    begun.sequences = {2: 0}  # the reply never arrived
    assert begun.saves(2, text="naming")["saved"] == {"2": 2}


def test_a_change_made_on_old_knowledge_is_refused_and_both_are_told(begun: Taker) -> None:
    other = other_window(begun)
    begun.saves(2, text="naming")
    found = other.saves(2, text="venting")
    assert found["saved"] == {}
    assert found["elsewhere"] == [{"place": 2, "sequence": 1, "words": "naming", "fields": {"q2-text": ["naming"]}}]
    assert begun.given(2) == {"text": "naming"}
    other.sequences[2] = 1
    assert other.saves(2, text="venting")["saved"] == {"2": 2}


def test_the_same_answer_from_two_windows_is_one(begun: Taker) -> None:
    other = other_window(begun)
    begun.saves(2, text="naming")
    assert other.saves(2, text="naming")["saved"] == {"2": 1}


def test_a_window_that_comes_back_hears_what_others_saved(begun: Taker) -> None:
    other = other_window(begun)
    begun.saves(2, text="naming")
    found = other.sends({"csrf_token": other.token(), "known": "1:0,2:0"})
    assert [newer["words"] for newer in found["newer"]] == ["naming"]  # type: ignore[attr-defined]  # JSON
    assert other.sends({"csrf_token": other.token(), "known": "1:0,2:1"})["newer"] == []


def test_words_left_behind_by_a_dead_page_are_taken_as_its_next_ones(begun: Taker) -> None:
    begun.saves(2, text="nam")
    heir = replace(begun, tab="tab-two", tab_number=0, sequences={2: 0})
    found = heir.saves(2, text="naming", before=f"{begun.tab}:1")
    assert found["saved"] == {"2": 2}


def test_words_left_behind_by_a_page_that_lived_on_are_refused(begun: Taker) -> None:
    begun.saves(2, text="nam")
    begun.saves(2, text="naming")
    heir = replace(begun, tab="tab-two", tab_number=0, sequences={2: 0})
    assert heir.saves(2, text="venting", before=f"{begun.tab}:1")["saved"] == {}
    assert begun.given(2) == {"text": "naming"}


@pytest.mark.parametrize("nonsense", ["", "-1", "x", "9" * 40, "²"])
def test_a_place_without_a_sensible_sequence_is_left_alone(begun: Taker, nonsense: str) -> None:
    begun.sends({"csrf_token": begun.token(), "q2-sequence": nonsense, "q2-text": "naming"})
    assert begun.given(2) is None


def test_fields_of_places_that_were_not_asked_are_left_alone(begun: Taker) -> None:
    found = begun.sends({"csrf_token": begun.token(), "q99-sequence": "0", "q99-text": "naming"})
    assert found["saved"] == {}


def test_every_kind_comes_back_as_it_was_left(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, body=EVERY)
    taker = joined(alice).begins()
    keys = {place: taker.keys(place) for place in range(1, 10)}
    order = [name for name in taker.learner.form(f"{taker.address}save") if name.startswith("q6-")]
    assert order == ["q6-sequence"]
    taker.enters(
        q1_pick=keys[1]["I'm sorry about that."],
        q2_pick=[keys[2]["Saying it back"], keys[2]["Asking once"]],
        q3_text="venting",
        q4_text="about thirty",
        q5_gap_1="fed up",
        q8_pick=keys[8]["at the counter"],
        q9_step="3",
    )
    page = taker.reads()
    assert page.count(" checked") == 5
    for typed in ("venting", "about thirty", "fed up"):
        assert f'value="{typed}"' in page
    assert taker.given(4) == {"typed": {"text": ["about thirty"]}}


def test_saving_without_scripts_leads_back_and_says_when(begun: Taker, clock: FrozenClock) -> None:
    response = begun.enters(q2_text="naming")
    assert response.headers["Location"] == f"{begun.address}#hand-in"
    assert "Saved at 09:30" in begun.learner.follows(response)


def test_without_scripts_a_conflict_shows_both_and_a_second_save_takes_what_was_typed(begun: Taker) -> None:
    old = begun.page
    begun.saves(2, text="naming")
    begun.learner.page = old
    response = begun.enters(status=409, q2_text="venting", q1_pick=begun.keys(1)["I'm sorry about that."])
    page = begun.learner.page = response.text
    assert "There it says: naming" in words_of(page)
    assert 'value="venting"' in page
    assert begun.given(1) is not None
    begun.enters(q2_text="venting", q1_pick=begun.keys(1)["I'm sorry about that."])
    assert begun.given(2) == {"text": "venting"}


def test_a_handed_in_attempt_beats_a_late_save(begun: Taker) -> None:
    begun.saves(2, text="naming")
    late = replace(begun, sequences=dict(begun.sequences))
    token = begun.token()
    begun.hands_in()
    found = late.sends({"csrf_token": token, "q2-sequence": 1, "q2-text": "venting", "tab": late.tab, "tab_number": 2})
    assert found["closed"] is True
    assert begun.given(2) == {"text": "naming"}
    late.learner.posts(f"{begun.address}save", {"csrf_token": token, "q2-sequence": "1", "q2-text": "venting"})
    assert begun.given(2) == {"text": "naming"}


def test_a_save_that_was_on_its_way_when_the_time_ended_is_taken(
    shelf: Shelf, alice: Learner, clock: FrozenClock
) -> None:
    write_quiz(shelf, "minutes: 10")
    taker = joined(alice).begins()
    assert taker.saves(2, text="nam")["seconds_left"] == 600
    clock.tick(minutes=10, seconds=4)
    assert taker.saves(2, text="naming")["saved"] == {"2": 2}
    clock.tick(seconds=2)
    found = taker.saves(2, text="venting")
    assert (found["closed"], found["saved"]) == (True, {})
    assert taker.given(2) == {"text": "naming"}


def test_somebody_signed_out_is_told_and_loses_nothing(begun: Taker, app: Flask) -> None:
    stranger = Learner(app.test_client(), begun.learner.database)
    response = stranger.posts(f"{begun.address}save", {"q2-sequence": "0", "q2-text": "naming"}, 401, headers=JSON)
    assert "Sign in in another window, then it will be saved." in response.get_json()["said"]
    response = stranger.posts(f"{begun.address}save", {"next": begun.address})
    assert response.headers["Location"] == f"/sign-in?next={begun.address}"


def test_after_signing_in_anew_the_old_page_saves_with_a_new_token(
    begun: Taker, app: Flask, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> None:
    old = begun.token()
    assert begun.learner.user is not None
    begun.learner.client = sign_in(app.test_client(), begun.learner.user)
    begun.learner.posts(f"{begun.address}save", {"csrf_token": old}, 400, headers=JSON)
    begun.reads()
    assert begun.saves(2, text="naming")["saved"] == {"2": 1}


def test_a_save_costs_the_same_few_queries_however_many_attempts_and_people_there_are(
    app: Flask, begun: Taker, bob: Learner, database: Database
) -> None:
    def cost(taker: Taker, text: str) -> int:
        with count_queries(app) as counted:
            taker.saves(2, text=text)
        return len(counted)

    begun.saves(2, text="warm")
    small = cost(begun, "naming")
    crowd = joined(bob)
    for _attempt in range(4):
        begun.hands_in()
        begun.begins()
        crowd.begins().saves(2, text="a crowd")
        crowd.hands_in()
    begun.saves(2, text="warm")
    assert cost(begun, "naming") == small <= 8


def test_asking_what_is_new_writes_nothing(app: Flask, begun: Taker) -> None:
    values = {"csrf_token": begun.token(), "known": "1:0,2:0"}
    begun.sends(values)
    with count_queries(app) as counted:
        begun.sends(values)
    assert len(counted) <= 5, str(counted)
    assert not any(statement.lstrip().upper().startswith(("INSERT", "UPDATE")) for statement in counted.statements)


def test_a_save_larger_than_any_quiz_is_refused(begun: Taker) -> None:
    values: dict[str, object] = {"csrf_token": begun.token(), "q2-sequence": "0", "q2-text": "x" * (600 * 1024)}
    begun.learner.posts(f"{begun.address}save", values, 413, headers=JSON)
    assert begun.given(2) is None


def test_a_text_longer_than_there_is_room_for_is_kept_as_far_as_it_goes(begun: Taker) -> None:
    begun.saves(2, text="x" * 2000)
    assert begun.given(2) == {"text": "x" * 500}


def test_saving_in_a_quiz_that_is_none_is_refused(begun: Taker) -> None:
    begun.learner.posts("/courses/calls/begin/attempts/1/save", {"csrf_token": begun.token()}, 404)
    begun.learner.posts(f"{QUIZ}attempts/7/save", {"csrf_token": begun.token()}, 404)
