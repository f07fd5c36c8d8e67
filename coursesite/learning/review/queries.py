"""What review asks of the database: what is due, one card with its place, how a day stands."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.db import insert_into
from coursesite.learning.intending.models import Plan
from coursesite.learning.models import Enrolment
from coursesite.learning.review.memory import Memory
from coursesite.learning.review.models import About, Card, CardReview, ReviewSettings
from coursesite.library.models import Joining, Kind, Piece, State

MINUTES = 10
"""A day's share, unless somebody chose another."""
MOST_CANDIDATES = 500
"""Of what is due, so many are looked at and ranked: those that became due last."""

_course = aliased(Piece)
_MEMORY = ("state", "step", "stability", "difficulty", "due", "last_review")


@dataclass(frozen=True, slots=True)
class Placed:
    """A card with all that its page needs to know of its place. `is_asked` says whether there is anything to ask."""

    id: int
    about: str
    lesson_id: int | None
    exercise: str
    plan_id: int | None
    memory: Memory
    added_at: datetime
    left_out_at: datetime | None
    is_asked: bool
    revision_id: int | None
    lesson_slug: str
    lesson_title: str
    course_slug: str
    course_title: str
    cue: str
    response: str


@dataclass(frozen=True, slots=True)
class Reminding:
    """When mail may remind somebody who wants it: hours of their own day."""

    remind_at: int = 18
    quiet_from: int = 21
    quiet_to: int = 8


class Spent(NamedTuple):
    """How many cards of one sort came back on a day."""

    about: str
    number: int


def _is_asked() -> Any:
    """Whether a card has anything to ask: its lesson is published in a course that its owner takes or may know of, or
    its plan is not put away.
    """
    takes = exists().where(Enrolment.user_id == Card.user_id, Enrolment.course_id == Piece.course_id)
    stands = and_(
        Piece.state == State.PUBLISHED.value,
        _course.state == State.PUBLISHED.value,
        or_(takes, _course.joining != Joining.LINK.value),
        or_(
            and_(Card.about == About.QUESTION.value, Piece.kind == Kind.LESSON.value),
            and_(Card.about == About.CONVERSATION.value, Piece.kind == Kind.CONVERSATION.value),
        ),
    )
    return or_(and_(Card.about == About.PLAN.value, Plan.retired_at.is_(None)), stands)


def ids_due(user: Any, today: Any) -> Select[Any]:
    """The ids of what is due for somebody and can be asked, for use inside another query; values or bound names."""
    return _beside(select(Card.id)).where(
        Card.user_id == user, Card.left_out_at.is_(None), Card.due <= today, func.coalesce(_is_asked(), False)
    )


def _beside(cards: Select[Any]) -> Select[Any]:
    """Cards with what they stand in, their course, their plan."""
    return (
        cards.outerjoin(Piece, Piece.id == Card.lesson_id)
        .outerjoin(_course, _course.id == Piece.course_id)
        .outerjoin(Plan, Plan.id == Card.plan_id)
    )


def _placed() -> Select[Any]:
    return _beside(
        select(Card.id, Card.about, Card.lesson_id, Card.exercise, Card.plan_id, Card.added_at, Card.left_out_at)
        .add_columns(*(getattr(Card, name) for name in _MEMORY))
        .add_columns(func.coalesce(_is_asked(), False).label("is_asked"))
        .add_columns(Piece.published_revision_id.label("revision_id"))
        .add_columns(Piece.slug.label("lesson_slug"), Piece.title.label("lesson_title"))
        .add_columns(_course.slug.label("course_slug"), _course.title.label("course_title"), Plan.cue, Plan.response)
    )


def _made(row: Any) -> Placed:
    memory = Memory(*(getattr(row, name) for name in _MEMORY))
    words = (row.lesson_slug, row.lesson_title, row.course_slug, row.course_title, row.cue, row.response)
    return Placed(
        row.id,
        row.about,
        row.lesson_id,
        row.exercise,
        row.plan_id,
        memory,
        row.added_at,
        row.left_out_at,
        bool(row.is_asked),
        row.revision_id,
        *(word or "" for word in words),
    )


def due_cards(session: Session, user_id: int, today: date) -> list[Placed]:
    """What is due for somebody and can be asked, what became due last first; never more than `MOST_CANDIDATES`."""
    found = _placed().where(Card.user_id == user_id, Card.left_out_at.is_(None), Card.due <= today, _is_asked())
    rows = session.execute(found.order_by(Card.due.desc(), Card.id).limit(MOST_CANDIDATES))
    return [_made(row) for row in rows]


def placed(session: Session, user_id: int, card_id: int) -> Placed | None:
    """One of somebody's cards, wherever it stands."""
    row = session.execute(_placed().where(Card.user_id == user_id, Card.id == card_id)).first()
    return None if row is None else _made(row)


