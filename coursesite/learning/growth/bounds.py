"""How much somebody may note of their feelings, and how much of it stands on a page."""

from datetime import timedelta

LONGEST_WORD = 40
LONGEST_NOTE = 2000
MOST_FEELINGS = 10_000
ON_A_PAGE = 30
LATELY = timedelta(days=28)
"""How far back the picture of feelings goes."""
WEEKS = 12
"""How many weeks the picture of recall shows, this one among them."""
LEAST_CARDS = 5
"""From how many cards on a week's share says anything."""
LEAST_WEEKS = 2
MOST_TALKS = 12
"""How many conversations are drawn, those that ended last."""
