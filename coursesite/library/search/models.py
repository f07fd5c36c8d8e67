"""What search looks through, and searches that found nothing, counted without who searched."""

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base

LONGEST_WORDS = 80


class SearchEntry(Base):
    """A published piece as search sees it. The full-text index itself differs by database; see
    `library/fulltext_ddl.py`. `within` is the title of the course that the piece belongs to.
    """

    __tablename__ = "search_entries"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    address: Mapped[str] = mapped_column(String(400))
    title: Mapped[str] = mapped_column(String(200))
    within: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)


class MissedSearch(Base):
    """How often these words, in plain lower-case letters, found nothing on a day (UTC, "2026-11-22")."""

    __tablename__ = "missed_searches"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=1)
