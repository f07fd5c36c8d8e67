"""Everybody's month: who does what when, in the order of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coursesite.demo.asking import READER
from coursesite.demo.calendar import Sitting, sittings
from coursesite.demo.causes import HARD_LESSON, SCALE
from coursesite.demo.course import Course, Lesson
from coursesite.demo.deeds import Answer, BeClosedOut, Deed, Enrol, Leave, Return, SignUp, Visit
from coursesite.demo.dice import Dice
from coursesite.demo.doing import BEGUN, Doing
from coursesite.demo.entries import ENTRIES
from coursesite.demo.further import further
from coursesite.demo.people import Learner
from coursesite.demo.recalling import recalls
from coursesite.demo.stages import Stage
from coursesite.demo.trying import is_right, once_more, unmarked

WRITES = 0.75
ENROLS_WITHOUT_STARTING = 0.5
LOOKS_AGAIN = 0.6
GOES_BACK = 0.5
"""The chance that somebody who goes back at all does so at the beginning of a sitting."""


def plan(
    everyone: tuple[Learner, ...], course: Course, now: datetime, seed: int, others: Sequence[Course] = ()
) -> list[Deed]:
    """All deeds of the month that ends `now`, in the order of time; `others` are the courses beside the story's own."""
    texts = {place: list(texts) for place, texts in ENTRIES.items()}
    deeds: list[Deed] = []
    days: dict[Learner, tuple[Sitting, ...]] = {}
    # Texts go to whoever comes first, so nobody should come first by their stage.
    for person in Dice(seed, "texts").shuffled(everyone):
        dice = Dice(seed, f"month {person.number}")
        days[person] = sittings(person, now, dice)
        month = _Month(person, course, now, dice, texts, WRITES if person.keeps_entries else 0)
        deeds += month.deeds(days[person])
    for person in days:
        if person.name == READER and person.stage is not Stage.NEVER_STARTED:
            deeds += recalls(person, days[person], now, seed)
    deeds += further(days, others, now, seed)
    return sorted(deeds, key=lambda deed: (deed.at, deed.who.number))


@dataclass(slots=True)
class _Month(Doing):
    """One person's month in the making."""

    def deeds(self, days: Sequence[Sitting]) -> Iterator[Deed]:
        """Everything this person does on these days, in the order of time."""
        for number, sitting in enumerate(days):
            self.at = sitting.begins
            yield from self._begin() if number == 0 else self._come_back()
            yield from self._sit(sitting)
        if self.person.stage is Stage.SLOW and self.dice.happens(LOOKS_AGAIN):
            yield from self._look_again()
        if self.done == len(self.course.lessons):
            yield from self.converse(leaves=self.person.name == READER)
            yield from self.take_quiz()
        yield from self._end()

    def _begin(self) -> Iterator[Deed]:
        if self.person.came_as_visitor:
            yield self.do(Visit)
        else:
            yield from self._sign_up()

    def _sign_up(self) -> Iterator[Deed]:
        self.has_account = True
        self.wait(60, 300)
        yield self.do(SignUp)
        starts = self.person.stage is not Stage.NEVER_STARTED
        if starts or self.dice.happens(ENROLS_WITHOUT_STARTING):
            self.wait(10, 90)
            yield self.do(Enrol, course=self.course.slug)

    def _come_back(self) -> Iterator[Deed]:
        yield self.do(Return)
        if self.person.stage is Stage.SLOW and self.dice.happens(GOES_BACK):
            yield from self._go_back()

    def _go_back(self) -> Iterator[Deed]:
        """Try again what went wrong in earlier sittings."""
        for (lesson, exercise), compiled in sorted(self.missed.items())[:3]:
            self.wait(30, 120)
            given = once_more(compiled, self.dice)
            yield self.do(Answer, lesson=lesson, exercise=exercise, given=given)
            if is_right(compiled, given):
                del self.missed[lesson, exercise]

    def _sit(self, sitting: Sitting) -> Iterator[Deed]:
        for _ in range(sitting.lessons):
            yield from self._take(self.course.lessons[self.done])
        if sitting.begins_next:
            lesson = self.course.lessons[self.done]
            yield from self.read(lesson, self.dice.whole(*(_begun_of(lesson))))

    def _take(self, lesson: Lesson) -> Iterator[Deed]:
        """Read a lesson to its end; a visitor with an address signs up before finishing it."""
        if self.person.came_as_visitor and not self.person.has_account:
            yield from self.read(lesson, self.dice.whole(1, len(lesson.content.questions)))
            return
        yield from self.read(lesson)
        if not self.has_account:
            yield from self._sign_up()
        yield from self.finish(lesson)

    def _look_again(self) -> Iterator[Deed]:
        """The scale's own suggestion: answer it again after a few weeks."""
        compiled = self.course.lesson(SCALE.lesson).exercises[SCALE.exercise].compiled
        self.wait(60, 240)
        given = unmarked(self.person, compiled, self.dice, steadier=1)
        yield self.do(Answer, lesson=SCALE.lesson, exercise=SCALE.exercise, given=given)

    def _end(self) -> Iterator[Deed]:
        later = self.at + min(timedelta(days=2), (self.now - self.at) / 2)
        if not self.person.stays:
            yield Leave(later, self.person)
        elif self.person.stage is Stage.DISABLED:
            yield BeClosedOut(later, self.person)


def _begun_of(lesson: Lesson) -> tuple[int, int]:
    return HARD_LESSON.answered if lesson.key == HARD_LESSON.lesson else BEGUN
