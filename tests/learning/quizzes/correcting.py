"""A quiz that is taken, then changed: what tests of corrections begin with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts.models import User
from coursesite.db import Base, Database
from coursesite.exercises import Compiled
from coursesite.learning import enrolling
from coursesite.learning.quizzes import grading, queries, starting
from coursesite.learning.quizzes.asking import Source
from coursesite.learning.quizzes.corrections import deciding, undoing
from coursesite.learning.quizzes.corrections.effects import Numbers, PersonEffect
from coursesite.learning.quizzes.corrections.queries import Question
from coursesite.learning.quizzes.corrections.waiting import Waiting, about, waiting
from coursesite.learning.quizzes.models import Attempt, Choice, CorrectedResponse, Correction, Response
from coursesite.learning.quizzes.policy import policy_of
from coursesite.library import queries as library
from coursesite.library import reading
from coursesite.library.queries import LessonRow
from tests.factories import make_user
from tests.library.shelves import Shelf

QUIZ_FILE = "courses/calls/04-check.md"
CHECK = "/courses/calls/check/"
STUDIO = "/studio/courses/calls/check"
HEAD = "---\nkey: quiz01\nkind: quiz\ntitle: Final check\nsummary: What you know now.\n{rules}---\n"
FIRST = """
### Question: The third call
<!-- id: third-call; shuffle: no -->

What do you say first?

- [x] Can I have your order number?
- [ ] I'm sorry about that.
- [ ] Three calls for one parcel.
"""
TURNED = """
### Question: The third call
<!-- id: third-call; shuffle: no -->

What do you say first?

- [ ] Three calls for one parcel.
  > You named what happened.
- [x] Sorry about that.
- [ ] Can I have your order number?
"""
SECOND = """
### Question: The word
<!-- id: the-word -->

What is it called?

