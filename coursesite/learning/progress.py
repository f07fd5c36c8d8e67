"""Where a person goes on: derived from what they did, never stored."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from coursesite.learning.queries import Standing


def next_lesson(
    order: Sequence[int],
    finished: Collection[int],
    touched: Mapping[int, datetime],
    gates: Mapping[int, int] = MappingProxyType({}),
) -> int | None:
    """The lesson or quiz to go on with, or None when every one is finished.

    It is the first unfinished one from the one last answered or finished in onwards (so a lesson that was begun
    comes first itself), else the first unfinished one of all. `order` is what completes the course, in the outline's
    order, `touched` the newest moment of each lesson that the person did something in. `gates` names what has to be
    finished before a line of the outline opens: then that comes next, even where it doesn't count.
    """
    known = [lesson for lesson in order if lesson in touched]
    # Of two lessons touched in the same moment the later one in the outline is further on.
    start = max(known, key=lambda lesson: (touched[lesson], order.index(lesson)), default=None)
    begin = 0 if start is None else order.index(start)
    ahead = (lesson for lesson in (*order[begin:], *order[:begin]) if lesson not in finished)
    found = next(ahead, None)
    while found is not None and gates.get(found, found) not in {found, *finished}:
        found = gates[found]
    return found


def touched(standing: Standing) -> dict[int, datetime]:
    """The newest moment of each lesson in which this person answered or which they finished."""
    moments = dict(standing.finished)
    for lesson, moment in standing.answered.items():
        moments[lesson] = max(moment, moments.get(lesson, moment))
    return moments


def last_activity(standing: Standing) -> datetime:
    """When this person last did something in the course; the enrolment counts."""
    moments = [*standing.finished.values(), *standing.answered.values()]
    if standing.enrolled_at is not None:
        moments.append(standing.enrolled_at)
    return max(moments)


def newest_first(standings: Iterable[Standing]) -> list[Standing]:
    """Courses in the order of their newest activity; equal moments by course, so that the order never flickers."""
    return sorted(standings, key=lambda standing: (last_activity(standing), standing.course_id), reverse=True)
