"""Whether the discussion below a post is open, and if not, why."""

from datetime import datetime, timedelta

from coursesite.web.filters import day_in_words

OFF = "This post takes no comments."


def why_closed(
    *, comments_open: bool, published_at: datetime | None, closed_at: datetime | None, days: int, now: datetime
) -> str:
    """A sentence that says why nobody can comment; empty while everybody can.

    `closed_at` is when a coach closed it by hand, `days` how long after it was published a post takes comments (0: for
    ever).
    """
    if not comments_open:
        return OFF
    if closed_at is not None:
        return f"A coach closed this discussion on {day_in_words(closed_at)}. What was said stays."
    if days > 0 and published_at is not None and now >= (ends := published_at + timedelta(days=days)):
        return (
            f"Discussions here close {days:,} days after a post is published, so that every comment finds a reader. "
            f"This one closed on {day_in_words(ends)}."
        )
    return ""
