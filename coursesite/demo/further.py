"""Some of the month's people take another course as well: one to its end, several as far as they have come."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from coursesite.demo.asking import READER
from coursesite.demo.calendar import Sitting, free_evenings
from coursesite.demo.course import Course, Lesson
from coursesite.demo.deeds import Deed, Enrol, Promise, Return, TakeUp, Tell
from coursesite.demo.dice import Dice
from coursesite.demo.doing import BEGUN, Doing, Texts
from coursesite.demo.further_texts import BECAME, REFLECTIONS, TRIED
from coursesite.demo.people import Learner
from coursesite.demo.stages import Stage
from coursesite.exercises import Compiled, Kind
from coursesite.learning.intending.bounds import USUAL_DAYS
from coursesite.learning.intending.wording import halves_of
from coursesite.text.plain import plain_text

ALL = 99
TAKES_UP = 0.6
"""The chance that somebody who writes takes up a plan that a lesson offers."""

Days = Mapping[Learner, Sequence[Sitting]]


@dataclass(frozen=True, slots=True)
class Taken:
    """Who takes which course how far: at a stage of the story's course, the one of this place, or the reader.

    `lessons` are finished, `sitting` of them at a time; `begins` is whether the one after them is begun and left.
    `writes` says that they write, promise and plan there; `talks` that they play the conversation at the end, `checks`
    that they take the check, if they have come to its end.
    """

    course: str
    who: Stage | None
    place: int
    lessons: int
    sitting: int = 1
    begins: bool = False
    writes: bool = False
    talks: bool = False
    checks: bool = False


TAKEN = (
    Taken("reading-the-room", Stage.QUICK, 0, ALL, sitting=2, writes=True, talks=True, checks=True),
    Taken("reading-the-room", None, 0, 3, begins=True, writes=True),
    Taken("reading-the-room", Stage.STOPPED_HARD, 0, 4, writes=True),
    Taken("reading-the-room", Stage.SLOW, 1, 2, begins=True),
    Taken("reading-the-room", Stage.HALF_WAY, 0, 1),
    Taken("reading-the-room", Stage.TRIED, 0, 0, begins=True),
    Taken("reading-the-room", Stage.STOPPED_HARD, 5, 1, begins=True),
    Taken("reading-the-room", Stage.SLOW, 4, 1),
    Taken("reading-the-room", Stage.BUSY, 6, 2),
    Taken("reading-the-room", Stage.HALF_WAY, 4, 0, begins=True),
    Taken("reading-the-room", Stage.STOPPED_HARD, 8, 0, begins=True),
    Taken("soft-skills-at-work", None, 0, 1, begins=True, writes=True),
    Taken("soft-skills-at-work", Stage.QUICK, 1, 6, sitting=2, writes=True, talks=True),
    Taken("soft-skills-at-work", Stage.BUSY, 0, 3, writes=True),
    Taken("soft-skills-at-work", Stage.BUSY, 1, 1, begins=True),
    Taken("soft-skills-at-work", Stage.BUSY, 2, 0, begins=True),
    Taken("soft-skills-at-work", Stage.STOPPED_HARD, 1, 2),
    Taken("soft-skills-at-work", Stage.HALF_WAY, 2, 1),
    Taken("soft-skills-at-work", Stage.LAST_LAP, 1, 2),
    Taken("soft-skills-at-work", Stage.TRIED, 2, 1),
    Taken("soft-skills-at-work", Stage.STOPPED_HARD, 9, 0, begins=True),
    Taken("soft-skills-at-work", Stage.SLOW, 6, 1),
    Taken("everyday-of-service", Stage.QUICK, 2, 5, sitting=2, writes=True, talks=True),
    Taken("everyday-of-service", Stage.BUSY, 3, 4, writes=True),
    Taken("everyday-of-service", Stage.BUSY, 4, 2),
    Taken("everyday-of-service", Stage.STOPPED_EARLY, 0, 2, begins=True),
    Taken("everyday-of-service", Stage.SLOW, 2, 1),
    Taken("everyday-of-service", Stage.STOPPED_HARD, 6, 3),
    Taken("everyday-of-service", Stage.LAST_LAP, 2, 1),
    Taken("everyday-of-service", Stage.TRIED, 3, 1),
    Taken("everyday-of-service", Stage.STOPPED_HARD, 10, 1),
    Taken("everyday-of-service", Stage.BUSY, 7, 1),
    Taken("everyday-of-service", Stage.HALF_WAY, 5, 0, begins=True),
    # Nobody of Northline's: they have work.
    Taken("between-jobs", Stage.STOPPED_HARD, 2, 5, writes=True, talks=True),
    Taken("between-jobs", Stage.TRIED, 1, 3, writes=True),
    Taken("between-jobs", Stage.STOPPED_EARLY, 1, 2, begins=True),
    Taken("between-jobs", Stage.HALF_WAY, 1, 1),
    Taken("between-jobs", Stage.STOPPED_HARD, 3, 0, begins=True),
    Taken("between-jobs", Stage.TRIED, 4, 1, begins=True),
    Taken("difficult-conversations", Stage.SLOW, 3, 4, writes=True, talks=True),
    Taken("difficult-conversations", Stage.QUICK, 3, 5, sitting=2),
    Taken("difficult-conversations", Stage.BUSY, 5, 3, writes=True),
    Taken("difficult-conversations", Stage.BUSY, 8, 1),
    Taken("difficult-conversations", Stage.SLOW, 5, 1),
    Taken("difficult-conversations", Stage.LAST_LAP, 0, 2),
    Taken("difficult-conversations", Stage.STOPPED_HARD, 4, 0, begins=True),
)


def further(days: Days, courses: Sequence[Course], now: datetime, seed: int) -> Iterator[Deed]:
    """What everybody does in other courses than the story's; `days` are the sittings that each of them has there."""
    by_slug = {course.slug: course for course in courses}
    texts = {slug: _texts(course) for slug, course in by_slug.items()}
    used: dict[Learner, set[date]] = {}
    for taken in TAKEN:
        person, course = _person(taken, days), by_slug.get(taken.course)
        if person is None or course is None or not course.lessons:
            continue
        dice = Dice(seed, f"{taken.course} {person.number}")
        begun = _Further(person, course, now, dice, texts[taken.course], float(taken.writes), taken=taken)
        yield from begun.deeds(days[person], used.setdefault(person, set()))


