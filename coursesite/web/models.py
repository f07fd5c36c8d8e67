"""Tables that belong to requests, not to people."""

from datetime import datetime

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class LimitCount(Base):
    """How often something was tried by one subject in one window of time.

    `subject` is a keyed hash of an address or an account, never the thing itself.
    """

    __tablename__ = "limit_counts"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_ends_at: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    count: Mapped[int] = mapped_column(Integer)

    __table_args__ = (Index(None, "window_ends_at"),)


class UsedValue(Base):
    """A form's once-only value that has been spent, and where its first submission led."""

    __tablename__ = "used_values"

    value: Mapped[str] = mapped_column(String(64), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(500), default="")
    used_at: Mapped[datetime] = mapped_column(Moment, index=True)


class SiteSetting(Base):
    """What the site's owner set in the browser, by the setting's name; it stands before what the environment says."""

    __tablename__ = "site_settings"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Moment)
