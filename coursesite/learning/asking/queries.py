"""Asks and the words in them, one at a time and by their asker."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import COACHES, User
from coursesite.learning.asking.models import Ask, AskWord, awaits_consent
from coursesite.library.models import Piece, Staff


class Placed(NamedTuple):
    """An ask with where it was asked, by whom, and the post that was begun from it."""

    ask: Ask
    asker: str
    lesson_title: str
    lesson_slug: str
    lesson_state: str
    course_title: str
    course_slug: str
    course_state: str
    post_key: str | None
    post_title: str | None
    post_state: str | None


class WordRow(NamedTuple):
    """One turn of an ask's talk, with the name of who said it."""

    id: int
    ask_id: int
    user_id: int | None
    by_coach: bool
    text: str
    html: str
    said_at: datetime
    name: str | None


def placed() -> Select[Any]:
    """Asks with what `Placed` says of them."""
    course, post = aliased(Piece), aliased(Piece)
    return (
        select(Ask, User.name, Piece.title, Piece.slug, Piece.state)
        .add_columns(course.title, course.slug, course.state, post.key, post.title, post.state)
        .join(User, User.id == Ask.user_id)
        .join(Piece, Piece.id == Ask.lesson_id)
        .join(course, course.id == Ask.course_id)
        .outerjoin(post, post.id == Ask.post_id)
    )


def ask_with_id(session: Session, ask_id: int) -> Placed | None:
    """One ask, whoever's it is."""
    row = session.execute(placed().where(Ask.id == ask_id)).one_or_none()
    return None if row is None else Placed._make(row)


def asks_of(session: Session, user_id: int, start: int, most: int) -> Sequence[Placed]:
    """A page of what somebody asked, the newest first."""
    newest = placed().where(Ask.user_id == user_id).order_by(Ask.asked_at.desc(), Ask.id.desc())
    return [Placed._make(row) for row in session.execute(newest.offset(start).limit(most))]


def count_asks_of(session: Session, user_id: int) -> int:
    """How much somebody asked."""
    return session.scalar(select(func.count()).select_from(Ask).where(Ask.user_id == user_id)) or 0


def answered_since(session: Session, user_id: int, since: datetime, most: int) -> Sequence[Placed]:
    """What a coach answered somebody since a moment, and what they are asked to agree to, the latest first."""
    news = placed().where(Ask.user_id == user_id, (Ask.answered_at >= since) | awaits_consent())
    rows = session.execute(news.order_by(Ask.answered_at.desc(), Ask.id.desc()).limit(most))
    return [Placed._make(row) for row in rows]


def words_of(session: Session, ask_id: int) -> Sequence[WordRow]:
    """An ask's talk, oldest first."""
    rows = session.execute(words().where(AskWord.ask_id == ask_id).order_by(AskWord.said_at, AskWord.id))
    return [WordRow._make(row) for row in rows]


def words() -> Select[Any]:
    """Turns of talks with what `WordRow` says of them."""
    columns = [getattr(AskWord, name) for name in WordRow._fields[:-1]]
    return select(*columns, User.name).outerjoin(User, User.id == AskWord.user_id)


def take_turn(session: Session, ask_id: int) -> Ask | None:
    """An ask for writing: whoever else changes it waits until this transaction ends."""
    return session.execute(select(Ask).where(Ask.id == ask_id).with_for_update()).scalar_one_or_none()


def add_ask(session: Session, ask: Ask) -> int:
    """Write an ask down; gives its id."""
    session.add(ask)
    session.flush()
    return ask.id


def add_word(session: Session, word: AskWord) -> None:
    """Write a turn of a talk down."""
    session.add(word)


def count_words(session: Session, ask_id: int) -> int:
    """How many turns a talk has."""
    return session.scalar(select(func.count()).select_from(AskWord).where(AskWord.ask_id == ask_id)) or 0


def note_post(session: Session, ask: Ask, key: str) -> None:
    """Note which post was begun from an ask, by its key."""
    ask.post_id = session.scalar(select(Piece.id).where(Piece.key == key))


def remove(session: Session, ask_id: int) -> None:
    """Delete an ask with all that was said in it."""
    session.execute(delete(AskWord).where(AskWord.ask_id == ask_id))
    session.execute(delete(Ask).where(Ask.id == ask_id))


def to_tell(session: Session, course_id: int) -> Sequence[tuple[int, str]]:
    """Number and address of those who answer what is asked in a course: its staff, or else every coach."""
    reads = (User.role.in_(COACHES), User.address.is_not(None), User.disabled_at.is_(None), User.erased_at.is_(None))
    staff = select(Staff.user_id).where(Staff.piece_id == course_id)
    people = select(User.id, User.address).where(*reads).order_by(User.id)
    has_staff = session.execute(staff.limit(1)).first() is not None
    found = session.execute(people.where(User.id.in_(staff)) if has_staff else people)
    return [(user_id, address or "") for user_id, address in found]


def address_of(session: Session, user_id: int) -> str | None:
    """Where somebody who asked is written to; None where there is no account in use."""
    in_use = (User.disabled_at.is_(None), User.erased_at.is_(None))
    return session.scalar(select(User.address).where(User.id == user_id, *in_use))
