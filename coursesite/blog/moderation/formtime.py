"""The signed moment at which a comment's form was shown: too fast is a program, unsigned is not our form."""

from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

SALT = "comment-form-time"
LONGEST = timedelta(days=3)
"""A form left open for longer says no more than an unsigned one: else one value could be sent for ever."""


def stamp(secret: str, post_id: int, now: datetime) -> str:
    """The value for a form below this post, shown now. A form shown again (preview, a fault) keeps its first value."""
    value: str | bytes = URLSafeSerializer(secret, salt=SALT).dumps([post_id, int(now.timestamp() * 1000)])
    return value if isinstance(value, str) else value.decode()


def seconds_open(secret: str, value: str, post_id: int, now: datetime) -> float | None:
    """How many seconds ago the form was shown; None for a value that is missing, forged, of another post or too old."""
    try:
        of_post, shown = URLSafeSerializer(secret, salt=SALT).loads(value)
        seconds = now.timestamp() - int(shown) / 1000
    except (BadSignature, TypeError, ValueError):
        return None
    return seconds if of_post == post_id and 0 <= seconds <= LONGEST.total_seconds() else None
