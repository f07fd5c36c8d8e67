"""How often things may be done with entries. `docs/operations.md` lists the same limits."""

from datetime import timedelta

from coursesite.web.limits import Limit

SHARES = Limit("entry_shares", 60, timedelta(hours=1))
EXPORTS = Limit("journal_exports", 20, timedelta(hours=1))
"""Counted in each process by itself, as fetching it is a GET, which writes nothing."""
KEPT_IN_MEMORY = 1024 * 1024
"""An export that is longer, in bytes, waits on the disk until it is sent."""
SENT_AT_ONCE = 8192
