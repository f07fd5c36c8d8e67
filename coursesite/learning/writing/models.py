"""Answers in a learner's own words, the rounds in which they were sent, and what a coach said to them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class Stage(StrEnum):
    """Whose turn it is: the learner's who writes (`draft`), the coach's (`sent`), the learner's who was asked for
    another round (`again`), or nobody's (`done`)."""

    DRAFT = "draft"
    SENT = "sent"
    AGAIN = "again"
    DONE = "done"


class Writing(Base):
    """One person's answer to one Write. `text` and `ticked` are what stands in the form, saved as they type.

    `title` is the exercise's, as it was saved last. `version` counts the saves: one that began from an older version is
    refused, but for the later word of the same page, by its own word for itself (`tab`) and its count of saves
    (`tab_number`). `ticked` holds the keys of the rubric's lines that the learner ticked. `apart` says that what waits
    speaks of harming oneself: it stands first at the desk. `waits_since` is set while it waits for a coach,
    `answered_at` is the newest answer, `seen_at` when the learner last sent something or said that they read it.
    """

    __tablename__ = "writings"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    exercise: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(Text, default="")
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    stage: Mapped[str] = mapped_column(String(5), default=Stage.DRAFT.value)
    text: Mapped[str] = mapped_column(Text, default="")
    ticked: Mapped[list[Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(Integer, default=0)
    tab: Mapped[str] = mapped_column(String(32), default="")
    tab_number: Mapped[int] = mapped_column(Integer, default=0)
    apart: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    saved_at: Mapped[datetime] = mapped_column(Moment)
    waits_since: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("user_id", "lesson_id", "exercise"),
        Index(None, "waits_since"),
        Index(None, "course_id", "waits_since"),
        Index(None, "course_id", "answered_at"),
        Index(None, "user_id", "saved_at"),
    )


class Round(Base):
    """What was sent once, never changed, and a coach's answer to it.

    The rubric and its words are those of `revision_id`. `ticked` are the rubric's keys that the learner ticked, `met`
    those that the coach did. `reply_html` is what the stricter allow-list left of `reply`. `again` says that the coach
    asked for another round. `once` is the form's value.
    """

    __tablename__ = "writing_rounds"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    writing_id: Mapped[int] = mapped_column(ForeignKey("writings.id"))
    number: Mapped[int] = mapped_column(Integer)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    text: Mapped[str] = mapped_column(Text)
    ticked: Mapped[list[Any]] = mapped_column(JSON)
    sent_at: Mapped[datetime] = mapped_column(Moment)
    once: Mapped[str] = mapped_column(String(64))
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    met: Mapped[list[Any]] = mapped_column(JSON)
    reply: Mapped[str] = mapped_column(Text, default="")
    reply_html: Mapped[str] = mapped_column(Text, default="")
    policy: Mapped[int] = mapped_column(Integer, default=0)
    again: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("writing_id", "number"),)


class Passage(Base):
    """A passage that a coach marked in what was sent, characters `begin` up to `end` of its text, and a note."""

    __tablename__ = "writing_passages"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("writing_rounds.id"), index=True)
    begin: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(Text)
