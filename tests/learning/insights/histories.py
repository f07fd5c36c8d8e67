"""A small crowd's history in two courses, deed by deed, and the slow direct count of what it comes to.

The count shares nothing with the code that keeps the sums: it reads every row and asks each figure's own question.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from coursesite.accounts.models import Role, User
from coursesite.learning import arrivals, completion, enrolling, moving, personal
from coursesite.learning.groups.models import Group, Member
from coursesite.learning.insights import folding
from coursesite.learning.models import Answer, Enrolment, FinishedLesson
from coursesite.learning.quizzes.models import Attempt, Response
from coursesite.learning.records import queries as records
from coursesite.library.models import Piece

START = datetime(2026, 1, 20, 8, tzinfo=UTC)
EXERCISES = ("third-call", "the-word")
OUTCOMES = ("right", "partly", "wrong", "noted")
HALF_AN_HOUR = timedelta(minutes=30)


@dataclass
class History:
    """What may happen, one method each; time goes on by what a deed says. A person is named by a number."""

    session: Session
    courses: list[Piece]
    lessons: list[Piece]
    quiz: Piece
    post: Piece
    people: list[User]
    group: Group
    now: datetime = START
    once: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def wait(self, minutes: int) -> None:
        """Nothing happens for a while."""
        self.now += timedelta(minutes=minutes)

    def join(self, person: int, course: int, *, by_post: bool) -> None:
        """Somebody joins a course."""
        user = self._person(person)
        if user is not None and user.role != Role.VISITOR.value:
            order = [one.id for one in self.lessons if one.course_id == self.courses[course].id]
            post = self.post.id if by_post else None
            enrolling.enrol(self.session, user.id, self.courses[course].id, order, self.now, post_id=post)

    def answer(self, person: int, lesson: int, exercise: int, outcome: int, late: int) -> None:
        """Somebody tries a question; `late` minutes ago, as where the worker had counted before it was committed."""
        user, piece = self._person(person), self.lessons[lesson]
        if user is None:
            return
        records.take_turn(self.session, user.id)
        last = records.last_answer(self.session, user.id, piece.id, EXERCISES[exercise])
        row = Answer(
            user_id=user.id,
            course_id=piece.course_id,
            lesson_id=piece.id,
            revision_id=piece.published_revision_id,
            exercise=EXERCISES[exercise],
            try_number=last.try_number + 1 if last else 1,
            given={"picks": ["a", "b"][: outcome % 3]} if exercise == 0 else {"text": "naming"},
            outcome=OUTCOMES[outcome],
            wording="w",
            once=f"once-{next(self.once)}",
            answered_at=self.now - timedelta(minutes=late),
        )
        self.session.add(row)
        self.session.flush()

    def finish(self, person: int, lesson: int) -> None:
        """Somebody finishes a lesson, and with the last one the course."""
        user, piece = self._person(person), self.lessons[lesson]
        if user is not None:
            order = [one.id for one in self.lessons if one.course_id == piece.course_id]
            place = (piece.course_id or 0, piece.id, piece.published_revision_id or 0)
            completion.finish(self.session, user.id, place, order, self.now)

    def sit(self, person: int, *, hand_in: bool) -> None:
        """Somebody begins an attempt and saves an answer in it ten minutes later; hands it in or leaves it open."""
        user = self._person(person)
        if user is None:
            return
        records.take_turn(self.session, user.id)
        number = len(list(self.session.scalars(select(Attempt.id).where(Attempt.user_id == user.id)))) + 1
        attempt = Attempt(
            user_id=user.id,
            course_id=self.quiz.course_id,
            quiz_id=self.quiz.id,
            revision_id=self.quiz.published_revision_id,
            number=number,
            seed="s",
            started_at=self.now,
            once=f"once-{next(self.once)}",
        )
        self.session.add(attempt)
        self.session.flush()
        self.wait(10)
        self.session.add(
            Response(
                attempt_id=attempt.id,
                place=1,
                quiz_id=self.quiz.id,
                slot=1,
                source_id=self.quiz.id,
                revision_id=self.quiz.published_revision_id,
                exercise="third-call",
                marks="1",
                saved_at=self.now,
            )
        )
        if hand_in:
            records.take_turn(self.session, user.id)
            attempt.submitted_at = self.now + timedelta(minutes=2)
        self.session.flush()

    def sign_in(self, visitor: int, person: int) -> None:
        """A visitor turns out to be somebody with an account."""
        one, other = self._person(visitor), self._person(person)
        if one and other and one.role == Role.VISITOR.value and other.role != Role.VISITOR.value:
            arrivals.adopt(self.session, one.id, other.id, self.now)

    def leave(self, person: int) -> None:
        """Somebody leaves: a visitor's rows go, of others an ownerless number remains."""
        user = self._person(person)
        if user is None:
            return
        if user.role == Role.VISITOR.value:
            personal.forget(self.session, [user.id])
        else:
            personal.erase(self.session, user.id, self.now)
        user.erased_at = self.now
        self.session.flush()

    def move(self, lesson: int) -> None:
        """A lesson moves to the other course."""
        piece = self.lessons[lesson]
        old = piece.course_id or 0
        new = next(one.id for one in self.courses if one.id != old)
        piece.course_id, piece.slug = new, f"{piece.slug}-moved"
        self.session.flush()
        moving.follow(self.session, [(piece.id, old, new)], self.now)

    def change_group(self, person: int) -> None:
        """Somebody comes into the group, or goes out of it."""
        member = self.session.get(Member, (self.group.id, self.people[person].id))
        if member is None:
            self.session.add(Member(group_id=self.group.id, user_id=self.people[person].id, joined_at=self.now))
        else:
            self.session.delete(member)
        self.session.flush()

    def count(self, most: int) -> None:
        """The worker takes up some of what waits."""
        prepared = folding.prepare(self.session, most)
        if prepared.mark_ids:
            assert folding.put(self.session, prepared)

    def _person(self, number: int) -> User | None:
        user = self.people[number]
        return None if user.erased_at is not None else user