- [=] naming
"""
ORDER, SORRY, CALLS = "Can I have your order number?", "I'm sorry about that.", "Three calls for one parcel."


@dataclass
class Desk:
    """A site with a quiz on it, and its coach's hands."""

    shelf: Shelf
    database: Database
    coach: User
    rules: str = "pass: 60%\n"
    people: dict[str, User] = field(default_factory=dict)

    def publishes(self, *questions: str, rules: str | None = None) -> None:
        """Take the quiz in with these questions."""
        text = HEAD.format(rules=self.rules if rules is None else rules) + "\n".join(questions)
        self.shelf.write(QUIZ_FILE, text)
        self.shelf.pushed()

    def publishes_pool(self, *questions: str) -> None:
        """Take a pool in."""
        head = "---\nkey: pool01\nkind: pool\ntitle: Questions to draw from\nsummary: Many.\n---\n"
        self.shelf.write("courses/calls/08-pool.md", head + "\n".join(questions))
        self.shelf.pushed()

    @property
    def quiz(self) -> LessonRow:
        """The quiz as it is published now."""
        with self.database.reading() as session:
            found = library.find_quiz(session, "calls", "check")
        assert found is not None
        return found

    def person(self, name: str) -> User:
        """Somebody who takes the course."""
        if name not in self.people:
            user = self.people[name] = make_user(self.database, name=name, address=f"{name.lower()}@example.org")
            with self.database.writing() as session:
                enrolling.enrol(session, user.id, self.quiz.course_id, [], clock.now())
                session.commit()
        return self.people[name]

    def begins(self, name: str) -> Attempt:
        """Somebody begins an attempt."""
        user, quiz = self.person(name), self.quiz
        with self.database.writing() as session:
            content = reading.content(session, quiz.published_revision_id)
            policy = policy_of(content.values)
            drawn = starting.draw(session, quiz.course_id, Source(quiz.id, content), policy)
            ids = (quiz.course_id, quiz.id, quiz.published_revision_id)
            once = f"{name}-{clock.now()}-{len(queries.attempts_of(session, user.id, quiz.id))}"
            attempt = starting.start(session, user.id, ids, policy, drawn, once, clock.now())
            session.commit()
        return attempt

    def answers(self, attempt: Attempt, answers: Mapping[str, str | None]) -> None:
        """Somebody answers questions of an attempt, by their ids: with an option's text, or with what is typed."""
        with self.database.writing() as session:
            for response in queries.responses_of(session, attempt.id):
                compiled = reading.content(session, response.revision_id).exercises[response.exercise]
                response.given = given(compiled, answers.get(response.exercise))
            session.commit()

    def checks(self, attempt: Attempt, place: int) -> None:
        """Somebody has one answer marked at once."""
        with self.database.writing() as session:
            assert grading.check(session, attempt.id, place, clock.now()) is not None
            session.commit()

    def hands_in(self, attempt: Attempt) -> Attempt:
        """Somebody hands an attempt in."""
        with self.database.writing() as session:
            rules = grading.rules_of(session, attempt)
            handed_in = grading.submit(session, attempt.user_id, attempt.id, rules, clock.now())
            session.commit()
        return handed_in

    def takes(self, name: str, **answers: str | None) -> Attempt:
        """Somebody begins, answers and hands in; underscores stand for hyphens."""
        attempt = self.begins(name)
        self.answers(attempt, {exercise.replace("_", "-"): answer for exercise, answer in answers.items()})
        return self.hands_in(attempt)

    def question(self, exercise: str = "third-call") -> Question:
        """One of the quiz's own questions."""
        return Question(self.quiz.id, self.quiz.id, exercise)

    def waits(self) -> list[Waiting]:
        """What waits for a decision."""
        with self.database.reading() as session:
            return waiting(session, [self.quiz.id])

    def dry(self, exercise: str = "third-call") -> dict[Choice, Numbers]:
        """What each choice would do."""
        with self.database.reading() as session:
            case = about(session, self.question(exercise), self.quiz.published_revision_id)
            assert case is not None
            return deciding.dry_run(session, case)

    def decides(
        self, choice: Choice, question: Question | None = None, now: datetime | None = None
    ) -> tuple[Correction, list[PersonEffect]]:
        """The coach decides; gives whom it touched."""
        with self.database.writing() as session:
            case = deciding.take(session, question or self.question())
            work = deciding.decide(session, case, choice, self.coach.id, now or clock.now())
            people = [person for batch in work.batches() for person in batch]
            session.commit()
        return work.correction, people

    def undoes(self, correction: Correction) -> list[PersonEffect]:
        """The coach takes a decision back; gives whom that touched."""
        with self.database.writing() as session:
            again = session.get_one(Correction, correction.id)
            work = undoing.undo(session, again, self.coach.id, clock.now())
            people = [person for batch in work.batches() for person in batch] if work else []
            session.commit()
        return people

    def results(self, name: str) -> list[tuple[str, bool]]:
        """Somebody's results: share and pass."""
        with self.database.reading() as session:
            found = queries.attempts_of(session, self.people[name].id, self.quiz.id)
        return [(attempt.share, attempt.passed) for attempt in found]


def given(compiled: Compiled, words: str | None) -> dict[str, Any] | None:
    """An answer: the option with this text, or this text typed."""
    if words is None:
        return None
    keys = {option.text: option.key for option in compiled.options}
    if compiled.kind.name.startswith("pick"):
        return {"picks": [keys[words]]}
    return {"text": words}


def contents(database: Database, *tables: type[Base]) -> list[str]:
    """Every column of every row of attempts and responses (or of other tables), to be compared."""
    with database.reading() as session:
        return [
            repr(list(row))
            for table in tables or (Attempt, Response)
            for row in session.execute(select(*inspect(table).columns).order_by(*inspect(table).primary_key))
        ]


def noted(database: Database) -> list[CorrectedResponse]:
    """What corrections wrote down."""
    with database.reading() as session:
        return list(session.scalars(select(CorrectedResponse)))


def sums_are_right(session: Session, quiz_id: int) -> None:
    """Each graded attempt's sum is the sum of its responses, and stands beside each of them."""
    for attempt in session.scalars(select(Attempt).where(Attempt.quiz_id == quiz_id, Attempt.graded_at.is_not(None))):
        rows = queries.responses_of(session, attempt.id)
        earned = sum((Fraction(row.credit) * Fraction(row.marks) for row in rows), Fraction(0))
        assert str(earned) == attempt.score
        assert str(sum((Fraction(row.marks) for row in rows), Fraction(0))) == attempt.out_of
        assert {row.total for row in rows} == {attempt.share}
        assert {row.standing for row in rows} == {attempt.standing}
