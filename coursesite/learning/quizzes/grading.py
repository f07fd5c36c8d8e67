"""Handing in and grading, in one transaction: every response, the attempt, which one counts, and what it completes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from coursesite.learning import completion
from coursesite.learning.models import FinishedLesson
from coursesite.learning.quizzes import queries
from coursesite.learning.quizzes.chosen import chosen
from coursesite.learning.quizzes.corrections.changes import changes
from coursesite.learning.quizzes.marks import OPEN, Wording, Worth, added_up, decided, share_of, worth
from coursesite.learning.quizzes.models import Attempt, Choice, Correction, Response
from coursesite.learning.quizzes.policy import Policy, policy_of, standings
from coursesite.learning.quizzes.states import GRACE, takes_answers
from coursesite.learning.records import queries as records
from coursesite.library import reading

Decisions = Mapping[tuple[int, str], Sequence[Correction]]
"""The corrections in force, by the piece that holds the question and the question's id; oldest first."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What grading needs to know of a quiz: its rules, and the ids of what completes its course."""

    policy: Policy
    order: Sequence[int]


def rules_of(session: Session, attempt: Attempt) -> Rules:
    """The rules that an attempt was begun under, and what completes its course now."""
    policy = policy_of(reading.content(session, attempt.revision_id).values)
    outline = reading.outline(session, attempt.course_id, queries.outline_version(session, attempt.course_id))
    return Rules(policy, outline.needed)


def submit(session: Session, user_id: int, attempt_id: int, rules: Rules, now: datetime) -> Attempt:
    """Hand an attempt in and grade it from what is saved; one that was handed in before stays as it is.

    What arrives after its time counts as handed in when the time was up.
    """
    # The quiz's decisions first, then the person, then the attempt: in this order everywhere, so that two requests
    # never wait for each other, and no decision is made between what is read of it here and the end.
    queries.hold_decisions(session, attempt_id)
    records.take_turn(session, user_id)
    attempt = queries.attempt_for_writing(session, attempt_id)
    if attempt.submitted_at is None:
        late = attempt.due_at is not None and now > attempt.due_at + GRACE
        attempt.submitted_at = attempt.due_at if late else now
    if attempt.graded_at is None:
        grade(session, attempt, rules, now)
    return attempt


def check(session: Session, attempt_id: int, place: int, now: datetime) -> Response | None:
    """Mark one saved response at once; from then on it stands. None where nothing is saved there, or nothing may be."""
    attempt = queries.attempt_for_writing(session, attempt_id)
    found = [response for response in queries.responses_of(session, attempt_id) if response.place == place]
    if not found or not takes_answers(attempt, now):
        return None
    response = found[0]
    if response.checked_at is None:
        wording = wording_of(session, response)
        decisions = decisions_in_force(session, attempt.quiz_id)
        found_worth = worth_of(session, wording, response.given, about(decisions, response))
        if found_worth.outcome == OPEN:
            return None
        put(response, found_worth)
        response.checked_at = now
        session.flush()
    return response


def grade(session: Session, attempt: Attempt, rules: Rules, now: datetime) -> None:
    """Mark every response of an attempt that was handed in, and draw the sum."""
    responses = queries.responses_of(session, attempt.id)
    decisions = decisions_in_force(session, attempt.quiz_id)
    for response in responses:
        wording = wording_of(session, response)
        # Also what was checked before: a decision may have been made since.
        put(response, worth_of(session, wording, response.given, about(decisions, response)))
        response.chosen = chosen(wording.compiled, response.given)
    add_up(attempt, responses, rules.policy)
    attempt.graded_at = now
    settle(session, attempt, rules, now)


def decisions_in_force(session: Session, quiz_id: int) -> Decisions:
    """What coaches decided about questions of this quiz and did not undo."""
    found: dict[tuple[int, str], list[Correction]] = {}
    for row in queries.corrections_in_force(session, [quiz_id]):
        found.setdefault((row.source_id, row.exercise), []).append(row)
    return found


def about(decisions: Decisions, response: Response) -> Sequence[Correction]:
    """What was decided about the question of this response since it was asked, oldest first."""
    found = decisions.get((response.source_id, response.exercise), ())
    return [row for row in found if row.revision_id > response.revision_id]


def wording_of(session: Session, response: Response) -> Wording:
    """A response's question in the words it was asked in. Raises `KeyError`."""
    return Wording(response.revision_id, reading.content(session, response.revision_id).exercises[response.exercise])


def wording_in(session: Session, revision_id: int, exercise: str) -> Wording | None:
    """A question in the words of a revision; None where that doesn't ask it."""
    found = reading.content(session, revision_id).exercises.get(exercise)
    return None if found is None else Wording(revision_id, found)


def worth_of(
    session: Session, asked: Wording, given: Mapping[str, Any] | None, decisions: Sequence[Correction]
) -> Worth:
    """What an answer is worth by the wording that was asked, then by each decision about another wording in turn."""
    found = worth(asked, given)
    for decision in decisions:
        new = wording_in(session, decision.revision_id, asked.compiled.id)
        if changes(asked.compiled, None if new is None else new.compiled):
            found = decided(asked, new, given, Choice(decision.choice), found)
    return found


def put(response: Response, found: Worth) -> None:
    """Write down what a response is worth."""
    response.credit = str(found.credit)
    response.marks = str(found.marks)
    response.outcome = found.outcome
    response.graded_by = found.graded_by


def add_up(attempt: Attempt, responses: Sequence[Response], policy: Policy) -> Fraction:
    """Draw an attempt's sum from its graded responses. Gives the share.

    What was passed once stays passed, whatever is put right later.
    """
    score, out_of = added_up(
        Worth(Fraction(row.credit), Fraction(row.marks), row.outcome, row.revision_id) for row in responses
    )
    share = share_of(score, out_of)
    attempt.score, attempt.out_of, attempt.share = str(score), str(out_of), str(share)
    attempt.passed = attempt.passed or policy.passes(share)
    for response in responses:
        response.total = attempt.share
    return share


def settle(session: Session, attempt: Attempt, rules: Rules, now: datetime) -> None:
    """Note which of this person's attempts counts now, and that the quiz is finished once it is passed."""
    session.flush()
    stand(session, attempt.user_id, attempt.quiz_id, rules.policy)
    if attempt.passed:
        finish(session, attempt.user_id, (attempt.course_id, attempt.quiz_id, attempt.revision_id), rules.order, now)


def finish(session: Session, user_id: int, quiz: tuple[int, int, int], order: Sequence[int], now: datetime) -> None:
    """Note that a quiz is finished, and its course if nothing else is left of it; once noted, both stay.

    `quiz` is the course's id, the quiz's and the id of the revision that was taken.
    """
    course_id, quiz_id, revision_id = quiz
    records.insert_or_leave(
        session,
        FinishedLesson,
        user_id=user_id,
        lesson_id=quiz_id,
        course_id=course_id,
        revision_id=revision_id,
        finished_at=now,
    )
    completion.complete_if_due(session, user_id, course_id, order, now)


def stand(session: Session, user_id: int, quiz_id: int, policy: Policy) -> None:
    """Write down which of a person's graded attempts is the first, which the last, and which one counts."""
    graded = [row for row in queries.attempts_of(session, user_id, quiz_id) if row.graded_at is not None]
    found = standings(policy.keep, [Fraction(row.share) for row in graded])
    for row, standing in zip(graded, found, strict=True):
        if row.standing != int(standing):
            row.standing = int(standing)
            queries.set_standing(session, row.id, int(standing))
