"""What review knows about a person: how it is exported."""

from sqlalchemy.orm import Session

from coursesite import exercises
from coursesite.exercises import BadAnswer
from coursesite.learning.review import belonging_queries as queries
from coursesite.learning.review.memory import Rating
from coursesite.learning.review.models import Card, CardReview, ReviewSettings
from coursesite.learning.review.queries import settings_of
from coursesite.library import reading

STATES = {1: "not yet asked", 2: "being kept", 3: "being learned again"}


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """Everything that may come back to somebody with its state, each time it did, and how they want to be asked."""
    cards = {card.id: (card, title) for card, title in queries.cards_of(session, user_id)}
    settings = settings_of(session, user_id)
    return {
        "review_cards": [_card(card, title) for card, title in cards.values()],
        "reviews": [_review(session, row, *cards[row.card_id]) for row in queries.reviews_of(session, user_id)],
        "review_settings": [] if settings is None else [_settings(settings)],
    }


def _card(card: Card, title: str) -> dict[str, object]:
    return {
        "about": card.about,
        "where": title,
        "exercise": card.exercise,
        "state": STATES.get(card.state, ""),
        "remembered for, in days": card.stability,
        "difficulty from 1 to 10": card.difficulty,
        "comes back": card.due.isoformat(),
        "last answered": card.last_review.isoformat() if card.last_review else None,
        "since": card.added_at,
        "left out": card.left_out_at,
    }


def _review(session: Session, row: CardReview, card: Card, title: str) -> dict[str, object]:
    return {
        "where": title,
        "exercise": card.exercise,
        "answer": _in_words(session, row, card),
        "as it is stored": row.given,
        "outcome": row.outcome,
        "rated": Rating(row.rating).name.lower(),
        "chance of remembering": row.recall,
        "memory before": row.before,
        "asked": row.asked_at,
    }


def _in_words(session: Session, row: CardReview, card: Card) -> str:
    if row.revision_id is None:
        return ""
    exercise = reading.content(session, row.revision_id).exercises.get(card.exercise)
    try:
        return "" if exercise is None else exercises.in_words(exercise, row.given)
    except BadAnswer:
        return ""


def _settings(row: ReviewSettings) -> dict[str, object]:
    return {
        "minutes a day": row.minutes,
        "paused": row.paused_at,
        "paused until": row.paused_until,
        "reminders by mail": row.by_mail,
        "reminders not before": row.remind_at,
        "no mail from": row.quiet_from,
        "no mail until": row.quiet_to,
        "last reminder": row.mailed_at,
    }
