"""How long what one writes about one's days may be, and how many versions of a story are kept."""

from datetime import timedelta

LONGEST_PART = 300
LONGEST_NOTE = 5000
LONGEST_SENTENCE = 800
MOST_VERSIONS = 100
BACK = timedelta(days=27)
"""How far back a day may be begun that has no entry yet; one that has can always be changed."""
