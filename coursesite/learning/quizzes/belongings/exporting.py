"""A person's attempts as they take them along, and as they stay once their person has left."""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from coursesite.exercises import Compiled
from coursesite.learning.quizzes.belongings import queries
from coursesite.learning.quizzes.models import Attempt, Response
from coursesite.learning.quizzes.pages.answers import said
from coursesite.library import reading

CHOSEN = ("picks", "order", "pairs")
"""The parts of an answer that are chosen from what the coach wrote; the rest is typed, or says how somebody is."""

Rows = list[dict[str, object]]


def export(session: Session, user_id: int) -> dict[str, Rows]:
    """Every attempt, every question in it with its answer in words, what was put right, what was allowed or decided."""
    return {
        "quiz_attempts": [_attempt(attempt, title) for attempt, title in queries.each_attempt(session, user_id)],
        "quiz_answers": [
            _response(session, response, number, title)
            for response, number, title in queries.each_response(session, user_id)
        ],
        "results_put_right": _put_right(session, user_id),
        "quiz_allowances": [
            {
                "quiz": title,
                "extra minutes": row.extra_minutes,
                "extra attempts": row.extra_attempts,
                "granted": row.granted_at,
            }
            for row, title in queries.each_allowance(session, user_id)
        ],
        "corrections_decided": _decided(session, user_id),
        "allowances_granted": [
            {"quiz": title, "when": when} for title, when in queries.count_granted(session, user_id)
        ],
    }


def erase(session: Session, user_id: int) -> None:
    """Delete attempts under way and allowances; empty every typed answer.

    Graded attempts stay under the ownerless number with what was picked, so that figures still add up.
    """
    queries.remove_under_way(session, user_id)
    queries.remove_allowances(session, [user_id])
    for attempt, _title in queries.each_attempt(session, user_id):
        # The value came from a form: nothing that somebody could have chosen beforehand may stand in its place.
        attempt.once = secrets.token_urlsafe(16)
    for response, _number, _title in queries.each_response(session, user_id):
        response.tab = ""
        if response.given and set(response.given) - set(CHOSEN):
            response.given = {name: value for name, value in response.given.items() if name in CHOSEN}
            response.chosen = ""
    session.flush()


def _attempt(attempt: Attempt, title: str) -> dict[str, object]:
    return {
        "quiz": title,
        "attempt": attempt.number,
        "begun": attempt.started_at,
        "time until": attempt.due_at,
        "handed in": attempt.submitted_at,
        "graded": attempt.graded_at,
        "marks": attempt.score,
        "of": attempt.out_of,
        "share": attempt.share,
        "passed": attempt.passed,
        "questions drawn by": attempt.seed,
    }


def _response(session: Session, response: Response, number: int, title: str) -> dict[str, object]:
    asked = _wording(session, response)
    return {
        "quiz": title,
        "attempt": number,
        "question": response.place,
        "title": asked.title_text if asked else "",
        "exercise": response.exercise,
        "answer": said(asked, response.given) if asked else "",
        "as it is stored": response.given,
        "in short": response.chosen,
        "saved": response.saved_at,
        "outcome": response.outcome,
        "credit": response.credit,
        "marks": response.marks,
        "share of the attempt": response.total,
    }


def _wording(session: Session, response: Response) -> Compiled | None:
    found: Mapping[str, Any] = reading.content(session, response.revision_id).exercises
    return found.get(response.exercise)


def _put_right(session: Session, user_id: int) -> Rows:
    return [
        {
            "quiz": title,
            "attempt": number,
            "question": row.place,
            "decision": correction.choice,
            "when": correction.made_at,
            "taken back": correction.undone_at,
            "credit before": row.old_credit,
            "credit after": row.new_credit,
            "marks before": row.old_marks,
            "marks after": row.new_marks,
            "outcome before": row.old_outcome,
            "outcome after": row.new_outcome,
            "share before": row.old_share,
            "share after": row.new_share,
        }
        for row, correction, number, title in queries.each_correction(session, user_id)
    ]


def _decided(session: Session, user_id: int) -> Rows:
    return [
        {
            "quiz": title,
            "exercise": row.exercise,
            "decision": row.choice,
            "made by you": row.made_at if row.made_by == user_id else None,
            "taken back by you": row.undone_at if row.undone_by == user_id else None,
            "results that rose": row.rose,
            "results that fell": row.fell,
            "results that stayed": row.stayed,
        }
        for row, title in queries.each_decision(session, user_id)
    ]
