"""The outbox: a mail is a row in the same commit as the event that causes it."""

from datetime import datetime

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class Mail(Base):
    """One mail to one address, from being written to being accepted by the mail server.

    `message_id` is fixed when the row is written, so that a mail sent twice after a crash is recognised as one.
    `user_id` names whom it concerns, without a foreign key: mail stands below the accounts. `unsubscribe` is the
    address at which one POST ends mail of this sort, empty for mail that somebody asked for just now.
    """

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    purpose: Mapped[str] = mapped_column(String(40))
    user_id: Mapped[int | None] = mapped_column(Integer, index=True)
    recipient: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    unsubscribe: Mapped[str] = mapped_column(String(300), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    given_up_at: Mapped[datetime | None] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str | None] = mapped_column(String(500))

    __table_args__ = (Index("ix_outbox_waiting", "sent_at", "given_up_at", "due_at"),)


class Heartbeat(Base):
    """When a part of the site that runs on its own was last at work. The worker writes one every few seconds."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
