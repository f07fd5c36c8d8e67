"""What is being written, handed in, and shown before its time."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class Draft(Base):
    """The working copy of a piece: one for all who write it. A piece without one stands as it was published.

    `version` grows with every save; a save that names an older one overwrites nothing. `base_revision_id` is the
    revision that the text began from, none for a piece that was never published.
    """

    __tablename__ = "drafts"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    source: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(Integer, default=1)
    base_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"), index=True)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    changed_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Aside(Base):
    """A text that came too late to be the draft, because somebody had saved in between: kept whole beside it."""

    __tablename__ = "asides"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    source: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(Integer)
    kept_at: Mapped[datetime] = mapped_column(Moment)


class Writer(Base):
    """Somebody who has a piece open to write, as of `seen_at`: so that two people in one piece are told."""

    __tablename__ = "writers"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    seen_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Step(StrEnum):
    """How far a wording is that was handed in."""

    AWAITING = "awaiting"
    SCHEDULED = "scheduled"
    RETURNED = "returned"
    FAILED = "failed"


class Proposal(Base):
    """A wording handed in to be published: it awaits approval, or its hour. What is published leaves no proposal.

    `publish_at` is empty where it is to be published as soon as it is approved. `answer` is what the approver wrote
    to one that was returned, or the fault that kept a scheduled one from being published.
    """

    __tablename__ = "proposals"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    source: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str] = mapped_column(String(300), default="")
    step: Mapped[str] = mapped_column(String(9), default=Step.AWAITING.value)
    publish_at: Mapped[datetime | None] = mapped_column(Moment)
    handed_in_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    handed_in_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(String(2000), default="")

    __table_args__ = (Index(None, "step", "publish_at"),)


class PreviewLink(Base):
    """A secret address at which anybody may read a draft until it expires; only its SHA-256 is kept."""

    __tablename__ = "preview_links"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
