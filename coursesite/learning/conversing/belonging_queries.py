"""What of runs is one person's: for the export, for a visitor who signs in, and for when they leave."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import String, and_, cast, delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.learning.conversing.models import Run, RunStep
from coursesite.library.models import Piece

BATCH = 500


def runs_of(session: Session, user_id: int) -> Sequence[tuple[Run, str]]:
    """All runs of a person with their conversations' titles, the oldest first."""
    mine = select(Run, Piece.title).join(Piece, Piece.id == Run.lesson_id).where(Run.user_id == user_id)
    return [(run, title) for run, title in session.execute(mine.order_by(Run.id))]


def steps_of_all(session: Session, user_id: int) -> Iterator[RunStep]:
    """The steps of all runs of a person, run by run."""
    mine = select(RunStep).join(Run, Run.id == RunStep.run_id).where(Run.user_id == user_id)
    mine = mine.order_by(RunStep.run_id, RunStep.number)
    yield from session.scalars(mine.execution_options(yield_per=BATCH))


def empty_once(session: Session, user_id: int) -> None:
    """Take the values of forms out of a person's runs and steps: a browser could have sent any words as one.

    What comes in their place has a blank, which no form's value has: nobody can have sent it beforehand.
    """
    mine = select(Run.id).where(Run.user_id == user_id)
    _run(session, update(RunStep).where(RunStep.run_id.in_(mine)).values(once=""))
    _run(session, update(Run).where(Run.user_id == user_id).values(once="run " + cast(Run.id, String)))


def move_runs(session: Session, visitor_id: int, user_id: int) -> None:
    """Give a visitor's runs to an account, before its own runs of the same conversations.

    The account's runs are renumbered through negative numbers, since the database checks each row at once.
    """
    theirs, own = aliased(Run), aliased(Run)
    same = and_(theirs.user_id == visitor_id, theirs.lesson_id == Run.lesson_id)
    shift = select(func.max(theirs.number)).where(same).correlate(Run).scalar_subquery()
    moved = update(Run).where(Run.user_id == user_id, exists().where(same))
    _run(session, moved.values(number=-(Run.number + shift)))
    _run(session, update(Run).where(Run.user_id == user_id, Run.number < 0).values(number=-Run.number))
    sent_twice = exists().where(own.user_id == user_id, own.once == Run.once)
    renamed = update(Run).where(Run.user_id == visitor_id, sent_twice)
    _run(session, renamed.values(once="visitor " + cast(Run.id, String)))
    _run(session, update(Run).where(Run.user_id == visitor_id).values(user_id=user_id))


def remove(session: Session, user_ids: Sequence[int]) -> None:
    """Delete all runs of these people."""
    theirs = select(Run.id).where(Run.user_id.in_(user_ids))
    _run(session, delete(RunStep).where(RunStep.run_id.in_(theirs)))
    _run(session, delete(Run).where(Run.user_id.in_(user_ids)))


def _run(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
