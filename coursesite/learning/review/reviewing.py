"""A card comes back: its memory moves on, and the review is written down."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from coursesite.exercises import Outcome
from coursesite.learning.records import queries as records
from coursesite.learning.review import queries
from coursesite.learning.review.memory import RATINGS, Memory, Rating, recall, reviewed
from coursesite.learning.review.models import Card, CardReview
from coursesite.web.errors import NotHere

OUTCOMES = {Rating.AGAIN: Outcome.wrong, Rating.HARD: Outcome.partly, Rating.GOOD: Outcome.right}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answered, or said of themselves where nothing is marked (`given` and `revision_id` are empty then).

    `once` is the form's value for one submission.
    """

    outcome: Outcome
    once: str
    given: dict[str, Any] = field(default_factory=dict)
    revision_id: int | None = None


def review(session: Session, user_id: int, card_id: int, said: Said, today: date, now: datetime) -> CardReview | None:
    """Take an answer to a card; the caller commits. The same submission sent again gives the review it became.

    None where the card is not due (any more): it was answered in another window.
    """
    records.take_turn(session, user_id)
    before = queries.sent_as(session, user_id, said.once)
    if before is not None:
        return before
    card = queries.card(session, user_id, card_id)
    if card is None or card.left_out_at is not None or card.due > today:
        return None
    return come_back(session, card, RATINGS[said.outcome], today, now, said)


def come_back(
    session: Session, card: Card, rating: Rating, today: date, now: datetime, said: Said | None = None
) -> CardReview:
    """Move a card's memory on by one review, and write that down."""
    said = said or Said(OUTCOMES[rating], secrets.token_urlsafe(16))
    memory = memory_of(card)
    row = CardReview(
        user_id=card.user_id,
        card_id=card.id,
        revision_id=said.revision_id,
        given=said.given,
        outcome=said.outcome.value,
        rating=rating.value,
        recall=recall(memory, today),
        before=plain(memory),
        asked_at=now,
        once=said.once,
    )
    session.add(row)
    keep(card, reviewed(memory, rating, today))
    session.flush()
    return row


def call_easy(session: Session, user_id: int, review_id: int, today: date) -> CardReview | None:
    """Say of a right answer, on its day and while it is the card's last, that it was easy; the caller commits.

    None where there is no such review; one that can't be changed (any more) stays as it is.
    """
    records.take_turn(session, user_id)
    found = queries.review(session, user_id, review_id)
    card = queries.card(session, user_id, found.card_id) if found is not None else None
    if found is None or card is None:
        return None
    if found.rating == Rating.GOOD and card.last_review == today and _is_last(session, found):
        keep(card, reviewed(memory_from(found.before), Rating.EASY, today))
        found.rating = Rating.EASY.value
    return found


def leave(session: Session, user_id: int, card_id: int, now: datetime, *, back: bool) -> None:
    """Ask this card no more, or (`back`) ask it again when it is due; the caller commits. Raises `NotHere`."""
    records.take_turn(session, user_id)
    card = queries.card(session, user_id, card_id)
    if card is None:
        raise NotHere
    card.left_out_at = None if back else card.left_out_at or now


def _is_last(session: Session, found: CardReview) -> bool:
    return queries.last_reviews(session, [found.card_id])[found.card_id].id == found.id


def memory_of(card: Card) -> Memory:
    """A card's memory."""
    return Memory(card.state, card.step, card.stability, card.difficulty, card.due, card.last_review)


def keep(card: Card, memory: Memory) -> None:
    """Put a memory into its card."""
    for name in Memory.__slots__:
        setattr(card, name, getattr(memory, name))


def plain(memory: Memory) -> dict[str, Any]:
    """A memory as JSON can hold it; numbers keep every bit."""
    last = memory.last_review.isoformat() if memory.last_review else None
    return {name: getattr(memory, name) for name in Memory.__slots__} | {
        "due": memory.due.isoformat(),
        "last_review": last,
    }


def memory_from(stored: dict[str, Any]) -> Memory:
    """What `plain` gave, as a memory again."""
    last = stored["last_review"]
    return Memory(
        stored["state"],
        stored["step"],
        stored["stability"],
        stored["difficulty"],
        date.fromisoformat(stored["due"]),
        date.fromisoformat(last) if last else None,
    )
