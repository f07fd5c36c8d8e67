"""The list of courses, a course's page, and joining a course."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning import enrolling, progress, queries
from coursesite.learning.groups.starting import opens_at
from coursesite.learning.growth import asking as self_ratings
from coursesite.learning.insights.arrival_views import came_by, keeping_post
from coursesite.learning.owndays import begins, own_day
from coursesite.learning.pages.cards import finished_in, shelf_page
from coursesite.learning.pages.course import CoursePage
from coursesite.learning.pages.reader import Reader, Site
from coursesite.learning.queries import Standing, Standings
from coursesite.learning.waiting_queries import Instant
from coursesite.library import queries as library
from coursesite.library import reading
from coursesite.library.desk_views import looks_after
from coursesite.library.models import Joining
from coursesite.library.queries import CourseRow
from coursesite.library.reading import CourseCard, Outline
from coursesite.web.errors import NotHere
from coursesite.web.pagecache import cached_for_guests
from coursesite.web.paging import page_number
from coursesite.web.redirects import home_path, see
from coursesite.web.state import read_db, settings, write_db

bp = Blueprint("learning", __name__)


def reader(course_id: int | None = None) -> Reader:
    """Who asks, as far as pages of courses care. A coach sees those courses whole that they look after."""
    sees_all = course_id is not None and looks_after(course_id)
    return Reader(current_user.id is not None, current_user.signed_in, sees_all, current_user.time_zone)


def site() -> Site:
    """What pages say about this site."""
    return Site(settings().site_name, settings().base_url)


@bp.get("/courses/")
@cached_for_guests
def courses() -> str:
    """The shelf."""
    cards = reading.courses(read_db())
    page = shelf_page(cards, finished_counts(cards, my_standings().courses), page_number())
    return render_template("learning/courses.html", page=page, page_url=f"{settings().base_url}/courses/")


def my_standings(*, outcomes: bool = False) -> Standings:
    """Where the person who asks stands; nothing for a guest."""
    if current_user.id is None:
        return Standings()
    now, time_zone = clock.now(), current_user.time_zone
    today = own_day(now, time_zone)
    instant = Instant(now, today, begins(today, time_zone))
    return queries.standings(read_db(), current_user.id, instant, outcomes=outcomes)


def finished_counts(cards: Sequence[CourseCard], standings: Mapping[int, Standing]) -> Mapping[int, int]:
    """How much is finished of what completes each course that was begun."""
    return {card.id: finished_in(outline_of(card), standings[card.id]) for card in cards if card.id in standings}


def outline_of(card: CourseCard) -> Outline:
    """The outline of a course on the shelf."""
    return reading.outline(read_db(), card.id, card.outline_version)


@bp.get("/courses/<course_slug>/")
@cached_for_guests
def course(course_slug: str) -> str:
    """A course."""
    page = _course_page(_found(course_slug))
    if page.is_unknown:
        raise NotHere
    return render_template("learning/course.html", page=page, page_url=settings().base_url + page.address)


@bp.post("/courses/<course_slug>/enrol")
def enrol(course_slug: str) -> Response:
    """Join a course, and go on in it; a guest signs up first and comes back to the course.

    A course with a code is joined by the code, at the page that asks for it.
    """
    found = _found(course_slug)
    here = url_for("learning.course", course_slug=found.slug)
    if found.joining != Joining.OPEN:
        page = _course_page(found)
        if page.is_unknown:
            raise NotHere
        return see(here if page.joined else url_for("learning.type_code"))
    if not current_user.signed_in:
        return see(url_for("accounts.sign_up", next=keeping_post(home_path(request.form.get("next"), here))))
    return joined(found)


def joined(found: CourseRow, group_id: int | None = None) -> Response:
    """Let the person who asks take this course, in this group if one is named, and lead them on in it."""
    outline = reading.outline(read_db(), found.id, found.outline_version)
    session, now, user_id = write_db(), clock.now(), current_user.id
    enrolling.enrol(session, user_id, found.id, outline.needed, now, group_id, post_id=came_by())
    standing = queries.standing(session, user_id, found.id) or Standing(found.id)
    session.commit()
    here = url_for("learning.course", course_slug=found.slug)
    if opens_at(standing.groups, now) is not None:
        return see(here)
    goes_on = progress.next_lesson(outline.needed, standing.finished, progress.touched(standing), outline.gates)
    lesson = None if goes_on is None else outline.lesson(goes_on)
    return see(home_path(request.form.get("next"), lesson.address if lesson else here))


def _found(course_slug: str) -> CourseRow:
    found = library.find_course(read_db(), course_slug)
    if found is None:
        raise NotHere
    return found


def _course_page(found: CourseRow) -> CoursePage:
    session = read_db()
    standing = Standing(found.id)
    if current_user.id is not None:
        standing = queries.standing(session, current_user.id, found.id) or standing
    content = reading.content(session, found.published_revision_id)
    return CoursePage(
        found,
        content,
        reading.outline(session, found.id, found.outline_version),
        standing,
        reader(found.id),
        site(),
        page_number(),
        opens_at(standing.groups, clock.now()),
        self_ratings.asked_of(session, current_user.id, standing, content.values, clock.now()),
    )
