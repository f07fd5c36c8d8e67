"""The site while the month happens: each deed goes through the rule that a request of the same kind goes through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite import exercises
from coursesite.accounts import joining, signing_in
from coursesite.accounts import queries as accounts
from coursesite.accounts.tokens import Link
from coursesite.demo.course import Course, Lesson
from coursesite.demo.deeds import (
    Answer,
    BeClosedOut,
    Converse,
    Deed,
    Enrol,
    Finish,
    Leave,
    Promise,
    Recall,
    Return,
    SignUp,
    TakeQuiz,
    TakeUp,
    Tell,
    Visit,
    Write,
)
from coursesite.demo.recalling import recall
from coursesite.front.data import belongings
from coursesite.front.data.belongings import Personal
from coursesite.learning import answering, completion, enrolling
from coursesite.learning.answering import Tried
from coursesite.learning.conversing import running
from coursesite.learning.conversing.running import Choice
from coursesite.learning.conversing.running import Fate as Reached
from coursesite.learning.evenings import evening_of
from coursesite.learning.intending import planning, promising
from coursesite.learning.intending import queries as promises
from coursesite.learning.intending.models import Fate
from coursesite.learning.intending.promising import Meant, Told, Under
from coursesite.learning.intending.wording import Halves
from coursesite.learning.keeping import may_keep
from coursesite.learning.owndays import own_day
from coursesite.learning.quizzes import grading, saving, starting
from coursesite.learning.quizzes.grading import Rules
from coursesite.learning.quizzes.saving import Change
from coursesite.learning.records import queries as records
from coursesite.learning.review.meeting import meet_conversation, meet_plan


@dataclass(slots=True)
class Living:
    """A site on which deeds happen. `ids` are the people's ids by their numbers; all learners share one password."""

    courses: Sequence[Course]
    password_hash: str
    personal: Sequence[Personal]
    data_dir: Path
    ids: dict[int, int] = field(default_factory=dict)
    answers: int = 0
    attempts: int = 0
    by_slug: dict[str, Course] = field(init=False)
    by_id: dict[int, Course] = field(init=False)
    lessons: dict[str, Lesson] = field(init=False)

    def __post_init__(self) -> None:
        self.by_slug = {course.slug: course for course in self.courses}
        self.by_id = {course.id: course for course in self.courses}
        self.lessons = {key: lesson for course in self.courses for key, lesson in course.by_key.items()}

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
                case Promise():
                    self._promise(session, deed)
                case Tell():
                    self._tell(session, deed)
                case Recall():
                    recall(session, self.ids[deed.who.number], deed)
                case TakeUp():
                    self._take_up(session, deed)
                case Converse():
                    self._converse(session, deed)
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
        course = self.by_slug[deed.course]
        enrolling.enrol(session, self.ids[deed.who.number], course.id, course.order, deed.at)

    def _answer(self, session: Session, deed: Answer) -> None:
        lesson = self.lessons[deed.lesson]
        exercise = lesson.exercises[deed.exercise]
        self.answers += 1
        marking = exercises.mark(exercise.compiled, deed.given)
        tried = Tried(exercise, deed.given, marking, f"demo-{self.answers}")
        answering.answer(session, self.ids[deed.who.number], lesson.place, tried, deed.at)

    def _write(self, session: Session, deed: Write) -> None:
        place = self.lessons[deed.lesson].place
        user_id = self.ids[deed.who.number]
        answering.write_entry(session, user_id, place, deed.exercise, deed.text, agrees=True, now=deed.at)

    def _finish(self, session: Session, deed: Finish) -> None:
        place = self.lessons[deed.lesson].place
        read = (place.course_id, place.lesson_id, place.revision_id)
        order = self.by_id[place.course_id].order
        completion.finish(session, self.ids[deed.who.number], read, order, deed.at)

    def _promise(self, session: Session, deed: Promise) -> None:
        who, user_id = deed.who, self.ids[deed.who.number]
        day = own_day(deed.at, who.time_zone) + timedelta(days=deed.days)
        meant = Meant(deed.text, evening_of(day, who.time_zone))
        under = Under(self.lessons[deed.lesson].place, deed.exercise)
        records.take_turn(session, user_id)
        may_keep(session, user_id, agrees=True, now=deed.at)
        promising.promise(session, user_id, meant, f"demo-{deed.lesson}-{deed.exercise}", deed.at, under)

    def _tell(self, session: Session, deed: Tell) -> None:
        user_id, lesson_id = self.ids[deed.who.number], self.lessons[deed.lesson].place.lesson_id
        records.take_turn(session, user_id)
        made = promises.open_under(session, user_id, lesson_id, deed.exercise)
        if made is None:
            raise LookupError(f"somebody tells of a promise in {deed.lesson}, and made none there")
        promising.tell(session, user_id, made.id, Told(Fate.KEPT, deed.happened, ""), deed.at)

    def _take_up(self, session: Session, deed: TakeUp) -> None:
        user_id = self.ids[deed.who.number]
        under = Under(self.lessons[deed.lesson].place, deed.exercise)
        halves, once = Halves(deed.cue, deed.response), f"demo-{deed.lesson}-{deed.exercise}"
        records.take_turn(session, user_id)
        may_keep(session, user_id, agrees=True, now=deed.at)
        made = planning.plan(session, user_id, halves, once, deed.at, under)
        meet_plan(session, user_id, made.id, deed.at)

    def _converse(self, session: Session, deed: Converse) -> None:
        course, user_id = self.by_slug[deed.course], self.ids[deed.who.number]
        if course.talk is None:
            raise LookupError(f"somebody plays a conversation, and {deed.course} has none")
        place, talk, at = course.talk.place, course.talk.conversation, deed.at
        sent = f"demo-{deed.course}-{deed.copied}"
        run = running.begin(session, user_id, place, talk, deed.said[: deed.copied], sent, at)
        for number, (scene, reply) in enumerate(deed.said[deed.copied :], deed.copied):
            at += timedelta(seconds=deed.pace)
            choice = Choice(scene, number, reply, f"{sent}-{number}")
            if running.choose(session, run.id, user_id, talk, choice, at) is Reached.ENDED:
                read = (place.course_id, place.lesson_id, place.revision_id)
                completion.finish(session, user_id, read, course.order, at)
                meet_conversation(session, user_id, place.course_id, place.lesson_id, at)

    def _take_quiz(self, session: Session, deed: TakeQuiz) -> None:
        course, user_id = self.by_slug[deed.course], self.ids[deed.who.number]
        quiz = course.quiz
        if quiz is None:
            raise LookupError(f"somebody takes a quiz, and {deed.course} has none")
        self.attempts += 1
        place, drawn = quiz.place, (deed.seed, quiz.asked(deed.seed))
        ids = (place.course_id, place.lesson_id, place.revision_id)
        attempt = starting.start(session, user_id, ids, quiz.policy, drawn, f"demo-quiz-{self.attempts}", deed.at)
        changes = [Change(number, given, 0) for number, given in deed.given.items()]
        saving.save(session, attempt.id, changes, deed.until)
        grading.submit(session, user_id, attempt.id, Rules(quiz.policy, course.order), deed.until)

    def _leave(self, session: Session, deed: Leave) -> None:
        paths = belongings.erase(self.personal, session, self.ids[deed.who.number], deed.at)
        belongings.delete_files(paths, self.data_dir)
