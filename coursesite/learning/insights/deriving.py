"""From what learners did to the cells in which they count. One door, for the worker and for counting anew."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import itemgetter

from sqlalchemy.orm import Session

from coursesite.learning.insights import source_queries
from coursesite.learning.insights.cells import (
    BEGUN,
    BY_POST,
    COMPLETED,
    DONE_BY_POST,
    FINISHED,
    JOINED,
    LONGEST_CELL,
    MOST_MINUTES,
    OPTION,
    OUTCOME,
    STOP,
    TIME,
    TRIED,
    Counted,
)
from coursesite.learning.insights.source_queries import Act, FirstTry, Joined

LONGEST_PAUSE = timedelta(minutes=30)
"""Whoever sends nothing for longer has left the page: a longer pause counts as this much."""

Place = tuple[int, int]
"""A person and a course."""


def derived(session: Session, user_ids: Sequence[int]) -> dict[int, dict[int, Counted]]:
    """Where these people count, by person and course; a person with nothing to count is there with nothing."""
    found: dict[int, dict[int, Counted]] = {user_id: {} for user_id in user_ids}
    joined = {(one.user_id, one.course_id): one for one in source_queries.joined(session, user_ids)}
    acts: dict[Place, list[Act]] = defaultdict(list)
    for act in source_queries.acts(session, user_ids):
        acts[act.user_id, act.course_id].append(act)
    tries: dict[Place, list[FirstTry]] = defaultdict(list)
    for one in source_queries.first_tries(session, user_ids):
        tries[one.user_id, one.course_id].append(one)
    minutes = _minutes(joined.values(), (act for some in acts.values() for act in some))
    for place in {*joined, *acts}:
        counted = _counted(joined.get(place), acts[place], tries[place], minutes[place])
        found[place[0]][place[1]] = counted
    return found


def _counted(
    joined: Joined | None, acts: Sequence[Act], tries: Iterable[FirstTry], spent: dict[int, timedelta]
) -> Counted:
    if joined is None:
        # Somebody answered in the open lesson and has not joined: counted, and in no other figure.
        return Counted(_day(min(act.at for act in acts)), (TRIED,))
    finished = {act.lesson_id for act in acts if act.finish}
    path = [JOINED]
    path += [f"{BEGUN}{lesson_id}" for lesson_id in {act.lesson_id for act in acts}]
    for lesson_id in finished:
        path += [f"{FINISHED}{lesson_id}", f"{TIME}{lesson_id}:{_whole_minutes(spent.get(lesson_id, timedelta()))}"]
    if joined.completed_at is None:
        last = max(acts, key=lambda act: (act.at, act.finish, act.lesson_id), default=None)
        where, when = (0, joined.enrolled_at) if last is None else (last.lesson_id, last.at)
        path.append(f"{STOP}{where}:{_day(when)}")
    else:
        path.append(COMPLETED)
    if joined.post_id is not None:
        path.append(f"{BY_POST}{joined.post_id}")
        path += [f"{DONE_BY_POST}{joined.post_id}"] * (joined.completed_at is not None)
    return Counted(_day(joined.enrolled_at), tuple(sorted(path)), tuple(sorted(_answers(tries))))


def _answers(tries: Iterable[FirstTry]) -> set[str]:
    cells = set()
    for one in tries:
        cells.add(f"{OUTCOME}{one.lesson_id}:{one.exercise}:{one.outcome}")
        if one.given is not None and isinstance(picks := one.given.get("picks"), list):
            cells |= {f"{OPTION}{one.lesson_id}:{one.exercise}:{pick}" for pick in picks}
    # A cell is one word of a text; an id or an option never holds a space, and nothing that came in a form may.
    return {cell for cell in cells if len(cell) < LONGEST_CELL and len(cell.split()) == 1 and cell.count(":") == 2}


def _minutes(joined: Iterable[Joined], acts: Iterable[Act]) -> dict[Place, dict[int, timedelta]]:
    """The time each person spent in each lesson: between one thing they sent and the next, wherever on the site.

    It belongs to the lesson from which the later one was sent; a pause counts half an hour at most.
    """
    sent: dict[int, list[tuple[datetime, int, int]]] = defaultdict(list)
    for one in joined:
        sent[one.user_id].append((one.enrolled_at, 0, 0))
    for act in acts:
        sent[act.user_id].append((act.at, act.course_id, act.lesson_id))
    spent: dict[Place, dict[int, timedelta]] = defaultdict(lambda: defaultdict(timedelta))
    for user_id, moments in sent.items():
        moments.sort(key=itemgetter(0, 1, 2))
        for (before, _, _), (at, course_id, lesson_id) in pairwise(moments):
            if lesson_id:
                spent[user_id, course_id][lesson_id] += min(at - before, LONGEST_PAUSE)
    return spent


def _whole_minutes(spent: timedelta) -> int:
    return min(int((spent + timedelta(seconds=30)).total_seconds() // 60), MOST_MINUTES)


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()
