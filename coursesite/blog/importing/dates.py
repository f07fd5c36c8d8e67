"""Moments as other programs write them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_YEAR = re.compile(r"(?<![-\d])(?:19[7-9]\d|2\d{3})(?!\d)")
_FRACTION = re.compile(r"\.\d+")
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


def iso(written: str) -> datetime | None:
    """A moment as Atom has it, 2019-05-03T10:00:00.001-07:00; None where it is none."""
    return _moment(_FRACTION.sub("", written.strip()))


def sql(written: str) -> datetime | None:
    """A moment as WordPress has it, 2019-05-03 10:00:00, read as UTC; None for 0000-00-00 and what is none."""
    return None if written.strip().startswith("0000") else _moment(written.strip())


def mail(written: str) -> datetime | None:
    """A moment as RSS has it, Fri, 03 May 2019 10:00:00 +0000; None where it is none."""
    if not _YEAR.search(written):
        # Python's reader would take "-0001", which WordPress writes for no date, for the year 2000.
        return None
    try:
        found = parsedate_to_datetime(written.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _bounded(found)


def _moment(written: str) -> datetime | None:
    try:
        return _bounded(datetime.fromisoformat(written))
    except ValueError:
        return None


def _bounded(found: datetime) -> datetime | None:
    """The moment in UTC; none for what a program wrote that did not know the day."""
    try:
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if found >= EARLIEST and found.year < 9000 else None
