"""Sums for the coach's figures: how many learners of a course count in which cell, kept by the worker."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class ChangedLearner(Base):
    """Somebody did something since the sums were last brought up to date: written with it, gone once it is counted."""

    __tablename__ = "changed_learners"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)


class Journey(Base):
    """In which cells one learner of a course counts, and from which day on (UTC, "2026-11-22"): see `cells.py`.

    Made from answers, finished lessons, attempts and enrolments, and made again whenever one of them changes: nothing
    stands here that does not stand there.
    """

    __tablename__ = "journeys"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    since: Mapped[str] = mapped_column(String(10))
    path: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (Index(None, "course_id", "since"),)


class CourseSum(Base):
    """How many learners who joined a course within `span` ("all", a month, a day) count in a cell of a figure."""

    __tablename__ = "course_sums"

    course_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    span: Mapped[str] = mapped_column(String(10), primary_key=True)
    figure: Mapped[str] = mapped_column(String(1), primary_key=True)
    cell: Mapped[str] = mapped_column(String(200), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)


class CountedAt(Base):
    """One row: the moment until which everybody is counted, none before the first time. Who counts holds its lock."""

    __tablename__ = "counted_at"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    moment: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
