"""The page that a learner will see, drawn while the text is being written."""

import re
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from cachetools import LRUCache
from flask import Response, jsonify, make_response, render_template
from flask_login import current_user
from markupsafe import Markup

from coursesite import clock
from coursesite.accounts.models import Role
from coursesite.accounts.people import Guest
from coursesite.learning.course_views import site
from coursesite.learning.pages.reader import Reader
from coursesite.studio.studio_desk import bp
from coursesite.studio.writing.fields import PREFIX
from coursesite.studio.writing.looking import Look, look, preview
from coursesite.studio.writing.pages.preview import Drawn
from coursesite.studio.writing.queries import Written
from coursesite.studio.written_desk import never_kept, sent_form, sent_source, speaks_json, written
from coursesite.web.access import needs
from coursesite.web.security import framed
from coursesite.web.state import read_db

MOST_DRAWINGS = 2000
_drawings: LRUCache[str, str] = LRUCache(MOST_DRAWINGS)
_turn = Lock()
_MAIN = re.compile(r"<main [^>]*>")
_ELSEWHERE = re.compile(r'<a (?=[^>]*href="(?!#))')


@bp.get("/studio/write/<key>/preview")
@needs("coach")
def preview_draft(key: str) -> Response:
    """The draft as it stands, for the frame beside the text."""
    found = written(key, "looks")
    return _frame(found, look(read_db(), found, found.source))


@bp.post("/studio/write/<key>/preview")
@needs("coach")
def preview_sent(key: str) -> Response:
    """What the form holds, not saved, for the frame beside the text."""
    found = written(key)
    return _frame(found, look(read_db(), found, sent_source(found, sent_form(found))))


@bp.post("/studio/write/<key>/look")
@speaks_json
def look_at(key: str) -> Response:
    """The same for the page's script: the page's inside, what is wrong, what the text holds. Changes nothing."""
    found = written(key)
    seen = look(read_db(), found, sent_source(found, sent_form(found)))
    faults = [
        {
            "line": one.line,
            "field": one.field and one.field.removeprefix(PREFIX),
            "problem": one.problem,
            "remedy": one.remedy,
        }
        for one in seen.faults
    ]
    outline = [{"line": one.line, "level": one.level, "text": one.text} for one in seen.outline]
    html = inside(learners_page(found, seen))
    return never_kept(jsonify(html=html, faults=faults, outline=outline, words=seen.words, minutes=seen.minutes))


def learners_page(found: Written, seen: Look, *, bare: bool = True) -> str:
    """The page that a learner will see of this text, whole; `bare` without what stands around every page.

    Links of the text lead into a window of their own, forms carry nobody's token.
    """
    zone = current_user.time_zone
    shown = preview(read_db(), found, seen, Reader(known=True, signed_in=True, time_zone=zone), site(), clock.now())
    if shown is None:
        return render_template("studio/preview_late.html", faults=seen.faults, bare=bare)
    html = render_template(
        shown.template,
        page=shown.page,
        draw=_drawer(shown.drawn),
        bare=bare,
        csrf_field=Markup,
        once_field=Markup,
        person=_as_learner(),
        **shown.values,
    )
    return _ELSEWHERE.sub('<a target="_blank" rel="noopener" ', html) if bare else html


def inside(page: str) -> str:
    """What stands in a page's main element."""
    begins = _MAIN.search(page)
    return page[begins.end() : page.rindex("</main>")].strip() if begins else ""


def _frame(found: Written, seen: Look) -> Response:
    response = framed(never_kept(make_response(learners_page(found, seen))))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _as_learner() -> object:
    person = current_user._get_current_object()
    return person if isinstance(person, Guest) else replace(person, role=Role.LEARNER.value)


def _drawer(drawn: Drawn) -> Callable[[str], Markup]:
    """Draws an exercise by its id; one that hasn't changed comes from memory."""

    def draw(exercise_id: str) -> Markup:
        looks = drawn.looks(exercise_id)
        with _turn:
            html = _drawings.get(looks)
        if html is None:
            shown = drawn.shown(exercise_id)
            html = render_template("learning/exercise.html", exercise=shown, csrf_field=Markup, once_field=Markup)
            with _turn:
                _drawings[looks] = html
        return Markup(html)  # noqa: S704  # Jinja escaped what is in it

    return draw
