"""All figures of a quiz: reads the groups once and works everything out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlalchemy.orm import Session

from coursesite.exercises import Compiled, Kind
from coursesite.learning.quizzes.figures import queries
from coursesite.learning.quizzes.figures.folding import Question, fold
from coursesite.learning.quizzes.figures.guessing import random_guess
from coursesite.learning.quizzes.figures.items import Item, effective_weights, item, pooled
from coursesite.learning.quizzes.figures.queries import AnswerGroup, AttemptGroup
from coursesite.learning.quizzes.figures.quizwide import Whole, whole_of
from coursesite.learning.quizzes.figures.results import Results, results_of
from coursesite.learning.quizzes.figures.which import Which
from coursesite.library import reading

MOST_QUESTIONS = 1_000_000


@dataclass(frozen=True)
class QuizFigures:
    """The figures of a quiz and of its questions: those in place first, in their order, then those drawn.

    `wordings` holds each question in the words to show it by; a question whose words are nowhere to be found is
    missing there.
    """

    which: Which
    results: Results
    whole: Whole
    items: tuple[Item, ...]
    wordings: Mapping[Question, Compiled]


class Wordings:
    """Each question in the words of its piece's published revision, or of the newest one in which the quiz asked it."""

    def __init__(self, session: Session, quiz_id: int) -> None:
        self._session = session
        self._quiz_id = quiz_id
        self._published: dict[int, int] = {}
        self._places: dict[int, dict[str, int]] = {}
        self.found: dict[Question, Compiled] = {}

    def find(self, question: Question) -> Compiled | None:
        """The question's words; None where no revision at hand has them."""
        piece_id, exercise = question
        if piece_id not in self._published:
            self._published |= queries.published_revisions(self._session, [piece_id])
        compiled = self._in(self._published.get(piece_id), exercise)
        if compiled is None:
            compiled = self._in(queries.last_asked(self._session, self._quiz_id, [question]).get(question), exercise)
        if compiled is not None:
            self.found[question] = compiled
        return compiled

    def place(self, question: Question) -> int:
        """Where a question stands in its piece as it is published, from 0; behind all others where it is gone."""
        piece_id, exercise = question
        if piece_id not in self._places:
            revision_id = self._published.get(piece_id)
            ids = [] if revision_id is None else list(reading.content(self._session, revision_id).exercises)
            self._places[piece_id] = {name: place for place, name in enumerate(ids)}
        return self._places[piece_id].get(exercise, MOST_QUESTIONS)

    def _in(self, revision_id: int | None, exercise: str) -> Compiled | None:
        return None if revision_id is None else reading.content(self._session, revision_id).exercises.get(exercise)


def figures_of(session: Session, quiz_id: int, which: Which) -> QuizFigures:
    """All figures of a quiz, from one pass over its answers.

    Attempts in progress aren't in them. Memory is bounded by the questions, their options and the distinct results,
    whatever the number of attempts.
    """
    wordings = Wordings(session, quiz_id)
    attempts = queries.attempt_groups(session, quiz_id)
    answers = queries.answer_groups(session, quiz_id, which)
    figures = work_out(attempts, answers, which, quiz_id, wordings.find)
    return replace(figures, items=_in_order(figures.items, wordings), wordings=wordings.found)


def work_out(
    attempts: Iterable[AttemptGroup],
    answers: Iterable[Sequence[AnswerGroup]],
    which: Which,
    quiz_id: int,
    find: Callable[[Question], Compiled | None],
) -> QuizFigures:
    """All figures, from the groups that `queries` gives; questions in the order in which they come.

    `attempts` are all of the quiz's, `answers` those of `which` only. `find` is asked once for each question.
    """
    results = results_of(attempts, which)
    guesses: dict[Question, Fraction | None] = {}

    def kind_of(question: Question) -> Kind | None:
        compiled = find(question)
        guesses[question] = None if compiled is None else random_guess(compiled)
        return None if compiled is None else compiled.kind

    folded = list(fold(answers, results, quiz_id, kind_of))
    units = pooled(folded)
    weights = effective_weights(units, sum(results.shares.values()))
    items = tuple(
        item(one, guesses[one.question], results.out_of, weights, drawn=one.question[0] != quiz_id) for one in folded
    )
    return QuizFigures(which, results, whole_of(results, units), items, {})


def _in_order(items: Iterable[Item], wordings: Wordings) -> tuple[Item, ...]:
    """Questions in place as they stand in the quiz, then drawn ones by draw, as they stand in their pool."""
    return tuple(sorted(items, key=lambda one: (one.drawn, _line(one), wordings.place(one.question), one.question)))


def _line(one: Item) -> int:
    return one.slots[0] if one.drawn else 0
