"""Writing down what people do: answers, tallies, entries, finished courses; and whose turn it is to write."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, literal_column, select, update
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.db import Base, insert_into
from coursesite.learning.days.models import Day, DayFrame, Story, WeekLook
from coursesite.learning.growth.models import Feeling, SelfRating
from coursesite.learning.insights.models import ChangedLearner
from coursesite.learning.intending.models import Plan, Promise
from coursesite.learning.journal.models import EntryReply
from coursesite.learning.models import Answer, Consent, Enrolment, Entry, Tally
from coursesite.learning.review.models import Card, CardReview
from coursesite.web.errors import NotHere

ENTRIES = "entries"
ENTRY_KEY = (Entry.user_id, Entry.lesson_id, Entry.exercise)
WRITTEN_FOR_ONESELF: tuple[Any, ...] = (
    *(EntryReply, Entry, Promise, Plan, DayFrame, Day, WeekLook, Story),
    *(SelfRating, Feeling),
)


def take_turn(session: Session, user_id: int) -> None:
    """Let one request of this person write at a time, so that tries are numbered and tallied one after the other.

    SQLite's single writer does this by itself; PostgreSQL needs the row's lock. Raises `NotHere` for a person who has
    been erased while the request was under way, so that nothing is written about them afterwards.

    What follows may change what the person counts in: the worker is asked to count them anew (`insights/folding.py`).
    """
    person = select(User.id).where(User.id == user_id, User.erased_at.is_(None))
    # Not the whole row's lock: a coach's row is also pointed at, by what they decide about others (`made_by`).
    person = person.with_for_update(key_share=True)
    if session.execute(person).first() is None:
        raise NotHere
    session.execute(insert(ChangedLearner).values(user_id=user_id))


def answer_sent_as(session: Session, user_id: int, once: str) -> Answer | None:
    """The answer that this submission became, if it has come before."""
    return session.scalars(select(Answer).where(Answer.user_id == user_id, Answer.once == once)).first()


def last_answer(session: Session, user_id: int, lesson_id: int, exercise: str) -> Answer | None:
    """This person's last try at this exercise."""
    statement = select(Answer).where(
        Answer.user_id == user_id, Answer.lesson_id == lesson_id, Answer.exercise == exercise
    )
    return session.scalars(statement.order_by(Answer.try_number.desc()).limit(1)).first()


def insert_or_leave(session: Session, table: type[Base], **values: Any) -> bool:
    """Add a row unless its key is there already; True if it was added."""
    statement = insert_into(session, table).values(**values).on_conflict_do_nothing()
    return session.execute(statement.returning(literal_column("1"))).first() is not None


def move_tally(session: Session, lesson_id: int, exercise: str, off: Iterable[str], onto: Iterable[str]) -> None:
    """Take one from each option a changed answer left, add one to each it went to."""
    steps = dict.fromkeys(off, -1)
    for option in onto:
        steps[option] = steps.get(option, 0) + 1
    # In one order everywhere, so that two people's changes never wait for each other.
    for option in sorted(option for option, step in steps.items() if step):
        row = {"lesson_id": lesson_id, "exercise": exercise, "option": option, "count": max(steps[option], 0)}
        statement = insert_into(session, Tally).values(row)
        statement = statement.on_conflict_do_update(
            index_elements=["lesson_id", "exercise", "option"], set_={"count": Tally.count + steps[option]}
        )
        session.execute(statement)


def keep_entry(session: Session, **values: Any) -> None:
    """Write an entry, over what stood there; whether it is shared stays as it is."""
    statement = insert_into(session, Entry).values(**values)
    changed = {name: values[name] for name in ("text", "written_at", "revision_id")}
    session.execute(statement.on_conflict_do_update(index_elements=["user_id", "lesson_id", "exercise"], set_=changed))


def take_entries(session: Session, *which: ColumnElement[bool]) -> None:
    """Let a coach who is writing back to one of these entries end first, so that both the words and the entry go."""
    session.execute(select(Entry.lesson_id).where(*which).order_by(*ENTRY_KEY).with_for_update()).all()


def remove_entry(session: Session, user_id: int, lesson_id: int, exercise: str) -> None:
    """Delete one entry, with what coaches wrote back to it."""
    take_entries(session, Entry.user_id == user_id, Entry.lesson_id == lesson_id, Entry.exercise == exercise)
    for table in (EntryReply, Entry):
        session.execute(
            delete(table).where(table.user_id == user_id, table.lesson_id == lesson_id, table.exercise == exercise)
        )


def withdraw(session: Session, user_id: int) -> None:
    """Delete what this person wrote for themselves, and their consent to keeping it."""
    take_entries(session, Entry.user_id == user_id)
    about_plans = select(Card.id).where(Card.user_id == user_id, Card.plan_id.is_not(None))
    session.execute(delete(CardReview).where(CardReview.card_id.in_(about_plans)))
    session.execute(delete(Card).where(Card.user_id == user_id, Card.plan_id.is_not(None)))
    for table in WRITTEN_FOR_ONESELF:
        session.execute(delete(table).where(table.user_id == user_id))
    session.execute(delete(Consent).where(Consent.user_id == user_id, Consent.purpose == ENTRIES))


def has_consented(session: Session, user_id: int) -> bool:
    """Whether this person agreed that their entries are kept."""
    return session.get(Consent, (user_id, ENTRIES)) is not None


def set_completed(session: Session, user_id: int, course_id: int, now: datetime) -> None:
    """Mark the course completed, once; a completion is never moved."""
    session.execute(
        update(Enrolment)
        .where(Enrolment.user_id == user_id, Enrolment.course_id == course_id, Enrolment.completed_at.is_(None))
        .values(completed_at=now)
    )
