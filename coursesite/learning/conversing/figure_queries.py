"""What people said in a conversation, counted: one row for each reply and scene, whoever the people were.

Runs of coaches count nowhere, and steps that were taken over from an earlier run were counted there.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, distinct, func, select
from sqlalchemy.orm import Session

from coursesite.accounts.models import COACHES, User
from coursesite.learning.conversing.models import Run, RunStep

MOST_ROWS = 5000


class Chosen(NamedTuple):
    """In how many first (`is_first`) or later runs somebody chose this reply in this scene."""

    scene: str
    choice: str
    is_first: bool
    runs: int


class Ended(NamedTuple):
    """How many first or later runs came to this ending."""

    scene: str
    is_first: bool
    runs: int


def chosen(session: Session, lesson_id: int) -> Sequence[Chosen]:
    """Which replies people chose, in their first runs and in later ones."""
    columns = (RunStep.scene, RunStep.choice, _is_first())
    query = _counted(select(*columns, func.count(distinct(Run.id))).join(RunStep, RunStep.run_id == Run.id), lesson_id)
    query = query.where(RunStep.number > Run.copied).group_by(*columns).limit(MOST_ROWS)
    return [Chosen(scene, choice, bool(first), runs) for scene, choice, first, runs in session.execute(query)]


def ended(session: Session, lesson_id: int) -> Sequence[Ended]:
    """Where people's runs ended."""
    columns = (Run.scene, _is_first())
    query = _counted(select(*columns, func.count(Run.id)), lesson_id).where(Run.ended_at.is_not(None))
    rows = session.execute(query.group_by(*columns).limit(MOST_ROWS))
    return [Ended(scene, bool(first), runs) for scene, first, runs in rows]


def people(session: Session, lesson_id: int) -> tuple[int, int]:
    """How many people have said anything in this conversation, and how many came back for a later run."""
    query = _counted(select(func.count(distinct(Run.user_id)), func.count(distinct(_later()))), lesson_id)
    everyone, again = session.execute(query.where(Run.steps > Run.copied)).one()
    return everyone, again


def _is_first() -> ColumnElement[int]:
    return case((Run.number == 1, 1), else_=0)


def _later() -> ColumnElement[Any]:
    return case((Run.number > 1, Run.user_id))


def _counted(query: Any, lesson_id: int) -> Any:
    return query.join(User, User.id == Run.user_id).where(Run.lesson_id == lesson_id, User.role.not_in(COACHES))
