"""How somebody rated themselves, and the feelings that they noted."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class When(StrEnum):
    """The three times at which a course asks how one sees oneself."""

    START = "start"
    END = "end"
    LATER = "later"


class SelfRating(Base):
    """How somebody saw themselves at one of the three times: a step from 1 to 5 for each of the course's statements.

    `steps` maps a statement's key to its step, `words` the key to the statement as it was read then.
    """

    __tablename__ = "self_ratings"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True, index=True)
    moment: Mapped[str] = mapped_column(String(5), primary_key=True)
    steps: Mapped[dict[str, Any]] = mapped_column(JSON)
    words: Mapped[dict[str, Any]] = mapped_column(JSON)
    rated_at: Mapped[datetime] = mapped_column(Moment)


class Feeling(Base):
    """A feeling that somebody noted: how pleasant and how energetic, each from -2 to 2, with a word and a note."""

    __tablename__ = "feelings"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    pleasant: Mapped[int] = mapped_column(Integer)
    energetic: Mapped[int] = mapped_column(Integer)
    word: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    felt_at: Mapped[datetime] = mapped_column(Moment)
    once: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("user_id", "once"), Index(None, "user_id", "felt_at"))
