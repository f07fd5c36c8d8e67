"""My learning."""

from collections.abc import Mapping, Sequence

from flask import render_template
from flask_login import current_user

from coursesite import clock
from coursesite.learning.course_views import bp, my_standings, outline_of
from coursesite.learning.pages.mine import MinePage, NextUp, first_next, known, mine_page, shown_on
from coursesite.learning.queries import Standing
from coursesite.learning.quizzes import queries as attempts
from coursesite.learning.quizzes.corrections import telling
from coursesite.learning.quizzes.pages.mine import MyQuizzes
from coursesite.library import reading
from coursesite.library.reading import CourseCard
from coursesite.web.access import needs
from coursesite.web.paging import page_number
from coursesite.web.state import read_db

NEWEST = 20
"""How many of the courses last worked in are looked through for something to go on with."""

MOST_ATTEMPTS = 30
"""How many attempts at quizzes are listed: those under way, then the newest results."""


@bp.get("/learn/")
@needs("learner")
def mine() -> str:
    """Everything of one learner: the next thing first."""
    return render_template("learning/mine.html", page=_mine_page(page_number()), quizzes=_my_quizzes())


def _my_quizzes() -> MyQuizzes:
    now = clock.now()
    rows = attempts.listed(read_db(), current_user.id, MOST_ATTEMPTS)
    return MyQuizzes(rows, telling.news(read_db(), current_user.id, now), now, current_user.time_zone)


def quizzes_under_way() -> MyQuizzes:
    """The attempts that the person who asks has begun and not handed in; for pages that show no results."""
    rows = attempts.listed(read_db(), current_user.id, MOST_ATTEMPTS)
    return MyQuizzes(rows, (), clock.now(), current_user.time_zone)


def _mine_page(page: int) -> MinePage:
    cards = {card.id: card for card in reading.every_course(read_db())}
    mine = my_standings(outcomes=True)
    standings = known(mine.courses, cards)
    shown = [*shown_on(standings, page), *standings[:NEWEST]]
    outlines = {one.course_id: outline_of(cards[one.course_id]) for one in shown}
    moment = (clock.now(), current_user.time_zone)
    return mine_page(standings, cards, outlines, mine, page, moment)


def next_among(courses: Sequence[CourseCard], standings: Mapping[int, Standing]) -> NextUp | None:
    """The one next thing, in the course with the newest activity that has something left."""
    cards = {card.id: card for card in courses}
    newest = known(standings, cards)[:NEWEST]
    return first_next(newest, cards, {one.course_id: outline_of(cards[one.course_id]) for one in newest}, clock.now())
