"""What an attempt's page is told after it sent something to save, in a form that JSON can hold."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from coursesite.learning.quizzes.entering import prefix
from coursesite.learning.quizzes.models import Attempt, Response
from coursesite.learning.quizzes.pages.answers import said
from coursesite.learning.quizzes.pages.attempt import Posed, saved_words
from coursesite.learning.quizzes.saving import Saved
from coursesite.learning.quizzes.states import seconds_left
from coursesite.learning.showing.typed import prefixed, typed_of

SIGNED_OUT = (
    "Not saved yet: you are signed out. What you entered is still here. "
    "Sign in in another window, then it will be saved."
)
HANDED_IN = "This attempt was handed in, in another window. It takes no further answers."
OVER = "The time for this attempt is up. What was saved until then is handed in for you."

Json = dict[str, object]


def reply(
    attempt: Attempt,
    posed: Sequence[Posed],
    rows: Mapping[int, Response],
    saved: Saved,
    known: Mapping[int, int],
    now: datetime,
    time_zone: str,
) -> Json:
    """What became of a save. `rows` are the responses as they stand, `known` what the page says it knows of them.

    `saved` gives the new sequence of each place that stands as sent; `elsewhere` what another window had saved there
    instead, `newer` what stands in places that this page did not touch and knows an older state of; `locked` the
    places that were checked and stand. `seconds_left` is none without a limit.
    """
    by_place = {one.place: one for one in posed}
    kept = {row.place for row in saved.elsewhere} | set(saved.sequences)
    newer = [
        rows[place]
        for place, sequence in known.items()
        if place in rows and place not in kept and rows[place].sequence != sequence
    ]
    return {
        "saved": {str(place): sequence for place, sequence in saved.sequences.items()},
        "elsewhere": [_stands(by_place[row.place], row) for row in saved.elsewhere],
        "newer": [_stands(by_place[row.place], row) for row in newer],
        "locked": [row.place for row in saved.locked],
        "closed": saved.closed,
        "now": now.isoformat(),
        "seconds_left": seconds_left(attempt, now),
        "said": _closed_words(attempt, now) if saved.closed else _said(rows, saved, now, time_zone),
    }


def signed_out() -> Json:
    """What a page is told whose person is signed out."""
    return {"saved": {}, "elsewhere": [], "newer": [], "locked": [], "closed": False, "said": SIGNED_OUT}


def _stands(posed: Posed, row: Response) -> Json:
    """An answer as it stands: its sequence, in words, and what to put into the fields."""
    typed = typed_of(posed.question, row.given)
    return {
        "place": row.place,
        "sequence": row.sequence,
        "words": said(posed.compiled, row.given) or "nothing",
        "fields": {prefixed(prefix(row.place), name): list(values) for name, values in typed.items()},
    }


def _closed_words(attempt: Attempt, now: datetime) -> str:
    return OVER if attempt.due_at is not None and now >= attempt.due_at else HANDED_IN


def _said(rows: Mapping[int, Response], saved: Saved, now: datetime, time_zone: str) -> str:
    if saved.elsewhere:
        return "Not everything is saved yet: an answer was changed in another window."
    return saved_words([now] if saved.sequences else [row.saved_at for row in rows.values()], time_zone)
