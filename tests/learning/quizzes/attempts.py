"""Attempts and their responses as rows, in bulk: graded, in progress, of a few people or of fifty thousand.

A world is told as what each person did: their attempts in order, each a list of `Told`. `graded` works out from it
what grading would write down; `write_attempts` puts it into the database.
"""

import itertools
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.learning.quizzes.marks import Worth, added_up, share_of
from coursesite.learning.quizzes.models import Attempt, Response
from coursesite.learning.quizzes.policy import BEST, standings

BATCH = 500


@dataclass(frozen=True)
class Told:
    """One question as one attempt asked it, and what became of it; `chosen` as figures count it, "" for nothing."""

    source_id: int
    exercise: str
    slot: int
    chosen: str
    credit: Fraction
    marks: Fraction = Fraction(1)


@dataclass(frozen=True)
class Graded:
    """One attempt of one person (both counted from 0 and 1), graded."""

    person: int
    number: int
    told: Sequence[Told]
    score: Fraction
    out_of: Fraction
    share: Fraction
    standing: int


@dataclass(frozen=True)
class Place:
    """Where attempts belong: a course, a quiz, its revision; the pools that it draws from, each with its revision."""

    course_id: int
    quiz_id: int
    revision_id: int
    pools: tuple[tuple[int, int], ...] = ()

    def revision_of(self, source_id: int) -> int:
        """The revision that a question of this piece is asked in."""
        return dict(self.pools).get(source_id, self.revision_id)


Person = Sequence[Sequence[Told]]


def graded(people: Iterable[Person], keep: str = BEST) -> Iterator[Graded]:
    """Grade everybody's attempts."""
    for number, attempts in enumerate(people):
        sums = [added_up(Worth(one.credit, one.marks, "", 0) for one in told) for told in attempts]
        shares = [share_of(score, out_of) for score, out_of in sums]
        stand = standings(keep, shares)
        for at, (told, (score, out_of), share) in enumerate(zip(attempts, sums, shares, strict=True)):
            yield Graded(number, at + 1, told, score, out_of, share, int(stand[at]))


def write_attempts(session: Session, place: Place, attempts: Iterable[Graded]) -> None:
    """Write graded attempts, each person a new account; the caller commits."""
    now = clock.now()
    people: dict[int, int] = {}
    waiting = iter(attempts)
    while batch := list(itertools.islice(waiting, BATCH)):
        new = sorted({one.person for one in batch} - set(people))
        people |= dict(zip(new, _new_people(session, len(new)), strict=True))
        rows = [
            {
                "user_id": people[one.person],
                "course_id": place.course_id,
                "quiz_id": place.quiz_id,
                "revision_id": place.revision_id,
                "number": one.number,
                "seed": "seed",
                "started_at": now,
                "submitted_at": now,
                "graded_at": now,
                "score": str(one.score),
                "out_of": str(one.out_of),
                "share": str(one.share),
                "standing": one.standing,
                "once": secrets.token_hex(8),
            }
            for one in batch
        ]
        made = session.scalars(insert(Attempt).returning(Attempt.id, sort_by_parameter_order=True), rows)
        responses = [row for one, attempt_id in zip(batch, made, strict=True) for row in _rows(place, one, attempt_id)]
        if responses:
            session.execute(insert(Response.__table__), responses)  # type: ignore[arg-type]  # a Table, as mapped


def write_unfinished(session: Session, place: Place, told: Sequence[Told]) -> None:
    """Write one attempt that nobody has handed in yet."""
    [one] = graded([[told]])
    write_attempts(session, place, [one])
    attempt = session.query(Attempt).order_by(Attempt.id.desc()).first()
    assert attempt is not None
    attempt.graded_at = attempt.submitted_at = None
    attempt.score = attempt.out_of = attempt.share = ""
    attempt.standing = 0
    unmarked = {"credit": "", "marks": str(told[0].marks), "total": "", "standing": 0, "chosen": ""}
    session.query(Response).filter_by(attempt_id=attempt.id).update(unmarked)  # type: ignore[arg-type]  # names


def _new_people(session: Session, number: int) -> list[int]:
    now = clock.now()
    rows = [
        {"key": secrets.token_hex(6), "role": Role.LEARNER.value, "name": "", "created_at": now} for _ in range(number)
    ]
    return list(session.scalars(insert(User).returning(User.id), rows)) if rows else []


def _rows(place: Place, one: Graded, attempt_id: int) -> Iterator[dict[str, Any]]:
    for at, told in enumerate(one.told, 1):
        yield {
            "attempt_id": attempt_id,
            "place": at,
            "quiz_id": place.quiz_id,
            "slot": told.slot,
            "source_id": told.source_id,
            "revision_id": place.revision_of(told.source_id),
            "exercise": told.exercise,
            "marks": str(told.marks),
            "credit": str(told.credit),
            "outcome": "open"
            if not told.chosen
            else "right"
            if told.credit == 1
            else "partly"
            if told.credit
            else "wrong",
            "chosen": told.chosen,
            "total": str(one.share),
            "standing": one.standing,
        }
