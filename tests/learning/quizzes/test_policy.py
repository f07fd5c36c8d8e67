"""A quiz's rules, and which attempt counts."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursesite.learning.quizzes.models import Standing
from coursesite.learning.quizzes.policy import Draw, policy_of, standings

SHARES = st.lists(st.fractions(0, 1), max_size=6)


def test_without_a_word_a_quiz_has_no_limits_and_shows_its_answers() -> None:
    policy = policy_of({})
    assert (policy.pass_share, policy.attempts, policy.minutes, policy.wait) == (None, None, None, timedelta(0))
    assert (policy.keep, policy.at_once, policy.counts, policy.draws) == ("best", False, True, ())
    assert policy.shows_answers(more_attempts=True)


def test_every_rule_of_the_front_matter_arrives() -> None:
    values = {
        "pass": 70,
        "attempts": 3,
        "keep": "last",
        "minutes": 20,
        "wait": 60,
        "feedback": "at once",
        "answers shown": "never",
        "counts": "no",
        "draw": [[5, "08-pool", "listening"]],
    }
    policy = policy_of(values)
    assert (policy.pass_share, policy.attempts, policy.keep) == (Fraction(7, 10), 3, "last")
    assert (policy.minutes, policy.wait, policy.at_once) == (20, timedelta(hours=1), True)
    assert (policy.counts, policy.draws) == (False, (Draw(5, "08-pool", "listening"),))
    assert not policy.shows_answers(more_attempts=False)


def test_the_pass_mark_is_met_exactly_and_missed_by_a_hair() -> None:
    policy = policy_of({"pass": 70})
    assert policy.passes(Fraction(7, 10))
    assert not policy.passes(Fraction(699_999, 1_000_000))


def test_right_answers_wait_for_the_last_attempt_where_the_coach_says_so() -> None:
    policy = policy_of({"answers shown": "after the last attempt", "attempts": 2})
    assert not policy.shows_answers(more_attempts=True)
    assert policy.shows_answers(more_attempts=False)


@pytest.mark.parametrize(("keep", "counts"), [("best", 1), ("last", 3), ("first", 0)])
def test_the_best_the_last_or_the_first_attempt_counts(keep: str, counts: int) -> None:
    found = standings(keep, [Fraction(1, 2), Fraction(3, 4), Fraction(3, 4), Fraction(1, 4)])
    assert [bool(one & Standing.COUNTS) for one in found] == [place == counts for place in range(4)]
    assert found[0] & Standing.FIRST
    assert found[3] & Standing.LAST


@given(SHARES, st.sampled_from(["best", "last", "first"]))
def test_of_any_attempts_exactly_one_is_first_one_last_and_one_counts(shares: list[Fraction], keep: str) -> None:
    found = standings(keep, shares)
    for flag in Standing:
        assert sum(bool(one & flag) for one in found) == min(len(shares), 1)
