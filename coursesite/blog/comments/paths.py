"""A comment's path: one segment of digits for each shown level, so that a thread is a prefix and text sorts by time."""

from datetime import datetime

from coursesite.blog.models import DEEPEST, SEGMENT

HALF = SEGMENT // 2
ROOT = ""
END = "9" * (SEGMENT * DEEPEST)
"""Put behind a path, it comes after all that stands below it."""


def segment(created_at: datetime, comment_id: int) -> str:
    """The part of a path that is a comment's own: its second since the epoch (none before it), then its id."""
    return f"{max(0, int(created_at.timestamp())):0{HALF}d}{comment_id:0{HALF}d}"


def path_below(parent_path: str, created_at: datetime, comment_id: int) -> str:
    """Where a comment stands that answers the one at `parent_path`, or nobody where that is empty.

    What answers a comment of the last level stands beside it.
    """
    return parent_path[: SEGMENT * (DEEPEST - 1)] + segment(created_at, comment_id)


def level_of(path: str) -> int:
    """How many levels a path has, counted from 1."""
    return len(path) // SEGMENT


def ancestors(path: str) -> list[str]:
    """The paths of the comments that this one stands under, from the first of its thread on."""
    return [path[: SEGMENT * level] for level in range(1, level_of(path))]


def bounds(path: str) -> tuple[str, str]:
    """What the paths below this one lie between: above the first, up to the second.

    Both are digits only, which every database's sorting rules put in the same order.
    """
    return path, path + END
