"""To whom the workbook of a course is open."""

from datetime import datetime

from coursesite.learning.pages.reader import Reader


def may_open(reader: Reader, *, joined: bool, opens_at: datetime | None) -> bool:
    """Whether somebody may read it: who takes the course, once its lessons are open, and who looks after it.

    `opens_at` is when the lessons open to somebody whose group has not begun.
    """
    return reader.sees_all or (joined and not reader.waits(opens_at))
