"""How often each thing may be done with comments. `docs/operations.md` lists the same figures."""

from datetime import timedelta

from coursesite.web.limits import Limit

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)

# A class or an office shares one network address: what one person may do is bounded closely, the network widely.
COMMENTS_PERSON = Limit("comments_person", 20, QUARTER)
COMMENTS_NETWORK = Limit("comments_network", 120, HOUR)
PREVIEWS_PERSON = Limit("previews_person", 60, QUARTER)
PREVIEWS_NETWORK = Limit("previews_network", 400, HOUR)
CHANGES_PERSON = Limit("comment_changes", 30, QUARTER)
REPORTS_PERSON = Limit("reports_person", 20, HOUR)
REPORTS_NETWORK = Limit("reports_network", 60, HOUR)
SUBSCRIPTIONS_PERSON = Limit("subscriptions_person", 60, HOUR)
