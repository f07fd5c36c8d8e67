"""The trash: what lies in it, until when, and what will be kept."""

from flask import render_template, request
from flask_login import current_user

from coursesite.library.desk_views import whoever
from coursesite.studio.publishing import purging, trash_queries
from coursesite.studio.publishing.pages.trash import ON_A_PAGE, TrashPage
from coursesite.studio.studio_desk import bp
from coursesite.web.access import needs
from coursesite.web.paging import page_number, page_within
from coursesite.web.state import read_db

DONE = {"trashed": "It is in the trash, off the site. For thirty days it can be taken out again."}


@bp.get("/studio/trash/")
@needs("coach")
def trash_list() -> str:
    """What is in the trash within reach, what goes first at the top."""
    session, who = read_db(), whoever()
    total = trash_queries.count(session, who)
    number = page_within(total, ON_A_PAGE, page_number()) or 1
    rows = trash_queries.trashed(session, who, (number - 1) * ON_A_PAGE, ON_A_PAGE)
    page = TrashPage(
        who.role,
        rows,
        purging.learned_in(session, rows),
        total,
        number,
        current_user.time_zone,
        DONE.get(request.args.get("done", ""), ""),
    )
    return render_template("studio/trash.html", page=page)
