"""A class that takes the quiz on the shelf: so many people answering so many ways, written as grading would."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from coursesite.db import Database
from coursesite.exercises import Compiled
from coursesite.learning.quizzes.chosen import chosen
from coursesite.learning.quizzes.marks import Wording, worth
from coursesite.library import reading
from coursesite.library.models import Piece
from tests.learning.quizzes.attempts import Person, Place, Told, graded, write_attempts

Answers = Mapping[str, Mapping[str, Any] | None]
"""What one attempt answers, by the questions' ids: as `exercises.mark` takes it. What is missing is left open."""


class Class:
    """The quiz as it is published, and attempts at it. A quiz with a pool draws one question of it in each attempt."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.reading() as session:
            pieces = {piece.kind: piece for piece in session.scalars(select(Piece).where(Piece.key.like("calls%")))}
            quiz, pool = pieces["quiz"], pieces.get("pool")
            self.questions = self._questions(session, quiz)
            assert quiz.published_revision_id is not None
            draws = reading.content(session, quiz.published_revision_id).values.get("draw")
            self.drawn = self._questions(session, pool) if pool and draws else {}
            pools = ((pool.id, pool.published_revision_id),) if pool and pool.published_revision_id else ()
            self.place = Place(pieces["course"].id, quiz.id, quiz.published_revision_id, pools)

    @staticmethod
    def _questions(session: Any, piece: Piece) -> dict[str, Compiled]:
        assert piece.published_revision_id is not None
        return dict(reading.content(session, piece.published_revision_id).exercises)

    def picks(self, exercise: str, *texts: str) -> dict[str, Any]:
        """The answer that picks the options with these words."""
        compiled = self.questions.get(exercise) or self.drawn[exercise]
        keys = {option.text: option.key for option in compiled.options}
        return {"picks": [keys[text] for text in texts]}

    def attempt(self, answers: Answers) -> list[Told]:
        """One attempt."""
        found = [self._told(self.place.quiz_id, at, one, answers) for at, one in enumerate(self.questions.values(), 1)]
        asked = [name for name in self.drawn if name in answers] or list(self.drawn)[:1]
        for name in asked[:1]:
            found.append(self._told(self.place.pools[0][0], len(found) + 1, self.drawn[name], answers))
        return found

    @staticmethod
    def _told(source: int, slot: int, compiled: Compiled, answers: Answers) -> Told:
        given = answers.get(compiled.id)
        found = worth(Wording(1, compiled), given)
        return Told(source, compiled.id, slot, chosen(compiled, given), found.credit, found.marks)

    def takes(self, people: Iterable[Sequence[Answers]]) -> None:
        """Write what these people answered, each in some attempts."""
        persons: list[Person] = [[self.attempt(answers) for answers in attempts] for attempts in people]
        with self.database.writing() as session:
            write_attempts(session, self.place, graded(persons))
            session.commit()
