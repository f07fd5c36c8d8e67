"""Moving, exporting and removing everything of one person."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import String, and_, cast, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.db import Base
from coursesite.learning.journal.models import EntryReply
from coursesite.learning.models import Answer, Consent, Enrolment, Entry, FinishedLesson
from coursesite.learning.records import queries as records
from coursesite.library.models import Piece

BATCH = 500

KEYED_ONCE: tuple[tuple[type[Base], tuple[str, ...]], ...] = (
    (FinishedLesson, ("lesson_id",)),
    (Enrolment, ("course_id",)),
    (Entry, ("lesson_id", "exercise")),
    (Consent, ("purpose",)),
)
"""Tables with one row a person and thing: where both have one, the account's own stays."""


def polls_answered_by_both(session: Session, visitor_id: int, user_id: int) -> list[Answer]:
    """The visitor's last answers, unmarked ones only, to exercises that the account answered too."""
    later, own = aliased(Answer), aliased(Answer)
    statement = select(Answer).where(
        Answer.user_id == visitor_id,
        Answer.outcome == "noted",
        _same_exercise(own, user_id),
        ~_same_exercise(later, visitor_id).where(later.try_number > Answer.try_number),
    )
    return list(session.scalars(statement))


def unmarked_last_answers(session: Session, user_ids: Sequence[int]) -> list[Answer]:
    """These people's last answers to polls and scales."""
    later = aliased(Answer)
    is_later = exists().where(
        later.user_id == Answer.user_id,
        later.lesson_id == Answer.lesson_id,
        later.exercise == Answer.exercise,
        later.try_number > Answer.try_number,
    )
    return list(
        session.scalars(select(Answer).where(Answer.user_id.in_(user_ids), Answer.outcome == "noted", ~is_later))
    )


def move_answers(session: Session, visitor_id: int, user_id: int) -> None:
    """Give the visitor's tries to the account, before its own tries at the same exercise.

    The account's tries are renumbered through negative numbers, since the database checks each row at once.
    """
    theirs = aliased(Answer)
    same = and_(theirs.user_id == visitor_id, theirs.lesson_id == Answer.lesson_id, theirs.exercise == Answer.exercise)
    shift = select(func.max(theirs.try_number)).where(same).correlate(Answer).scalar_subquery()
    _change(
        session, update(Answer).where(Answer.user_id == user_id, exists().where(same)), -(Answer.try_number + shift)
    )
    _change(session, update(Answer).where(Answer.user_id == user_id, Answer.try_number < 0), -Answer.try_number)
    own = aliased(Answer)
    # The same form sent once as a visitor and once signed in: both are kept, under values of their own.
    sent_twice = exists().where(own.user_id == user_id, own.once == Answer.once)
    _run(
        session,
        update(Answer)
        .where(Answer.user_id == visitor_id, sent_twice)
        .values(once="visitor-" + cast(Answer.id, String)),
    )
    _run(session, update(Answer).where(Answer.user_id == visitor_id).values(user_id=user_id))


def entries_written_by_both(session: Session, visitor_id: int, user_id: int) -> list[tuple[Entry, str]]:
    """The account's entries where the visitor wrote one too, with the visitor's text."""
    theirs = aliased(Entry)
    statement = select(Entry, theirs.text).join(
        theirs, and_(theirs.lesson_id == Entry.lesson_id, theirs.exercise == Entry.exercise)
    )
    rows = session.execute(statement.where(Entry.user_id == user_id, theirs.user_id == visitor_id))
    return [(entry, text) for entry, text in rows]


def move_the_rest(session: Session, visitor_id: int, user_id: int) -> None:
    """Give finished lessons, enrolments, entries and consents to the account, its own staying where both have one."""
    for table, keys in KEYED_ONCE:
        mapped: Any = table
        own: Any = aliased(table)
        both = exists().where(own.user_id == user_id, *(getattr(own, key) == getattr(mapped, key) for key in keys))
        _run(session, update(mapped).where(mapped.user_id == visitor_id, ~both).values(user_id=user_id))
        _run(session, delete(mapped).where(mapped.user_id == visitor_id))


def remove(session: Session, user_ids: Sequence[int]) -> None:
    """Delete every row of these people."""
    for table in (Answer, EntryReply, *(table for table, _keys in KEYED_ONCE)):
        mapped: Any = table
        _run(session, delete(mapped).where(mapped.user_id.in_(user_ids)))


def remove_private(session: Session, user_id: int) -> None:
    """Delete what a person wrote for themselves and what they agreed to."""
    records.take_entries(session, Entry.user_id == user_id)
    _run(session, delete(EntryReply).where(EntryReply.user_id == user_id))
    _run(session, delete(Entry).where(Entry.user_id == user_id))
    _run(session, delete(Consent).where(Consent.user_id == user_id))


def each_answer(session: Session, user_id: int) -> Iterator[Answer]:
    """This person's answers, in the order in which they were given, a batch at a time."""
    statement = select(Answer).where(Answer.user_id == user_id).order_by(Answer.answered_at, Answer.id)
    yield from session.scalars(statement.execution_options(yield_per=BATCH))


def each_row(session: Session, table: Any, user_id: int) -> Iterator[Any]:
    """This person's rows of one of the small tables."""
    yield from session.scalars(select(table).where(table.user_id == user_id))


def titles(session: Session, user_id: int) -> dict[int, str]:
    """The titles of the courses and lessons that this person has rows about."""
    touched = or_(
        *(
            exists().where(table.user_id == user_id, Piece.id == column)
            for table, column in (
                (Answer, Answer.lesson_id),
                (Answer, Answer.course_id),
                (FinishedLesson, FinishedLesson.lesson_id),
                (Enrolment, Enrolment.course_id),
                (Entry, Entry.lesson_id),
            )
        )
    )
    return {row.id: row.title for row in session.execute(select(Piece.id, Piece.title).where(touched))}


def _same_exercise(other: Any, user_id: int) -> Any:
    return exists().where(
        other.user_id == user_id, other.lesson_id == Answer.lesson_id, other.exercise == Answer.exercise
    )


def _change(session: Session, statement: Any, try_number: Any) -> None:
    _run(session, statement.values(try_number=try_number))


def _run(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
