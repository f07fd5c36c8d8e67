"""What an import reads of the site."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import COACHES, User
from coursesite.blog.importing.models import ImportItem, ImportRun
from coursesite.blog.models import Comment
from coursesite.library.addresses import SHOWN, address_of
from coursesite.library.models import Image, OldAddress, Piece
from coursesite.library.models import State as PieceState

BATCH = 400
_SHOWN = tuple(kind.value for kind in SHOWN)


class Standing(NamedTuple):
    """A piece as an import has to know it."""

    id: int
    key: str
    kind: str
    slug: str
    path: str
    state: str
    course_slug: str | None

    @property
    def address(self) -> str:
        """Where it is shown; empty where it isn't."""
        if self.state != PieceState.PUBLISHED or self.kind not in _SHOWN:
            return ""
        return address_of(self.kind, self.slug, self.course_slug)


def pieces(session: Session) -> list[Standing]:
    """Every piece that an import didn't leave unfinished."""
    course = aliased(Piece)
    query = (
        select(Piece.id, Piece.key, Piece.kind, Piece.slug, Piece.path, Piece.state, course.slug)
        .outerjoin(course, Piece.course_id == course.id)
        .where(Piece.state != PieceState.STAGED.value)
        .order_by(Piece.id)
    )
    return [Standing._make(row) for row in session.execute(query)]


def old_addresses(session: Session) -> dict[str, int]:
    """The paths that lead on to a piece already."""
    return dict(session.execute(select(OldAddress.path, OldAddress.piece_id)).all())


def pictures(session: Session) -> dict[str, dict[str, Any]]:
    """The pictures beside posts, by their paths."""
    columns = (Image.path, Image.original_hash, Image.served_name, Image.media_type, Image.width, Image.height)
    query = select(*columns).where(Image.path.like("blog/images/%"))
    return {row.path: dict(row._mapping) for row in session.execute(query)}


def known(session: Session, identities: Iterable[str]) -> Iterator[ImportItem]:
    """What was taken in under these names and shown."""
    for batch in batches(identities):
        query = select(ImportItem).join(ImportRun, ImportRun.id == ImportItem.run_id)
        yield from session.scalars(query.where(ImportItem.identity.in_(batch), ImportRun.shown_at.is_not(None)))


def onces_below(session: Session, piece_ids: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The comments below these posts, with the value that each was sent with."""
    for batch in batches(piece_ids):
        rows = session.execute(select(Comment.id, Comment.once).where(Comment.post_id.in_(batch)))
        yield from ((row.id, row.once) for row in rows)


def paths_of(session: Session, comment_ids: Iterable[int]) -> dict[int, str]:
    """Where comments stand."""
    found: dict[int, str] = {}
    for batch in batches(comment_ids):
        rows = session.execute(select(Comment.id, Comment.path).where(Comment.id.in_(batch)))
        found |= {row.id: row.path for row in rows}
    return found


def coaches(session: Session) -> frozenset[str]:
    """The addresses of coaches' accounts."""
    query = select(User.address).where(User.role.in_(COACHES), User.address.is_not(None))
    return frozenset(address.lower() for address in session.scalars(query) if address)


def batches(values: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """Values, some at a time: no statement names more than a database takes."""
    waiting = iter(values)
    while batch := list(islice(waiting, size)):
        yield batch
