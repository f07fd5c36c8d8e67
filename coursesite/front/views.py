"""The front page, search, and the pages that a site has besides its courses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, Flask, Response, make_response, render_template, request
from flask_login import current_user
from markupsafe import Markup

from coursesite import clock
from coursesite.blog.posts import shelf
from coursesite.blog.posts.listing import LinkedPost
from coursesite.drawing import motif, portrait
from coursesite.front import look_views
from coursesite.front.data import views as data
from coursesite.front.data.belongings import Personal
from coursesite.front.machines import views as machines
from coursesite.front.pages import HomePage, TextPage
from coursesite.learning.course_views import finished_counts, my_standings, outline_of
from coursesite.learning.mine_views import next_among, quizzes_under_way
from coursesite.learning.pages.cards import Card, card
from coursesite.library import queries as library
from coursesite.library import reading
from coursesite.library import search as finding
from coursesite.library.reading import CourseCard
from coursesite.library.search import missed_queries
from coursesite.library.search.missing import words_to_count
from coursesite.library.search.pages import KIND_WORDS, SearchPage
from coursesite.library.search.words import LONGEST_INPUT
from coursesite.web import limits, once
from coursesite.web.errors import NotHere
from coursesite.web.markup import safe
from coursesite.web.pagecache import cached_for_guests
from coursesite.web.paging import page_number
from coursesite.web.queries import spend_value
from coursesite.web.state import client_address, database, read_db, settings, write_db

bp = Blueprint("front", __name__)
data.add_to(bp)
machines.add_to(bp)
look_views.add_to(bp)

COURSES_SHOWN = 6
MISSED_NETWORK = limits.Limit("missed_network", 30, timedelta(hours=1))
# Pages that the site's own links lead to, by the name of their view.
OWN_PAGES = ("about", "privacy", "help")


def init(app: Flask, *, personal: Sequence[Personal]) -> None:
    """Register the pages. `personal` is what every feature knows about people, lowest floor first."""
    app.extensions["personal"] = tuple(personal)
    app.register_blueprint(bp)


@bp.get("/")
@cached_for_guests
def home() -> str:
    """The front page."""
    version = library.shelf_version(read_db())
    every = reading.every_course(read_db(), version)
    courses = reading.listed(every)
    standings = my_standings()
    done = finished_counts(courses, standings.courses)
    shown = tuple(card(course, done.get(course.id)) for course in courses[:COURSES_SHOWN])
    page = HomePage(
        quizzes_under_way() if current_user.signed_in else None,
        next_among(every, standings.courses) if current_user.signed_in else None,
        standings.news,
        standings.waiting,
        current_user.signed_in,
        _lead(courses),
        shown if current_user.signed_in else shown[1:],
        len(courses) > len(shown),
        tuple(LinkedPost(row) for row in shelf.newest(read_db(), version)),
    )
    return render_template("front/home.html", page=page, page_url=f"{settings().base_url}/")


def _lead(courses: Sequence[CourseCard]) -> Card | None:
    """The first course, with the way into its open lesson; for guests, who have not chosen yet."""
    if current_user.signed_in or not courses:
        return None
    first = outline_of(courses[0]).first_lesson
    return replace(card(courses[0]), first_href=first.address if first else courses[0].address)


@bp.get("/search")
def search() -> str:
    """What holds the words that were typed."""
    typed = request.args.get("q", "").strip()[:LONGEST_INPUT]
    results = finding.find(read_db(), typed, kinds=KIND_WORDS, page=page_number())
    return render_template("front/search.html", page=SearchPage(typed, results))


@bp.post("/search/missed")
def search_missed() -> Response:
    """Count a search that found nothing, without who searched; sent by the script of the page that says so."""
    words, now = words_to_count(request.form.get("q", "").strip()[:LONGEST_INPUT]), clock.now()
    if words:
        value = once.submitted()
        limits.count(database(), MISSED_NETWORK, client_address(), settings().secret_key, now, submission=value)
        if not finding.find(read_db(), words, kinds=KIND_WORDS).total and spend_value(write_db(), value, now):
            missed_queries.count_missed(write_db(), words, now.date())
            write_db().commit()
    return make_response("", 204)


@bp.get("/<slug>")
@cached_for_guests
def page(slug: str) -> str:
    """A page of the library."""
    found = library.find_page(read_db(), slug)
    if found is None:
        raise NotHere
    content = reading.content(read_db(), found.published_revision_id)
    shown = TextPage(
        found.title,
        found.summary,
        Markup("\n").join(safe(block.prose) for block in content.blocks),
        safe(content.sources),
    )
    return render_template("front/page.html", page=shown, page_url=f"{settings().base_url}/{found.slug}")


for own in OWN_PAGES:
    bp.add_url_rule(f"/{own}", own, page, defaults={"slug": own})


@bp.get("/dev/styles")
def styles() -> str:
    """Every part that pages are made of; on a development site only."""
    if not settings().development:
        raise NotHere
    # Our own drawings, made from numbers.
    drawings = {"motif": lambda key: Markup(motif(key)), "portrait": lambda key: Markup(portrait(key))}  # noqa: S704
    return render_template("layout/styles.html", **drawings)
