"""Everybody's month: who does what when, in the order of time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from coursesite.demo.calendar import Sitting, sittings
from coursesite.demo.causes import HARD_LESSON, SCALE
from coursesite.demo.course import Course, Lesson
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
from coursesite.demo.dice import Dice
from coursesite.demo.entries import ENTRIES
from coursesite.demo.people import Learner
from coursesite.demo.stages import Stage
from coursesite.demo.taking_quizzes import MOST_ATTEMPTS, attempt, passes
from coursesite.demo.trying import is_right, once_more, tries, unmarked
from coursesite.exercises import Compiled, Kind
from coursesite.learning.forms import form_for

BEGUN = (1, 3)
"""How many questions somebody answers in a lesson that they begin and leave."""
ANSWERS_SCALES = 0.92
WRITES = 0.75
ENROLS_WITHOUT_STARTING = 0.5
LOOKS_AGAIN = 0.6
GOES_BACK = 0.5
"""The chance that somebody who goes back at all does so at the beginning of a sitting."""


def plan(everyone: tuple[Learner, ...], course: Course, now: datetime, seed: int) -> list[Deed]:
    """All deeds of the month that ends `now`, in the order of time."""
    texts = {place: list(texts) for place, texts in ENTRIES.items()}
    deeds: list[Deed] = []
    # Texts go to whoever comes first, so nobody should come first by their stage.
    for person in Dice(seed, "texts").shuffled(everyone):
        deeds += _Month(person, course, now, Dice(seed, f"month {person.number}"), texts).deeds()
    return sorted(deeds, key=lambda deed: (deed.at, deed.who.number))


@dataclass(slots=True)
class _Month:
    """One person's month in the making. `at` is the moment up to which it is told, `missed` what went wrong so far."""

    person: Learner
    course: Course
    now: datetime
    dice: Dice
    texts: dict[tuple[str, str], list[str]]
    at: datetime = field(init=False)
    done: int = 0
    has_account: bool = False
    missed: dict[tuple[str, str], Compiled] = field(default_factory=dict)

    def deeds(self) -> Iterator[Deed]:
        """Everything this person does, in the order of time."""
        for number, sitting in enumerate(sittings(self.person, self.now, self.dice)):
            self.at = sitting.begins
            yield from self._begin() if number == 0 else self._come_back()
            yield from self._sit(sitting)
        if self.person.stage is Stage.SLOW and self.dice.happens(LOOKS_AGAIN):
            yield from self._look_again()
        yield from self._take_quiz()
        yield from self._end()

    def _begin(self) -> Iterator[Deed]:
        if self.person.came_as_visitor:
            yield self._do(Visit)
        else:
            yield from self._sign_up()

    def _sign_up(self) -> Iterator[Deed]:
        self.has_account = True
        self._wait(60, 300)
        yield self._do(SignUp)
        starts = self.person.stage is not Stage.NEVER_STARTED
        if starts or self.dice.happens(ENROLS_WITHOUT_STARTING):
            self._wait(10, 90)
            yield self._do(Enrol)

    def _come_back(self) -> Iterator[Deed]:
        yield self._do(Return)
        if self.person.stage is Stage.SLOW and self.dice.happens(GOES_BACK):
            yield from self._go_back()

    def _go_back(self) -> Iterator[Deed]:
        """Try again what went wrong in earlier sittings."""
        for (lesson, exercise), compiled in sorted(self.missed.items())[:3]:
            self._wait(30, 120)
            given = once_more(compiled, self.dice)
            yield self._do(Answer, lesson=lesson, exercise=exercise, given=given)
            if is_right(compiled, given):
                del self.missed[lesson, exercise]

    def _sit(self, sitting: Sitting) -> Iterator[Deed]:
        for _ in range(sitting.lessons):
            yield from self._take(self.course.lessons[self.done])
            self.done += 1
        if sitting.begins_next:
            lesson = self.course.lessons[self.done]
            most = self.dice.whole(*(HARD_LESSON.answered if lesson.key == HARD_LESSON.lesson else BEGUN))
            yield from self._read(lesson, most)

    def _take(self, lesson: Lesson) -> Iterator[Deed]:
        """Read a lesson to its end; a visitor with an address signs up before finishing it."""
        if self.person.came_as_visitor and not self.person.has_account:
            yield from self._read(lesson, self.dice.whole(1, len(lesson.content.questions)))
            return
        yield from self._read(lesson)
        if not self.has_account:
            yield from self._sign_up()
        self._wait(20, 120)
        yield self._do(Finish, lesson=lesson.key)

    def _read(self, lesson: Lesson, most: int | None = None) -> Iterator[Deed]:
        """Do a lesson's exercises on the way, or the first `most` of its questions."""
        pace = self.dice.between(0.5, 0.9) * lesson.content.minutes * 60 / max(1, len(lesson.exercises))
        answered = 0
        for exercise, found in lesson.exercises.items():
            if most is not None and answered == most:
                return
            self._wait(pace * 0.6, pace * 1.4)
            if found.compiled.kind is Kind.reflect:
                yield from self._write(lesson, exercise)
            elif form_for(found.question) is not None:
                yield from self._answer(lesson, found.compiled)
                answered += found.compiled.graded

    def _answer(self, lesson: Lesson, compiled: Compiled) -> Iterator[Deed]:
        if not compiled.graded and not self.dice.happens(ANSWERS_SCALES):
            return
        place = (lesson.key, compiled.id)
        for given in tries(self.person, lesson.key, compiled, self.dice):
            self._wait(12, 50)
            yield self._do(Answer, lesson=lesson.key, exercise=compiled.id, given=given)
            self.missed.pop(place, None)
            if compiled.graded and not is_right(compiled, given):
                self.missed[place] = compiled

    def _write(self, lesson: Lesson, exercise: str) -> Iterator[Deed]:
        texts = self.texts.get((lesson.key, exercise))
        if self.has_account and self.person.keeps_entries and texts and self.dice.happens(WRITES):
            self._wait(90, 400)
            yield self._do(Write, lesson=lesson.key, exercise=exercise, text=texts.pop(0))

    def _look_again(self) -> Iterator[Deed]:
        """The scale's own suggestion: answer it again after a few weeks."""
        compiled = self.course.lesson(SCALE.lesson).exercises[SCALE.exercise].compiled
        self._wait(60, 240)
        given = unmarked(self.person, compiled, self.dice, steadier=1)
        yield self._do(Answer, lesson=SCALE.lesson, exercise=SCALE.exercise, given=given)

    def _take_quiz(self) -> Iterator[Deed]:
        """Whoever has finished every lesson takes the quiz, again where it was not passed and there is time."""
        quiz = self.course.quiz
        if quiz is None or self.done < len(self.course.lessons):
            return
        for number in range(min(quiz.policy.attempts or MOST_ATTEMPTS, MOST_ATTEMPTS)):
            self._wait(60, 600)
            seed = f"demo {self.person.number} {number}"
            given, minutes = attempt(self.person, quiz, seed, self.dice, read_feedback=number > 0)
            until = self.at + timedelta(seconds=round(minutes * 60))
            if until > self.now:
                return
            yield self._do(TakeQuiz, seed=seed, given=given, until=until)
            self.at = until + quiz.policy.wait
            if passes(quiz, seed, given):
                return

    def _end(self) -> Iterator[Deed]:
        later = self.at + min(timedelta(days=2), (self.now - self.at) / 2)
        if not self.person.stays:
            yield Leave(later, self.person)
        elif self.person.stage is Stage.DISABLED:
            yield BeClosedOut(later, self.person)

    def _do(self, deed: type[Deed], **what: Any) -> Deed:
        return deed(self.at, self.person, **what)

    def _wait(self, least: float, most: float) -> None:
        """Let so many seconds pass."""
        self.at += timedelta(seconds=round(self.dice.between(least, most)))
