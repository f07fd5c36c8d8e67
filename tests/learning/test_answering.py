"""Answering in place: what is shown after an answer, trying again, what is remembered."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coursesite.learning.models import Tally
from tests.learning.courses import ALL_KINDS, PICK, write_course
from tests.learning.learners import LESSON, Learner, text_of, words_of
from tests.library.shelves import Shelf

RIGHT, PARTLY, WRONG = "Three calls for one parcel.", "I'm sorry about that.", "Can I have your order number?"


@pytest.fixture
def every_kind(shelf: Shelf) -> Shelf:
    """The course with an exercise of every kind in its first lesson."""
    write_course(shelf, first=ALL_KINDS)
    return shelf


def test_after_an_answer_every_option_says_why_and_so_does_the_explanation(alice: Learner) -> None:
    alice.picks("third-call", WRONG)
    said = text_of(alice.exercise("third-call"))
    for words in ("Not this one", "You will need it later.", "Warmer, and still vague.", "You named what happened."):
        assert words in said
    assert "Naming it lowers the heat." in said
    assert "Your answer" in said


def test_options_stand_in_the_same_order_before_and_after_the_answer(shelf: Shelf, alice: Learner) -> None:
    write_course(shelf, first=PICK.replace("; shuffle: no", ""))
    alice.reads(LESSON)
    before = list(alice.option_keys("third-call"))
    alice.picks("third-call", WRONG)
    texts = [node for node in alice.exercise("third-call").iter() if node.get("class") == "option-text"]
    assert [text_of(node) for node in texts[: len(before)]] == before


def test_a_right_answer_says_so_and_asks_no_second_try(alice: Learner) -> None:
    alice.picks("third-call", RIGHT)
    assert alice.rows()[0].outcome == "right"
    assert alice.rows()[0].credit == "1"
    assert "Try again" not in text_of(alice.exercise("third-call"))


def test_half_right_is_worth_half(alice: Learner) -> None:
    alice.picks("third-call", PARTLY)
    assert (alice.rows()[0].outcome, alice.rows()[0].credit) == ("partly", "1/2")
    assert "Partly right" in text_of(alice.exercise("third-call"))


def test_a_wrong_answer_can_be_tried_again_and_its_feedback_stays(alice: Learner) -> None:
    alice.picks("third-call", WRONG)
    section = alice.exercise("third-call")
    again = next(node for node in section.iter() if node.tag == "details")
    assert any(node.tag == "form" for node in again.iter())
    assert "You will need it later." in text_of(section)
    alice.picks("third-call", RIGHT)
    assert [(row.try_number, row.outcome) for row in alice.rows()] == [(1, "wrong"), (2, "right")]


def test_an_answer_is_remembered_at_the_next_visit(alice: Learner, bob: Learner) -> None:
    alice.picks("third-call", PARTLY)
    alice.reads("/courses/")
    alice.reads(LESSON)
    assert "Warmer, and still vague." in text_of(alice.exercise("third-call"))
    bob.reads(LESSON)
    assert "Warmer, and still vague." not in text_of(bob.exercise("third-call"))


def test_nothing_picked_is_said_at_the_exercise_and_writes_nothing(alice: Learner) -> None:
    alice.answers("third-call", 422)
    assert "Pick one answer first." in text_of(alice.exercise("third-call"))
    assert alice.rows() == []


def test_what_was_typed_comes_back_when_it_can_not_be_taken(every_kind: Shelf, alice: Learner) -> None:
    alice.answers("how-many", 422, text="about <thirty>")
    field = next(node for node in alice.exercise("how-many").iter() if node.get("name") == "text")
    assert field.get("value") == "about <thirty>"
    assert field.get("aria-invalid") == "true"
    assert "digits" in text_of(alice.exercise("how-many"))


def test_several_options_can_be_picked(every_kind: Shelf, alice: Learner) -> None:
    alice.picks("what-helps", "Saying it back", "Explaining the form")
    said = text_of(alice.exercise("what-helps"))
    assert "Belongs here" in said
    assert "Nobody rang for the form." in said
    assert alice.rows()[0].credit == "0"


def test_a_short_answer_is_compared_without_case_and_end_punctuation(every_kind: Shelf, alice: Learner) -> None:
    alice.answers("the-word", text=" Naming. ")
    assert alice.rows()[0].outcome == "right"
    assert "You wrote: Naming." in text_of(alice.exercise("the-word"))


@pytest.mark.parametrize(("typed", "said"), [("venting", "c; b; a Right"), ("b", "c; a Also right")])
def test_forms_that_are_as_right_as_each_other_share_a_line(
    shelf: Shelf, alice: Learner, typed: str, said: str
) -> None:
    forms = "- [=] c\n- [=] b\n- [=] a\n- [ ] venting\n  > Something else.\n"
    write_course(shelf, first=f"### Question: One\n<!-- id: one -->\n\nWhich letter?\n\n{forms}")
    alice.answers("one", text=typed)
    assert said in text_of(alice.exercise("one"))


def test_what_was_typed_is_never_markup(every_kind: Shelf, alice: Learner) -> None:
    alice.answers("the-word", text="<img src=x onerror=alert(1)>")
    assert "<img src=x" not in alice.page
    assert "You wrote: <img src=x onerror=alert(1)>" in text_of(alice.exercise("the-word"))


def test_a_number_may_lie_in_a_range(every_kind: Shelf, alice: Learner) -> None:
    alice.answers("how-many", text="30")
    assert alice.rows()[0].outcome == "right"
    assert "31, give or take 2" in text_of(alice.exercise("how-many"))


def test_gaps_are_filled_by_typing_and_by_choosing(every_kind: Shelf, alice: Learner) -> None:
    alice.answers("fill-in", gap_1="fed up", gap_2="fine")
    assert alice.rows()[0].credit == "1/2"
    said = text_of(alice.exercise("fill-in"))
    assert "frustrated or fed up" in said
    assert "exhausting" in said


def test_lines_are_put_in_order_by_giving_each_its_place(every_kind: Shelf, alice: Learner) -> None:
    alice.reads(LESSON)
    names = [node.get("name") for node in alice.exercise("in-order").iter() if node.tag == "select"]
    twice: dict[str, Any] = {names[0]: "1", names[1]: "1", names[2]: "2"}
    alice.answers("in-order", 422, **twice)
    assert "the same place" in text_of(alice.exercise("in-order"))
    once: dict[str, Any] = {name: str(place) for place, name in enumerate(names, 1)}
    alice.answers("in-order", **once)
    assert alice.rows()[0].given == {"order": [name.removeprefix("place-") for name in names]}


def test_lines_in_the_right_order_are_right(every_kind: Shelf, alice: Learner) -> None:
    alice.reads(LESSON)
    wanted = ["Name the feeling.", "Say what you will do.", "Ask for the number."]
    lines = [node for node in alice.exercise("in-order").iter() if node.tag == "li"]
    places: dict[str, Any] = {}
    for line in lines:
        select = next(node for node in line.iter() if node.tag == "select")
        text = next(text for text in wanted if text in text_of(line))
        places[select.get("name")] = str(wanted.index(text) + 1)
    alice.answers("in-order", **places)
    assert alice.rows()[0].outcome == "right"


def test_rows_are_matched_with_lists_to_choose_from(every_kind: Shelf, alice: Learner) -> None:
    alice.reads(LESSON)
    lines = [node for node in alice.exercise("feelings").iter() if node.tag == "li"]
    chosen: dict[str, Any] = {}
    for line in lines:
        select = next(node for node in line.iter() if node.tag == "select")
        wanted = {"anger": "a line was crossed", "fear": "something may be lost"}
        word = next(word for left, word in wanted.items() if left in text_of(line))
        options = {text_of(node): node.get("value") for node in select.iter() if node.tag == "option"}
        chosen[select.get("name")] = options[word]
    alice.answers("feelings", **chosen)
    assert alice.rows()[0].outcome == "right"
    assert "that is sadness" in text_of(alice.exercise("feelings"))


def test_a_poll_shows_figures_only_once_five_people_have_answered(
    every_kind: Shelf, alice: Learner, app: Flask
) -> None:
    for _person in range(3):
        Learner(app.test_client(), alice.database).picks("where", "at the counter")
    alice.picks("where", "on the telephone")
    assert "25 %" not in text_of(alice.exercise("where"))
    assert "once five people have answered" in text_of(alice.exercise("where"))
    Learner(app.test_client(), alice.database).picks("where", "at the counter")
    alice.reads(LESSON)
    assert "20% (1)" in text_of(alice.exercise("where"))
    assert "Five people answered." in text_of(alice.exercise("where"))


def test_a_changed_answer_moves_its_count(every_kind: Shelf, alice: Learner, app: Flask) -> None:
    for _person in range(4):
        Learner(app.test_client(), alice.database).picks("where", "at the counter")
    alice.picks("where", "on the telephone")
    alice.picks("where", "at the counter")
    said = text_of(alice.exercise("where"))
    assert "100% (5)" in said
    assert "0% (0)" in said


def test_what_one_says_of_oneself_on_a_scale_is_in_nobodys_figures(
    every_kind: Shelf, alice: Learner, app: Flask
) -> None:
    for _person in range(6):
        Learner(app.test_client(), alice.database).answers("calm", step="5")
    alice.answers("calm", step="1")
    said = text_of(alice.exercise("calm"))
    assert "You chose: 1, hardly ever" in said
    assert "Only you can see this." in said
    assert "%" not in said
    with alice.database.reading() as session:
        assert session.scalars(select(Tally)).all() == []


def test_the_same_form_sent_twice_is_one_answer(alice: Learner) -> None:
    alice.reads(LESSON)
    keys = alice.option_keys("third-call")
    for _time in range(2):
        alice.sends(f"{LESSON}answers/third-call", pick=keys[WRONG])
    assert len(alice.rows()) == 1


def test_the_same_form_sent_eight_times_at_once_is_one_answer(app: Flask, alice: Learner) -> None:
    alice.reads(LESSON)
    action = f"{LESSON}answers/third-call"
    values = alice.form(action) | {"pick": alice.option_keys("third-call")[WRONG]}
    cookie = alice.client.get_cookie("session")
    assert cookie is not None

    def send(_number: int) -> tuple[int, str]:
        client = app.test_client()
        client.set_cookie("session", cookie.value)
        response = client.post(action, data=values, headers={"Origin": "http://localhost"})
        return response.status_code, response.headers.get("Location", "")

    with ThreadPoolExecutor(8) as pool:
        led = set(pool.map(send, range(8)))
    assert led == {(303, f"{LESSON}#exercise-third-call")}
    assert len(alice.rows()) == 1


def test_a_script_gets_the_exercise_and_the_lessons_end_alone(alice: Learner) -> None:
    alice.reads(LESSON)
    action = f"{LESSON}answers/third-call"
    values = alice.form(action) | {"pick": alice.option_keys("third-call")[WRONG]}
    response = alice.posts(action, values, 200, headers={"Accept": "text/x-fragment"})
    assert response.headers["Content-Type"].startswith("text/x-fragment")
    assert "You will need it later." in response.text
    assert 'id="finish"' in response.text
    assert "<html" not in response.text


def test_a_script_gets_a_refused_answer_back_in_the_same_way(alice: Learner) -> None:
    alice.reads(LESSON)
    action = f"{LESSON}answers/third-call"
    response = alice.posts(action, alice.form(action), 422, headers={"Accept": "text/x-fragment"})
    assert "Pick one answer first." in response.text
    assert "<html" not in response.text


def test_a_reworded_question_says_so_and_keeps_the_pick(shelf: Shelf, alice: Learner) -> None:
    alice.picks("third-call", WRONG)
    write_course(shelf, first=PICK.replace("What do you say *first*?", "What comes first of all?"))
    alice.reads(LESSON)
    said = text_of(alice.exercise("third-call"))
    assert "reworded since you answered" in said
    assert "You will need it later." in said


def test_new_feedback_is_no_new_wording(shelf: Shelf, alice: Learner) -> None:
    alice.picks("third-call", WRONG)
    write_course(shelf, first=PICK.replace("You will need it later.", "The number can wait."))
    alice.reads(LESSON)
    said = text_of(alice.exercise("third-call"))
    assert "reworded" not in said
    assert "The number can wait." in said


def test_an_answer_to_a_question_that_is_gone_is_kept_and_not_shown(shelf: Shelf, alice: Learner) -> None:
    alice.picks("third-call", WRONG)
    write_course(shelf, first="Nothing to answer any more.")
    assert "third-call" not in alice.reads(LESSON)
    assert len(alice.rows()) == 1


def test_a_question_of_another_kind_under_the_same_id_asks_again(shelf: Shelf, alice: Learner) -> None:
    alice.picks("third-call", WRONG)
    write_course(shelf, first="### Question: The third call\n<!-- id: third-call -->\n\nHow many?\n\n- [=] 3\n")
    alice.reads(LESSON)
    assert "reworded since" in text_of(alice.exercise("third-call"))
    assert any(node.get("name") == "text" for node in alice.exercise("third-call").iter())


def test_nobody_answers_in_a_lesson_that_is_closed_to_them(shelf: Shelf, alice: Learner, guest: Learner) -> None:
    shelf.lesson("02-part-2", PICK.replace("third-call", "other"), key="calls1x2", title="Lesson 2 of calls")
    shelf.pushed()
    action = "/courses/calls/part-2/answers/other"
    assert alice.client.post(action, data={"pick": "x", "csrf_token": _token(alice)}).status_code == 403
    assert guest.posts(action, {"pick": "x"}).headers["Location"] == "/sign-up?next=/courses/calls/part-2/"
    assert alice.rows() == []


def test_an_exercise_that_takes_no_answer_is_not_here(every_kind: Shelf, alice: Learner) -> None:
    alice.reads(LESSON)
    assert "Say it back before you ask." in words_of(alice.page)
    alice.posts(f"{LESSON}answers/one-call", {"csrf_token": _token(alice)}, 404)
    alice.posts(f"{LESSON}answers/never-was", {"csrf_token": _token(alice)}, 404)


def _token(learner: Learner) -> object:
    learner.reads(LESSON)
    return learner.form(f"{LESSON}finish")["csrf_token"]
