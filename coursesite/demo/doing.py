"""What one person does at one course: reading, answering, writing, the conversation and the check."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from coursesite.demo.conversing import PACE_S, run, run_again
from coursesite.demo.course import Course, Lesson
from coursesite.demo.deeds import Answer, Converse, Deed, Finish, TakeQuiz, Write
from coursesite.demo.dice import Dice
from coursesite.demo.people import Learner
from coursesite.demo.taking_quizzes import MOST_ATTEMPTS, attempt, passes
from coursesite.demo.trying import is_right, tries
from coursesite.exercises import Compiled, Kind
from coursesite.learning.forms import form_for

ANSWERS_SCALES = 0.92
BEGUN = (1, 3)
"""How many questions somebody answers in a lesson that they begin and leave."""
PLAYS_AGAIN = 0.5
PLAYS_AGAIN_AFTER_H = (1, 20)

Texts = dict[tuple[str, str], list[str]]
"""What is still to be written, by the lesson's key and the exercise's id."""


@dataclass(slots=True)
class Doing:
    """One person at one course. `at` is the moment up to which it is told, `missed` what went wrong so far.

    `done` counts the lessons finished; `writes` is the chance of an entry where there is something to write.
    """

    person: Learner
    course: Course
    now: datetime
    dice: Dice
    texts: Texts
    writes: float
    at: datetime = field(init=False)
    done: int = 0
    has_account: bool = False
    missed: dict[tuple[str, str], Compiled] = field(default_factory=dict)

    def read(self, lesson: Lesson, most: int | None = None) -> Iterator[Deed]:
        """Do a lesson's exercises on the way, or the first `most` of its questions."""
        pace = self.dice.between(0.5, 0.9) * lesson.content.minutes * 60 / max(1, len(lesson.exercises))
        answered = 0
        for exercise, found in lesson.exercises.items():
            if most is not None and answered == most:
                return
            self.wait(pace * 0.6, pace * 1.4)
            if found.compiled.kind is Kind.reflect:
                yield from self._write(lesson, exercise)
            elif form_for(found.question) is not None:
                yield from self._answer(lesson, found.compiled)
                answered += found.compiled.graded
            else:
                yield from self.mean(lesson, found.compiled)

    def mean(self, _lesson: Lesson, _compiled: Compiled) -> Iterator[Deed]:
        """What this person does at a Try or a Plan: nothing, unless it is told otherwise."""
        yield from ()

    def finish(self, lesson: Lesson) -> Iterator[Deed]:
        """Finish a lesson that was read to its end."""
        self.wait(20, 120)
        yield self.do(Finish, lesson=lesson.key)
        self.done += 1

    def converse(self, *, leaves: bool = False) -> Iterator[Deed]:
        """Play the course's conversation to an ending; some come back to it later, and (`leaves`) leave it half way."""
        talk = self.course.talk
        if talk is None:
            return
        self.wait(60, 400)
        said, pace = run(talk.conversation, self.dice), self.dice.whole(*PACE_S)
        begun = self.do(Converse, course=self.course.slug, said=said, pace=pace)
        self.at += timedelta(seconds=pace * len(said))
        if self.at > self.now:
            return
        yield begun
        if not leaves and not self.dice.happens(PLAYS_AGAIN):
            return
        again = run_again(talk.conversation, said, self.dice, leaves=leaves)
        later = min(timedelta(hours=self.dice.between(*PLAYS_AGAIN_AFTER_H)), (self.now - self.at) / 2)
        copied, at = len(said) // 2, (self.at + later).replace(microsecond=0)
        if at + timedelta(seconds=pace * len(again)) <= self.now:
            yield Converse(at, self.person, self.course.slug, again, pace, copied)

    def take_quiz(self) -> Iterator[Deed]:
        """Take the course's check, again where it was not passed and there is time."""
        quiz = self.course.quiz
        if quiz is None:
            return
        for number in range(min(quiz.policy.attempts or MOST_ATTEMPTS, MOST_ATTEMPTS)):
            self.wait(60, 600)
            seed = f"demo {self.person.number} {number}"
            given, minutes = attempt(self.person, quiz, seed, self.dice, read_feedback=number > 0)
            until = self.at + timedelta(seconds=round(minutes * 60))
            if until > self.now:
                return
            yield self.do(TakeQuiz, course=self.course.slug, seed=seed, given=given, until=until)
            self.at = until + quiz.policy.wait
            if passes(quiz, seed, given):
                return

    def do(self, deed: type[Deed], **what: Any) -> Deed:
        """This person's deed at this moment."""
        return deed(self.at, self.person, **what)

    def wait(self, least: float, most: float) -> None:
        """Let so many seconds pass."""
        self.at += timedelta(seconds=round(self.dice.between(least, most)))

    def _answer(self, lesson: Lesson, compiled: Compiled) -> Iterator[Deed]:
        if not compiled.graded and not self.dice.happens(ANSWERS_SCALES):
            return
        place = (lesson.key, compiled.id)
        for given in tries(self.person, lesson.key, compiled, self.dice):
            self.wait(12, 50)
            yield self.do(Answer, lesson=lesson.key, exercise=compiled.id, given=given)
            self.missed.pop(place, None)
            if compiled.graded and not is_right(compiled, given):
                self.missed[place] = compiled

    def _write(self, lesson: Lesson, exercise: str) -> Iterator[Deed]:
        texts = self.texts.get((lesson.key, exercise))
        if self.has_account and texts and self.dice.happens(self.writes):
            self.wait(90, 400)
            yield self.do(Write, lesson=lesson.key, exercise=exercise, text=texts.pop(0))
