"""Every text that is not published yet, read and rewritten in place."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import literal, select, update
from sqlalchemy.orm import Session

from coursesite.library.models import Piece
from coursesite.studio.models import Aside, Draft, Proposal

TABLES: dict[str, type[Draft] | type[Aside] | type[Proposal]] = {
    "draft": Draft,
    "aside": Aside,
    "proposal": Proposal,
}


class Text(NamedTuple):
    """A draft, a text kept aside (`aside_id`; 0 for the others) or one that was handed in."""

    table: str
    piece_id: int
    aside_id: int
    path: str
    source: bytes


def texts(session: Session) -> Sequence[Text]:
    """All of them."""
    found: list[Text] = []
    for name, table in TABLES.items():
        number = Aside.id if table is Aside else literal(0)
        query = select(table.piece_id, number, Piece.path, table.source).join(Piece, Piece.id == table.piece_id)
        found += [Text(name, *row) for row in session.execute(query)]
    return found


def rewrite(session: Session, text: Text, source: bytes) -> None:
    """Put a text in place of what it was."""
    table = TABLES[text.table]
    changed = update(table).where(table.piece_id == text.piece_id).values(source=source)
    if text.table == "aside":
        changed = changed.where(Aside.id == text.aside_id)
    if text.table == "draft":
        changed = changed.values(version=Draft.version + 1)
    session.execute(changed.execution_options(synchronize_session=False))
