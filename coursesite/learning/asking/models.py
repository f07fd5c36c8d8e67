"""Asks, their answers, and the sentences that a coach keeps for answering."""

from datetime import datetime

from sqlalchemy import Boolean, ColumnElement, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class Ask(Base):
    """What a learner asks a coach from a lesson: privately, or openly (`is_open`) under the lesson.

    `answered_at` is the moment of a coach's newest answer since which the learner wrote nothing more: empty, it waits.
    With the asker's consent (`consented_at`) a coach may make it public as `public_question` and `public_answer` under
    a `pseudonym` (`public_at`), which the asker takes back at will; `question_html` and `answer_html` are what the
    stricter allow-list left of these. `declined_at` is when they said no, or took it back; nobody asks them again.
    `post_id` is the post that was begun from it. `apart` says that it speaks of harming oneself: it stands first at the
    desk, and never openly.
    """

    __tablename__ = "asks"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    is_open: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    apart: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    asked_at: Mapped[datetime] = mapped_column(Moment)
    waits_since: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    asked_for_consent_at: Mapped[datetime | None] = mapped_column(Moment)
    consented_at: Mapped[datetime | None] = mapped_column(Moment)
    pseudonym: Mapped[str] = mapped_column(String(80), default="")
    public_question: Mapped[str] = mapped_column(Text, default="")
    public_answer: Mapped[str] = mapped_column(Text, default="")
    question_html: Mapped[str] = mapped_column(Text, default="", server_default="")
    answer_html: Mapped[str] = mapped_column(Text, default="", server_default="")
    public_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    once: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("user_id", "once"),
        Index(None, "lesson_id", "is_open", "asked_at"),
        Index(None, "lesson_id", "public_at"),
        Index(None, "waits_since"),
        Index(None, "answered_at"),
        Index(None, "course_id", "answered_at"),
    )


def awaits_consent() -> ColumnElement[bool]:
    """The condition that its asker was asked to agree that it be shown to everyone, and has not answered."""
    return Ask.asked_for_consent_at.is_not(None) & Ask.consented_at.is_(None)


class AskWord(Base):
    """One turn of an ask's talk: by the asker or by a coach. `html` is what the stricter allow-list left of `text`."""

    __tablename__ = "ask_words"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ask_id: Mapped[int] = mapped_column(ForeignKey("asks.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    by_coach: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    policy: Mapped[int] = mapped_column(Integer)
    said_at: Mapped[datetime] = mapped_column(Moment)
    once: Mapped[str] = mapped_column(String(64), default="")


class CannedReply(Base):
    """A sentence that a coach keeps for answering, under a name of their own."""

    __tablename__ = "canned_replies"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Moment)
