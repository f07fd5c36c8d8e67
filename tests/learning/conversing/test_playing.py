"""Playing a conversation with scripts off."""

import pytest
from sqlalchemy import select

from coursesite.learning.conversing import running
from coursesite.learning.conversing.models import Run, RunStep
from coursesite.learning.models import FinishedLesson
from tests.learning.conversing.talking import (
    BODY,
    DENIES,
    HEARS,
    INSISTS,
    PROMISES,
    ROUND,
    TAKES_BACK,
    TALK,
    VAGUE,
    Player,
    write_talk,
)
from tests.learning.learners import Learner, elements, text_of
from tests.library.shelves import Shelf


def test_the_front_page_says_who_with_whom_and_about_what(player: Player) -> None:
    page = player.learner.reads(TALK)

    assert "You answer the phone at ParcelWay." in page
    assert "You talk with <strong>Dana</strong>, who is angry as it begins." in page
    assert "Practise hearing the feeling before the facts." in page
    assert "third time" not in page
    assert [text_of(node) for node in elements(page, "button") if "Begin" in text_of(node)] == ["Begin"]


def test_a_reply_leads_to_the_next_scene_and_ends_in_the_look_back(player: Player) -> None:
    player.begins()
    assert set(player.replies()) == {DENIES, HEARS}
    page = player.says(DENIES)
    assert "So I am lying?" in page
    assert "Dana is angry" in page
    assert "Facts first" not in page, "reasons are told at the end"
    player.says(TAKES_BACK)
    page = player.says(PROMISES)

    assert "She will ring you, not your competitor." in page
    assert "doubts" not in page
    with player.learner.database.reading() as session:
        run = session.scalars(select(Run)).one()
        steps = session.scalars(select(RunStep).order_by(RunStep.number)).all()
        finished = session.scalars(select(FinishedLesson)).all()
    assert (run.scene, run.meters, run.steps) == ("end-kept", {"trust": 70, "heat": 65}, 3)
    assert run.ended_at is not None
    assert [step.scene for step in steps] == ["start", "denial", "heard"]
    assert [one.lesson_id for one in finished] == [run.lesson_id]


def test_the_look_back_shows_the_turns_the_feelings_and_the_better_reply(player: Player) -> None:
    page = player.plays(DENIES, TAKES_BACK, PROMISES)

    assert "She feels called a liar." in page
    assert page.count("Better, as the author sees it") == 1
    assert text_of(next(node for node in elements(page, "figcaption"))).endswith("three replies.")
    turning = [node for node in elements(page, "li") if node.get("class") == "talk-turn"]
    assert [node.get("id") for node in turning] == ["turn-2", "turn-3"]
    assert "Here it eased, though Dana was still angry." in text_of(turning[0])
    assert "Here it eased: Dana was angry before, and wary after it." in text_of(turning[1])
    assert "score" not in page.casefold()


def test_a_reason_is_told_at_once_where_the_author_says_so(shelf: Shelf, alice: Learner) -> None:
    write_talk(shelf, "feedback: at once")
    alice.joins()
    player = Player(alice)
    player.begins()

    assert "Facts first sounds like" in player.says(DENIES)


def test_the_same_click_is_one_step_and_one_run(player: Player) -> None:
    player.learner.reads(TALK)
    form = player.learner.form(f"{TALK}runs")
    places = {player.learner.posts(f"{TALK}runs", form).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    player.run = places.pop().partition("#")[0]
    player.learner.reads(player.run)
    values = player.learner.form(f"{player.run}steps") | {"choice": player.replies()[DENIES]}
    for _ in range(2):
        page = player.learner.follows(player.learner.posts(f"{player.run}steps", values))

    assert "So I am lying?" in page
    assert "older page" not in page


def test_replies_stand_in_an_order_of_each_runs_own(player: Player) -> None:
    orders = set()
    for _ in range(12):
        player.begins()
        orders.add(tuple(player.replies()))
        player.learner.reads(player.run)
        assert tuple(player.replies()) in orders
        player.learner.page = ""

    assert orders == {(DENIES, HEARS), (HEARS, DENIES)}


def test_a_reply_from_an_older_page_counts_nothing(player: Player) -> None:
    player.begins()
    old = player.learner.form(f"{player.run}steps") | {"choice": player.replies()[HEARS], "once": "another-value"}
    player.says(DENIES)
    page = player.learner.follows(player.learner.posts(f"{player.run}steps", old))
    assert "So I am lying?" in page
    assert "came from an older page" in page

    # The same scene again, by a circle, is another moment of it.
    player.says(ROUND)
    page = player.learner.follows(player.learner.posts(f"{player.run}steps", old))
    assert "came from an older page" in page
    player.learner.posts(f"{player.run}steps", old | {"step": 2, "choice": "no-such-reply"}, 404)


def test_trying_again_from_a_turn_takes_over_what_was_said_before_it(player: Player) -> None:
    page = player.plays(DENIES, TAKES_BACK, VAGUE)
    assert "Dana hangs up." in page
    page = player.begins(from_run="1", from_step="3")

    assert player.run == f"{TALK}runs/2/"
    assert "And now?" in page
    assert "(two replies of yours)" in page
    page = player.says(PROMISES)
    assert "Dana writes down your name." in page
    front = player.learner.reads(TALK)
    assert "Run 2: “Dana writes down your name.”" in front
    assert "Run 1: “Dana hangs up.”" in front


def test_a_run_goes_on_in_its_own_wording_and_another_one_says_what_changed(talk: Shelf, player: Player) -> None:
    player.plays(DENIES)
    write_talk(talk, body=BODY.replace(TAKES_BACK, "I believe you.").replace(INSISTS, "The screen says so."))
    page = player.learner.reads(player.run)
    assert "you go on in the words you began with" in page
    assert TAKES_BACK in player.replies()
    player.says(TAKES_BACK)
    player.says(VAGUE)
    page = player.begins(from_run="1", from_step="3")

    assert "rewritten since you played it" in page
    assert "I believe you." in player.replies()


def test_a_run_that_goes_round_and_round_is_ended_kindly(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST_STEPS", 4)
    page = player.plays(DENIES, ROUND, DENIES, ROUND)

    assert "one run holds no more" in page
    with player.learner.database.reading() as session:
        assert session.scalars(select(FinishedLesson)).all() == []


def test_a_visitor_plays_what_is_open_and_takes_the_runs_along(shelf: Shelf, guest: Learner) -> None:
    write_talk(shelf, name="00-dana-calls")
    player = Player(guest)
    page = player.plays(HEARS, PROMISES)

    assert "Dana writes down your name." in page
    assert "Join the course and go on" in page


def test_what_is_closed_stays_closed(talk: Shelf, alice: Learner, guest: Learner) -> None:
    alice.reads(TALK, 403)
    alice.posts(f"{TALK}runs", {"csrf_token": alice.form("/sign-out")["csrf_token"]}, 403)
    assert "/sign-up" in guest.posts(f"{TALK}runs", {}).headers["Location"]
    assert "/sign-in" in guest.client.get(f"{TALK}runs/1/").headers["Location"]


def test_a_run_is_nobody_elses(player: Player, bob: Learner) -> None:
    player.plays(DENIES)
    bob.joins()

    token = {"csrf_token": bob.form("/sign-out")["csrf_token"]}
    bob.reads(player.run, 404)
    bob.posts(f"{player.run}steps", {"scene": "denial", "step": 1, "choice": "x", **token}, 404)
    for number in (1, 2**70, -(2**70)):
        bob.posts(f"{TALK}runs", {"from_run": number, "from_step": 1, **token}, 404)
