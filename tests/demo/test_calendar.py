"""Whenever the month ends, it has room for everybody, and the busy week lies well inside it."""

from datetime import UTC, datetime, timedelta

import pytest

from coursesite.demo.calendar import DAYS, NoRoom, busy_days, sittings
from coursesite.demo.dice import Dice
from coursesite.demo.people import learners
from coursesite.demo.stages import PATHS, VISITORS, Path, Stage

ENDS = [datetime(2026, 11, 16, 3, 40, tzinfo=UTC) + timedelta(days=day, hours=3 * day) for day in range(8)]


@pytest.mark.parametrize("now", ENDS, ids=str)
def test_the_busy_week_is_a_working_week_and_both_weekends(now: datetime) -> None:
    away = busy_days(now)
    assert (away.first.weekday(), away.last.weekday()) == (5, 6)
    assert away.last - away.first == timedelta(days=8)
    assert now.date() - timedelta(days=DAYS - 5) < away.first
    assert away.last < now.date() - timedelta(days=5)


@pytest.mark.parametrize("now", ENDS, ids=str)
def test_everybodys_sittings_follow_each_other_and_are_over_when_the_month_ends(now: datetime) -> None:
    for person in learners(1, VISITORS):
        begins = [sitting.begins for sitting in sittings(person, now, Dice(1, str(person.number)))]
        assert begins == sorted(begins)
        assert now - timedelta(days=DAYS) < begins[0]
        assert begins[-1] < now - timedelta(hours=2)


def test_a_path_that_no_month_can_hold_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PATHS, Stage.QUICK, Path(1, lessons=(9, 9), pause=(9, 9)))
    (quick, *_others) = (person for person in learners(1, 0) if person.stage is Stage.QUICK)
    with pytest.raises(NoRoom, match="finished in two evenings"):
        sittings(quick, ENDS[0], Dice(1, "quick"))
