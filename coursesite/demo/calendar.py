"""When people sit down to learn: on which day, at which hour of their own day, and not in their busy week."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coursesite.demo.causes import BUSY_WEEK
from coursesite.demo.dice import Dice
from coursesite.demo.people import Learner
from coursesite.demo.stages import PATHS, Path, Stage

DAYS = 30
"""How long the month is."""
HOURS = {7: 1, 8: 2, 9: 1, 10: 1, 11: 1, 12: 6, 13: 5, 14: 1, 16: 1, 17: 2, 18: 3, 19: 7, 20: 10, 21: 8}
EVENINGS = {18: 4, 19: 5}
"""By the hour at which one sits down; whoever finishes in two evenings begins early enough."""
AT_WEEKENDS = 0.35
"""The chance that a day chosen at a weekend stays one; otherwise it waits for a weekday."""
BEFORE_BUSY_WEEK = (3, 4)
"""How many sittings the people of the busy week have had before it, so that the others come after it."""
PORTIONINGS = 20
TRIES = 400
"""Placings of the same portions before others are thought of, so that long paths aren't thinned out."""
LONGEST_SITTING = timedelta(hours=2, minutes=30)


class NoRoom(Exception):
    """A path that doesn't fit into the month."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One stretch of learning: when it begins, and how many lessons are finished in it.

    `begins_next` is whether another lesson is begun at its end, and left.
    """

    begins: datetime
    lessons: int
    begins_next: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """The days on which one employer's people have no time, the first and the last included."""

    first: date
    last: date


def busy_days(now: datetime) -> Absence:
    """The nine days of the busy week: the weekend before it, five working days, the weekend after."""
    middle = now.date() - timedelta(days=BUSY_WEEK.monday_before_end)
    monday = middle - timedelta(days=(middle.weekday() + 3) % 7 - 3)
    return Absence(monday - timedelta(days=2), monday + timedelta(days=6))


def sittings(person: Learner, now: datetime, dice: Dice) -> tuple[Sitting, ...]:
    """When this person learns in the month that ends `now`. Raises `NoRoom` where their stage doesn't fit into it."""
    path = PATHS[person.stage]
    for _ in range(PORTIONINGS):
        portions = _portions(path, dice)
        for _ in range(TRIES):
            found = _laid_out(person, portions, now, dice)
            if found is not None and _fits(person, path, found, now):
                return found
    raise NoRoom(f"No month could be found for somebody who {person.stage}.")


def free_evenings(
    person: Learner, days: Sequence[Sitting], used: Collection[date], most: int, now: datetime, dice: Dice
) -> list[datetime]:
    """When this person sits down to something else: at most so many moments, on days that nothing else has taken.

    They lie after the day of the first of `days`, when there is an account, and never in somebody's busy week.
    """
    zone, own = ZoneInfo(person.time_zone), {sitting.begins.date() for sitting in days}
    away = busy_days(now) if person.stage is Stage.BUSY else None
    found = []
    for ahead in range(1, DAYS):
        day = days[0].begins.date() + timedelta(days=ahead)
        if day in own or day in used or (away is not None and away.first <= day <= away.last):
            continue
        begins = _hour(day, zone, HOURS, dice)
        if begins + LONGEST_SITTING <= now and (day.weekday() < 5 or dice.happens(AT_WEEKENDS)):
            found.append(begins)
    return sorted(dice.some_of(found, min(most, len(found))))


def _portions(path: Path, dice: Dice) -> list[tuple[int, bool]]:
    """How many lessons each sitting finishes, and whether it begins one that it leaves."""
    left = dice.whole(*path.lessons)
    portions: list[tuple[int, bool]] = []
    while left:
        portion = min(left, dice.whole(*path.sitting))
        portions.append((portion, False))
        left -= portion
    if path.begins and portions and dice.happens(0.4):
        portions[-1] = (portions[-1][0], True)
    elif path.begins:
        portions.append((0, True))
    return portions or [(0, False)]


def _laid_out(
    person: Learner, portions: Sequence[tuple[int, bool]], now: datetime, dice: Dice
) -> tuple[Sitting, ...] | None:
    """These portions on days that are taken at random; None where they don't end in time."""
    zone = ZoneInfo(person.time_zone)
    today = now.astimezone(zone).date()
    day = today - timedelta(days=dice.whole(0, DAYS - 1))
    away = busy_days(now) if person.stage is Stage.BUSY else None
    found: list[Sitting] = []
    for lessons, begins_next in portions:
        if found:
            day += timedelta(days=dice.whole(*PATHS[person.stage].pause))
        day = _free(day, person, away, dice)
        begins = _hour(day, zone, EVENINGS if person.stage is Stage.QUICK else HOURS, dice)
        if begins + LONGEST_SITTING > now:
            return None
        found.append(Sitting(begins, lessons, begins_next))
    return tuple(found)


def _free(day: date, person: Learner, away: Absence | None, dice: Dice) -> date:
    """This day or the next one on which the person has time."""
    if away is not None and away.first <= day <= away.last:
        day = away.last + timedelta(days=dice.whole(1, 4))
    two_evenings = person.stage is Stage.QUICK
    if day.weekday() >= 5 and not two_evenings and not dice.happens(AT_WEEKENDS):
        # Spread over three days: else Mondays would get everything that weekends lose.
        day += timedelta(days=7 - day.weekday() + dice.whole(0, 2))
    return day


def _hour(day: date, zone: ZoneInfo, hours: dict[int, int], dice: Dice) -> datetime:
    begins = time(dice.weighed(hours), dice.whole(0, 59), dice.whole(0, 59), tzinfo=zone)
    return datetime.combine(day, begins)


def _fits(person: Learner, path: Path, found: Sequence[Sitting], now: datetime) -> bool:
    """Whether these days lie in the month, end when the stage says, and have the busy week in their middle."""
    first, last = found[0].begins, found[-1].begins
    if first < now - timedelta(days=DAYS) + timedelta(hours=12):
        return False
    if not now - timedelta(days=path.last[1]) <= last <= now - timedelta(days=path.last[0]):
        return False
    if person.stage is not Stage.BUSY:
        return True
    away = busy_days(now)
    days = [sitting.begins.date() for sitting in found]
    return sum(day < away.first for day in days) in BEFORE_BUSY_WEEK and days[-1] > away.last
