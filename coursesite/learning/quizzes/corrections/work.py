"""A change of many results on its way into the database: batch by batch, in one transaction and one order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session

from coursesite.learning.quizzes import grading
from coursesite.learning.quizzes import queries as attempts
from coursesite.learning.quizzes.corrections import result_queries
from coursesite.learning.quizzes.corrections.effects import (
    Batch,
    Effect,
    Numbers,
    PersonEffect,
    Rules,
    Target,
    of_batch,
)
from coursesite.learning.quizzes.corrections.queries import Question
from coursesite.learning.quizzes.corrections.result_queries import Row
from coursesite.learning.quizzes.marks import Worth
from coursesite.learning.quizzes.models import Correction
from coursesite.learning.quizzes.policy import policy_of
from coursesite.library import reading

BATCH = 250
"""How many people's results are in memory at once."""


def question_of(correction: Correction) -> Question:
    """The question that a correction is about."""
    return Question(correction.quiz_id, correction.source_id, correction.exercise)


def batches(session: Session, question: Question, revision_ids: Sequence[int]) -> Iterator[list[int]]:
    """Everybody whom a question touches, in the order in which their turns are taken, some at a time."""
    people = result_queries.people_asked(session, question, revision_ids)
    return (people[start : start + BATCH] for start in range(0, len(people), BATCH))


def read_batch(session: Session, question: Question, revision_ids: Sequence[int], people: Sequence[int]) -> Batch:
    """These people's answers and results."""
    rows = result_queries.rows(session, question, revision_ids, people)
    return Batch(rows, result_queries.results(session, question.quiz_id, people))


def rules_in(session: Session) -> Rules:
    """A quiz's rules by its revision."""
    return cache(lambda revision_id: policy_of(reading.content(session, revision_id).values))


@dataclass
class Work:
    """A change of everybody's results. The caller commits, or rolls back where `numbers` are not what was shown."""

    session: Session
    correction: Correction
    revisions: Sequence[int]
    now: datetime
    numbers: Numbers = field(default_factory=Numbers)
    _orders: dict[int, Sequence[int]] = field(default_factory=dict, init=False)

    def target(self, people: Sequence[int]) -> Target:
        """What these people's answers are worth from now on."""
        raise NotImplementedError

    def note(self, changed: Sequence[Effect]) -> None:
        """Write down what changed."""
        raise NotImplementedError

    def batches(self) -> Iterator[list[PersonEffect]]:
        """Write batch by batch; gives each batch's people, for the caller to tell them."""
        question = question_of(self.correction)
        rules = rules_in(self.session)
        for people in batches(self.session, question, self.revisions):
            result_queries.take_turns(self.session, people)
            batch = read_batch(self.session, question, self.revisions, people)
            found = list(of_batch(batch, self.target(people), rules))
            self._write(found)
            for person in found:
                self.numbers.add(person)
            yield found

    def _write(self, people: Sequence[PersonEffect]) -> None:
        changed = [effect for person in people for effect in person.effects if effect.is_news]
        responses = [_response(effect) for effect in changed]
        result_queries.write_responses(self.session, responses)
        result_queries.write_attempts(self.session, [_attempt(effect) for effect in changed])
        result_queries.write_standings(self.session, [pair for person in people for pair in person.standings])
        self.note(changed)
        for effect in changed:
            if effect.passed and not effect.row.passed:
                self._finish(effect.row)

    def _finish(self, row: Row) -> None:
        """A pass that somebody has now finishes the quiz for them, as if it had been given at once."""
        quiz = (row.course_id, self.correction.quiz_id, row.attempt_revision_id)
        grading.finish(self.session, row.user_id, quiz, self._order(row.course_id), self.now)

    def _order(self, course_id: int) -> Sequence[int]:
        """What completes a course; asked for once, however many people pass."""
        if course_id not in self._orders:
            version = attempts.outline_version(self.session, course_id)
            self._orders[course_id] = reading.outline(self.session, course_id, version).needed
        return self._orders[course_id]


def columns(worth: Worth, prefix: str = "") -> dict[str, object]:
    """A worth as columns hold it."""
    return {
        f"{prefix}credit": str(worth.credit),
        f"{prefix}marks": str(worth.marks),
        f"{prefix}outcome": worth.outcome,
        f"{prefix}graded_by": worth.graded_by,
    }


def _response(effect: Effect) -> dict[str, object]:
    return {"attempt_id": effect.row.attempt_id, "place": effect.row.place, **columns(effect.new)}


def _attempt(effect: Effect) -> dict[str, object]:
    return {
        "id": effect.row.attempt_id,
        "score": str(effect.score),
        "out_of": str(effect.out_of),
        "share": str(effect.share),
        "passed": effect.passed,
    }
