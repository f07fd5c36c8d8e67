"""Taking an answer: marked, numbered, counted, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from coursesite.exercises import Marking, Outcome
from coursesite.learning.journal.queries import take_entry
from coursesite.learning.meanwhile import Newer, is_newer
from coursesite.learning.models import Answer, Consent
from coursesite.learning.records import queries as records
from coursesite.learning.records.queries import ENTRIES
from coursesite.learning.review.meeting import meet_question
from coursesite.learning.showing.prepared import Prepared
from coursesite.learning.tallies import counted


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer is given: in which course, lesson and wording."""

    course_id: int
    lesson_id: int
    revision_id: int


@dataclass(frozen=True, slots=True)
class Tried:
    """An answer as it came, and what it is worth. `once` is the form's value for one submission."""

    exercise: Prepared
    given: dict[str, Any]
    marking: Marking
    once: str


def answer(session: Session, user_id: int, place: Place, tried: Tried, now: datetime) -> Answer:
    """Write an answer down as this person's next try; tallies of polls and scales follow it, and what has a right
    answer comes back in their review from then on.

    The same submission sent again gives the row that it became the first time.
    """
    exercise_id = tried.exercise.compiled.id
    records.take_turn(session, user_id)
    if (before := records.answer_sent_as(session, user_id, tried.once)) is not None:
        return before
    last = records.last_answer(session, user_id, place.lesson_id, exercise_id)
    noted = tried.marking.outcome is Outcome.noted
    row = Answer(
        user_id=user_id,
        course_id=place.course_id,
        lesson_id=place.lesson_id,
        revision_id=place.revision_id,
        exercise=exercise_id,
        try_number=last.try_number + 1 if last else 1,
        given=tried.given,
        credit="" if noted else str(tried.marking.credit),
        outcome=tried.marking.outcome.value,
        wording=tried.exercise.wording,
        once=tried.once,
        answered_at=now,
    )
    session.add(row)
    session.flush()
    if noted:
        off = counted(last.given) if last else ()
        records.move_tally(session, place.lesson_id, exercise_id, off=off, onto=counted(tried.given))
    elif last is None:
        here = (place.course_id, place.lesson_id)
        meet_question(session, user_id, here, exercise_id, tried.marking.outcome, now)
    return row


def write_entry(
    session: Session,
    user_id: int,
    place: Place,
    exercise_id: str,
    text: str,
    *,
    agrees: bool,
    now: datetime,
    seen: str | None = None,
) -> bool:
    """Keep what somebody wrote for themselves, if they agree or have agreed to that; False if not.

    An empty text removes what stood there, and needs no agreement. `seen` is the mark of what the form began from,
    where there was a form: raises `Newer` where something else stands by now.
    """
    records.take_turn(session, user_id)
    stands = take_entry(session, user_id, place.lesson_id, exercise_id) if seen is not None else None
    if stands is not None and seen is not None and stands.text != text and is_newer(stands.written_at, seen):
        raise Newer
    if not text:
        records.remove_entry(session, user_id, place.lesson_id, exercise_id)
        return True
    if agrees:
        records.insert_or_leave(session, Consent, user_id=user_id, purpose=ENTRIES, given_at=now)
    elif not records.has_consented(session, user_id):
        return False
    records.keep_entry(
        session,
        user_id=user_id,
        lesson_id=place.lesson_id,
        exercise=exercise_id,
        revision_id=place.revision_id,
        text=text,
        written_at=now,
    )
    return True
