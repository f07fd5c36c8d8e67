"""What tests ask of pieces and revisions directly, and what the studio will do to them."""

import json

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.library.compiling import COMPILER, compile_source
from coursesite.library.models import Kind, Piece, Revision, Shelf
from coursesite.library.surroundings import Surroundings
from coursesite.library.tree import fingerprint


def piece(session: Session, key: str) -> Piece:
    """The piece with this key."""
    return session.execute(select(Piece).where(Piece.key == key)).scalar_one()


def revisions(session: Session, key: str) -> list[Revision]:
    """A piece's revisions, oldest first."""
    query = select(Revision).join(Piece, Revision.piece_id == Piece.id).where(Piece.key == key)
    return list(session.execute(query.order_by(Revision.number)).scalars())


def count(session: Session, model: type[Piece] | type[Revision]) -> int:
    """How many rows there are."""
    return session.execute(select(func.count()).select_from(model)).scalar_one()


def publish_in_browser(session: Session, key: str, source: bytes) -> None:
    """Write a revision and publish it, leaving `pushed_fingerprint` as it is."""
    found = piece(session, key)
    made = compile_source(found.path, Kind(found.kind), source, Surroundings({}))
    assert made.faults == []
    revision = Revision(
        piece_id=found.id,
        number=len(revisions(session, key)) + 1,
        source=source,
        fingerprint=fingerprint(source),
        compiled=json.loads(json.dumps(made.compiled)),
        compiler=COMPILER,
        created_at=clock.now(),
    )
    session.add(revision)
    session.flush()
    found.published_revision_id = revision.id
    found.title = made.metadata.title
    session.get_one(Shelf, 1).version += 1
