"""How many promises and plans there may be, and how long they are. `docs/operations.md` lists the same figures."""

LONGEST_PROMISE = 2000
LONGEST_TOLD = 5000
LONGEST_HALF = 500
"""Characters of a plan's cue, and of its response."""
MOST_OPEN = 100
MOST_PROMISES = 2000
MOST_PLANS = 200
USUAL_DAYS = 7
MOST_DAYS = 366
