"""People and what signs them in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class Role(StrEnum):
    """What a person is here. A visitor has answered something in an open lesson and has no account yet."""

    VISITOR = "visitor"
    LEARNER = "learner"
    COACH = "coach"
    ADMIN = "admin"


COACHES = (Role.COACH.value, Role.ADMIN.value)
"""The roles of those who may do what a coach does."""


class User(Base):
    """A person, or the ownerless number that remains of one who left.

    `key` is a random word, safe to show: the drawn picture is made from it. After erasure `address`, `name`,
    `password_hash` and the picture are gone and `erased_at` is set. `picture` is drawn, uploaded or fetched;
    `picture_fetch` says how far fetching is: empty, wanted, found, missing or failed. `leads` says that they answer for
    a group of learners, so that every page knows without asking whether to lead them there.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(16), unique=True)
    role: Mapped[str] = mapped_column(String(10))
    address: Mapped[str | None] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    picture: Mapped[str] = mapped_column(String(10), default="drawn")
    picture_file: Mapped[str | None] = mapped_column(String(80))
    picture_fetch: Mapped[str] = mapped_column(String(10), default="", server_default="")
    leads: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (Index(None, "role", "name"),)


class SignIn(Base):
    """One signed-in browser. The cookie holds a random token, this row only its SHA-256.

    It ends 30 days after the browser's last POST, or when it is ended by hand, by a new password or by disabling.
    `device` is a short name made from the browser's own words ("Firefox on Android"); no network address is kept.
    """

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_posted_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Token(Base):
    """A link sent by mail: single use (the row goes with its use), expiring, only its SHA-256 kept.

    `purpose` is sign_up, reset, change_address or first_admin. What the link will do is in `address` and `details`
    (for sign_up: the visitor whose answers are to be kept, and the page they came from).
    """

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    address: Mapped[str | None] = mapped_column(String(320), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)

    __table_args__ = (Index(None, "purpose", "user_id"),)


class Audit(Base):
    """What somebody of the staff did, and when, in words: "published", "made a coach of". Kept when people leave.

    `about_id` is the person that it was done to. `subject` names what it was done to ("The first minute"); it never
    holds what a learner wrote.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    deed: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(300), default="")
    about_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
