"""How often each thing may be done with asks, and how long they may be. `docs/operations.md` lists the same figures."""

from datetime import timedelta

from coursesite.web.limits import Limit

LONGEST = 4000
"""Characters of one turn of an ask's talk."""
MOST_WORDS = 60
"""Turns of one talk; after that it is time for a new ask."""
LONGEST_PSEUDONYM = 80
MOST_REPLIES = 100
"""Sentences that one coach keeps."""

QUARTER = timedelta(minutes=15)
ASKS = Limit("asks", 10, timedelta(hours=1))
WORDS = Limit("ask_words", 30, QUARTER)
ANSWERS = Limit("ask_answers", 120, timedelta(hours=1))
PREVIEWS = Limit("ask_previews", 120, QUARTER)
CONSENTS = Limit("ask_consents", 3, timedelta(days=1))
"""How often somebody may be asked about one ask of theirs."""
