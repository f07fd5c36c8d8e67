"""Bringing the sums up to date: people who did something are counted anew, the difference is added.

A sum is how many journeys hold a cell. Whoever writes something that counts marks the person in the same transaction
(`records.take_turn` does it for all that learners send); this takes the marks, makes these people's journeys again from
what stands in the database, takes their old cells off the sums and adds the new ones. So it doesn't matter what has
changed, how often, or in which order it came: an answer that came late, one that moved to an account or to another
course, one that is gone. A mark is taken away only by who read it before reading what it is about, so none is lost.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from coursesite.learning.insights import queries
from coursesite.learning.insights.cells import Counted, changes
from coursesite.learning.insights.deriving import derived
from coursesite.learning.insights.queries import Change


@dataclass(frozen=True)
class Prepared:
    """Some marks, and where the people count that they are about."""

    mark_ids: Sequence[int]
    new: Mapping[int, Mapping[int, Counted]]


def prepare(session: Session, most: int) -> Prepared:
    """Take up the next marks, so many of them at most, and work out where their people count. Writes nothing."""
    marks = queries.waiting(session, most)
    people = sorted({user_id for _, user_id in marks})
    return Prepared([mark_id for mark_id, _ in marks], derived(session, people) if people else {})


def put(session: Session, prepared: Prepared) -> bool:
    """Bring the sums up to date for these people and take their marks away; the caller commits.

    False where another worker has dealt with one of the marks since: then nothing is done, for what was prepared may be
    older than what stands there.
    """
    queries.take_turn_to_count(session)
    if not queries.unmark(session, prepared.mark_ids):
        return False
    old = queries.counted(session, list(prepared.new))
    found: Counter[Change] = Counter()
    for user_id, new in prepared.new.items():
        if old[user_id] != new:
            found.update(changes(old[user_id], new))
    queries.add_to_sums(session, found)
    queries.keep(session, prepared.new, old)
    return True


def resum(session: Session, course_id: int) -> int:
    """Make a course's sums again from its journeys; gives how many of them were wrong. The caller commits."""
    queries.take_turn_to_count(session)
    right: Counter[Change] = Counter()
    for one in queries.each_journey(session, course_id):
        right.update(changes({}, {course_id: one}))
    kept = queries.each_sum(session, course_id)
    wrong = {key: right[key] - kept.get(key, 0) for key in {*right, *kept} if right[key] != kept.get(key, 0)}
    queries.add_to_sums(session, wrong)
    return len(wrong)
