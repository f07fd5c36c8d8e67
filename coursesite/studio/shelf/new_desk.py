"""Beginning something new at the desk: a short form, then the editor."""

from typing import NamedTuple

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.library.desk_views import allowed
from coursesite.library.models import Kind
from coursesite.studio.addresses import WORDS, WRITE, desk_href
from coursesite.studio.shelf import creating
from coursesite.studio.shelf import creating_queries as queries
from coursesite.studio.shelf.creating import Full
from coursesite.studio.shelf.creating_queries import Course
from coursesite.studio.shelf.new_forms import NewCourseForm, NewForm
from coursesite.studio.studio_desk import bp
from coursesite.text.frontmatter import FrontMatterError
from coursesite.web import once
from coursesite.web.access import needs
from coursesite.web.errors import NotHere, Problem
from coursesite.web.queries import outcome_of, set_outcome, spend_value
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

ALONE = (Kind.COURSE, Kind.POST, Kind.PAGE)
INSIDE = (Kind.LESSON, Kind.QUIZ, Kind.POOL, Kind.CONVERSATION)
MEANINGS = {
    Kind.COURSE: "A course is a row of lessons, with quizzes where you like. As its owner you say who writes with you.",
    Kind.LESSON: "A lesson is a text to read with things to do in it: ten minutes or so.",
    Kind.QUIZ: "A quiz asks what the lessons have shown. It may count towards finishing the course.",
    Kind.POOL: "A pool holds questions from which quizzes draw, to each person others.",
    Kind.CONVERSATION: (
        "A conversation is practised by choosing what to say: scenes, replies, and a look back at the end. Its map "
        "stands beside the text while you write, and shows where a way leads nowhere."
    ),
    Kind.POST: "A post stands in the blog under its day, and people may talk below it.",
    Kind.PAGE: "A page stands by itself, such as one about you or about this place.",
}


class NewPage(NamedTuple):
    """The form, and what it begins."""

    kind: Kind
    form: NewForm
    course: Course | None = None

    @property
    def word(self) -> str:
        """What is begun, in words."""
        return WORDS[self.kind]

    @property
    def meaning(self) -> str:
        """What such a piece is."""
        return MEANINGS[self.kind]

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        above: list[tuple[str, str | None]] = [("Write", WRITE)]
        if self.course is not None:
            above.append((self.course.title, f"{WRITE}#course-{self.course.key}"))
        return [*above, (f"New {self.word}", None)]


class CourseIsFull(Problem):
    """A course of 999 pieces."""

    status = 409
    title = "This course is full"
    happened = "A course holds 999 lessons, quizzes and pools at most, and this one has them all."
    kept = "Nothing was begun."
    do = "Begin another course, or take something out of this one."


@bp.get("/studio/write/new/<kind>")
@needs("coach")
def new(kind: str) -> Response:
    """The form for a new course, post or page."""
    found = _kind(kind, ALONE)
    return _shown(NewPage(found, _form(found)))


@bp.post("/studio/write/new/<kind>")
@needs("coach")
def begin(kind: str) -> Response:
    """Begin a course, post or page."""
    found = _kind(kind, ALONE)
    return _begun(NewPage(found, _form(found)))


@bp.get("/studio/write/<key>/new/<kind>")
@needs("coach")
def new_in_course(key: str, kind: str) -> Response:
    """The form for something new in a course."""
    found = _kind(kind, INSIDE)
    return _shown(NewPage(found, _form(found), _course(key)))


@bp.post("/studio/write/<key>/new/<kind>")
@needs("coach")
def begin_in_course(key: str, kind: str) -> Response:
    """Begin something in a course."""
    found = _kind(kind, INSIDE)
    return _begun(NewPage(found, _form(found), _course(key)))


def _kind(word: str, among: tuple[Kind, ...]) -> Kind:
    found = next((kind for kind in among if kind.value == word), None)
    if found is None:
        raise NotHere
    return found


def _form(kind: Kind) -> NewForm:
    return (NewCourseForm if kind is Kind.COURSE else NewForm)(request.form)


def _course(key: str) -> Course:
    found = queries.course_with(read_db(), key)
    if found is None:
        raise NotHere
    allowed(found.id, "writes")
    return found


def _begun(page: NewPage) -> Response:
    form, submission = page.form, once.submitted()
    if led := outcome_of(read_db(), submission):
        return see(led)
    if not form.validate():
        return _shown(page, 422)
    session, now = write_db(), clock.now()
    if not spend_value(session, submission, now):
        return see(outcome_of(session, submission) or WRITE)
    title, summary = form.title.data or "", form.data.get("summary") or ""
    user = (current_user.id, current_user.name)
    try:
        key = creating.create(session, page.kind, title, user, now, summary=summary, course=page.course)
    except FrontMatterError as error:
        session.rollback()
        form.title.errors = [str(error)]
        return _shown(page, 422)
    except Full:
        session.rollback()
        raise CourseIsFull from None
    leads = desk_href(key)
    set_outcome(session, submission, leads)
    session.commit()
    return see(leads)


def _shown(page: NewPage, status: int = 200) -> Response:
    return make_response(render_template("studio/new.html", page=page), status)
