"""What the staff did, for the site's owner."""

from flask import render_template, request

from coursesite.accounts import audit_queries
from coursesite.studio.site.log import Line, LogPage
from coursesite.studio.studio_desk import bp
from coursesite.web.access import needs
from coursesite.web.paging import page_count, page_number
from coursesite.web.state import read_db

DEEDS_ON_A_PAGE = 50
MOST_DOERS = 200
LONGEST_KEY = 16
LONGEST_DEED = 40


@bp.get("/studio/site/log")
@needs("admin")
def site_log() -> str:
    """The deeds, the newest first."""
    session, asked = read_db(), request.args
    doer, deed = asked.get("by", "")[:LONGEST_KEY], asked.get("deed", "")[:LONGEST_DEED]
    last = page_count(audit_queries.count(session, doer, deed), DEEDS_ON_A_PAGE)
    number = min(page_number(), last)
    rows = audit_queries.newest(session, (number - 1) * DEEDS_ON_A_PAGE, DEEDS_ON_A_PAGE, doer, deed)
    doers, deeds = audit_queries.doers(session, MOST_DOERS), audit_queries.deeds(session, MOST_DOERS)
    page = LogPage([Line(row) for row in rows], doers, deeds, doer, deed, number, last)
    return render_template("studio/site_log.html", page=page)
