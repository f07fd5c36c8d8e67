"""Searches that found nothing, counted without who searched."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base

LONGEST_WORDS = 80


class MissedSearch(Base):
    """How often these words, in plain lower-case letters, found nothing on a day (UTC, "2026-11-22")."""

    __tablename__ = "missed_searches"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=1)
