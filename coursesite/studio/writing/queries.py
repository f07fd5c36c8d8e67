"""A piece as it is being written: its draft, what was published of it, texts kept aside, and who has it open."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.db import insert_into
from coursesite.library.models import Piece, Revision, State
from coursesite.studio.models import Aside, Draft, Writer

MOST_NAMES = 20


class Written(NamedTuple):
    """A piece with its draft (no `version` where it has none) and its published wording (no `published_id`, likewise).

    `course_…` are of the course it belongs to. `changed_by` is the name of whoever saved the draft last, `published_by`
    that of whoever wrote what is published; empty for somebody who has left, and for what a file brought.
    """

    id: int
    key: str
    kind: str
    state: str
    path: str
    slug: str
    place: int
    title: str
    published_at: datetime | None
    course_id: int | None
    course_key: str | None
    course_slug: str | None
    course_title: str | None
    course_outline_version: int | None
    outline_version: int
    created_at: datetime
    draft: bytes | None
    version: int | None
    base_id: int | None
    changed_by: str | None
    changed_by_id: int | None
    changed_at: datetime | None
    published_id: int | None
    published: bytes | None
    published_by: str | None
    published_on: datetime | None

    @property
    def source(self) -> bytes:
        """The text to go on with: the draft, else what is published."""
        return self.draft if self.draft is not None else self.published or b""

    @property
    def base(self) -> int:
        """The revision that the text to go on with began from; 0 for none."""
        return (self.base_id if self.draft is not None else self.published_id) or 0

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody published another wording after the draft was begun."""
        return self.draft is not None and (self.published_id or 0) != self.base and self.published_id is not None


class Kept(NamedTuple):
    """A text kept aside."""

    id: int
    piece_id: int
    user_id: int | None
    source: bytes
    version: int
    kept_at: datetime


def find_written(session: Session, key: str) -> Written | None:
    """The piece with this key, its draft and what is published of it."""
    course, drafter, author = aliased(Piece), aliased(User), aliased(User)
    query = (
        select(Piece.id, Piece.key, Piece.kind, Piece.state, Piece.path, Piece.slug, Piece.place, Piece.title)
        .add_columns(Piece.published_at, course.id, course.key, course.slug, course.title, course.outline_version)
        .add_columns(Piece.outline_version, Piece.created_at)
        .add_columns(Draft.source, Draft.version, Draft.base_revision_id, drafter.name, Draft.changed_by)
        .add_columns(Draft.changed_at, Revision.id, Revision.source, author.name, Revision.created_at)
        .outerjoin(course, course.id == Piece.course_id)
        .outerjoin(Draft, Draft.piece_id == Piece.id)
        .outerjoin(drafter, drafter.id == Draft.changed_by)
        .outerjoin(Revision, Revision.id == Piece.published_revision_id)
        .outerjoin(author, author.id == Revision.author_id)
        .where(Piece.key == key, Piece.state.not_in((State.STAGED.value, State.TRASHED.value)))
    )
    row = session.execute(query).one_or_none()
    return None if row is None else Written._make(row)


class Identified(NamedTuple):
    """As much of a piece as it takes to ask who may write it, and where its draft stands (0 without one)."""

    id: int
    version: int


def identify(session: Session, key: str) -> Identified | None:
    """The piece with this key, without its texts."""
    query = (
        select(Piece.id, Draft.version)
        .outerjoin(Draft, Draft.piece_id == Piece.id)
        .where(Piece.key == key, Piece.state.not_in((State.STAGED.value, State.TRASHED.value)))
    )
    row = session.execute(query).one_or_none()
    return None if row is None else Identified(row[0], row[1] or 0)


def begin_draft(session: Session, values: Mapping[str, Any]) -> bool:
    """Write a piece's first draft; False where somebody has just done so."""
    put = insert_into(session, Draft).values(**values)
    done = session.execute(put.on_conflict_do_nothing(index_elements=["piece_id"]).returning(Draft.piece_id))
    return done.first() is not None


def replace_draft(
    session: Session, piece_id: int, version: int, base_id: int | None, values: Mapping[str, Any]
) -> bool:
    """Write a draft in place of this version of it; False where another version stands there by now."""
    changed = (
        update(Draft)
        .where(Draft.piece_id == piece_id, Draft.version == version)
        .where(Draft.base_revision_id.is_not_distinct_from(base_id))
        .values(version=version + 1, **values)
        .returning(Draft.piece_id)
        .execution_options(synchronize_session=False)
    )
    return session.execute(changed).first() is not None


def retitle(session: Session, piece_id: int, title: str) -> None:
    """Let lists name a piece that was never published as its draft does."""
    named = update(Piece).where(Piece.id == piece_id, Piece.published_revision_id.is_(None)).values(title=title)
    session.execute(named.execution_options(synchronize_session=False))


