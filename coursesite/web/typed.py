"""What a form brought that somebody typed, so that a page which could not take it gives it back."""

from collections.abc import Iterator

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

SECRET = ("password", "token", "once")
# What is chosen rather than typed, as nobody would know an option by its key, and what a page's script counts.
CHOSEN = ("next", "pick", "order", "pair", "step", "keep", "time_zone", "place-", "partner-")
COUNTED = ("sequence", "tab", "known", "before")
NOT_TYPED = SECRET + CHOSEN + COUNTED
"""Parts of the names of fields that hold nothing that was typed."""

_BUTTONS = (
    "again approval check deed do down end fate held more move on part pinned rename renew save take then to up wanted "
    "was way"
)
_CHOICES = (
    "accent as_listed by by_mail coach comment course days fetch format from gravatar group joining kind mail mark "
    "day_shown minutes month name_shown notify notify_all one other picture post public quiet_from quiet_to reach "
    "remind_at reply role scheme sign_up sort span sure what when whom with"
)
_CARRIED = (
    "are aside back base block choice code day feeling from_run key moment note_line opened picture_data place scene "
    "seen state time username version wording"
)
NAMES_NOT_TYPED = frozenset(f"{_BUTTONS} {_CHOICES} {_CARRIED}".split())
"""Whole names of the same, without the number of the row they stand in: buttons, choices, what a page carries along."""


def typed_text() -> str:
    """What this request brought in its text fields, secrets left out; empty where nobody typed anything."""
    return "\n\n".join(_typed_fields())


def is_typed(name: str) -> bool:
    """Whether the field of this name holds what somebody typed, and no secret."""
    return name.rpartition("-")[2] not in NAMES_NOT_TYPED and not any(part in name for part in NOT_TYPED)


def _typed_fields() -> Iterator[str]:
    if request.method != "POST":
        return
    try:
        fields = list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        # What is larger than the site takes was never read.
        return
    for name, value in fields:
        if value.strip() and is_typed(name):
            yield value
