"""The site while the month happens: each deed goes through the rule that a request of the same kind goes through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite import exercises
from coursesite.accounts import joining, signing_in
from coursesite.accounts import queries as accounts
from coursesite.accounts.tokens import Link
from coursesite.demo.course import Course
from coursesite.demo.deeds import (
    Answer,
    BeClosedOut,
    Deed,
    Enrol,
    Finish,
    Leave,
    Return,
    SignUp,
    TakeQuiz,
    Visit,
    Write,
)
from coursesite.front.data import belongings
from coursesite.front.data.belongings import Personal
from coursesite.learning import answering, completion, enrolling
from coursesite.learning.answering import Tried
from coursesite.learning.quizzes import grading, saving, starting
from coursesite.learning.quizzes.grading import Rules
from coursesite.learning.quizzes.saving import Change


@dataclass(slots=True)
class Living:
    """A site on which deeds happen. `ids` are the people's ids by their numbers; all learners share one password."""

    course: Course
    password_hash: str
    personal: Sequence[Personal]
    data_dir: Path
    ids: dict[int, int] = field(default_factory=dict)
    answers: int = 0
    attempts: int = 0

    def carry_out(self, session: Session, deeds: Iterable[Deed]) -> None:
        """Let these things happen, in this order; the caller commits."""
        for deed in deeds:
            match deed:
                case Visit():
                    self._visit(session, deed)
                case SignUp():
                    self._sign_up(session, deed)
                case Return():
                    self._return(session, deed)
                case Enrol():
                    self._enrol(session, deed)
                case Answer():
                    self._answer(session, deed)
                case Write():
                    self._write(session, deed)
                case Finish():
                    self._finish(session, deed)
                case TakeQuiz():
                    self._take_quiz(session, deed)
                case Leave():
                    self._leave(session, deed)
                case BeClosedOut():
                    joining.disable(session, self.ids[deed.who.number], deed.at)

    def _visit(self, session: Session, deed: Visit) -> None:
        who = deed.who
        user_id, _token = signing_in.begin_visit(session, who.device, deed.at)
        # The drawn picture is made from the key: with a new one each time, no screenshot could be compared.
        accounts.change_user(session, user_id, key=who.key)
        self.ids[who.number] = user_id

    def _sign_up(self, session: Session, deed: SignUp) -> None:
        who = deed.who
        link = Link(None, who.address, {"visitor_id": self.ids.get(who.number)})
        chosen = {"name": who.name, "password_hash": self.password_hash, "time_zone": who.time_zone}
        user_id = joining.confirm(session, link, deed.at, **chosen)
        if user_id is None:
            raise ValueError(f"two people of the demo have the address {who.address}")
        accounts.change_user(session, user_id, key=who.key)
        signing_in.begin_sign_in(session, user_id, who.device, deed.at)
        self.ids[who.number] = user_id

    def _return(self, session: Session, deed: Return) -> None:
        user_id = self.ids[deed.who.number]
        for one in accounts.sign_ins_of(session, user_id, deed.at)[:1]:
            accounts.push_expiry(session, one.id, deed.at, deed.at + signing_in.LASTS)

    def _enrol(self, session: Session, deed: Enrol) -> None:
        enrolling.enrol(session, self.ids[deed.who.number], self.course.id, self.course.order, deed.at)

    def _answer(self, session: Session, deed: Answer) -> None:
        lesson = self.course.lesson(deed.lesson)
        exercise = lesson.exercises[deed.exercise]
        self.answers += 1
        marking = exercises.mark(exercise.compiled, deed.given)
        tried = Tried(exercise, deed.given, marking, f"demo-{self.answers}")
        answering.answer(session, self.ids[deed.who.number], lesson.place, tried, deed.at)

    def _write(self, session: Session, deed: Write) -> None:
        place = self.course.lesson(deed.lesson).place
        user_id = self.ids[deed.who.number]
        answering.write_entry(session, user_id, place, deed.exercise, deed.text, agrees=True, now=deed.at)

    def _finish(self, session: Session, deed: Finish) -> None:
        place = self.course.lesson(deed.lesson).place
        read = (place.course_id, place.lesson_id, place.revision_id)
        completion.finish(session, self.ids[deed.who.number], read, self.course.order, deed.at)

    def _take_quiz(self, session: Session, deed: TakeQuiz) -> None:
        quiz, user_id = self.course.quiz, self.ids[deed.who.number]
        if quiz is None:
            raise LookupError("somebody takes a quiz, and the course has none")
        self.attempts += 1
        place, drawn = quiz.place, (deed.seed, quiz.asked(deed.seed))
        ids = (place.course_id, place.lesson_id, place.revision_id)
        attempt = starting.start(session, user_id, ids, quiz.policy, drawn, f"demo-quiz-{self.attempts}", deed.at)
        changes = [Change(number, given, 0) for number, given in deed.given.items()]
        saving.save(session, attempt.id, changes, deed.until)
        grading.submit(session, user_id, attempt.id, Rules(quiz.policy, self.course.order), deed.until)

    def _leave(self, session: Session, deed: Leave) -> None:
        paths = belongings.erase(self.personal, session, self.ids[deed.who.number], deed.at)
        belongings.delete_files(paths, self.data_dir)
