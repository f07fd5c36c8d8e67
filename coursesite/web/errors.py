"""Named errors with a sentence a person can act on, and the pages they become."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InternalError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import NotFound as WerkzeugNotFound

from coursesite.web.filters import moment_in_words
from coursesite.web.typed import typed_text

log = logging.getLogger(__name__)


class Problem(Exception):
    """Something went wrong that a person should read about. Subclasses say what, with which status."""

    status = 400
    title = "That did not work"
    happened = "The page could not do what was asked."
    kept = ""
    do = "Go back and try again."


class NotHere(Problem):
    """There is no such thing, or not for this person: a stranger can't tell the two apart."""

    status = 404
    title = "There is no page here"
    happened = "The address may have a slip in it, or the page has moved or been taken down."
    do = "Search for it, or start from the list of courses."


class NotAllowed(Problem):
    """This person can see that the page exists and may not use it."""

    status = 403
    title = "This page is not open to you"
    happened = "You are signed in, but this page belongs to somebody with another task here."
    do = "If you think it should be open to you, write to whoever runs this site."


class SignedOut(Problem):
    """A form with typed text that only somebody signed in may send, from nobody: `href` is where they sign in."""

    status = 401
    title = "You are not signed in"
    happened = (
        "This form is for people who are signed in, and you weren’t, or no longer: signing in lasts for thirty days, "
        "or until you sign out."
    )
    kept = "What you typed is below. None of it was saved, and nothing was changed."
    do = "Copy your text, sign in, and put it into the form again. Signing in leads you back to it."

    def __init__(self, href: str) -> None:
        super().__init__(href)
        self.href = href


class TooMany(Problem):
    """Over a limit, until a moment in time."""

    status = 429
    title = "That was a little too often"

    def __init__(self, until: datetime, now: datetime, time_zone: str = "UTC") -> None:
        super().__init__(until)
        self.seconds = max(1, int((until - now).total_seconds()) + 1)
        self.happened = "To keep strangers from guessing, this can only be tried so many times in a while."
        self.kept = "Nothing is locked for good, and nothing you typed was lost."
        self.do = f"Try again in {_span(self.seconds)}, from {moment_in_words(until, time_zone)} on."


class NotSaved(Problem):
    """The database could not take what was sent."""

    status = 503
    title = "This was not saved"
    happened = "The site could not write it down just now: its disk is full, or too many people are writing at once."
    kept = "What you typed is below. Nothing else was changed."
    do = "Wait a minute, then go back and send it again."


class FromElsewhere(Problem):
    """A form that this site can't be sure this person sent."""

    status = 400
    title = "This form had waited too long"
    happened = "We could not be sure that the form came from this page, so nothing was changed."
    kept = "What you typed is below."
    do = "Go back, reload the page and send it again."


class Unreadable(Problem):
    """The request holds a character that no text holds."""

    happened = "The request held a character that can't be part of a text, so nothing was done with it."
    kept = "Nothing was changed."
    do = "Go back, take out what was pasted last, and send it again."


class Broken(Problem):
    """A fault of ours."""

    status = 500
    title = "Something broke on our side"
    happened = "The page failed while it was being made. It is written down for the people who run this site."
    kept = "What was saved before is still saved."
    do = "Try again in a moment. If it keeps happening, tell us what you were doing."


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What the error template shows."""

    title: str
    what_happened: str
    what_was_kept: str
    what_to_do: str
    kept_text: str
    sign_in_href: str = ""


def init(app: Flask) -> None:
    """Turn named errors, HTTP errors and faults into pages."""
    app.register_error_handler(Problem, problem_page)
    app.register_error_handler(WerkzeugNotFound, lambda _error: problem_page(NotHere()))
    app.register_error_handler(CSRFError, lambda _error: problem_page(FromElsewhere()))
    app.register_error_handler(HTTPException, _http_page)
    app.register_error_handler(OperationalError, _not_saved)
    # What psycopg calls a write to a database that only reads, as a standby does.
    app.register_error_handler(InternalError, _not_saved)
    app.register_error_handler(Exception, _broken)


def problem_page(problem: Problem) -> Response:
    """The page for a named error, with what the person had typed; for a script that asks for JSON, its sentence."""
    typed = typed_text()
    kept = problem.kept if typed or "below" not in problem.kept else "Nothing was changed."
    if request.accept_mimetypes.best == "application/json":
        response = make_response({"problem": f"{problem.happened} {problem.do}"}, problem.status)
    else:
        sign_in = problem.href if isinstance(problem, SignedOut) else ""
        page = ErrorPage(problem.title, problem.happened, kept, problem.do, typed, sign_in)
        response = make_response(render_template("layout/error.html", page=page), problem.status)
    if isinstance(problem, TooMany):
        response.headers["Retry-After"] = str(problem.seconds)
    return response


def _http_page(error: HTTPException) -> Response:
    # A redirect is an HTTPException too (a missing trailing slash): it is an answer, not a fault.
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    problem = Problem()
    problem.status = error.code
    sentences: dict[int, Callable[[], str]] = {
        405: lambda: "This address does not take that kind of request.",
        413: lambda: "What was sent is larger than this site takes.",
    }
    problem.happened = sentences.get(error.code, lambda: "The request could not be understood.")()
    response = problem_page(problem)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _not_saved(error: OperationalError | InternalError) -> Response:
    log.error("the database refused: %s", error.orig)
    return problem_page(NotSaved() if request.method == "POST" else Broken())


def _broken(error: Exception) -> Response:
    # The rule and not the path: a path can hold a link's token.
    log.exception("fault while serving %s %s", request.method, request.url_rule, exc_info=error)
    return problem_page(Broken())


def _span(seconds: int) -> str:
    if seconds < 90:
        return "a minute"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} minutes"
    return f"{round(seconds / 3600)} hours"
