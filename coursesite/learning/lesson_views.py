"""A lesson's page, whole or in parts."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from coursesite import clock
from coursesite.learning import lesson_queries
from coursesite.learning.asking.section import Section, section_of
from coursesite.learning.course_views import reader, site
from coursesite.learning.gating import waits_for
from coursesite.learning.groups.starting import opens_at
from coursesite.learning.insights.arrival_views import keeping_post
from coursesite.learning.lesson_queries import Mine
from coursesite.learning.pages.lesson import LessonPage
from coursesite.learning.pages.outline import is_open
from coursesite.learning.showing.exercise import Shown
from coursesite.learning.showing.typed import Refused
from coursesite.library import queries as library
from coursesite.library import reading
from coursesite.library.addresses import exercise_anchor
from coursesite.library.models import Joining, Kind
from coursesite.library.queries import LessonRow
from coursesite.library.reading import Content, Outline
from coursesite.web import once
from coursesite.web.access import keep_typed
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.security import csrf_field
from coursesite.web.state import read_db, settings

FRAGMENT = "text/x-fragment"
# Nobody can write these into a text: they differ in every process.
CSRF_STANDS_HERE = secrets.token_hex(16)
ONCE_STANDS_HERE = secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Opened:
    """A published lesson or quiz with everything but its reader."""

    lesson: LessonRow
    content: Content
    outline: Outline

    @property
    def is_open(self) -> bool:
        """Whether everyone may read it."""
        place = self.outline.lesson(self.lesson.id)
        return place is not None and is_open(place) and not self.is_by_link

    @property
    def is_by_link(self) -> bool:
        """Whether its course is one that only those know of who came by its link."""
        return self.lesson.joining == Joining.LINK


def open_lesson(course_slug: str, lesson_slug: str) -> Opened:
    """The lesson at this address. Raises `NotHere`, also for a quiz that stands there."""
    lesson = library.find_lesson(read_db(), course_slug, lesson_slug)
    if lesson is None or lesson.kind != Kind.LESSON:
        raise NotHere
    return opened(lesson)


def opened(row: LessonRow) -> Opened:
    """A lesson or quiz with its content and its course's outline."""
    session = read_db()
    content = reading.content(session, row.published_revision_id)
    return Opened(row, content, reading.outline(session, row.course_id, row.outline_version))


def mine_in(opened: Opened, user_id: int | None, *, fresh: bool = False) -> Mine:
    """What this person did in the lesson; `fresh` sees what this request has committed."""
    if user_id is None:
        return Mine()
    found = lesson_queries.mine(read_db(fresh=fresh), user_id, opened.lesson.course_id, opened.lesson.id)
    found.opens_at = opens_at(found.groups, clock.now())
    return found


def may_use(opened: Opened, mine: Mine) -> bool:
    """Whether the person who asks may read this lesson or quiz and answer in it."""
    if reader(opened.lesson.course_id).sees_all:
        return True
    is_known = mine.opens_at is None or opened.lesson.id in mine.finished
    joined = opened.is_open or (mine.enrolled_at is not None and is_known)
    return joined and waits_for(opened.outline, opened.lesson.id, mine.finished) is None


def page_of(opened: Opened, mine: Mine) -> LessonPage:
    """The page for the person who asks."""
    return LessonPage(opened.lesson, opened.content, opened.outline, mine, reader(opened.lesson.course_id), site())


def lesson_page(row: LessonRow) -> Response:
    """A lesson. The first of a course is open to everyone, the others to who has joined; coaches see all."""
    found = opened(row)
    mine = mine_in(found, current_user.id)
    return whole_page(page_of(found, mine)) if may_use(found, mine) else closed(found, mine)


def whole_page(page: LessonPage, status: int = 200) -> Response:
    """The page as a whole."""
    url = settings().base_url + page.address
    html = render_template("learning/lesson.html", page=page, page_url=url, draw=drawer(page), asks=asks_below(page))
    return make_response(html, status)


def asks_below(page: LessonPage) -> Section:
    """What people asked about a lesson, as its reader may see it; asks the database only where there is any.

    Whether there is, the one query of a reader's own says; for a guest, whose page is kept, it is looked up.
    """
    if page.reader.known and not page.mine.has_asks:
        return Section(page.address)
    names = page.mine.enrolled_at is not None or page.reader.sees_all
    return section_of(read_db(), (page.lesson.id, page.address), current_user.id, names=names)


def drawer(page: LessonPage) -> Callable[[str], Markup]:
    """Gives a function that draws one of the page's exercises by its id, with this person's tokens in its form."""
    csrf = csrf_field()
    tokens = {"csrf_field": lambda: CSRF_STANDS_HERE, "once_field": lambda: ONCE_STANDS_HERE}

    def from_template(exercise: Shown) -> str:
        return render_template("learning/exercise.html", exercise=exercise, **tokens)

    def draw(exercise_id: str) -> Markup:
        html = page.drawing(exercise_id, from_template)
        html = html.replace(CSRF_STANDS_HERE, csrf).replace(ONCE_STANDS_HERE, once.once_field())
        return Markup(html)  # noqa: S704  # Jinja escaped what is in it

    return draw


def closed(opened: Opened, mine: Mine) -> Response:
    """What somebody finds who may not use this yet: a guest the way to an account, a learner the way in.

    That is joining the course, or else what has to be finished first, or the day on which their group begins. Of a
    course by link nobody knows who did not come by the link: `NotHere`.
    """
    if opened.is_by_link and mine.enrolled_at is None:
        raise NotHere
    page = page_of(opened, mine)
    if not current_user.signed_in:
        keep_typed(page.address)
        return see(url_for("accounts.sign_up", next=keeping_post(page.address)))
    return make_response(render_template("learning/closed.html", page=page), 403)


def wants_fragment() -> bool:
    """Whether the page's own script asks, which puts the answer in place of what it changes."""
    return bool(request.accept_mimetypes.values()) and FRAGMENT in request.accept_mimetypes.values()


def fragment(page: LessonPage, exercise_id: str | None, status: int = 200) -> Response:
    """The parts of the page that an answer changes: the exercise, and the lesson's end."""
    html = render_template("learning/fragment.html", page=page, exercise_id=exercise_id, draw=drawer(page))
    response = make_response(html, status)
    response.headers["Content-Type"] = f"{FRAGMENT}; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"
    return response


def done(opened: Opened, user_id: int, exercise_id: str) -> Response:
    """What an exercise's form answers when it was taken: the way back to the exercise, or its new looks."""
    if not wants_fragment():
        return see(f"{keeping_post(page_of(opened, Mine()).address)}#{exercise_anchor(exercise_id)}")
    return fragment(page_of(opened, mine_in(opened, user_id, fresh=True)), exercise_id)


def refused(opened: Opened, mine: Mine, exercise_id: str, sentence: str, **also: str) -> Response:
    """The page once more, with the sentence at the exercise and what was typed in its fields; `also` goes over that."""
    typed = {name: request.form.getlist(name) for name in request.form} | {name: [also[name]] for name in also}
    page = replace(page_of(opened, mine), refused={exercise_id: Refused(sentence, typed)})
    return fragment(page, exercise_id, 422) if wants_fragment() else whole_page(page, 422)
