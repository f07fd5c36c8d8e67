"""A quiz's changed questions at the coach's desk: what waits, and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coursesite.learning.quizzes.corrections.queries import Question
from coursesite.learning.quizzes.corrections.waiting import Waiting
from coursesite.learning.quizzes.models import Choice, Correction
from coursesite.learning.quizzes.pages.studio import Desk
from coursesite.library.models import Piece
from coursesite.web.filters import count_in_words

CHOICES = {
    Choice.REGRADE: ("Regrade", "Everybody's answer is marked by the question as it is now."),
    Choice.BOTH: ("Accept both", "What was right before or is right now gets the marks: nobody loses any."),
    Choice.EVERYONE: ("Give everyone the mark", "Whoever was asked gets all the marks, whatever the answer was."),
    Choice.LEAVE: ("Leave it", "Results stay as they are, with the question as it was when they were given."),
}


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A question that waits for a decision."""

    title: str
    within: str
    href: str
    answers: str
    since: datetime
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision that was made. `undo_href` is empty where it was undone or a later one holds; `outdated` says that
    the question has changed since.
    """

    title: str
    choice: str
    numbers: str
    who: str
    made_at: datetime
    undone_by: str
    undone_at: datetime | None
    undo_href: str
    outdated: bool


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """All of one quiz."""

    desk: Desk
    waiting: Sequence[WaitingLine]
    decided: Sequence[DecisionLine]


def past_in_words(correction: Correction) -> str:
    """What a decision did."""
    if not correction.rose and not correction.fell:
        return f"No result changed, of {correction.stayed}."
    return f"{correction.rose} rose, {correction.fell} fell, {correction.stayed} stayed the same."


def question_href(desk: Desk, question: Question, source: Piece) -> str:
    """Where one question's page stands."""
    return f"{desk.corrections_href}/{source.key}/{question.exercise}"


def waiting_line(desk: Desk, case: Waiting, source: Piece, since: datetime) -> WaitingLine:
    """A line of what waits."""
    return WaitingLine(
        (case.new or case.old).title_text or case.question.exercise,
        "" if source.id == case.question.quiz_id else source.title,
        question_href(desk, case.question, source),
        count_in_words(case.answers, "answer"),
        since,
        tuple(change.sentence for change in case.changes),
    )
