"""Cards that come back when they are due, what was answered to them, and how somebody wants to be asked."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Float, ForeignKey, Index, Integer, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class About(StrEnum):
    """What a card asks for: a question met in a lesson, a conversation, one of one's own plans."""

    QUESTION = "question"
    CONVERSATION = "conversation"
    PLAN = "plan"


class Card(Base):
    """One thing that one person is asked again, with the state of its memory as FSRS gives it.

    `lesson_id` and `exercise` name a question, `lesson_id` alone a conversation, `plan_id` a plan. `state` is FSRS's
    number of it (1 learning, 2 review, 3 relearning), `step` its place in the learning steps, `stability` in days,
    `difficulty` from 1 to 10: both empty before the first review, and kept to the last bit. `due` and `last_review` are
    days of the person's own calendar, not moments: see `memory`. `left_out_at` is set where its owner does not want to
    be asked.
    """

    __tablename__ = "cards"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    about: Mapped[str] = mapped_column(String(12))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"))
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    exercise: Mapped[str] = mapped_column(String(100), default="")
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"), index=True)
    state: Mapped[int] = mapped_column(Integer, default=1)
    step: Mapped[int | None] = mapped_column(Integer)
    stability: Mapped[float | None] = mapped_column(Float(53))
    difficulty: Mapped[float | None] = mapped_column(Float(53))
    due: Mapped[date] = mapped_column(Date)
    last_review: Mapped[date | None] = mapped_column(Date)
    added_at: Mapped[datetime] = mapped_column(Moment)
    left_out_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("user_id", "lesson_id", "exercise"),
        UniqueConstraint("user_id", "plan_id"),
        Index(None, "user_id", "left_out_at", "due"),
    )


class CardReview(Base):
    """One time that a card came back: what was answered, how it was rated (1 again to 4 easy), how likely it was
    remembered just then (`recall`, 0 to 1, by the state before; empty where there was none). `given` is what
    `exercises.mark` takes, in the wording of `revision_id`; both are empty where nothing was to be answered. `before`
    is the card's memory as it was, so that a rating can still be changed. `asked_at` is when; `once` the form's value.

    The first answer, in the lesson, is no row here: it stands among the answers.
    """

    __tablename__ = "card_reviews"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    given: Mapped[dict[str, Any]] = mapped_column(JSON)
    outcome: Mapped[str] = mapped_column(String(6), default="")
    rating: Mapped[int] = mapped_column(Integer)
    recall: Mapped[float | None] = mapped_column(Float(53))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    once: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("user_id", "once"), Index(None, "user_id", "asked_at"))


class ReviewSettings(Base):
    """How somebody wants to be asked: minutes a day, paused until when, and whether a mail may remind them.

    `paused_at` without `paused_until` is a pause without an end. Mails go out only where `by_mail` is set, at most one
    a day, at `remind_at` or later, not between `quiet_from` and `quiet_to` (hours of the person's own day, 0 to 23).
    """

    __tablename__ = "review_settings"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    minutes: Mapped[int] = mapped_column(Integer, default=10)
    paused_at: Mapped[datetime | None] = mapped_column(Moment)
    paused_until: Mapped[datetime | None] = mapped_column(Moment)
    by_mail: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    remind_at: Mapped[int] = mapped_column(Integer, default=18)
    quiet_from: Mapped[int] = mapped_column(Integer, default=21)
    quiet_to: Mapped[int] = mapped_column(Integer, default=8)
    mailed_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (Index(None, "by_mail", "mailed_at"),)
