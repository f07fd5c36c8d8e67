"""The coach's pages about the people who take a quiz: their attempts, and what they are allowed."""

from flask import Response, make_response, render_template, request
from flask_login import current_user

from coursesite import clock
from coursesite.learning.course_views import bp
from coursesite.learning.quizzes import allowing, desk_queries, grading, queries
from coursesite.learning.quizzes.allowing import Wish
from coursesite.learning.quizzes.corrections import telling
from coursesite.learning.quizzes.corrections.waiting import waiting
from coursesite.learning.quizzes.desk_queries import PersonLine
from coursesite.learning.quizzes.pages.attempt import Posed
from coursesite.learning.quizzes.pages.people import (
    PEOPLE_ON_A_PAGE,
    AttemptDeskPage,
    PeoplePage,
    attempt_lines,
    somebody,
)
from coursesite.learning.quizzes.pages.studio import Desk
from coursesite.learning.quizzes.policy import policy_of
from coursesite.learning.quizzes.quizzes_desk import quiz_of_desk
from coursesite.library import reading
from coursesite.library.queries import LessonRow
from coursesite.web.access import needs
from coursesite.web.errors import NotHere
from coursesite.web.paging import page_number, page_within
from coursesite.web.redirects import see
from coursesite.web.state import read_db, write_db

LONGEST_SEARCH = 100
GRANTED = ("good", "It is granted. It holds for an attempt that is under way, too.")


@bp.get("/studio/courses/<course_slug>/<quiz_slug>/people")
@needs("coach")
def quiz_people(course_slug: str, quiz_slug: str) -> str:
    """Everybody who takes the course or took the quiz."""
    row = quiz_of_desk(course_slug, quiz_slug)
    notices = [GRANTED] if request.args.get("done") == "granted" else []
    return render_template("learning/desk_people.html", page=_people(row), notices=notices)


@bp.post("/studio/courses/<course_slug>/<quiz_slug>/people/<user_key>/allowance")
@needs("coach")
def allow_person(course_slug: str, quiz_slug: str, user_key: str) -> Response:
    """Grant one person minutes and attempts; what can't be granted comes back with a sentence."""
    row = quiz_of_desk(course_slug, quiz_slug, "writes")
    person = _person(row, user_key)
    wish = Wish(request.form.get("minutes", ""), request.form.get("attempts", ""))
    if wish.problems or not request.form:
        return make_response(render_template("learning/desk_people.html", page=_refused(row, person, wish)), 422)
    session = write_db()
    allowing.allow(session, person.id, row.id, wish, current_user.id, clock.now())
    session.commit()
    return see(f"{_desk(row).people_href}?done=granted#person-{person.key}")


@bp.get("/studio/courses/<course_slug>/<quiz_slug>/people/<user_key>/<int:number>")
@needs("coach")
def quiz_person_attempt(course_slug: str, quiz_slug: str, user_key: str, number: int) -> str:
    """One attempt with every right answer."""
    row, session = quiz_of_desk(course_slug, quiz_slug), read_db()
    person = _person(row, user_key)
    attempt = queries.attempt(session, person.id, row.id, number)
    if attempt is None:
        raise NotHere
    posed = []
    for response in queries.responses_of(session, attempt.id):
        compiled = grading.wording_of(session, response).compiled
        posed.append(Posed(response, compiled, compiled.question(attempt.seed)))
    now, desk = clock.now(), _desk(row)
    page = AttemptDeskPage(
        desk,
        person,
        attempt,
        posed,
        now,
        telling.sentences(session, attempt.id, current_user.time_zone),
        attempt_lines(desk, person, queries.attempts_of(session, person.id, row.id), now),
    )
    return render_template("learning/desk_attempt.html", page=page)


def _desk(row: LessonRow) -> Desk:
    return Desk(row, len(waiting(read_db(), [row.id])))


def _person(row: LessonRow, key: str) -> PersonLine:
    found = desk_queries.person(read_db(), row.course_id, row.id, key)
    if found is None:
        raise NotHere
    return found


def _people(row: LessonRow) -> PeoplePage:
    session, now = read_db(), clock.now()
    words = " ".join(request.args.get("q", "").split())[:LONGEST_SEARCH]
    total = desk_queries.count_people(session, row.course_id, row.id, words)
    number = page_within(total, PEOPLE_ON_A_PAGE, page_number())
    start = (number - 1) * PEOPLE_ON_A_PAGE
    rows = desk_queries.people(session, row.course_id, row.id, words, start, PEOPLE_ON_A_PAGE)
    attempts = desk_queries.attempts_of_people(session, row.id, [one.id for one in rows])
    desk = _desk(row)
    found = [somebody(desk, one, attempts.get(one.id, ()), now) for one in rows]
    policy = policy_of(reading.content(session, row.published_revision_id).values)
    return PeoplePage(desk, policy, found, total, number, words)


def _refused(row: LessonRow, person: PersonLine, wish: Wish) -> PeoplePage:
    session, desk = read_db(), _desk(row)
    attempts = queries.attempts_of(session, person.id, row.id)
    policy = policy_of(reading.content(session, row.published_revision_id).values)
    return PeoplePage(desk, policy, [somebody(desk, person, attempts, clock.now(), wish)], 1, 1)
