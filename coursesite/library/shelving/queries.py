"""What push and pull read of the library, and what they write to it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.db import insert_into
from coursesite.library.models import Image, Kind, OldAddress, Piece, PostTag, Revision, Shelf, State
from coursesite.library.search.models import SearchEntry

BATCH = 400


class Known(NamedTuple):
    """A piece as the database has it, with the fingerprint of its published revision."""

    id: int
    key: str
    kind: str
    course_id: int | None
    slug: str
    place: int
    state: str
    title: str
    path: str
    opens_after_id: int | None
    about_id: int | None
    published_at: datetime | None
    revision_id: int | None
    pushed_fingerprint: str | None
    pushed_path: str | None
    taken_off_at: datetime | None
    trashed_at: datetime | None
    fingerprint: str | None
    compiler: int | None


class KnownPicture(NamedTuple):
    """A picture as the database has it."""

    path: str
    original_hash: str
    served_name: str
    media_type: str
    width: int
    height: int
    pushed: bool


def known_pieces(session: Session) -> tuple[Known, ...]:
    """Every piece, in the order of their ids, but for what an unfinished import has brought."""
    columns = (Piece.id, Piece.key, Piece.kind, Piece.course_id, Piece.slug, Piece.place, Piece.state, Piece.title)
    query = (
        select(*columns, Piece.path, Piece.opens_after_id, Piece.about_id, Piece.published_at)
        .add_columns(Piece.published_revision_id, Piece.pushed_fingerprint, Piece.pushed_path, Piece.taken_off_at)
        .add_columns(Piece.trashed_at, Revision.fingerprint, Revision.compiler)
        .outerjoin(Revision, Revision.id == Piece.published_revision_id)
        .where(Piece.state != State.STAGED.value)
        .order_by(Piece.id)
    )
    return tuple(Known._make(row) for row in session.execute(query))


def known_pictures(session: Session) -> dict[str, KnownPicture]:
    """Every picture by its path."""
    columns = [getattr(Image, name) for name in KnownPicture._fields]
    return {row.path: KnownPicture._make(row) for row in session.execute(select(*columns).order_by(Image.path))}


def compiled_forms(session: Session, revision_ids: Iterable[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The compiled form of each of these revisions, read in batches."""
    for batch in _batches(revision_ids):
        rows = session.execute(select(Revision.id, Revision.compiled).where(Revision.id.in_(batch)))
        yield from rows


