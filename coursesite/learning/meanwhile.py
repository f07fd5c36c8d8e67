"""Two windows on one text: a form says from what it began, so that it doesn't write over what is newer unseen."""

from collections.abc import Mapping
from datetime import UTC, datetime

FIELD = "seen"
"""The hidden field that carries the mark of what stood there when the form was shown."""
SENTENCE = (
    "Meanwhile something else was kept here in another window, so this was not kept yet. Both are here: put together "
    "what you want to keep, and press the button again. That replaces what was kept in the other window."
)


class Newer(Exception):
    """What stands is newer than what the form began from."""


def mark(kept_at: datetime | None) -> str:
    """The mark of what was kept at a moment; empty where nothing stands."""
    return "" if kept_at is None else kept_at.astimezone(UTC).isoformat()


def is_newer(kept_at: datetime | None, seen: str) -> bool:
    """Whether something stands that a form with this mark did not begin from."""
    return kept_at is not None and seen != mark(kept_at)


def seen_in(form: Mapping[str, str]) -> str:
    """The mark that a form brings along."""
    return form.get(FIELD, "")
