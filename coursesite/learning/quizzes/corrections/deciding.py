"""Deciding about a changed question: what each choice would do, and doing one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.quizzes import grading
from coursesite.learning.quizzes import queries as attempts
from coursesite.learning.quizzes.corrections import queries, result_queries
from coursesite.learning.quizzes.corrections.effects import (
    Effect,
    Numbers,
    PersonEffect,
    Target,
    of_batch,
    stored_worth,
)
from coursesite.learning.quizzes.corrections.queries import Question
from coursesite.learning.quizzes.corrections.result_queries import Row
from coursesite.learning.quizzes.corrections.waiting import Waiting, about
from coursesite.learning.quizzes.corrections.work import Work, batches, columns, read_batch, rules_in
from coursesite.learning.quizzes.marks import Wording, Worth, decided
from coursesite.learning.quizzes.models import Choice, Correction

WITHOUT_A_NEW_WORDING = (Choice.EVERYONE, Choice.LEAVE)


class NothingToDecide(Exception):
    """No answer was given to an earlier wording that differs from what is published."""


def choices(case: Waiting) -> Sequence[Choice]:
    """What can be decided about a question: by a new wording, or without one."""
    return tuple(Choice) if case.new is not None and case.new.graded else WITHOUT_A_NEW_WORDING


def dry_run(session: Session, case: Waiting) -> dict[Choice, Numbers]:
    """What each choice would do, worked out from every answer as deciding works it out; changes nothing."""
    found = {choice: Numbers() for choice in choices(case)}
    targets = {choice: _target(session, case, choice) for choice in found}
    rules = rules_in(session)
    for people in batches(session, case.question, case.revisions):
        batch = read_batch(session, case.question, case.revisions, people)
        for choice, numbers in found.items():
            for person in of_batch(batch, targets[choice], rules):
                numbers.add(person)
    return found


def newest_decision(session: Session, question: Question) -> int:
    """The id of the newest decision that holds for a question; 0 without one."""
    return max((row.id for row in queries.decisions_about(session, question)), default=0)


def seen(case: Waiting, newest: int, numbers: Numbers) -> str:
    """A word for what a dry run showed: the revision, the newest decision about the question, and the numbers."""
    shown = (case.published_id, newest, numbers.rose, numbers.fell, numbers.stayed, numbers.passing)
    return "-".join(map(str, shown))


def take(session: Session, question: Question) -> Waiting:
    """Hold a question until this transaction ends, and say how it stands now. Raises `NothingToDecide`."""
    attempts.take_decisions(session, question.quiz_id)
    published_id = queries.published_revision(session, question.source_id)
    case = None if published_id is None else about(session, question, published_id)
    if case is None:
        raise NothingToDecide
    return case


@dataclass
class Decision(Work):
    """A decision that is being made; what it changes is written down beside it."""

    decided: Target = stored_worth

    def target(self, _people: Sequence[int]) -> Target:
        """By the choice that was made."""
        return self.decided

    def note(self, changed: Sequence[Effect]) -> None:
        """One row for each answer that is worth something else, or is so by another revision."""
        result_queries.note_changes(
            self.session,
            [
                {
                    "correction_id": self.correction.id,
                    "attempt_id": effect.row.attempt_id,
                    "place": effect.row.place,
                    **columns(effect.old, "old_"),
                    **columns(effect.new, "new_"),
                    "old_share": effect.row.share,
                    "new_share": str(effect.share),
                }
                for effect in changed
            ],
        )

    def batches(self) -> Iterator[list[PersonEffect]]:
        """As for any work; at the end the decision knows its numbers."""
        yield from super().batches()
        self.correction.rose = self.numbers.rose
        self.correction.fell = self.numbers.fell
        self.correction.stayed = self.numbers.stayed
        self.session.flush()


def decide(session: Session, case: Waiting, choice: Choice, coach_id: int, now: datetime) -> Decision:
    """Begin a decision about a question that is held (see `take`); its `batches` do the work."""
    correction = Correction(
        quiz_id=case.question.quiz_id,
        source_id=case.question.source_id,
        exercise=case.question.exercise,
        revision_id=case.published_id,
        choice=choice.value,
        made_by=coach_id,
        made_at=now,
    )
    session.add(correction)
    session.flush()
    return Decision(session, correction, case.revisions, now, decided=_target(session, case, choice))


def _target(session: Session, case: Waiting, choice: Choice) -> Target:
    """What an answer is worth after this choice."""
    new = None if case.new is None else Wording(case.published_id, case.new)
    wordings = {number: grading.wording_in(session, number, case.question.exercise) for number in case.revisions}

    def target(row: Row) -> Worth:
        old = wordings[row.revision_id]
        return stored_worth(row) if old is None else decided(old, new, row.given, choice, stored_worth(row))

    return target
