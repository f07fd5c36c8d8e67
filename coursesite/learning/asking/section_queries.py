"""What others read of asks below a lesson: open ones with their answers, and those that became public."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, String, cast, func, literal, literal_column, null, or_, select, union_all
from sqlalchemy.orm import Session

from coursesite.accounts.models import User
from coursesite.learning.asking.models import Ask, AskWord

TURNS = 8
"""As many turns of an open ask stand below its lesson."""


class SectionRow(NamedTuple):
    """A turn of an open ask, or a public question (`html`) with its answer (`answer`)."""

    is_public: bool
    ask_id: int
    user_id: int | None
    by_coach: bool
    name: str | None
    html: str
    answer: str
    said_at: datetime


def is_shown(lesson: Any) -> ColumnElement[bool]:
    """The condition that readers of a lesson see any ask below it; for a page's single query."""
    mine = select(literal(1)).where(Ask.lesson_id == lesson)
    return or_(mine.where(Ask.is_open).exists(), mine.where(Ask.public_at.is_not(None)).exists())


def below(session: Session, lesson_id: int, start: int, most: int) -> Sequence[SectionRow]:
    """So many public asks of a lesson, the first to become so first, and so many open ones, the newest first.

    One query; its rows are bounded, whatever was asked. A public ask isn't shown again as an open one.
    """
    is_open = (Ask.lesson_id == lesson_id, Ask.is_open, Ask.public_at.is_(None))
    newest = (Ask.asked_at.desc(), Ask.id.desc())
    chosen = select(Ask.id, Ask.asked_at).where(*is_open).order_by(*newest).offset(start).limit(most).subquery()
    turn = func.row_number().over(partition_by=AskWord.ask_id, order_by=(AskWord.said_at, AskWord.id))
    turns = (
        select(AskWord, chosen.c.asked_at, turn.label("turn")).join(chosen, chosen.c.id == AskWord.ask_id).subquery()
    )
    said = (
        select(literal_column("0").label("is_public"), turns.c.ask_id, turns.c.user_id)
        .add_columns(cast(turns.c.by_coach, Integer).label("by_coach"), cast(User.name, String).label("name"))
        .add_columns(turns.c.html, literal_column("''").label("answer"), turns.c.said_at, turns.c.turn)
        .add_columns(turns.c.asked_at.label("since"))
        .outerjoin(User, User.id == turns.c.user_id)
        .where(turns.c.turn <= TURNS)
    )
    earliest = (Ask.public_at, Ask.id)
    public = select(Ask).where(Ask.lesson_id == lesson_id, Ask.public_at.is_not(None)).order_by(*earliest)
    told = public.offset(start).limit(most).subquery()
    shown = select(
        literal_column("1"), told.c.id, cast(null(), Integer), literal_column("0"), cast(told.c.pseudonym, String)
    ).add_columns(told.c.question_html, told.c.answer_html, told.c.public_at, literal_column("0"), told.c.public_at)
    rows = session.execute(union_all(said, shown)).all()
    ordered = sorted(rows, key=lambda row: (row.since, row.ask_id, -row.turn), reverse=True)
    by_public = sorted((row for row in rows if row.is_public), key=lambda row: (row.said_at, row.ask_id))
    kept = [*by_public, *(row for row in ordered if not row.is_public)]
    return [SectionRow(bool(row[0]), row[1], row[2], bool(row[3]), *row[4:8]) for row in kept]
