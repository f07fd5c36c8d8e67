"""How often writings may be saved, sent and answered, and how long they may be. `docs/operations.md` lists the same."""

from datetime import timedelta

from coursesite.web.limits import Limit

LONGEST = 20_000
"""Characters of a text to a coach."""
MOST_ROUNDS = 12
"""Rounds of one writing; the coach's last answer ends it."""
MOST_MARKS = 30
"""Passages that a coach marks in one round."""
LONGEST_NOTE = 1000

COUNTED_EVERY = 20
"""Of so many saves of a text one is counted, so that typing doesn't cost a transaction more each time."""
SAVES = Limit("writing_saves", 25, timedelta(minutes=15))
SENDS = Limit("writing_sends", 20, timedelta(days=1))
ANSWERS = Limit("writing_answers", 120, timedelta(hours=1))
