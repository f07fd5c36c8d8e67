"""What says whether the surroundings of a text are still those that were read."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coursesite.library.models import Image, Piece, Shelf


def version_of_all(session: Session) -> str:
    """Words that change with everything published, and with every new piece and picture."""
    versions = select(func.max(Shelf.version)).scalar_subquery()
    pieces = select(func.max(Piece.id)).scalar_subquery()
    images = select(func.max(Image.id)).scalar_subquery()
    return " ".join(str(found or 0) for found in session.execute(select(versions, pieces, images)).one())
