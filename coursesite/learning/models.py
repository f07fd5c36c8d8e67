"""Enrolments, finished lessons, answers, tallies of polls, private entries."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment

LONGEST_FRACTION = 1000
"""Characters of an exact fraction: sums of many marks with denominators of their own grow long."""


class Enrolment(Base):
    """A person takes a course. `completed_at` is set once and never taken back by later lessons or revisions.
    `post_id` is the post that brought them, where a link in one did.
    """

    __tablename__ = "enrolments"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True, index=True)
    enrolled_at: Mapped[datetime] = mapped_column(Moment)
    completed_at: Mapped[datetime | None] = mapped_column(Moment)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)


class FinishedLesson(Base):
    """A person finished a lesson, in the wording of `revision_id`."""

    __tablename__ = "finished_lessons"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True, index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    finished_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (Index(None, "user_id", "course_id"),)


class Answer(Base):
    """One try at one exercise, never changed: given to this wording, marked then.

    `given` is what `exercises.mark` takes, `credit` the share of the marks as an exact fraction ("1/2"; empty where
    nothing is marked), `outcome` right, partly, wrong or noted. `try_number` counts from 1. `once` is the form's
    once-only value: the same submission sent twice is one row. `wording` is a fingerprint of what was read before
    answering, by which a reworded question is recognised without its old revision.
    """

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    exercise: Mapped[str] = mapped_column(String(100))
    try_number: Mapped[int] = mapped_column(Integer)
    given: Mapped[dict[str, Any]] = mapped_column(JSON)
    credit: Mapped[str] = mapped_column(String(LONGEST_FRACTION), default="")
    outcome: Mapped[str] = mapped_column(String(6))
    wording: Mapped[str] = mapped_column(String(16))
    once: Mapped[str] = mapped_column(String(64))
    answered_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("user_id", "lesson_id", "exercise", "try_number"),
        UniqueConstraint("user_id", "once"),
        Index("ix_answers_user_id_course_id_answered_at", "user_id", "course_id", "answered_at"),
    )


class Tally(Base):
    """How many people's latest answer to a poll or scale is this option; kept in the answers' own transaction."""

    __tablename__ = "tallies"

    lesson_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    exercise: Mapped[str] = mapped_column(String(100), primary_key=True)
    option: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)


class Entry(Base):
    """What a person wrote for themselves under a Reflect. Nobody else sees it, but the course's coaches while
    `shared_at` is set; see docs/operations.md.

    While it is shared, `waits_since` says since when it waits for a coach (empty once it was answered), and `apart`
    that it speaks of harming oneself: it stands first at the desk.
    """

    __tablename__ = "entries"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True, index=True)
    exercise: Mapped[str] = mapped_column(String(100), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Moment)
    shared_at: Mapped[datetime | None] = mapped_column(Moment)
    waits_since: Mapped[datetime | None] = mapped_column(Moment)
    apart: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    __table_args__ = (Index(None, "user_id", "written_at"), Index(None, "shared_at"), Index(None, "waits_since"))


class Consent(Base):
    """A person agreed that something about them is kept (`purpose`: entries), until they withdraw it."""

    __tablename__ = "consents"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    given_at: Mapped[datetime] = mapped_column(Moment)
