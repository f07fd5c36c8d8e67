"""What of writings is one person's: for the export, for when they leave, and for when a visitor signs in."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.learning.writing.models import Passage, Round, Writing
from coursesite.library.models import Piece


def writings_of(session: Session, user_id: int) -> Sequence[tuple[Writing, str]]:
    """All that somebody wrote to coaches, sent or not, with the lesson's title."""
    mine = select(Writing, Piece.title).join(Piece, Piece.id == Writing.lesson_id).where(Writing.user_id == user_id)
    return [(writing, title) for writing, title in session.execute(mine.order_by(Writing.id))]


def rounds_of(session: Session, user_id: int) -> Sequence[Round]:
    """Every round of somebody's writings, in their order."""
    mine = select(Round).join(Writing, Writing.id == Round.writing_id).where(Writing.user_id == user_id)
    return list(session.scalars(mine.order_by(Round.writing_id, Round.number)))


def answered_by(session: Session, user_id: int) -> Sequence[Round]:
    """Every round that somebody answered as a coach, others' and their own."""
    return list(session.scalars(select(Round).where(Round.coach_id == user_id).order_by(Round.id)))


def passages_of(session: Session, user_id: int) -> Sequence[Passage]:
    """Every passage that was marked in somebody's texts, or by them in others'."""
    rounds = select(Round.id).join(Writing, Writing.id == Round.writing_id)
    theirs = rounds.where((Writing.user_id == user_id) | (Round.coach_id == user_id))
    found = select(Passage).where(Passage.round_id.in_(theirs))
    return list(session.scalars(found.order_by(Passage.round_id, Passage.begin, Passage.id)))


def remove(session: Session, user_ids: Sequence[int]) -> None:
    """Delete all that these people wrote to coaches, with all that was said to it."""
    theirs = select(Writing.id).where(Writing.user_id.in_(user_ids))
    # A coach who is answering one of them ends first.
    session.execute(theirs.order_by(Writing.id).with_for_update()).all()
    rounds = select(Round.id).where(Round.writing_id.in_(theirs))
    _run(session, delete(Passage).where(Passage.round_id.in_(rounds)))
    _run(session, delete(Round).where(Round.writing_id.in_(theirs)))
    _run(session, delete(Writing).where(Writing.user_id.in_(user_ids)))


def begun_by_both(session: Session, visitor_id: int, user_id: int) -> Sequence[tuple[Writing, str]]:
    """The account's writings where the visitor began one too, with the visitor's text."""
    theirs = aliased(Writing)
    same = and_(theirs.lesson_id == Writing.lesson_id, theirs.exercise == Writing.exercise)
    rows = select(Writing, theirs.text).join(theirs, same)
    found = session.execute(rows.where(Writing.user_id == user_id, theirs.user_id == visitor_id))
    return [(writing, text) for writing, text in found]


def move(session: Session, visitor_id: int, user_id: int) -> None:
    """Give a visitor's drafts to an account, whose own stay."""
    own = aliased(Writing)
    both = exists().where(own.user_id == user_id, own.lesson_id == Writing.lesson_id, own.exercise == Writing.exercise)
    _run(session, update(Writing).where(Writing.user_id == visitor_id, ~both).values(user_id=user_id))
    remove(session, [visitor_id])


def _run(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