def _person(taken: Taken, days: Days) -> Learner | None:
    """Who this is; at a stage they are counted by when they were through with the story's course, earliest first."""
    here = [one for one in days if one.stays and one.has_account and one.stage is not Stage.NEVER_STARTED]
    if taken.who is None:
        return next((one for one in here if one.name == READER), None)
    there = sorted((one for one in here if one.stage is taken.who), key=lambda one: (days[one][-1].begins, one.number))
    there = [one for one in there if one.name != READER]
    return there[taken.place] if taken.place < len(there) else None


def _texts(course: Course) -> Texts:
    """What can be written in this course, by the first entry that each lesson asks for."""
    found: Texts = {}
    for lesson in course.lessons:
        asked = next((key for key, one in lesson.exercises.items() if one.compiled.kind is Kind.reflect), None)
        texts = REFLECTIONS.get((course.slug, lesson.slug))
        if asked is not None and texts:
            found[lesson.key, asked] = list(texts)
        promised = next((key for key, one in lesson.exercises.items() if one.compiled.kind is Kind.try_), None)
        if promised is not None and (course.slug, lesson.slug) in TRIED:
            found[lesson.key, promised] = list(TRIED[course.slug, lesson.slug])
    return found


@dataclass(slots=True)
class _Further(Doing):
    """One person's further course in the making."""

    taken: Taken = field(kw_only=True)

    def deeds(self, days: Sequence[Sitting], used: set[date]) -> Iterator[Deed]:
        """Everything this person does in it, in the order of time; the days that this takes are added to `used`."""
        self.has_account = True
        wanted = min(self.taken.lessons, len(self.course.lessons))
        sittings = -(-wanted // self.taken.sitting) or 1
        evenings = free_evenings(self.person, days, used, sittings, self.now, self.dice)
        for number, begins in enumerate(evenings):
            used.add(begins.date())
            self.at = begins
            yield self.do(Return)
            if number == 0:
                self.wait(10, 90)
                yield self.do(Enrol, course=self.course.slug)
            for lesson in self.course.lessons[self.done : min(wanted, self.done + self.taken.sitting)]:
                yield from self.read(lesson)
                yield from self.finish(lesson)
        if evenings:
            yield from self._last_things()

    def _last_things(self) -> Iterator[Deed]:
        through = self.done == len(self.course.lessons)
        if self.taken.begins and not through:
            yield from self.read(self.course.lessons[self.done], self.dice.whole(*BEGUN))
        if self.taken.talks:
            yield from self.converse()
        if self.taken.checks and through:
            yield from self.take_quiz()

    def mean(self, lesson: Lesson, compiled: Compiled) -> Iterator[Deed]:
        """Promise what was written for this lesson, or take up the first whole plan that it offers."""
        texts = self.texts.get((lesson.key, compiled.id))
        if not self.taken.writes:
            return
        if compiled.kind is Kind.try_ and texts:
            self.wait(40, 150)
            days = compiled.ask_after.days if compiled.ask_after is not None else USUAL_DAYS
            yield from self._promise(lesson, compiled.id, texts.pop(0), max(days, 1))
        if compiled.kind is Kind.plan and self.dice.happens(1 if self.taken.who is None else TAKES_UP):
            offers = (halves_of(plain_text(option.html)) for option in compiled.options)
            whole = next((one for one in offers if one.cue and one.response), None)
            if whole is not None:
                self.wait(20, 90)
                place = {"lesson": lesson.key, "exercise": compiled.id}
                yield self.do(TakeUp, **place, cue=whole.cue, response=whole.response)

    def _promise(self, lesson: Lesson, exercise: str, text: str, days: int) -> Iterator[Deed]:
        place = {"lesson": lesson.key, "exercise": exercise}
        yield self.do(Promise, **place, text=text, days=days)
        later = (self.at + timedelta(days=days)).replace(hour=self.dice.whole(18, 21))
        if text in BECAME and later <= self.now:
            yield Tell(later, self.person, **place, happened=BECAME[text])
