"""How often one person's certificates are printed by this process."""

from datetime import datetime
from threading import Lock

from cachetools import LRUCache

from coursesite.learning.certificates.bounds import MOST_COUNTED, PDFS
from coursesite.web.errors import TooMany

_counts: LRUCache[tuple[int, datetime], int] = LRUCache(MOST_COUNTED)
_lock = Lock()


def count(user_id: int, now: datetime) -> None:
    """Count one more. Raises `TooMany` with the end of the hour where it is one too many."""
    until = PDFS.window_end(now)
    with _lock:
        tries = _counts.get((user_id, until), 0) + 1
        _counts[user_id, until] = tries
    if tries > PDFS.times:
        raise TooMany(until, now)


def forget() -> None:
    """Forget all counts."""
    with _lock:
        _counts.clear()
