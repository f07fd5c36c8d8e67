"""What somebody is asked today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from coursesite.exercises import Compiled
from coursesite.learning.owndays import begins, own_day
from coursesite.learning.review import queries, share
from coursesite.learning.review.models import About, ReviewSettings
from coursesite.learning.review.queries import MINUTES, Placed
from coursesite.library import reading
from coursesite.library.reading import Content

SPARE = 12
"""So many more cards are looked at than fit, since some ask for a question that is gone; all only where that is not
enough."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A card that is asked, with its question and the wording it stands in, where it is one."""

    card: Placed
    exercise: Compiled | None = None
    content: Content | None = None

    @property
    def about(self) -> str:
        """What it asks for."""
        return self.card.about


@dataclass(frozen=True, slots=True)
class Today:
    """How a person's day stands: what is still asked, first things first; what more there would be."""

    day: date
    asked: tuple[Asked, ...]
    more: tuple[Asked, ...]
    paused: ReviewSettings | None = None

    @property
    def minutes(self) -> int:
        """About how long what is still asked takes."""
        return share.minutes_of(self.asked)


def is_paused(settings: ReviewSettings | None, now: datetime) -> bool:
    """Whether somebody is asked nothing just now."""
    if settings is None or settings.paused_at is None:
        return False
    return settings.paused_until is None or now < settings.paused_until


def today_of(session: Session, user_id: int, time_zone: str, now: datetime) -> Today:
    """What somebody is asked today, in three queries, and one or two for wordings that the process hasn't kept."""
    day = own_day(now, time_zone)
    settings = queries.settings_of(session, user_id)
    if is_paused(settings, now):
        return Today(day, (), (), settings)
    minutes = settings.minutes if settings is not None else MINUTES
    spent = queries.spent_since(session, user_id, begins(day, time_zone))
    left = minutes * 60 - sum(share.seconds_of(one.about) * one.number for one in spent)
    due = sorted(queries.due_cards(session, user_id, day), key=lambda card: -share.worth(card.memory, day))
    enough = share.questions_in(minutes) + SPARE
    asked = _there(session, due[:enough])
    if len(asked) <= share.questions_in(minutes) and due[enough:]:
        asked += _there(session, due[enough:])
    chosen = share.fill(asked, left)
    return Today(day, tuple(chosen), tuple(one for one in asked if one not in chosen))


def one_of(session: Session, user_id: int, card_id: int) -> Asked | None:
    """One card as it is asked; None where it isn't theirs, is left out, or has nothing to ask (any more)."""
    card = queries.placed(session, user_id, card_id)
    if card is None or card.left_out_at is not None or not card.is_asked:
        return None
    return next(iter(_there(session, [card])), None)


def _there(session: Session, cards: Sequence[Placed]) -> list[Asked]:
    """Those of these whose question is still there and has a right answer."""
    contents = wordings(session, cards)
    found = []
    for card in cards:
        if card.about != About.QUESTION:
            found.append(Asked(card))
            continue
        content = contents.get(card.revision_id or 0)
        exercise = content.exercises.get(card.exercise) if content is not None else None
        if exercise is not None and exercise.graded:
            found.append(Asked(card, exercise, content))
    return found


def wordings(session: Session, cards: Sequence[Placed]) -> dict[int, Content]:
    """The published wordings of the lessons whose questions these are, by their numbers."""
    ids = sorted({card.revision_id for card in cards if card.about == About.QUESTION and card.revision_id is not None})
    return dict(zip(ids, reading.contents(session, ids), strict=True))
