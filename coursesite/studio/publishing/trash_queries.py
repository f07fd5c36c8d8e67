"""What is in the trash, who has learned in it, and what goes with it for good."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, Table, delete, exists, func, or_, select, union, update
from sqlalchemy.orm import Session, aliased

from coursesite.db import Base
from coursesite.library.models import Image, OldAddress, Piece, PostTag, Revision, Staff, State
from coursesite.library.search.models import SearchEntry
from coursesite.library.staff_queries import Who, within_reach
from coursesite.studio.models import Aside, Draft, PreviewLink, Proposal, Writer

ROOT = func.coalesce(Piece.course_id, Piece.id)
OWN = (Draft, Aside, Writer, Proposal, PreviewLink, PostTag, SearchEntry, OldAddress, Staff)
"""Tables whose rows are a piece's own: they go with it, and none of them says that somebody learned in it."""


class Trashed(NamedTuple):
    """A piece in the trash. `approval`, `part` and `has_staff` are of whatever has its staff, for whoever asks."""

    id: int
    key: str
    kind: str
    title: str
    course_title: str | None
    trashed_at: datetime
    path: str
    approval: bool
    part: str | None
    has_staff: bool


def count(session: Session, who: Who) -> int:
    """How many pieces of the trash are within somebody's reach."""
    return session.scalar(select(func.count()).select_from(Piece).where(_reached(who))) or 0


def trashed(session: Session, who: Who, start: int, most: int) -> Sequence[Trashed]:
    """A page of the trash within somebody's reach, what goes first at the top."""
    query = _trash(who).where(_reached(who)).order_by(Piece.trashed_at, Piece.id).offset(start).limit(most)
    return [Trashed._make(row) for row in session.execute(query)]


def due(session: Session, before: datetime, most: int) -> Sequence[Trashed]:
    """What has been in the trash since before then, the longest first; what a course holds before the course."""
    late = _trash(None).where(Piece.state == State.TRASHED.value, Piece.trashed_at < before)
    late = late.order_by(Piece.course_id.is_(None), Piece.trashed_at, Piece.id).limit(most)
    return [Trashed._make(row) for row in session.execute(late)]


def inside(session: Session, piece_id: int) -> Sequence[int]:
    """A piece and all that is in it."""
    query = select(Piece.id).where(or_(Piece.id == piece_id, Piece.course_id == piece_id)).order_by(Piece.id)
    return list(session.execute(query).scalars())


def with_people(session: Session, piece_ids: Collection[int]) -> set[int]:
    """Those of these pieces in which, or in whose lessons, somebody answered, learned, asked or commented, whatever the
    table; one query.
    """
    # By name, since a course may hold more lessons than a statement may have values, and there are dozens of tables.
    inner = or_(Piece.id.in_(piece_ids), Piece.course_id.in_(piece_ids))
    within = select(Piece.id, Piece.course_id).where(inner).cte("within")
    ids = select(within.c.id)
    own = {"pieces", "revisions"} | {model.__tablename__ for model in OWN}
    arms = []
    for table, key in _references():
        column = key.parent
        if table.name in own or _only_mentions(key):
            continue
        if key.column.table.name == "pieces":
            arms.append(select(column.label("piece")).where(column.in_(ids)))
        else:
            of_revision = select(Revision.piece_id.label("piece")).join(table, column == Revision.id)
            arms.append(of_revision.where(Revision.piece_id.in_(ids)))
    used = union(*arms).subquery()
    found = session.execute(select(within.c.id, within.c.course_id).join(used, used.c.piece == within.c.id))
    return {piece_id for row in found for piece_id in row} & set(piece_ids)