def keep_aside(session: Session, piece_id: int, user_id: int, source: bytes, version: int, now: datetime) -> int:
    """Keep a text that came too late; gives its id. The same text of the same person is kept once."""
    same = select(Aside.id).where(Aside.piece_id == piece_id, Aside.user_id == user_id, Aside.source == source)
    found = session.execute(same.limit(1)).first()
    if found is not None:
        kept_id: int = found[0]
        return kept_id
    values = {"piece_id": piece_id, "user_id": user_id, "source": source, "version": version, "kept_at": now}
    return session.execute(insert(Aside).values(**values).returning(Aside.id)).scalar_one()


def renew_aside(session: Session, piece_id: int, aside_id: int, user_id: int, source: bytes, now: datetime) -> bool:
    """Put a newer text of the same window in place of the one kept; False where it was decided about meanwhile."""
    changed = (
        update(Aside)
        .where(Aside.id == aside_id, Aside.piece_id == piece_id, Aside.user_id == user_id)
        .values(source=source, kept_at=now)
        .returning(Aside.id)
        .execution_options(synchronize_session=False)
    )
    return session.execute(changed).first() is not None


def is_revision(session: Session, piece_id: int, revision_id: int) -> bool:
    """Whether this revision is one of this piece's."""
    query = select(Revision.id).where(Revision.id == revision_id, Revision.piece_id == piece_id)
    return session.execute(query).first() is not None


def aside(session: Session, piece_id: int, aside_id: int, user_id: int) -> Kept | None:
    """A text of this piece that was kept aside for this person, or for somebody who has left."""
    columns = (Aside.id, Aside.piece_id, Aside.user_id, Aside.source, Aside.version, Aside.kept_at)
    query = select(*columns).where(Aside.id == aside_id, Aside.piece_id == piece_id)
    row = session.execute(query.where((Aside.user_id == user_id) | Aside.user_id.is_(None))).one_or_none()
    return None if row is None else Kept._make(row)


def asides_of(session: Session, piece_id: int, user_id: int) -> Sequence[tuple[int, datetime]]:
    """The texts of this piece that wait for this person's decision: id and when they were kept, the oldest first."""
    mine = (Aside.user_id == user_id) | Aside.user_id.is_(None)
    query = select(Aside.id, Aside.kept_at).where(Aside.piece_id == piece_id, mine).order_by(Aside.id).limit(MOST_NAMES)
    return [(aside_id, kept_at) for aside_id, kept_at in session.execute(query)]


def remove_aside(session: Session, aside_id: int) -> None:
    """Let go of a text that was kept aside."""
    session.execute(delete(Aside).where(Aside.id == aside_id))


def note_writer(session: Session, piece_id: int, user_id: int, now: datetime) -> None:
    """Note that somebody has a piece open to write."""
    put = insert_into(session, Writer).values(piece_id=piece_id, user_id=user_id, seen_at=now)
    session.execute(put.on_conflict_do_update(index_elements=["piece_id", "user_id"], set_={"seen_at": now}))


def other_writers(session: Session, piece_id: int, user_id: int, since: datetime) -> list[str]:
    """The names of others who have had it open since then."""
    query = (
        select(User.name)
        .join(Writer, Writer.user_id == User.id)
        .where(Writer.piece_id == piece_id, Writer.user_id != user_id, Writer.seen_at > since)
        .order_by(User.name, User.id)
        .limit(MOST_NAMES)
    )
    return [name for (name,) in session.execute(query)]


def forget_writers(session: Session, before: datetime) -> None:
    """Forget who had what open before then."""
    session.execute(delete(Writer).where(Writer.seen_at < before))


class Beside(NamedTuple):
    """A piece of the same course that a field may name: its kind, its file's name without ending, its title."""

    kind: str
    stem: str
    title: str


def beside(session: Session, course_id: int, but: int) -> Sequence[Beside]:
    """The other pieces of a course, in their order."""
    query = (
        select(Piece.kind, Piece.path, Piece.title)
        .where(Piece.course_id == course_id, Piece.id != but)
        .where(Piece.state.in_((State.DRAFT.value, State.SCHEDULED.value, State.PUBLISHED.value)))
        .order_by(Piece.place, Piece.slug)
    )
    return [
        Beside(kind, path.rpartition("/")[2].removesuffix(".md"), title) for kind, path, title in session.execute(query)
    ]


def at_path(session: Session, path: str) -> int | None:
    """The published piece whose file stands at this path."""
    query = select(Piece.id).where(Piece.path == path, Piece.state == State.PUBLISHED.value).order_by(Piece.id)
    row = session.execute(query.limit(1)).first()
    return None if row is None else row[0]