def cards_of(session: Session, user_id: int, number: int, offset: int) -> list[Placed]:
    """A page of somebody's cards: what comes next first, what is left out last."""
    found = _placed().where(Card.user_id == user_id)
    order = (Card.left_out_at.is_not(None), Card.due, Card.id)
    return [_made(row) for row in session.execute(found.order_by(*order).limit(number).offset(offset))]


def count_of(session: Session, user_id: int) -> int:
    """How many cards somebody has."""
    return session.execute(select(func.count()).select_from(Card).where(Card.user_id == user_id)).scalar_one()


def settings_of(session: Session, user_id: int) -> ReviewSettings | None:
    """How somebody wants to be asked; None where they never said."""
    return session.get(ReviewSettings, user_id)


def spent_since(session: Session, user_id: int, since: datetime) -> list[Spent]:
    """What came back since then, by sort."""
    asked = (
        select(Card.about, func.count(CardReview.id))
        .join(CardReview, CardReview.card_id == Card.id)
        .where(CardReview.user_id == user_id, CardReview.asked_at >= since)
    )
    return [Spent(*row) for row in session.execute(asked.group_by(Card.about))]


def next_after(session: Session, user_id: int, today: date) -> tuple[date, int] | None:
    """The next day on which something comes back, and how much; None where nothing will."""
    coming = (
        select(Card.due, func.count())
        .outerjoin(Piece, Piece.id == Card.lesson_id)
        .outerjoin(_course, _course.id == Piece.course_id)
        .outerjoin(Plan, Plan.id == Card.plan_id)
        .where(Card.user_id == user_id, Card.left_out_at.is_(None), Card.due > today, _is_asked())
    )
    row = session.execute(coming.group_by(Card.due).order_by(Card.due).limit(1)).first()
    return None if row is None else (row[0], row[1])


def card(session: Session, user_id: int, card_id: int) -> Card | None:
    """One of somebody's cards, to be changed."""
    return session.scalars(select(Card).where(Card.user_id == user_id, Card.id == card_id)).first()


def card_about(
    session: Session, user_id: int, lesson_id: int | None, exercise: str, plan_id: int | None
) -> Card | None:
    """The card about this question, conversation or plan."""
    of_plan, of_lesson = Card.plan_id == plan_id, and_(Card.lesson_id == lesson_id, Card.exercise == exercise)
    about = of_plan if plan_id is not None else of_lesson
    return session.scalars(select(Card).where(Card.user_id == user_id, about)).first()


def owns_plan(session: Session, user_id: int, plan_id: int) -> bool:
    """Whether this is a plan of theirs that is not put away."""
    mine = select(Plan.id).where(Plan.id == plan_id, Plan.user_id == user_id, Plan.retired_at.is_(None))
    return session.execute(mine).first() is not None


def plans_without_card(session: Session, user_id: int, most: int) -> Sequence[tuple[int, str]]:
    """Somebody's plans that are not asked after, newest first: their numbers and cues."""
    has_card = exists().where(Card.user_id == Plan.user_id, Card.plan_id == Plan.id, Card.left_out_at.is_(None))
    mine = select(Plan.id, Plan.cue).where(Plan.user_id == user_id, Plan.retired_at.is_(None), ~has_card)
    return [(row.id, row.cue) for row in session.execute(mine.order_by(Plan.id.desc()).limit(most))]


def sent_as(session: Session, user_id: int, once: str) -> CardReview | None:
    """The review that this submission became, if it has come before."""
    return session.scalars(select(CardReview).where(CardReview.user_id == user_id, CardReview.once == once)).first()


def review(session: Session, user_id: int, review_id: int) -> CardReview | None:
    """One of somebody's reviews."""
    found = select(CardReview).where(CardReview.user_id == user_id, CardReview.id == review_id)
    return session.scalars(found).first()


def last_reviews(session: Session, card_ids: Sequence[int]) -> dict[int, CardReview]:
    """The last review of each of these cards that came back at all."""
    newest = select(func.max(CardReview.id)).where(CardReview.card_id.in_(card_ids)).group_by(CardReview.card_id)
    return {one.card_id: one for one in session.scalars(select(CardReview).where(CardReview.id.in_(newest)))}


def put_settings(session: Session, user_id: int, **values: Any) -> None:
    """Keep how somebody wants to be asked: these values, and what stood there for the others."""
    first: dict[str, Any] = {"minutes": MINUTES, "by_mail": False, **asdict(Reminding())}
    statement = insert_into(session, ReviewSettings).values({"user_id": user_id} | first | values)
    session.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=values))


def end_mail(session: Session, user_id: int) -> None:
    """Write to this person no more."""
    session.execute(update(ReviewSettings).where(ReviewSettings.user_id == user_id).values(by_mail=False))
