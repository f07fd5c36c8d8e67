"""Certificates of completion."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class Certificate(Base):
    """Somebody completed a course. `code` is the address at which anybody verifies it; `name` is as they want it there.

    What its page shows is its holder's choice: nothing but that it is genuine, then the name (`shows_name`) and the day
    (`shows_day`). `withdrawn_at` is when they took the page back. `title` is the course's when it was completed.
    `printed_name` stands in the PDF in place of `name`, where no font has its letters; empty where it isn't needed.
    """

    __tablename__ = "certificates"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(String(24), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    printed_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    title: Mapped[str] = mapped_column(String(200))
    completed_at: Mapped[datetime] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
    is_public: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    shows_name: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    shows_day: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("user_id", "course_id"), Index(None, "user_id", "made_at"))