def remove(session: Session, piece_ids: Sequence[int]) -> None:
    """Take these pieces out of the database with all that is theirs. Nobody has learned in them."""
    ids = list(piece_ids)
    for model in OWN:
        session.execute(delete(model).where(model.piece_id.in_(ids)))
    for table, key in _references():
        if _only_mentions(key):
            _quietly(session, update(table).where(key.parent.in_(ids)).values({key.parent.name: None}))
    for column in (Piece.opens_after_id, Piece.about_id):
        _quietly(session, update(Piece).where(column.in_(ids)).values({column.key: None}))
    _quietly(session, update(Piece).where(Piece.id.in_(ids)).values(published_revision_id=None))
    revisions = select(Revision.id).where(Revision.piece_id.in_(ids))
    _quietly(session, update(Draft).where(Draft.base_revision_id.in_(revisions)).values(base_revision_id=None))
    _quietly(session, delete(Revision).where(Revision.piece_id.in_(ids)))
    _quietly(session, delete(Piece).where(Piece.id.in_(ids), Piece.course_id.is_not(None)))
    _quietly(session, delete(Piece).where(Piece.id.in_(ids)))


def shown_pictures(session: Session, piece_ids: Collection[int] | None = None) -> Iterator[str]:
    """The paths of the pictures that revisions show: of these pieces, or of all."""
    pictures: Any = Revision.compiled["pictures"]
    query = select(pictures)
    if piece_ids is not None:
        query = query.where(Revision.piece_id.in_(piece_ids))
    for found in session.execute(query.execution_options(yield_per=200)).scalars():
        yield from found or ()


def pictures_below(session: Session, folder: str) -> Iterable[str]:
    """The paths of the pictures in a folder of images."""
    query = select(Image.path).where(Image.path.startswith(f"{folder}/images/", autoescape=True))
    return list(session.execute(query).scalars())


def texts_in_the_making(session: Session) -> Iterator[tuple[str, bytes]]:
    """Every text that is not published (yet), with its piece's path: drafts, what was kept aside or handed in."""
    yield from _texts(session, None)


def texts_of(session: Session, piece_ids: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """Those of these pieces."""
    yield from _texts(session, piece_ids)


def _texts(session: Session, piece_ids: Sequence[int] | None) -> Iterator[tuple[str, bytes]]:
    for model in (Draft, Aside, Proposal):
        query = select(Piece.path, model.source).join(Piece, Piece.id == model.piece_id)
        if piece_ids is not None:
            query = query.where(Piece.id.in_(piece_ids))
        rows = session.execute(query.execution_options(yield_per=50))
        yield from ((path, source) for path, source in rows)


def forget_pictures(session: Session, paths: Sequence[str]) -> list[tuple[str, str]]:
    """Take these pictures off the site; gives the file that was served and the original of those nobody has besides."""
    rows = session.execute(
        delete(Image).where(Image.path.in_(paths)).returning(Image.served_name, Image.original_hash)
    ).all()
    served = set(session.execute(select(Image.served_name)).scalars())
    return [(name, original) for name, original in rows if name not in served]


def _references() -> Iterator[tuple[Table, ForeignKey]]:
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name in ("pieces", "revisions"):
                yield table, key


def _only_mentions(key: ForeignKey) -> bool:
    """Whether a row that leads there goes on without: it says which post brought somebody, or became of an answer."""
    return key.parent.name == "post_id" and bool(key.parent.nullable)


def _trash(who: Who | None) -> Any:
    course = aliased(Piece)
    columns = (Piece.id, Piece.key, Piece.kind, Piece.title, course.title, Piece.trashed_at, Piece.path)
    asks = None if who is None else who.user_id
    part = select(Staff.part).where(Staff.piece_id == ROOT, Staff.user_id == asks).correlate(Piece).scalar_subquery()
    return (
        select(*columns, func.coalesce(course.approval, Piece.approval), part)
        .add_columns(exists().where(Staff.piece_id == ROOT).correlate(Piece))
        .outerjoin(course, course.id == Piece.course_id)
    )


def _reached(who: Who) -> Any:
    return (Piece.state == State.TRASHED.value) & within_reach(ROOT, *who)


def _quietly(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
