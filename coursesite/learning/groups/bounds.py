"""How often each thing may be tried. `docs/operations.md` lists the same figures."""

from datetime import timedelta

from coursesite.web.limits import Limit

DAY = timedelta(days=1)

INVITATIONS = Limit("invitations", 100, DAY)
INVITATION_LISTS = Limit("invitation_lists", 10, DAY)
WRONG_CODES = Limit("wrong_codes", 60, timedelta(hours=1))

MAILS_TO_ADDRESS = 3
"""Invitations that one address is written in a day, whoever sends them."""
