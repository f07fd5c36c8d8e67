"""Taking a decision back: what it changed becomes what it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from coursesite.learning.quizzes import grading
from coursesite.learning.quizzes import queries as attempts
from coursesite.learning.quizzes.corrections import queries, result_queries
from coursesite.learning.quizzes.corrections.effects import Effect, Target, stored_worth
from coursesite.learning.quizzes.corrections.result_queries import Row
from coursesite.learning.quizzes.corrections.waiting import about
from coursesite.learning.quizzes.corrections.work import Work, columns, question_of
from coursesite.learning.quizzes.marks import Worth
from coursesite.learning.quizzes.models import CorrectedResponse, Correction


class UndoFirst(Exception):
    """A later decision about the same question holds, and has to be undone before; `later` is that one."""

    def __init__(self, later: Correction) -> None:
        super().__init__(later.id)
        self.later = later


@dataclass
class Undoing(Work):
    """A decision that is being taken back. `others` are the earlier ones about the question, which still hold."""

    others: Sequence[Correction] = ()
    noted: Mapping[int, CorrectedResponse] = field(default_factory=dict)

    def target(self, people: Sequence[int]) -> Target:
        """What the decision noted as having been, and for what was graded only after it, what the others make of it."""
        self.noted = result_queries.changed_by(self.session, self.correction.id, people)
        return self._before

    def _before(self, row: Row) -> Worth:
        noted = self.noted.get(row.attempt_id)
        if noted is not None:
            graded_by = noted.old_graded_by or row.revision_id
            return Worth(Fraction(noted.old_credit), Fraction(noted.old_marks), noted.old_outcome, graded_by)
        asked = grading.wording_in(self.session, row.revision_id, self.correction.exercise)
        # An answer whose words were erased with their person says nothing any more: it keeps its worth.
        if row.graded_at < self.correction.made_at or asked is None or row.given == {}:
            return stored_worth(row)
        earlier = [decision for decision in self.others if decision.revision_id > row.revision_id]
        return grading.worth_of(self.session, asked, row.given, earlier)

    def note(self, changed: Sequence[Effect]) -> None:
        """What was graded after the decision bears its mark without a note: it gets one, for its person to read."""
        result_queries.note_changes(
            self.session,
            [
                {
                    "correction_id": self.correction.id,
                    "attempt_id": effect.row.attempt_id,
                    "place": effect.row.place,
                    **columns(effect.new, "old_"),
                    **columns(effect.old, "new_"),
                    "old_share": str(effect.share),
                    "new_share": effect.row.share,
                }
                for effect in changed
                if effect.row.attempt_id not in self.noted
            ],
        )


def undo(session: Session, correction: Correction, coach_id: int, now: datetime) -> Undoing | None:
    """Begin to take a decision back; the work's `batches` do it. None where that has been done.

    A pass stays a pass. Raises `UndoFirst` where a later decision about the same question holds.
    """
    attempts.take_decisions(session, correction.quiz_id)
    session.refresh(correction)
    if correction.undone_at is not None:
        return None
    question = question_of(correction)
    holding = queries.decisions_about(session, question)
    if holding[-1].id != correction.id:
        raise UndoFirst(holding[-1])
    case = about(session, question, correction.revision_id)
    correction.undone_by, correction.undone_at = coach_id, now
    session.flush()
    return Undoing(session, correction, case.revisions if case else [], now, others=holding[:-1])
