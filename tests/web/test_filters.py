"""Dates and numbers in words."""

from datetime import UTC, datetime

import pytest

from coursesite.web.filters import count_in_words, day_in_words, moment_in_words

LATE = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)


def test_a_moment_is_told_in_the_persons_own_time_zone() -> None:
    assert moment_in_words(LATE, "Asia/Tokyo") == "Sunday 22 November 2026, 08:30"
    assert moment_in_words(LATE) == "Saturday 21 November 2026, 23:30"


def test_a_day_is_the_persons_own_day() -> None:
    assert day_in_words(LATE, "Asia/Tokyo") == "22 November 2026"


@pytest.mark.parametrize("name", ["Atlantis/Capital", "../../etc/passwd", ""])
def test_a_time_zone_that_nobody_knows_is_utc(name: str) -> None:
    assert day_in_words(LATE, name) == "21 November 2026"


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no lessons"), (1, "one lesson"), (8, "eight lessons"), (12, "twelve lessons"), (40, "40 lessons")],
)
def test_a_number_takes_its_noun(number: int, words: str) -> None:
    assert count_in_words(number, "lesson") == words
    assert count_in_words(2, "child", "children") == "two children"