def counted_directly(
    session: Session, course_id: int, first: date, last: date, group_id: int | None = None
) -> dict[str, dict[str, int]]:
    """What a course's figures come to, from every row there is: by figure and cell, for who joined in these days."""
    everyone = [row.id for row in session.scalars(select(User))]
    members = set(session.scalars(select(Member.user_id).where(Member.group_id == group_id)))
    found: dict[str, Counter[str]] = {}
    for user_id in everyone:
        if group_id is not None and user_id not in members:
            continue
        for figure, cell in _of_one(session, user_id, course_id, first, last):
            found.setdefault(figure, Counter())[cell] += 1
    return {figure: dict(cells) for figure, cells in found.items()}


def _of_one(session: Session, user_id: int, course_id: int, first: date, last: date) -> set[tuple[str, str]]:
    enrolment = session.get(Enrolment, (user_id, course_id), populate_existing=True)
    sent = sorted(_sent(session, user_id))
    here = [one for one in sent if one[1] == course_id and one[3] != "joined"]
    since = enrolment.enrolled_at if enrolment else here[0][0] if here else None
    if since is None or not first <= since.date() <= last:
        return set()
    if enrolment is None:
        return {("v", "")}
    cells = {("j", "")}
    for _, _, lesson_id, what in here:
        cells.add(("b", str(lesson_id)))
        if what == "finished":
            minutes = _minutes(sent, lesson_id)
            cells |= {("f", str(lesson_id)), ("t", f"{lesson_id}:{minutes}")}
    if enrolment.completed_at is not None:
        cells.add(("c", ""))
    else:
        at, lesson = max(
            ((at, what == "finished", lesson_id) for at, _, lesson_id, what in here), default=(since, False, 0)
        )[::2]
        cells.add(("s", f"{lesson}:{at.date()}"))
    if enrolment.post_id is not None:
        cells.add(("p", str(enrolment.post_id)))
        if enrolment.completed_at is not None:
            cells.add(("d", str(enrolment.post_id)))
    return cells | _tries(session, user_id, course_id)


def _tries(session: Session, user_id: int, course_id: int) -> set[tuple[str, str]]:
    cells = set()
    for row in session.scalars(select(Answer).where(Answer.user_id == user_id, Answer.course_id == course_id)):
        session.refresh(row)
        if row.try_number == 1 and row.outcome != "noted":
            place = f"{row.lesson_id}:{row.exercise}"
            cells.add(("q", f"{place}:{row.outcome}"))
            if row.outcome != "right":
                cells |= {("o", f"{place}:{pick}") for pick in row.given.get("picks", [])}
    return cells


Sent = tuple[datetime, int, int, str]


def _sent(session: Session, user_id: int) -> list[Sent]:
    """All that somebody sent: when, in which course and lesson, what."""
    found: list[Sent] = []
    for enrolment in session.scalars(select(Enrolment).where(Enrolment.user_id == user_id)):
        found.append((enrolment.enrolled_at, 0, 0, "joined"))
    for answer in session.scalars(select(Answer).where(Answer.user_id == user_id)):
        session.refresh(answer)
        found.append((answer.answered_at, answer.course_id, answer.lesson_id, "answered"))
    for lesson in session.scalars(select(FinishedLesson).where(FinishedLesson.user_id == user_id)):
        session.refresh(lesson)
        found.append((lesson.finished_at, lesson.course_id, lesson.lesson_id, "finished"))
    for attempt in session.scalars(select(Attempt).where(Attempt.user_id == user_id)):
        session.refresh(attempt)
        moments = [attempt.started_at]
        if attempt.submitted_at is not None:
            saved = session.scalars(select(Response.saved_at).where(Response.attempt_id == attempt.id))
            moments += [attempt.submitted_at, *(one for one in saved if one is not None)]
        found += [(moment, attempt.course_id, attempt.quiz_id, "attempt") for moment in moments]
    return found


def _minutes(sent: list[Sent], lesson_id: int) -> int:
    """The minutes before each thing sent from a lesson, half an hour at most each, to the nearest whole one."""
    spent = timedelta()
    for before, after in itertools.pairwise(sent):
        if after[2] == lesson_id:
            spent += min(after[0] - before[0], HALF_AN_HOUR)
    return min(int((spent.total_seconds() + 30) // 60), 600)
