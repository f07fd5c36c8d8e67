"""Rating oneself at a course's start, its end and two months later: for oneself, by choice, and never added up."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from coursesite.learning.growth.models import SelfRating, When
from coursesite.learning.growth.offering import open_moment
from coursesite.learning.growth.statements import STEPS, key_of, statements_of
from coursesite.learning.models import Consent
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.growth.mirrors import NAMES_COST, RATING, SAYS_BACK, Rater, write_statements
from tests.learning.learners import LESSON, Learner, elements, text_of, words_of
from tests.library.shelves import Shelf

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("enrolled", "completed_days_ago", "finished", "moment"),
    [
        (False, None, 0, None),
        (True, None, 0, When.START),
        (True, None, 1, When.START),
        (True, None, 2, None),
        (True, 0, 3, When.END),
        (True, 60, 3, When.END),
        (True, 61, 3, When.LATER),
        (True, 243, 3, When.LATER),
        (True, 244, 3, None),
    ],
)
def test_there_are_three_times_and_none_in_between(
    enrolled: bool, completed_days_ago: int | None, finished: int, moment: When | None
) -> None:
    completed = None if completed_days_ago is None else NOW - timedelta(days=completed_days_ago)
    assert open_moment(NOW - timedelta(days=300) if enrolled else None, completed, finished, NOW) is moment


def test_my_learning_asks_again_two_months_later_and_only_who_rated_themselves_before(
    rater: Rater, clock: FrozenClock
) -> None:
    def asks() -> bool:
        return "How do you see yourself now?" in rater.learner.reads("/learn/")

    rater.completes()
    clock.tick(days=62)
    assert not asks()
    clock.tick(days=-62)
    rater.rates(says_back=2)
    assert not asks()
    clock.tick(days=62)
    assert asks()
    rater.rates(says_back=4)
    assert not asks()


def test_a_statement_is_the_same_whatever_its_capitals_and_another_when_it_is_reworded() -> None:
    assert key_of("I  say it back.") == key_of("i say it BACK.") != key_of("I say it back")
    assert [one.text for one in statements_of({"growth": ("Again.", "again.", "More.")})] == ["again.", "More."]
    assert statements_of({}) == ()


def test_the_course_asks_in_words_and_the_form_names_every_step(rater: Rater) -> None:
    page = words_of(rater.learner.reads("/courses/calls/"))
    assert "where do you see yourself now? A few statements, for you alone , and no test." in page
    page = words_of(rater.learner.reads(RATING))
    assert "no test" in page
    assert "differently on different days" in page
    assert [text_of(node) for node in elements(rater.learner.page, "legend")][:2] == [SAYS_BACK, NAMES_COST]
    for words in STEPS.values():
        assert words in page
    assert page.count("not this one") == 3


def test_what_is_chosen_is_kept_only_with_consent_and_given_back_without(rater: Rater) -> None:
    key = key_of(SAYS_BACK)
    page = rater.sends({"do": "keep", f"step-{key}": "2"}, 422)
    assert "Until then nothing is kept" in page
    chosen = [node.get("id") for node in elements(rater.learner.page, "input") if "checked" in node.attrib]
    assert f"step-{key}-2" in chosen
    assert rater.rows(SelfRating) == []
    assert "Kept, for you alone." in rater.rates(says_back=2)
    kept = rater.rows(SelfRating)[0]
    assert (kept.moment, kept.steps, kept.words) == ("start", {key: 2}, {key: SAYS_BACK})
    # Asked no longer, on the course's page.
    assert "where do you see yourself now" not in rater.learner.reads("/courses/calls/")


def test_it_can_be_changed_within_its_time_and_stays_after_it(rater: Rater) -> None:
    rater.rates(says_back=2, waits=1)
    rater.rates(says_back=3)
    assert [list(row.steps.values()) for row in rater.rows(SelfRating)] == [[3]]
    rater.learner.reads(RATING)
    values = rater.learner.form(RATING) | {f"step-{key_of(SAYS_BACK)}": "5", "do": "keep"}
    for lesson in (LESSON, "/courses/calls/part-2/"):
        if lesson == LESSON:
            rater.learner.picks("third-call", "Can I have your order number?")
        rater.learner.finishes(lesson)
    response = rater.learner.posts(RATING, values, 422)
    assert "While this page was open" in words_of(response.text)
    assert "Nothing is asked just now" in words_of(rater.learner.reads(RATING))
    assert [list(row.steps.values()) for row in rater.rows(SelfRating)] == [[3]]


def test_earlier_choices_are_out_of_sight_until_the_new_ones_are_made(rater: Rater, clock: FrozenClock) -> None:
    rater.rates(says_back=2, names_cost=4)
    clock.tick(days=20)
    rater.completes()
    for path in (RATING, "/growth/"):
        page = words_of(rater.learner.reads(path))
        assert "What you chose before is shown" in page
        assert "growth-picture" not in rater.learner.page
    assert "checked" not in [
        name for node in elements(rater.learner.reads(RATING), "input") if node.get("value") for name in node.attrib
    ]
    page = rater.rates(says_back=4, names_cost=4, waits=3)
    assert f"{SAYS_BACK} Two steps higher than at the start." in page
    assert f"{NAMES_COST} The same as at the start." in page
    clock.tick(days=61)
    page = rater.rates(says_back=3)
    assert f"{SAYS_BACK} One step lower than at the end, and one step higher than at the start." in page
    cells = [text_of(node) for node in elements(rater.learner.page, "td")]
    assert cells == [
        STEPS[2],
        STEPS[4],
        STEPS[3],
        STEPS[4],
        STEPS[4],
        "not chosen",
        "not chosen",
        STEPS[3],
        "not chosen",
    ]
    # No sum and no score stands anywhere.
    assert not {"total", "score", "average", "mean"} & set(page.lower().split())


def test_it_can_be_left_out_and_then_the_earlier_ones_are_shown(rater: Rater, clock: FrozenClock) -> None:
    rater.rates(says_back=2)
    rater.completes()
    page = rater.sends({"do": "skip"})
    assert "Left out. That is fine" in page
    assert "What you chose before is shown" not in page
    assert STEPS[2] in page
    assert "where do you see yourself now" not in rater.learner.reads("/courses/calls/")
    assert sorted(row.moment for row in rater.rows(SelfRating) if row.steps) == ["start"]


def test_of_who_never_agreed_not_even_leaving_out_is_kept(rater: Rater) -> None:
    rater.learner.reads(RATING)
    response = rater.learner.posts(RATING, rater.learner.form(RATING) | {"do": "skip"})
    assert response.headers["Location"] == "/courses/calls/"
    assert rater.rows(SelfRating) == rater.rows(Consent) == []


@pytest.mark.parametrize("steps", [{}, {"says_back": 6}, {"says_back": 0}])
def test_nothing_chosen_is_nothing_kept(rater: Rater, steps: dict[str, int]) -> None:
    assert "Nothing was chosen, so nothing was kept" in rater.rates(422, **steps)
    assert rater.rows(SelfRating) == []


def test_a_reworded_statement_is_not_compared_and_the_old_words_stay(rater: Rater, shelf: Shelf) -> None:
    rater.rates(says_back=2, names_cost=4)
    write_statements(shelf, ["I say back what was said.", NAMES_COST])
    rater.completes()
    key = key_of("I say back what was said.")
    page = rater.sends({"do": "keep", f"step-{key}": "5", f"step-{key_of(NAMES_COST)}": "5"})
    assert f"{NAMES_COST} One step higher than at the start." in page
    rows = [text_of(node) for node in elements(rater.learner.page, "th") if node.get("scope") == "row"]
    assert rows == ["I say back what was said.", NAMES_COST, SAYS_BACK]


def test_one_is_deleted_by_itself_after_asking(rater: Rater) -> None:
    rater.rates(says_back=2)
    rater.completes()
    rater.rates(says_back=4)
    rater.learner.reads("/growth/")
    values = rater.learner.form("/growth/") | {"moment": "start"}
    response = rater.learner.posts("/growth/", values, 422)
    assert "so that nothing is deleted by a slip" in words_of(response.text)
    page = words_of(rater.learner.follows(rater.learner.posts("/growth/", values | {"sure": "yes"})))
    assert "That self-rating is deleted." in page
    assert [row.moment for row in rater.rows(SelfRating)] == ["end"]


def test_a_course_without_statements_or_not_taken_asks_nobody(alice: Learner, bob: Learner, shelf: Shelf) -> None:
    alice.joins()
    alice.reads(RATING, 404)
    write_statements(shelf)
    alice.reads(RATING)
    bob.reads(RATING, 404)
    assert "where do you see yourself" not in bob.reads("/courses/calls/")


def test_ratings_stay_readable_when_the_course_asks_no_longer(rater: Rater, shelf: Shelf) -> None:
    rater.rates(says_back=2)
    (shelf.root / "courses/calls/course.md").write_text(
        (shelf.root / "courses/calls/course.md").read_text().replace("growth:", "outcomes:")
    )
    shelf.pushed()
    page = words_of(rater.learner.reads("/growth/"))
    assert SAYS_BACK in page
    rater.learner.reads(RATING, 404)


def test_withdrawing_consent_deletes_ratings_too(rater: Rater) -> None:
    rater.rates(says_back=2)
    rater.learner.reads("/journal/")
    action = next(
        node.get("action") for node in elements(rater.learner.page, "form") if "consent" in node.get("action")
    )
    rater.learner.sends(action, what="delete", sure="yes")
    assert rater.rows(SelfRating) == []


def test_the_page_asks_as_few_queries_for_many_courses(app: Flask, rater: Rater, shelf: Shelf) -> None:
    rater.rates(says_back=2)
    rater.learner.reads("/growth/")
    with count_queries(app) as few:
        rater.learner.reads("/growth/")
    for number in range(4):
        folder = f"more{number}"
        listed = f"phone\ngrowth:\n  - Statement {number}."
        shelf.course(folder, key=f"more0{number}", title=f"Course {folder}", topics=listed)
        shelf.lesson("01-one", key=f"less0{number}", folder=folder)
    shelf.pushed()
    for number in range(4):
        rater.learner.joins(f"more{number}")
        path = f"/growth/more{number}/"
        rater.learner.reads(path)
        chosen = {f"step-{key_of(f'Statement {number}.')}": "3", "do": "keep"}
        rater.learner.posts(path, rater.learner.form(path) | chosen)
    rater.learner.reads("/growth/")
    with count_queries(app) as many:
        page = rater.learner.reads("/growth/")
    assert page.count("Statement") >= 4
    assert len(few) == len(many) <= 8, str(many)
