"""The journal as its owner reads it: one person's entries, where they were written, and what coaches wrote back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, delete, exists, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import COACHES, User
from coursesite.learning.journal.models import EntryReply
from coursesite.learning.models import Consent, Entry
from coursesite.learning.records.queries import ENTRIES
from coursesite.library.models import Piece, Staff
from coursesite.library.queries import storable

BATCH = 500

Key = tuple[int, str]
"""An entry among those of one person: its lesson's id, and its exercise."""


class Place(NamedTuple):
    """A lesson in which somebody wrote, with its course. `consented`: they agree that what they write is kept."""

    lesson_id: int
    key: str
    title: str
    slug: str
    state: str
    course_id: int
    course_key: str
    course_title: str
    course_slug: str
    course_state: str
    consented: bool


class Mark(NamedTuple):
    """An entry without its words."""

    lesson_id: int
    exercise: str
    written_at: datetime
    shared_at: datetime | None

    @property
    def key(self) -> Key:
        """Which of its person's entries it is."""
        return self.lesson_id, self.exercise


class ReplyRow(NamedTuple):
    """What a coach wrote back, with the coach's name."""

    id: int
    coach_id: int | None
    name: str | None
    text: str
    html: str
    written_at: datetime
    seen_at: datetime | None


def places(session: Session, user_id: int) -> dict[int, Place]:
    """Every lesson in which somebody wrote, by its id."""
    wrote = select(Entry.lesson_id).where(Entry.user_id == user_id)
    rows = session.execute(_places(user_id).where(Piece.id.in_(wrote)))
    return {row[0]: Place._make([*row[:10], bool(row[10])]) for row in rows}


def place_of(session: Session, user_id: int, lesson_key: str) -> Place | None:
    """One lesson by its key, whether or not anything was written in it."""
    row = session.execute(_places(user_id).where(Piece.key == storable(lesson_key))).one_or_none()
    return None if row is None else Place._make([*row[:10], bool(row[10])])


def _places(user_id: int) -> Select[Any]:
    course = aliased(Piece)
    agreed = exists().where(Consent.user_id == user_id, Consent.purpose == ENTRIES)
    return (
        select(Piece.id, Piece.key, Piece.title, Piece.slug, Piece.state)
        .add_columns(course.id, course.key, course.title, course.slug, course.state, agreed)
        .join(course, course.id == Piece.course_id)
    )


def marks(session: Session, user_id: int) -> list[Mark]:
    """All of somebody's entries without their words, the newest first."""
    return [Mark._make(row) for row in session.execute(_newest(user_id, *_mark()))]


def with_words(session: Session, user_id: int) -> Iterator[tuple[Mark, str]]:
    """All of somebody's entries with their words, the newest first, a batch at a time."""
    rows = session.execute(_newest(user_id, *_mark(), Entry.text).execution_options(yield_per=BATCH))
    for row in rows:
        yield Mark._make(row[:4]), row[4]


def _mark() -> tuple[Any, ...]:
    return Entry.lesson_id, Entry.exercise, Entry.written_at, Entry.shared_at


def _newest(user_id: int, *columns: Any) -> Select[Any]:
    found = select(*columns).where(Entry.user_id == user_id)
    return found.order_by(Entry.written_at.desc(), Entry.lesson_id, Entry.exercise)


def words(session: Session, user_id: int, keys: Sequence[Key]) -> dict[Key, str]:
    """The words of some of somebody's entries."""
    wanted = tuple_(Entry.lesson_id, Entry.exercise).in_(keys)
    rows = session.execute(select(Entry.lesson_id, Entry.exercise, Entry.text).where(Entry.user_id == user_id, wanted))
    return {(row[0], row[1]): row[2] for row in rows}


def by_course(session: Session, user_id: int) -> Iterator[tuple[Entry, str, str]]:
    """Everything that somebody wrote with its course's and its lesson's title: by course, the oldest first."""
    course = aliased(Piece)
    rows = (
        select(Entry, course.title, Piece.title)
        .join(Piece, Piece.id == Entry.lesson_id)
        .join(course, course.id == Piece.course_id)
        .where(Entry.user_id == user_id)
        .order_by(course.title, course.id, Entry.written_at, Entry.lesson_id, Entry.exercise)
        .execution_options(yield_per=BATCH)
    )
    for entry, course_title, lesson_title in session.execute(rows):
        session.expunge(entry)
        yield entry, course_title, lesson_title


def entry_of(session: Session, user_id: int, lesson_id: int, exercise: str) -> Entry | None:
    """One of somebody's entries."""
    return session.get(Entry, (user_id, lesson_id, storable(exercise)))


def take_entry(session: Session, user_id: int, lesson_id: int, exercise: str) -> Entry | None:
    """The same for writing: whoever else changes it waits until this transaction ends."""
    wanted = (Entry.user_id == user_id, Entry.lesson_id == lesson_id, Entry.exercise == storable(exercise))
    # Anew from the database, whatever this session has read of it.
    turn = select(Entry).where(*wanted).with_for_update().execution_options(populate_existing=True)
    return session.execute(turn).scalar_one_or_none()


def take_all_back(session: Session, user_id: int) -> None:
    """Let no coach see any entry of somebody's any longer."""
    shared = update(Entry).where(Entry.user_id == user_id, Entry.shared_at.is_not(None))
    session.execute(shared.values(shared_at=None, waits_since=None, apart=False))


def withdraw_consent(session: Session, user_id: int) -> None:
    """Note that somebody no longer agrees that what they write is kept."""
    session.execute(delete(Consent).where(Consent.user_id == user_id, Consent.purpose == ENTRIES))


def readers(session: Session, course_id: int) -> Sequence[str]:
    """The names of those who look after a course; none where nobody is named."""
    staff = select(User.name).join(Staff, Staff.user_id == User.id).where(Staff.piece_id == course_id, *are_coaches())
    return list(session.scalars(staff.order_by(User.name, User.id)))


def are_coaches() -> tuple[Any, ...]:
    """The conditions that a person is a coach whose account is in use."""
    return User.role.in_(COACHES), User.disabled_at.is_(None), User.erased_at.is_(None)


def replies_to(session: Session, user_id: int, lesson_id: int, exercise: str) -> Sequence[ReplyRow]:
    """What coaches wrote back to an entry, oldest first."""
    reply = EntryReply
    found = (
        select(reply.id, reply.coach_id, User.name, reply.text, reply.html, reply.written_at, reply.seen_at)
        .outerjoin(User, User.id == reply.coach_id)
        .where(reply.user_id == user_id, reply.lesson_id == lesson_id, reply.exercise == exercise)
    )
    return [ReplyRow._make(row) for row in session.execute(found.order_by(reply.written_at, reply.id))]


def add_reply(session: Session, reply: EntryReply) -> None:
    """Write down what a coach wrote back."""
    session.add(reply)


def see_replies(session: Session, user_id: int, lesson_id: int, exercise: str, now: datetime) -> None:
    """Note that an entry's author has read what coaches wrote back."""
    theirs = (EntryReply.user_id == user_id, EntryReply.lesson_id == lesson_id, EntryReply.exercise == exercise)
    session.execute(update(EntryReply).where(*theirs, EntryReply.seen_at.is_(None)).values(seen_at=now))


def answered(session: Session, user_id: int) -> set[Key]:
    """Which of somebody's entries coaches wrote back to."""
    found = select(EntryReply.lesson_id, EntryReply.exercise).where(EntryReply.user_id == user_id).distinct()
    return {(row[0], row[1]) for row in session.execute(found)}
