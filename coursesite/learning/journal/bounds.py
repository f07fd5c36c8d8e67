"""How often things may be done with entries. `docs/operations.md` lists the same figures."""

from datetime import timedelta

from coursesite.web.limits import Limit

SHARES = Limit("entry_shares", 60, timedelta(hours=1))
