"""What a quiz's pages may say, to whom and when; and what they ask of the database."""

import re
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask

from coursesite.learning.quizzes.pages import words
from coursesite.learning.quizzes.policy import policy_of
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.inert import alive
from tests.learning.learners import Learner, words_of
from tests.learning.quizzes.quizzing import EVERY, QUIZ, TWO, WORD, Taker, joined, write_quiz
from tests.library.shelves import Shelf

# One of them is a number, which a page may say for another reason: of its minute, where the clock is let run.
SECRETS = (
    "naming",
    "You named what happened.",
    "Naming it lowers the heat.",
    "affect labelling",
    "That is the word.",
    "31",
    "It shows that you listened.",
    "frustrated",
    "it guards something",
    "that is sadness",
    "Each makes the next easier.",
    "A word for the feeling",
)


def secrets_in(page: str) -> list[str]:
    """Parts of right answers, of others' feedback and of explanations that a page says."""
    main = page[page.index("<main") : page.index("</main>")]
    # Not what only a machine reads: tokens may hold any two digits.
    said = words_of(main)
    return [secret for secret in SECRETS if secret in said]


def lists_of(taker: Taker, place: int) -> list[str]:
    """The names of a question's lists on the page that was read last."""
    return re.findall(rf'<select id="[^"]+" name="(q{place}-[^"]+)"', taker.page)


def answers_wrongly(taker: Taker) -> None:
    """Give a wrong answer to each question of `EVERY`."""
    lost = taker.keys(7)["something is already lost"]
    lists: dict[str, Any] = {name: str(place) for place, name in enumerate(reversed(lists_of(taker, 6)), 1)}
    lists |= dict.fromkeys(lists_of(taker, 7), lost)
    taker.enters(
        q1_pick=taker.keys(1)["Can I have your order number?"],
        q2_pick=taker.keys(2)["Explaining the form"],
        q3_text="venting",
        q4_text="12",
        q5_gap_1="sad",
        **lists,
    )


@pytest.mark.usefixtures("clock")
def test_no_right_answer_is_on_the_pages_before_the_end(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, body=EVERY)
    taker = joined(alice)
    assert secrets_in(alice.reads(QUIZ)) == []
    taker.begins()
    assert secrets_in(taker.page) == []
    answers_wrongly(taker)
    assert secrets_in(taker.reads()) == []
    assert secrets_in(taker.reads("review")) == []


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("shown", ["never", "after the last attempt"])
def test_results_that_hide_right_answers_hold_only_what_was_said_to_the_chosen(
    shelf: Shelf, alice: Learner, shown: str
) -> None:
    write_quiz(shelf, f"answers shown: {shown}", "attempts: 2", body=EVERY)
    taker = joined(alice).begins()
    answers_wrongly(taker)
    page = taker.hands_in()
    assert secrets_in(page) == []
    for said in ("You will need it later.", "Nobody rang for the form.", "Something else.", "Your answer: 12"):
        assert said in page


@pytest.mark.usefixtures("clock")
def test_feedback_at_once_hides_right_answers_where_the_results_do(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, "answers shown: never", "feedback: at once", body=EVERY)
    taker = joined(alice).begins()
    answers_wrongly(taker)
    token = taker.token()
    for place in range(1, 8):
        taker.learner.posts(f"{taker.address}check/{place}", {"csrf_token": token})
    page = taker.reads()
    assert secrets_in(page) == []
    assert page.count("is-answered") == 7


def test_right_answers_are_shown_once_no_attempt_is_left(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, "answers shown: after the last attempt", "attempts: 2", body=WORD)
    taker = joined(alice).begins()
    assert "affect labelling" not in taker.hands_in()
    taker.begins()
    assert "affect labelling" in taker.hands_in()
    taker.number = 1
    assert "affect labelling" in taker.reads()


def test_results_lead_to_the_passage_that_explains_the_question(taker: Taker) -> None:
    taker.begins()
    assert "/courses/calls/begin/" not in taker.page
    assert '<a href="/courses/calls/begin/">Read the passage again</a>' in taker.hands_in()


def test_a_closed_quiz_says_what_opens_it(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, "opens after: 02-part-2")
    alice.joins()
    assert "once you have finished" in alice.reads(QUIZ, 403)
    alice.posts(f"{QUIZ}start", {"csrf_token": alice.form("/sign-out")["csrf_token"]}, 403)
    alice.finishes("/courses/calls/part-2/")
    alice.reads(QUIZ)


