"""Runs of one person and their steps: each by an index, bounded by a page or by the longest run there is."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coursesite.learning.conversing.models import Run, RunStep

LARGEST = 2**31 - 1
"""The largest number that PostgreSQL may be asked for."""


def latest_runs(session: Session, user_id: int, lesson_id: int, most: int) -> Sequence[Run]:
    """A person's newest runs of a conversation, the newest first."""
    mine = select(Run).where(Run.user_id == user_id, Run.lesson_id == lesson_id)
    return session.scalars(mine.order_by(Run.number.desc()).limit(most)).all()


def run_with_number(session: Session, user_id: int, lesson_id: int, number: int) -> Run | None:
    """A person's run of a conversation; None where there is none of this number."""
    if not 0 < number <= LARGEST:
        return None
    mine = select(Run).where(Run.user_id == user_id, Run.lesson_id == lesson_id, Run.number == number)
    return session.scalars(mine).first()


def run_sent_as(session: Session, user_id: int, once: str) -> Run | None:
    """The run that this submission began, if it has come before."""
    return session.scalars(select(Run).where(Run.user_id == user_id, Run.once == once)).first()


def last_number(session: Session, user_id: int, lesson_id: int) -> int:
    """The number of a person's newest run of a conversation; 0 before the first."""
    mine = select(func.max(Run.number)).where(Run.user_id == user_id, Run.lesson_id == lesson_id)
    return session.execute(mine).scalar() or 0


def steps_of(session: Session, run_id: int) -> Sequence[RunStep]:
    """The steps of a run, in their order."""
    return session.scalars(select(RunStep).where(RunStep.run_id == run_id).order_by(RunStep.number)).all()


def step_sent_as(session: Session, run_id: int, once: str) -> RunStep | None:
    """The step that this submission became, if it has come before."""
    return session.scalars(select(RunStep).where(RunStep.run_id == run_id, RunStep.once == once)).first()
