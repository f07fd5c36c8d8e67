"""A day's frame, the days lived in it, a look back at each week, and one's story in five sentences."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class DayFrame(Base):
    """The frame that somebody sets for their days: up at `up_at` ("07:30"), two blocks, a person, one good thing."""

    __tablename__ = "day_frames"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    up_at: Mapped[str] = mapped_column(String(5), default="")
    first_block: Mapped[str] = mapped_column(Text, default="")
    second_block: Mapped[str] = mapped_column(Text, default="")
    person: Mapped[str] = mapped_column(Text, default="")
    good_thing: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Moment)


class Day(Base):
    """One day as it was planned and as it went: the frame's five parts for this day, and which of them held.

    `parts` maps up_at, first_block, second_block, person, good_thing to words; `held` lists those that were ticked.
    """

    __tablename__ = "days"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    parts: Mapped[dict[str, Any]] = mapped_column(JSON)
    held: Mapped[list[Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Moment)


class WeekLook(Base):
    """A look back at the week that began on `monday`: what went well, what was hard, what next week is for."""

    __tablename__ = "week_looks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    monday: Mapped[date] = mapped_column(Date, primary_key=True)
    went_well: Mapped[str] = mapped_column(Text, default="")
    was_hard: Mapped[str] = mapped_column(Text, default="")
    next_week: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime] = mapped_column(Moment)


class Story(Base):
    """A version of somebody's story in five sentences. Versions are kept, to be compared; `number` counts from 1."""

    __tablename__ = "stories"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    number: Mapped[int] = mapped_column(Integer)
    sentences: Mapped[list[Any]] = mapped_column(JSON)
    written_at: Mapped[datetime] = mapped_column(Moment)
    once: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("user_id", "number"), UniqueConstraint("user_id", "once"))
