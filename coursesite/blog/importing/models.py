"""Where imported posts and comments came from."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class ImportRun(Base):
    """One file of another blog taken in. Nothing of it is seen before `shown_at`; a run without it can be swept away.

    `counts` (numbers by name) and `doubts` (sentences) are what the report said.
    """

    __tablename__ = "import_runs"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    program: Mapped[str] = mapped_column(String(20))
    fingerprint: Mapped[str] = mapped_column(String(64))
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    doubts: Mapped[list[str]] = mapped_column(JSON, default=list)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    shown_at: Mapped[datetime | None] = mapped_column(Moment)


class ImportItem(Base):
    """One thing that was taken in, by the name it had elsewhere, so that a second import adds nothing."""

    __tablename__ = "import_items"

    identity: Mapped[str] = mapped_column(String(300), primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_runs.id"), index=True)
    piece_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
