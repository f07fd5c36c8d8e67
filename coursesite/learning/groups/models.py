"""Groups, who is in them, and who answers for them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class Group(Base):
    """People who learn a course together, from `starts_at` on. `join_code` lets people in; empty closes the door."""

    __tablename__ = "groups"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(16), unique=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime | None] = mapped_column(Moment)
    join_code: Mapped[str | None] = mapped_column(String(40), unique=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Member(Base):
    """Somebody who learns in a group."""

    __tablename__ = "group_members"

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime] = mapped_column(Moment)


class Lead(Base):
    """Somebody who answers for a group, such as a team's manager: sees completion and the group's figures only."""

    __tablename__ = "group_leads"

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    since: Mapped[datetime] = mapped_column(Moment)


class Invitation(Base):
    """A mailed invitation to a course, a group or a part in one: single use, expiring, only its token's hash kept.

    `part` is learner, lead, or one of the library's parts (owner, coach, approver).
    """

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(String(320), index=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    part: Mapped[str] = mapped_column(String(8))
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    invited_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)

    __table_args__ = (Index(None, "piece_id", "address"),)
