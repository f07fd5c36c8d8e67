"""When a course asks how somebody sees themselves: derived from where they stand in it, and never stored."""

from datetime import datetime, timedelta

from coursesite.learning.growth.models import When

STILL_AT_THE_START = 1
"""So many parts may be finished: most people read the open first lesson before they join."""
UNTIL_LATER = timedelta(days=61)
ASKED_LATER = timedelta(days=183)
"""How long the third time lasts. Then it is over, so that nobody is asked for ever."""

NAMES = {When.START: "At the start", When.END: "At the end", When.LATER: "Two months later"}


def open_moment(
    enrolled_at: datetime | None, completed_at: datetime | None, finished: int, now: datetime
) -> When | None:
    """Which of the three times it is for somebody who takes a course and has finished so many of its parts.

    The start lasts until the second part is finished, the end from the course's completion for two months, the third
    time from then for half a year. None in between, and for who doesn't take the course.
    """
    if enrolled_at is None:
        return None
    if completed_at is None:
        return When.START if finished <= STILL_AT_THE_START else None
    since = now - completed_at
    if since < UNTIL_LATER:
        return When.END
    return When.LATER if since < UNTIL_LATER + ASKED_LATER else None
