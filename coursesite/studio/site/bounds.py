"""How often each thing may be tried. `docs/operations.md` lists the same figures."""

from datetime import timedelta

from coursesite.web.limits import Limit

TEST_MAILS = Limit("test_mails", 10, timedelta(hours=1))
INVITED_PEOPLE = Limit("invited_people", 100, timedelta(days=1))
