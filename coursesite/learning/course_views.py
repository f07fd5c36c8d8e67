"""The list of courses, a course's page, and joining a course."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning import enrolling, progress, queries
from coursesite.learning.pages.cards import finished_in, shelf_page
from coursesite.learning.pages.course import CoursePage, Reader, Site
from coursesite.learning.queries import Standing
from coursesite.library import queries as library
from coursesite.library import reading
from coursesite.library.queries import CourseRow
from coursesite.library.reading import CourseCard, Outline
from coursesite.web.access import RANK
from coursesite.web.errors import NotHere
from coursesite.web.pagecache import cached_for_guests
from coursesite.web.paging import page_number
from coursesite.web.redirects import home_path
from coursesite.web.state import read_db, settings, write_db

bp = Blueprint("learning", __name__)


def reader() -> Reader:
    """Who asks, as far as pages of courses care."""
    sees_all = RANK.get(current_user.role, 0) >= RANK["coach"]
    return Reader(current_user.id is not None, current_user.signed_in, sees_all, current_user.time_zone)


def site() -> Site:
    """What pages say about this site."""
    return Site(settings().site_name, settings().base_url)


@bp.get("/courses/")
@cached_for_guests
def courses() -> str:
    """The shelf."""
    cards = reading.courses(read_db())
    page = shelf_page(cards, finished_counts(cards, my_standings()), page_number())
    return render_template("learning/courses.html", page=page, page_url=f"{settings().base_url}/courses/")


def my_standings() -> Mapping[int, Standing]:
    """Where the person who asks stands in each course they began; nothing for a guest."""
    return {} if current_user.id is None else queries.standings(read_db(), current_user.id)


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
    return render_template("learning/course.html", page=page, page_url=settings().base_url + page.address)


@bp.post("/courses/<course_slug>/enrol")
def enrol(course_slug: str) -> Response:
    """Join a course, and go on in it; a guest signs up first and comes back to the course."""
    found = _found(course_slug)
    here = url_for("learning.course", course_slug=found.slug)
    if not current_user.signed_in:
        return see(url_for("accounts.sign_up", next=home_path(request.form.get("next"), here)))
    outline = reading.outline(read_db(), found.id, found.outline_version)
    session, now = write_db(), clock.now()
    enrolling.enrol(session, current_user.id, found.id, outline.needed, now)
    standing = queries.standings(session, current_user.id, found.id)[found.id]
    session.commit()
    goes_on = progress.next_lesson(outline.needed, standing.finished, progress.touched(standing), outline.gates)
    lesson = None if goes_on is None else outline.lesson(goes_on)
    return see(home_path(request.form.get("next"), lesson.address if lesson else here))


def see(path: str) -> Response:
    """An answer that sends the browser on to a page of ours."""
    response: Response = redirect(path, 303)  # type: ignore[assignment]  # Flask gives its own class by default
    return response


def _found(course_slug: str) -> CourseRow:
    found = library.find_course(read_db(), course_slug)
    if found is None:
        raise NotHere
    return found


def _course_page(found: CourseRow) -> CoursePage:
    session = read_db()
    standing = Standing(found.id)
    if current_user.id is not None:
        standing = queries.standings(session, current_user.id, found.id).get(found.id, standing)
    return CoursePage(
        found,
        reading.content(session, found.published_revision_id),
        reading.outline(session, found.id, found.outline_version),
        standing,
        reader(),
        site(),
        page_number(),
    )
