"""What of review is one person's: for the export, and for when they sign in, leave, or never came back."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.learning.intending.models import Plan
from coursesite.learning.review.models import Card, CardReview, ReviewSettings
from coursesite.library.models import Piece

BATCH = 500


def cards_of(session: Session, user_id: int) -> Iterator[tuple[Card, str]]:
    """Somebody's cards, each with the title of its lesson, or the cue of its plan."""
    mine = (
        select(Card, Piece.title, Plan.cue)
        .outerjoin(Piece, Piece.id == Card.lesson_id)
        .outerjoin(Plan, Plan.id == Card.plan_id)
        .where(Card.user_id == user_id)
    )
    for card, title, cue in session.execute(mine.order_by(Card.id).execution_options(yield_per=BATCH)):
        yield card, title or cue or ""


def reviews_of(session: Session, user_id: int) -> Iterator[CardReview]:
    """All that came back to somebody, oldest first."""
    mine = select(CardReview).where(CardReview.user_id == user_id).order_by(CardReview.asked_at, CardReview.id)
    yield from session.scalars(mine.execution_options(yield_per=BATCH))


def adopt(session: Session, visitor_id: int, user_id: int) -> None:
    """Give a visitor's cards to an account; where both have one of the same thing, the account's own stays."""
    own = aliased(Card)
    both = exists().where(own.user_id == user_id, own.lesson_id == Card.lesson_id, own.exercise == Card.exercise)
    _quietly(session, update(Card).where(Card.user_id == visitor_id, ~both).values(user_id=user_id))
    moved = select(Card.id).where(Card.user_id == user_id)
    theirs = update(CardReview).where(CardReview.user_id == visitor_id, CardReview.card_id.in_(moved))
    _quietly(session, theirs.values(user_id=user_id))
    remove(session, [visitor_id])


def remove(session: Session, user_ids: Sequence[int]) -> None:
    """Delete these people's cards, all that came back, and how they want to be asked."""
    for table in (CardReview, Card, ReviewSettings):
        mapped: Any = table
        _quietly(session, delete(mapped).where(mapped.user_id.in_(user_ids)))


def forget_plan(session: Session, plan_id: int) -> None:
    """Delete the card about a plan that is about to be deleted."""
    cards = select(Card.id).where(Card.plan_id == plan_id)
    _quietly(session, delete(CardReview).where(CardReview.card_id.in_(cards)))
    _quietly(session, delete(Card).where(Card.plan_id == plan_id))


def _quietly(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
