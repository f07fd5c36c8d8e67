"""Promises that people make to themselves, and their if-then plans."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class Fate(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    PARTLY = "partly"
    NOT_YET = "not yet"
    DROPPED = "dropped"


class Promise(Base):
    """What somebody means to try, in their own words, and the moment after which they are asked about it.

    `happened` and `onward` are what they wrote then: what happened, and what next. `postponed` counts how often they
    moved the day. It stands under a Try of a lesson, or (without one) by itself.
    """

    __tablename__ = "promises"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"))
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    exercise: Mapped[str] = mapped_column(String(100), default="")
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    ask_at: Mapped[datetime] = mapped_column(Moment)
    fate: Mapped[str] = mapped_column(String(7), default=Fate.OPEN.value)
    happened: Mapped[str] = mapped_column(Text, default="")
    onward: Mapped[str] = mapped_column(Text, default="")
    postponed: Mapped[int] = mapped_column(Integer, default=0)
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    by_mail: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    mailed_at: Mapped[datetime | None] = mapped_column(Moment)
    once: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("user_id", "once"),
        Index(None, "user_id", "fate", "ask_at"),
        Index(None, "by_mail", "fate", "ask_at"),
    )


class Plan(Base):
    """An if-then plan: when `cue`, then `response`. A plan that was put away (`retired_at`) is kept and not offered.

    It stands under a Plan of a lesson, or (without one) by itself.
    """

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"))
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    exercise: Mapped[str] = mapped_column(String(100), default="")
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    cue: Mapped[str] = mapped_column(Text)
    response: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
    once: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("user_id", "once"),)
