"""How often each thing may be tried. `docs/operations.md` lists the same figures."""

from datetime import timedelta

from coursesite.web.limits import Limit

PICTURES = Limit("text_pictures", 120, timedelta(hours=1))
STORIES = Limit("stories_brought", 60, timedelta(hours=1))
