"""Each part's title is a finding worked out from the figures; few people are said to be few."""

from collections.abc import Sequence
from datetime import date

import pytest

from coursesite.learning.insights import figures, sections
from coursesite.learning.insights.cells import Tally, counted_words
from coursesite.learning.insights.figures import ByPost, Spent, Step
from coursesite.learning.insights.periods import Period, in_days, period_of
from coursesite.learning.insights.section import too_few
from coursesite.library.models import Kind
from coursesite.library.outlines import OutlineLesson

TODAY = date(2026, 3, 2)


def line(lesson_id: int, *, quiz: bool = False, minutes: int = 10) -> OutlineLesson:
    kind = Kind.QUIZ if quiz else Kind.LESSON
    return OutlineLesson(
        lesson_id, kind, lesson_id, 0 if quiz else lesson_id, "s", "/a/", f"Title {lesson_id}", "", minutes, ()
    )


LINES = [line(1), line(2), line(3), line(4, quiz=True)]
IDS = [one.id for one in LINES]


def stopped(**lessons: int) -> Tally:
    """So many who did their last thing forty days ago in each of these lessons."""
    return Tally({"s": {f"{name[1:]}:2026-01-21": number for name, number in lessons.items()}})


@pytest.mark.parametrize(
    ("tally", "finding"),
    [
        (stopped(l3=14, l1=10, l2=16), "More people stop at lesson 2 than anywhere else: 16 of 40"),
        (stopped(l3=25, l1=10, l2=5), "Most people who stop, stop at lesson 3: 25 of 40"),
        (stopped(l0=15, l1=2), "Most people who stop, stop before they have done anything: 15 of 17"),
        (stopped(l4=12, l1=2), "Most people who stop, stop at the quiz “Title 4”: 12 of 14"),
        (stopped(l1=6, l2=6), "People stop in different places: nowhere more than 6 of 12"),
        (stopped(l1=7), "Seven people stopped so far: too few to conclude from"),
        (Tally({"s": {"1:2026-02-20": 50}}), "Nobody has stopped: everybody was here in the last two weeks"),
        (stopped(l9=30), "Most people who stop, stop at a lesson that is no longer here: 30 of 30"),
    ],
)
def test_where_people_stop_is_said_in_a_sentence(tally: Tally, finding: str) -> None:
    found = figures.stops(tally, IDS, TODAY)
    section = sections.stops(found, LINES, figures.together(found, tally, TODAY))
    assert section.finding.startswith(finding)
    assert sum(int(str(row.numbers[0])) for row in section.rows) == sum(one.people for one in found)


def test_how_long_people_have_been_away_is_counted_to_the_day() -> None:
    away = {"1:2026-02-17": 4, "1:2026-02-16": 3, "1:2026-02-03": 2, "1:2026-02-02": 1, "1:2025-12-02": 5}
    (before, first, *_) = figures.stops(Tally({"s": away}), IDS, TODAY)
    # Thirteen days are no stop; fourteen are; 27 are weeks, 28 a month; ninety are longer.
    assert (before.people, first.people) == (0, 11)
    assert (first.weeks, first.months, first.longer) == (5, 1, 5)
    assert first.median == 28


@pytest.mark.parametrize(
    ("minutes", "says", "finding"),
    [
        ([25] * 12, 10, "Lesson 1 takes longer than it says: half need more than 24 minutes, it says 10"),
        ([2] * 12, 10, "Lesson 1 takes less time than it says: half need two minutes or less, it says 10"),
        ([11] * 12, 10, "Every lesson takes about as long as it says"),
        ([4] * 12, 2, "Every lesson takes about as long as it says"),
        ([25] * 9, 10, "Too few people have finished a lesson to conclude anything from"),
    ],
)
def test_time_is_held_against_the_estimate(minutes: Sequence[int], says: int, finding: str) -> None:
    tally = counted_words(f"t1:{one}" for one in minutes)
    section = sections.times(figures.times(tally, [1]), [line(1, minutes=says)])
    assert section.finding == finding


def test_quarters_are_values_that_somebody_has() -> None:
    tally = counted_words(f"t1:{one}" for one in (3, 5, 8, 40))
    assert figures.times(tally, [1, 2]) == [Spent(1, 4, 3, 5, 8), Spent(2, 0, 0, 0, 0)]


def test_the_way_names_the_largest_step_down() -> None:
    steps = [Step(1, 90, 80), Step(2, 70, 65), Step(3, 20, 20), Step(4, 20, 20)]
    section = sections.path(100, 20, steps, LINES)
    assert section.finding == "20 of 100 people have finished the course"
    assert section.look.startswith("The largest step down is between lesson 2 and lesson 3: 45 of 65 who")
    assert section.table[0] == ["", "Begun", "Finished"]
    assert section.table[2] == ["1. Title 1", 90, 80]
    assert sections.path(7, 2, steps, LINES).finding == "Seven people so far: too few to conclude from"
    assert too_few(10) == ""


def test_posts_are_named_by_how_many_they_brought() -> None:
    section = sections.posts([ByPost(5, 14, 3), ByPost(6, 6, 0)], {5: "Two kinds of sorry"})
    assert section.finding == "“Two kinds of sorry” brought 14 of the 20 who came by a post"
    assert [row.name for row in section.rows] == ["Two kinds of sorry", "A post that is gone"]
    assert sections.posts([], {}).finding == "Nobody has come by a post so far"


@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ({}, Period("", None, TODAY)),
        ({"days": "30"}, Period("30", date(2026, 2, 1), TODAY)),
        ({"days": "31"}, Period("", None, TODAY)),
        ({"from": "2026-01-05"}, Period("", date(2026, 1, 5), TODAY)),
        ({"from": "2026-01-05", "to": "2026-01-09"}, Period("", date(2026, 1, 5), date(2026, 1, 9))),
        ({"from": "2026-02-05", "to": "2026-01-09"}, Period("", date(2026, 1, 9), date(2026, 1, 9))),
        ({"from": "0001-01-01", "to": "9999-12-31"}, Period("", date(2000, 1, 1), TODAY)),
        ({"from": "2026-13-40", "to": "soon"}, Period("", None, TODAY)),
        ({"from": "20260105"}, Period("", None, TODAY)),
    ],
)
def test_a_period_is_read_from_an_address_whatever_stands_there(asked: dict[str, str], period: Period) -> None:
    assert period_of(asked, TODAY) == period


def test_how_long_is_said_in_the_units_that_people_use() -> None:
    assert [in_days(days) for days in (13, 14, 35, 89, 90, 400)] == [
        *("13 days", "two weeks", "five weeks", "12 weeks".replace("12", "twelve"), "three months", "13 months"),
    ]