@pytest.mark.parametrize("text", ['"><script>canary()</script>', "\u202e<b>x</b>", "{{ 7*190991 }}"])
def test_what_was_typed_stays_text_everywhere(shelf: Shelf, alice: Learner, text: str) -> None:
    write_quiz(shelf, "answers shown: never", body=EVERY)
    taker = joined(alice).begins()
    taker.enters(q3_text=text, q4_text=text, q5_gap_1=text)
    pages = [taker.reads(), taker.reads("review"), taker.hands_in()]
    write_quiz(shelf, body=EVERY)
    second = taker.begins()
    second.enters(q3_text=text, q4_text=text, q5_gap_1=text)
    pages.append(second.hands_in())
    for page in pages:
        assert alive(page) == []
        assert "1336937" not in page


def test_an_attempts_page_is_kept_nowhere(taker: Taker) -> None:
    taker.begins()
    for below in ("", "review"):
        assert taker.learner.client.get(f"{taker.address}{below}").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("pages", ["front", "attempt", "review", "results", "mine"])
def test_a_page_takes_as_few_queries_for_a_long_quiz_and_many_attempts_as_for_a_short_one(
    app: Flask, shelf: Shelf, alice: Learner, bob: Learner, pages: str
) -> None:
    budgets = {"front": 5, "attempt": 4, "review": 4, "results": 7, "mine": 5}

    def cost(taker: Taker) -> int:
        paths = {"front": QUIZ, "review": f"{taker.address}review", "mine": "/learn/"}
        path = paths.get(pages, taker.address)
        if pages == "results":
            taker.hands_in()
        taker.learner.reads(path)
        with count_queries(app) as counted:
            taker.learner.reads(path)
        assert len(counted) <= budgets[pages], str(counted)
        return len(counted)

    write_quiz(shelf)
    taker = joined(alice)
    small = cost(taker.begins())
    many = "".join(WORD.replace("the-word", f"w{n}").replace("The word for it", f"Word {n}") for n in range(40))
    write_quiz(shelf, "draw: 20 from 08-pool", body=TWO + many.replace("id: w", "id: v"), pool=many)
    other = joined(bob)
    for _attempt in range(4):
        for one in (taker, other):
            if not _attempt and one is taker and pages != "results":
                one.hands_in()
            one.begins().hands_in()
    assert cost(taker.begins()) == small


@pytest.mark.parametrize(
    ("share", "said"),
    [("2/3", "66.6 %"), ("7/10", "70 %"), ("6999/10000", "69.9 %"), ("1", "100 %"), ("0", "0 %"), ("1/8", "12.5 %")],
)
def test_a_share_is_never_said_larger_than_it_is(share: str, said: str) -> None:
    assert words.percent(Fraction(share)).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("number", "said"),
    [("3/2", "1½"), ("2/3", "⅔"), ("2", "2"), ("7/20", "0.35"), ("23/10", "2.3"), ("10/7", "1 3/7"), ("5/7", "5/7")],
)
def test_marks_are_said_exactly(number: str, said: str) -> None:
    assert words.marks(Fraction(number)) == said


def test_rules_are_said_in_plain_words() -> None:
    policy = policy_of({"pass": 70, "attempts": 3, "wait": 90})
    assert words.rules(policy, 12, None) == [
        "Twelve questions",
        "No time limit",
        "70\N{NO-BREAK SPACE}% to pass",
        "Three attempts",
        "The best one counts",
        "90 minutes between attempts",
        "Feedback at the end",
    ]
    assert words.rules(policy_of({"attempts": 1, "feedback": "at once"}), 1, 5)[2:] == [
        "Handing it in once is enough to pass",
        "One attempt",
        "Feedback after each question",
    ]


def test_time_is_said_in_the_words_one_would_use(clock: FrozenClock) -> None:
    assert [words.time_left(seconds) for seconds in (0, 59, 60, 3599, 3600, 7320)] == [
        "less than a minute",
        "less than a minute",
        "one minute",
        "59 minutes",
        "one hour",
        "two hours and two minutes",
    ]
    assert words.until(clock.now + timedelta(hours=1), clock.now, "Europe/Berlin") == "11:30"
    assert words.until(clock.now + timedelta(days=1), clock.now, "UTC") == "Tuesday 3 March 2026, 09:30"
