"""The filter's arithmetic against values worked out by hand, and the form's signed time."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursesite.blog.moderation import formtime
from coursesite.blog.moderation.filter import (
    Count,
    chi_square_exceeds,
    fisher,
    in_words,
    percent_spam,
    robinson,
    words_kept,
)

SECRET = "only for tests 4F7q-Zk29-Lm81-Xp03"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_a_words_value_is_robinsons() -> None:
    # b = 8/10, g = 1/20, p = 0.8 / 0.85 = 0.941176; f = (0.45 * 0.5 + 9 * p) / 9.45 = 0.920168
    assert robinson(Count(8, 1), Count(10, 20)) == pytest.approx(0.920168, abs=1e-6)
    # A word of one comment of spam: (0.225 + 1) / 1.45
    assert robinson(Count(1, 0), Count(10, 10)) == pytest.approx(0.844828, abs=1e-6)
    assert robinson(Count(), Count(10, 10)) == 0.5


def test_the_chi_square_is_that_of_the_tables() -> None:
    # exp(-1) for 2 degrees; exp(-2) * (1 + 2) for 4; the 5 % point of 10 degrees is 18.307.
    assert chi_square_exceeds(2, 2) == pytest.approx(math.exp(-1))
    assert chi_square_exceeds(4, 4) == pytest.approx(3 * math.exp(-2))
    assert chi_square_exceeds(18.307, 10) == pytest.approx(0.05, abs=1e-5)


def test_words_are_combined_by_fishers_method() -> None:
    # For 0.9 and 0.8: -2 ln 0.72 = 0.657008, Q(4) = 0.72 * (1 + 0.328504) = 0.956523;
    # -2 ln 0.02 = 7.824046, Q(4) = 0.02 * (1 + 3.912023) = 0.098240; (1 + 0.956523 - 0.098240) / 2
    assert fisher([0.9, 0.8]) == pytest.approx(0.929141, abs=1e-6)
    assert fisher([0.9, 0.1]) == pytest.approx(0.5)
    assert fisher([0.55, 0.45]) == 0.5


@given(st.lists(st.floats(0.01, 0.99), max_size=200))
def test_the_opposite_of_every_word_is_the_opposite_opinion(values: list[float]) -> None:
    assert 0 <= fisher(values) <= 1
    assert fisher(values) + fisher([1 - value for value in values]) == pytest.approx(1, abs=1e-6)


def test_nothing_is_said_before_enough_was_learnt() -> None:
    words = {"one": Count(9, 0)}
    assert percent_spam(words, Count(9, 200)) is None
    assert percent_spam(words, Count(200, 9)) is None
    assert percent_spam(words, Count(10, 10)) is not None


def test_its_opinion_is_told_in_words() -> None:
    assert in_words(None) == ""
    assert "like those of the spam" in in_words(97)
    assert "honest comments" in in_words(3)
    assert "don’t say" in in_words(50)


def test_words_are_hashed_with_the_sites_key_and_marked_by_where_they_stood() -> None:
    one, other = words_kept("tea tea TEA", "", "", SECRET), words_kept("tea", "", "", SECRET)
    assert one == other
    assert words_kept("tea", "", "", SECRET) != words_kept("tea", "", "", SECRET + "x")
    assert not words_kept("tea", "", "", SECRET) & words_kept("", "tea", "", SECRET)


def test_the_form_says_how_long_it_was_open() -> None:
    value = formtime.stamp(SECRET, 7, NOW)
    assert formtime.seconds_open(SECRET, value, 7, NOW + timedelta(seconds=41.5)) == pytest.approx(41.5)


@pytest.mark.parametrize("value", ["", "nonsense", "WzcsMTBd.forged", "null"])
def test_a_forged_time_is_none(value: str) -> None:
    assert formtime.seconds_open(SECRET, value, 7, NOW) is None


def test_a_time_of_another_post_of_another_site_or_too_old_is_none() -> None:
    value = formtime.stamp(SECRET, 7, NOW)
    assert formtime.seconds_open(SECRET, value, 8, NOW) is None
    assert formtime.seconds_open(SECRET + "x", value, 7, NOW) is None
    assert formtime.seconds_open(SECRET, value, 7, NOW + timedelta(days=4)) is None
    assert formtime.seconds_open(SECRET, value, 7, NOW - timedelta(minutes=1)) is None
