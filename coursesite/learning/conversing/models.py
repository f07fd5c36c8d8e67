"""Runs of a conversation, and the steps that they took."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class Run(Base):
    """A person plays a conversation once, in the wording of `revision_id`.

    `number` counts this person's runs of this conversation from 1. `scene` is the one they are in, `meters` the other's
    state there by name, 0 to 100. `ended_at` is set when `scene` is an ending. `copied` steps at the beginning were
    taken over from an earlier run ("try again from here"): they count in no figure. `once` is the value of the form
    that began it.
    """

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    number: Mapped[int] = mapped_column(Integer)
    scene: Mapped[str] = mapped_column(String(80))
    meters: Mapped[dict[str, Any]] = mapped_column(JSON)
    steps: Mapped[int] = mapped_column(Integer, default=0)
    copied: Mapped[int] = mapped_column(Integer, default=0)
    started_at: Mapped[datetime] = mapped_column(Moment)
    moved_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    once: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("user_id", "lesson_id", "number"),
        UniqueConstraint("user_id", "once"),
        Index(None, "user_id", "moved_at"),
        Index(None, "course_id", "moved_at"),
    )


class RunStep(Base):
    """One reply that somebody chose: in which scene, which one, and the meters after it.

    `number` counts from 1; `choice` is the reply's key, which stays the same while its wording does. `once` is the
    form's value, so that a double click is one step.
    """

    __tablename__ = "run_steps"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    scene: Mapped[str] = mapped_column(String(80))
    choice: Mapped[str] = mapped_column(String(40))
    meters: Mapped[dict[str, Any]] = mapped_column(JSON)
    taken_at: Mapped[datetime] = mapped_column(Moment)
    once: Mapped[str] = mapped_column(String(64))
