"""What a coach wrote back to an entry that was shared with them."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class EntryReply(Base):
    """A coach's words under a shared entry. They are its author's from then on, shared or not.

    `html` is what the stricter allow-list left of `text`; `seen_at` when the author read it.
    """

    __tablename__ = "entry_replies"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    exercise: Mapped[str] = mapped_column(String(100))
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    policy: Mapped[int] = mapped_column(Integer)
    written_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    once: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "lesson_id", "exercise"], ["entries.user_id", "entries.lesson_id", "entries.exercise"]
        ),
        Index(None, "user_id", "lesson_id", "exercise"),
    )
