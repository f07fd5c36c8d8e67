"""The addresses themselves. None of them says anything about a person."""

from flask import Blueprint, Response, jsonify, render_template

from coursesite import clock
from coursesite.front.machines.health import look
from coursesite.learning.pages.outline import is_open
from coursesite.library import queries as library
from coursesite.library import reading
from coursesite.web.pagecache import cached_for_guests
from coursesite.web.state import database, read_db

COURSE_DEPTH = 3


def add_to(bp: Blueprint) -> None:
    """Put these addresses on the room's blueprint."""
    bp.add_url_rule("/healthz", "health", health)
    bp.add_url_rule("/sitemap.xml", "sitemap", sitemap)
    bp.add_url_rule("/robots.txt", "robots", robots)


def health() -> tuple[Response, int]:
    """200 while database and worker are at work, else 503; which of them is not, in JSON."""
    found = look(database(), clock.now())
    response = jsonify(found.as_data())
    response.headers["Cache-Control"] = "no-store"
    return response, 200 if found.well else 503


@cached_for_guests
def sitemap() -> Response:
    """Every address with something published that a guest can open, and when it last changed."""
    session = read_db()
    outlines = (reading.outline(session, card.id, card.outline_version) for card in reading.courses(session))
    open_lessons = {lesson.address for outline in outlines for lesson in outline.lessons if is_open(lesson)}
    own = [("/", None), ("/courses/", None), ("/blog/", None)]
    published = (
        (path, changed_at)
        for path, changed_at in library.published_addresses(session)
        if path in open_lessons or not _is_lesson(path)
    )
    addresses = [*own, *published]
    return Response(render_template("front/sitemap.xml", addresses=addresses), content_type="application/xml")


@cached_for_guests
def robots() -> Response:
    """What search engines need not look at."""
    return Response(render_template("front/robots.txt"), content_type="text/plain; charset=utf-8")


def _is_lesson(path: str) -> bool:
    return path.startswith("/courses/") and path.count("/") > COURSE_DEPTH
