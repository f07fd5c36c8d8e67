"""One attempt of the person who asks, and the page of its questions, for the views of attempts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import request
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from coursesite.exercises import BadAnswer, Compiled, mark
from coursesite.learning.course_views import reader
from coursesite.learning.quizzes import grading, queries
from coursesite.learning.quizzes.models import Attempt, Response
from coursesite.learning.quizzes.pages.attempt import AttemptPage, Entered, Posed
from coursesite.learning.quizzes.pages.frame import Frame
from coursesite.learning.quizzes.policy import Policy, policy_of
from coursesite.learning.quizzes.quiz_views import quiz_at
from coursesite.learning.quizzes.saving import Change
from coursesite.learning.showing.typed import typed_of
from coursesite.library import reading
from coursesite.library.queries import LessonRow
from coursesite.library.reading import Content
from coursesite.web.errors import NotHere
from coursesite.web.state import read_db

LONGEST_SAVE = 512 * 1024
"""Bytes of one save: more than the longest answers to the longest quiz take."""


@dataclass(frozen=True, slots=True)
class OwnAttempt:
    """An attempt of the person who asks, with the quiz in the wording it was begun in."""

    row: LessonRow
    attempt: Attempt
    content: Content

    @property
    def frame(self) -> Frame:
        """The quiz's frame."""
        return Frame(self.row, reader())

    @property
    def policy(self) -> Policy:
        """The rules that it was begun under."""
        return policy_of(self.content.values)

    @property
    def address(self) -> str:
        """The attempt's path."""
        return self.frame.attempt(self.attempt.number)


def own_attempt(course_slug: str, quiz_slug: str, number: int) -> OwnAttempt:
    """The attempt at this address, which is nobody else's. Raises `NotHere`, or refuses a request that is too large."""
    if (request.content_length or 0) > LONGEST_SAVE:
        raise RequestEntityTooLarge
    row = quiz_at(course_slug, quiz_slug)
    found = queries.attempt(read_db(), current_user.id, row.id, number)
    if found is None:
        raise NotHere
    return OwnAttempt(row, found, reading.content(read_db(), found.revision_id))


def posed_in(found: OwnAttempt) -> list[Posed]:
    """The attempt's questions with what is saved of each."""
    session = read_db()
    rows = queries.responses_of(session, found.attempt.id)
    wordings = [(row, grading.wording_of(session, row).compiled) for row in rows]
    return [Posed(row, compiled, compiled.question(found.attempt.seed)) for row, compiled in wordings]


def page_of(found: OwnAttempt, now: datetime, *, fresh: bool = False) -> AttemptPage:
    """The page of the attempt's questions; `fresh` sees what this request has committed."""
    if fresh:
        read_db(fresh=True)
    posed = {one.place: one for one in posed_in(found)}
    return AttemptPage(found.frame, found.attempt, found.policy, found.content, posed, current_user.key, now)


def with_entered(
    found: OwnAttempt, changes: Sequence[Change], elsewhere: Sequence[Response], now: datetime
) -> AttemptPage:
    """The page as it stands now, with what could not be saved in its fields."""
    page = page_of(found, now, fresh=True)
    places = {row.place for row in elsewhere}
    for change in changes:
        if change.place in places:
            typed = typed_of(page.posed[change.place].question, change.given)
            page = entered_also(page, change.place, Entered(typed, elsewhere=True))
    return page


def entered_also(page: AttemptPage, place: int, entered: Entered) -> AttemptPage:
    """The page with something that was not taken in one question's fields."""
    return replace(page, entered={**page.entered, place: entered})


def counted_in(posed: Sequence[Posed]) -> dict[int, Compiled]:
    """By place, the wordings whose right answers counted, where they are later ones than those asked."""
    found = {}
    for one in posed:
        revision = one.response.graded_by
        if revision is not None and revision != one.response.revision_id:
            later = grading.wording_in(read_db(), revision, one.response.exercise)
            if later is not None and _can_be_read(later.compiled, one.response):
                found[one.place] = later.compiled
    return found


def _can_be_read(compiled: Compiled, response: Response) -> bool:
    """Whether an answer means anything in this wording: its options may be gone. None given means nothing anywhere."""
    try:
        return response.given is None or mark(compiled, response.given) is not None
    except BadAnswer:
        return False
