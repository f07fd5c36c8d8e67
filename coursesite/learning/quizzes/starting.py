"""Beginning an attempt: what it asks is drawn and written down at once, so that nothing about it can change."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from coursesite.learning.quizzes import queries
from coursesite.learning.quizzes.asking import Asked, Source, ask
from coursesite.learning.quizzes.models import Attempt
from coursesite.learning.quizzes.policy import Policy, total
from coursesite.learning.quizzes.states import MayStart, due_at, may_start
from coursesite.learning.records import queries as records
from coursesite.library import reading
from coursesite.web.errors import NotHere


class NotNow(Exception):
    """No further attempt may begin at this moment; `why` says what stands in the way."""

    def __init__(self, why: MayStart) -> None:
        super().__init__(why)
        self.why = why


def sources(session: Session, course_id: int, policy: Policy) -> dict[str, Source]:
    """The pools that a quiz draws from, as they are published now, by their files' names."""
    if not policy.draws:
        return {}
    found = queries.pools_beside(session, course_id)
    wanted = {draw.pool for draw in policy.draws} & set(found)
    return {name: Source(found[name][0], reading.content(session, found[name][1])) for name in wanted}


def draw(session: Session, course_id: int, quiz: Source, policy: Policy) -> tuple[str, list[Asked]]:
    """Draw an attempt's questions: the seed, and what it asks. Reads only; do it before the transaction begins."""
    seed = secrets.token_hex(8)
    return seed, ask(quiz, sources(session, course_id, policy), policy.draws, seed)


def start(
    session: Session,
    user_id: int,
    quiz: tuple[int, int, int],
    policy: Policy,
    drawn: tuple[str, Sequence[Asked]],
    once: str,
    now: datetime,
) -> Attempt:
    """Begin an attempt, or give the one that is under way, or the one that this same submission began before.

    `quiz` is the course's id, the quiz's and its published revision's. Raises `NotNow`; `NotHere` for a submission that
    began an attempt at another quiz.
    """
    course_id, quiz_id, revision_id = quiz
    seed, asked = drawn
    records.take_turn(session, user_id)
    if (before := queries.attempt_begun_as(session, user_id, once)) is not None:
        if before.quiz_id == quiz_id:
            return before
        # Another quiz's form, sent here: no browser of ours does that, and nothing of it may be found here.
        raise NotHere
    attempts = queries.attempts_of(session, user_id, quiz_id)
    allowed = queries.allowance(session, user_id, quiz_id)
    may = may_start(policy, attempts, allowed, now)
    if may.open is not None:
        return may.open
    if not may.now:
        raise NotNow(may)
    attempt = Attempt(
        user_id=user_id,
        course_id=course_id,
        quiz_id=quiz_id,
        revision_id=revision_id,
        number=len(attempts) + 1,
        seed=seed,
        started_at=now,
        due_at=due_at(policy, allowed, now),
        out_of=str(total(question.marks for question in asked)),
        once=once,
    )
    queries.add_attempt(session, attempt, [_row(quiz_id, question) for question in asked])
    return attempt


def _row(quiz_id: int, question: Asked) -> dict[str, Any]:
    return {
        "quiz_id": quiz_id,
        "place": question.place,
        "slot": question.slot,
        "source_id": question.source.piece_id,
        "revision_id": question.source.content.revision_id,
        "exercise": question.exercise.id,
        "marks": str(question.marks),
        "given": None,
        "sequence": 0,
    }
