"""The reader goes over what comes back to her: a few questions at noon, on some days, most of them remembered."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coursesite import exercises
from coursesite.demo import believable
from coursesite.demo.calendar import Sitting
from coursesite.demo.deeds import Recall
from coursesite.demo.dice import Dice
from coursesite.demo.people import Learner
from coursesite.learning.review import today
from coursesite.learning.review.reviewing import Said, review

GOES_OVER = 0.4
"""The chance that she does so on a day."""
REMEMBERS = 0.8
MOST = 6
NOON_AFTER_DAYS = 2


def recalls(person: Learner, days: Sequence[Sitting], now: datetime, seed: int) -> Iterator[Recall]:
    """When she goes over them, from soon after the first of `days` to the end of the month."""
    dice, first = Dice(seed, f"recall {person.number}"), days[0].begins
    for ahead in range(NOON_AFTER_DAYS, (now - first).days + 1):
        minutes = dice.whole(0, 50)
        at = (first + timedelta(days=ahead)).replace(hour=12, minute=minutes, second=0)
        if dice.happens(GOES_OVER) and at <= now:
            yield Recall(at, person, seed)


def recall(session: Session, user_id: int, deed: Recall) -> None:
    """Answer the first questions of those that are asked at this moment; the caller commits."""
    dice = Dice(deed.seed, f"recall {deed.who.number} {deed.at}")
    found = today.today_of(session, user_id, deed.who.time_zone, deed.at)
    for place, asked in enumerate([one for one in found.asked if one.exercise is not None][:MOST]):
        if asked.exercise is None or asked.content is None:
            continue
        answer = believable.right if dice.happens(REMEMBERS) else believable.wrong
        given = answer(asked.exercise, dice)
        outcome = exercises.mark(asked.exercise, given).outcome
        said = Said(outcome, f"demo-recall-{deed.at:%j}-{place}", given, asked.content.revision_id)
        review(session, user_id, asked.card.id, said, found.day, deed.at + timedelta(seconds=40 * (place + 1)))
