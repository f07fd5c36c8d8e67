"""The coach's page for taking the blog along."""

import logging
from collections.abc import Iterator

from flask import Response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.blog.blog_views import bp
from coursesite.blog.exporting.going import ENDINGS, Format, going
from coursesite.blog.exporting.markdown import CONTENT_TYPE as ZIP
from coursesite.blog.exporting.markdown import markdown
from coursesite.blog.exporting.page import ExportPage
from coursesite.blog.exporting.wxr import CONTENT_TYPE as XML
from coursesite.blog.exporting.wxr import wxr
from coursesite.blog.posts.feeds.making import Site
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.desk_views import whoever
from coursesite.library.staff_queries import Who
from coursesite.text.slugs import slugify
from coursesite.web.access import RANK, needs
from coursesite.web.errors import NotAllowed, NotHere
from coursesite.web.state import database, read_db, settings

log = logging.getLogger(__name__)
TYPES = {Format.WXR: XML, Format.MARKDOWN: ZIP}


@bp.get("/studio/blog/export")
@needs("coach")
def export() -> Response | str:
    """What each format takes along and what it leaves, with the ways to download; with `format`, the file itself."""
    asked = request.args.get("format")
    if asked is None:
        page = ExportPage(going(read_db(), settings().data_dir, whoever()), is_admin=_is_admin())
        return render_template("blog/desk_export.html", page=page)
    if asked not in {one.value for one in Format}:
        raise NotHere
    return _download(Format(asked))


def _download(wanted: Format) -> Response:
    with_addresses = "addresses" in request.args and wanted is Format.WXR
    if with_addresses and not _is_admin():
        raise NotAllowed
    if with_addresses:
        log.warning("the blog was exported with guests' addresses, by person %s", current_user.id)
    response = Response(_parts(database(), settings(), wanted, whoever(), with_addresses), mimetype=TYPES[wanted])
    name = f"{slugify(settings().site_name)}-blog{ENDINGS[wanted]}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _parts(database: Database, settings: Settings, wanted: Format, who: Who, with_addresses: bool) -> Iterator[bytes]:
    # The file is read while it is sent. The request and its session have ended by then, so that it has one of its own.
    with database.reading() as session:
        if wanted is Format.MARKDOWN:
            yield from markdown(session, settings.data_dir, who)
        else:
            site = Site(settings.site_name, settings.site_description, settings.base_url)
            yield from wxr(session, site, settings.data_dir, clock.now(), with_addresses=with_addresses, who=who)


def _is_admin() -> bool:
    return bool(RANK[current_user.role] >= RANK["admin"])