def sources(session: Session, revision_ids: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """The coach's bytes of each of these revisions, read in batches."""
    for batch in _batches(revision_ids):
        rows = session.execute(select(Revision.id, Revision.source).where(Revision.id.in_(batch)))
        yield from rows


def links_of(session: Session, revision_ids: Iterable[int]) -> Iterator[tuple[int, Collection[str]]]:
    """The paths that each of these revisions links to or otherwise names; the database opens the compiled forms."""
    links: Any = Revision.compiled["links"]
    for batch in _batches(revision_ids):
        rows = session.execute(select(Revision.id, links).where(Revision.id.in_(batch)))
        yield from ((revision, found or {}) for revision, found in rows)


def last_numbers(session: Session, piece_ids: Iterable[int]) -> dict[int, int]:
    """The number of each piece's newest revision."""
    found: dict[int, int] = {}
    for batch in _batches(piece_ids):
        query = select(Revision.piece_id, func.max(Revision.number)).where(Revision.piece_id.in_(batch))
        found |= dict(session.execute(query.group_by(Revision.piece_id)).all())
    return found


def lock_shelf(session: Session, now: datetime) -> None:
    """Take the publisher's turn: until this transaction ends, nobody else publishes."""
    first = insert_into(session, Shelf).values(id=1, version=0, changed_at=now)
    session.execute(first.on_conflict_do_nothing())
    session.execute(select(Shelf.id).where(Shelf.id == 1).with_for_update())


def grow_shelf(session: Session, now: datetime) -> None:
    """Say that guests see something new."""
    session.execute(update(Shelf).where(Shelf.id == 1).values(version=Shelf.version + 1, changed_at=now))


def grow_outlines(session: Session, course_ids: Iterable[int]) -> None:
    """Say that the outlines of these courses changed."""
    for batch in _batches(course_ids):
        grown = update(Piece).where(Piece.id.in_(batch)).values(outline_version=Piece.outline_version + 1)
        session.execute(grown.execution_options(synchronize_session=False))


class Due(NamedTuple):
    """A post whose day has come, with what is published of it and the course of the lesson that it names."""

    id: int
    slug: str
    compiled: dict[str, Any]
    about_course_id: int | None


def is_due(session: Session, now: datetime) -> bool:
    """Whether the day of any post has come."""
    return session.execute(_due(select(Piece.id), now).limit(1)).first() is not None


def due(session: Session, now: datetime, most: int) -> Sequence[Due]:
    """The posts whose day has come, the earliest first."""
    lesson = aliased(Piece)
    query = (
        select(Piece.id, Piece.slug, Revision.compiled, lesson.course_id)
        .join(Revision, Revision.id == Piece.published_revision_id)
        .outerjoin(lesson, lesson.id == Piece.about_id)
        .order_by(Piece.published_at, Piece.id)
        .limit(most)
    )
    return [Due._make(row) for row in session.execute(_due(query, now))]


def _due(query: Select[Any], now: datetime) -> Select[Any]:
    scheduled = (Piece.kind == Kind.POST.value, Piece.state == State.SCHEDULED.value)
    return query.where(*scheduled, Piece.published_at <= now)


def insert_piece(session: Session, values: Mapping[str, Any]) -> int:
    """Write a new piece; gives its id."""
    return session.execute(insert(Piece).values(**values).returning(Piece.id)).scalar_one()


def update_piece(session: Session, piece_id: int, values: Mapping[str, Any]) -> None:
    """Write what changed of a piece."""
    changed = update(Piece).where(Piece.id == piece_id).values(**values)
    session.execute(changed.execution_options(synchronize_session=False))


def insert_revision(session: Session, values: Mapping[str, Any]) -> int:
    """Write a new revision; gives its id."""
    return session.execute(insert(Revision).values(**values).returning(Revision.id)).scalar_one()


def replace_tags(session: Session, piece_id: int, tags: Iterable[Mapping[str, Any]]) -> None:
    """Write a post's tags in place of those it had."""
    session.execute(delete(PostTag).where(PostTag.piece_id == piece_id))
    rows = [{"piece_id": piece_id, **tag} for tag in tags]
    if rows:
        session.execute(insert(PostTag), rows)


def recompile_revision(session: Session, revision_id: int, compiled: Mapping[str, Any], compiler: int) -> None:
    """Put what a newer compiler made of the same source in place of what an older one did."""
    made = update(Revision).where(Revision.id == revision_id).values(compiled=compiled, compiler=compiler)
    session.execute(made.execution_options(synchronize_session=False))


def replace_search_entries(session: Session, entries: Sequence[Mapping[str, Any]], gone: Iterable[int]) -> None:
    """Let search see these pieces as they are now, and no longer see those that are gone."""
    for batch in _batches([*gone, *(entry["piece_id"] for entry in entries)]):
        session.execute(delete(SearchEntry).where(SearchEntry.piece_id.in_(batch)))
    if entries:
        session.execute(insert(SearchEntry), list(entries))


def rename_course_in_search(session: Session, course_ids: Mapping[int, str]) -> None:
    """Let search name these courses by their new titles with the pieces they hold."""
    for course_id, title in course_ids.items():
        inside = select(Piece.id).where(Piece.course_id == course_id)
        renamed = update(SearchEntry).where(SearchEntry.piece_id.in_(inside)).values(within=title)
        session.execute(renamed.execution_options(synchronize_session=False))


def move_in_search(session: Session, addresses: Mapping[int, str]) -> None:
    """Let search lead to where these pieces stand now."""
    if addresses:
        moved = update(SearchEntry).where(SearchEntry.piece_id == bindparam("moved")).values(address=bindparam("to"))
        rows = [{"moved": piece_id, "to": address} for piece_id, address in addresses.items()]
        session.connection().execute(moved, rows)


def remember_addresses(session: Session, old: Mapping[str, int], now: datetime) -> None:
    """Lead these old paths to their pieces, in place of where they led before."""
    forget_addresses(session, old)
    if old:
        session.execute(
            insert(OldAddress), [{"path": path, "piece_id": piece, "since": now} for path, piece in old.items()]
        )


def forget_addresses(session: Session, paths: Iterable[str]) -> None:
    """Lead these paths nowhere else: something stands there now."""
    for batch in _batches(paths):
        session.execute(delete(OldAddress).where(OldAddress.path.in_(batch)))


def replace_pictures(session: Session, rows: Sequence[Mapping[str, Any]], gone: Iterable[str]) -> None:
    """Write what is known of these pictures, and forget those that are gone."""
    for batch in _batches([*gone, *(row["path"] for row in rows)]):
        session.execute(delete(Image).where(Image.path.in_(batch)))
    if rows:
        session.execute(insert(Image), list(rows))


def set_pushed(session: Session, files: Mapping[int, tuple[str, str]]) -> None:
    """Note the bytes in which these pieces stand in files now, and where: fingerprint and path."""
    for piece_id, (fingerprint, path) in files.items():
        update_piece(session, piece_id, {"pushed_fingerprint": fingerprint, "pushed_path": path})


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(values)
    while batch := list(islice(waiting, BATCH)):
        yield batch
