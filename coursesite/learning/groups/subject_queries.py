"""The course, post or page whose people are looked after, and how people come into a course."""

from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coursesite.accounts.models import COACHES, User
from coursesite.learning.groups.models import Group
from coursesite.library.models import Joining, Kind, Piece, State
from coursesite.library.queries import storable

LOOKED_AFTER = (Kind.COURSE.value, Kind.POST.value, Kind.PAGE.value)
GONE = (State.STAGED.value, State.TRASHED.value)
MOST_COACHES = 500


class Subject(NamedTuple):
    """A course, a post or a page, published or not."""

    id: int
    key: str
    kind: str
    title: str
    slug: str
    state: str
    joining: str
    join_code: str | None
    approval: bool
    outline_version: int

    @property
    def is_course(self) -> bool:
        """Whether people learn in it."""
        return self.kind == Kind.COURSE


class Entrance(NamedTuple):
    """What a code opens: a published course, and a group in it where the code is a group's."""

    course_slug: str
    course_title: str
    summary: str
    group_id: int | None = None
    group_name: str = ""


_COLUMNS = [getattr(Piece, name) for name in Subject._fields]


def subject(session: Session, key: str) -> Subject | None:
    """The course, post or page with this key; None for what is in the trash, or belongs to an unfinished import."""
    query = select(*_COLUMNS).where(Piece.key == storable(key), Piece.kind.in_(LOOKED_AFTER), Piece.state.not_in(GONE))
    row = session.execute(query).first()
    return None if row is None else Subject._make(row)


def subject_with_id(session: Session, piece_id: int) -> Subject | None:
    """The same by its id, wherever it stands."""
    row = session.execute(select(*_COLUMNS).where(Piece.id == piece_id)).first()
    return None if row is None else Subject._make(row)


def lock(session: Session, piece_id: int) -> None:
    """Let one request at a time change who looks after this; the others wait for the transaction's end."""
    session.execute(select(Piece.id).where(Piece.id == piece_id).with_for_update(key_share=True))


def set_joining(session: Session, course_id: int, joining: str, code: str | None) -> None:
    """Say how people come into a course."""
    session.execute(update(Piece).where(Piece.id == course_id).values(joining=joining, join_code=code))


def set_approval(session: Session, piece_id: int, *, approval: bool) -> None:
    """Say whether what others than the owner write waits for somebody's approval."""
    session.execute(update(Piece).where(Piece.id == piece_id).values(approval=approval))


def entrance(session: Session, code: str) -> Entrance | None:
    """What this code opens now; None where it opens nothing (any more)."""
    published = (Piece.kind == Kind.COURSE.value, Piece.state == State.PUBLISHED.value)
    by_course = select(Piece.slug, Piece.title, Piece.summary).where(
        Piece.join_code == code, Piece.joining != Joining.OPEN.value, *published
    )
    if (course := session.execute(by_course).first()) is not None:
        return Entrance(*course)
    by_group = (
        select(Piece.slug, Piece.title, Piece.summary, Group.id, Group.name)
        .join(Group, Group.course_id == Piece.id)
        .where(Group.join_code == code, Group.ended_at.is_(None), *published)
    )
    row = session.execute(by_group).first()
    return None if row is None else Entrance(*row)


def coaches(session: Session) -> list[tuple[str, str]]:
    """Everybody who may look after something, by name: their keys and what they are called."""
    query = select(User.key, User.name, User.address).where(User.role.in_(COACHES), User.disabled_at.is_(None))
    rows = session.execute(query.where(User.erased_at.is_(None)).order_by(User.name, User.id).limit(MOST_COACHES))
    return [(row.key, row.name or row.address or "Somebody") for row in rows]
