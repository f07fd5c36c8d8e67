"""One's own certificates, and making one."""

from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user

from coursesite import clock
from coursesite.learning.certificates import certifying, queries
from coursesite.learning.certificates.certificate_forms import NameForm
from coursesite.learning.certificates.pages import ListPage
from coursesite.learning.course_views import bp
from coursesite.learning.records import queries as records
from coursesite.library import queries as library
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db


@bp.get("/certificates/")
@needs("learner")
def certificates() -> Response:
    """All of them, and what could have one."""
    return _page(current_user.name)


@bp.post("/courses/<course_slug>/certificate")
@needs("learner")
def make_certificate(course_slug: str) -> Response:
    """Make the certificate of a completed course, once; a second time leads to the one there is."""
    session = read_db()
    found = library.find_course(session, course_slug)
    course = None if found is None else queries.completed(session, current_user.id, found.id)
    if course is None:
        raise NotHere
    if code := queries.code_for(session, current_user.id, course.course_id):
        return see(url_for("learning.certificate", code=code))
    form = NameForm(request.form)
    if form.sentence:
        return _page(form.names[0], (course.course_id, form.sentence))
    words = (form.names[0], certifying.title_then(session, course))
    writing = write_db()
    records.take_turn(writing, current_user.id)
    code = certifying.make(writing, current_user.id, course, words, clock.now())
    writing.commit()
    return see(url_for("learning.certificate", code=code))


def _page(name: str, refused: tuple[int, str] = (0, "")) -> Response:
    session, user_id = read_db(), current_user.id
    page = ListPage(queries.all_of(session, user_id), queries.without_one(session, user_id), name, refused)
    html = render_template("learning/certificates.html", page=page)
    return make_response(html, 422 if refused[1] else 200)
