"""What the studio's tables hold of one person."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from coursesite.library.models import Piece
from coursesite.studio.models import Aside, Draft, PreviewLink, Proposal, Writer


class Text(NamedTuple):
    """A text that somebody wrote, and the piece that it is of."""

    title: str
    kind: str
    source: bytes
    when: datetime


class HandedIn(NamedTuple):
    """A wording that somebody handed in, or decided about."""

    title: str
    kind: str
    source: bytes
    note: str
    step: str
    publish_at: datetime | None
    handed_in_at: datetime
    answer: str
    decided_at: datetime | None


def drafts_by(session: Session, user_id: int) -> Sequence[Text]:
    """The drafts that this person saved last."""
    query = select(Piece.title, Piece.kind, Draft.source, Draft.changed_at).join(Draft, Draft.piece_id == Piece.id)
    return [Text._make(row) for row in session.execute(query.where(Draft.changed_by == user_id).order_by(Piece.id))]


def asides_by(session: Session, user_id: int) -> Sequence[Text]:
    """This person's texts that came too late and are kept."""
    query = select(Piece.title, Piece.kind, Aside.source, Aside.kept_at).join(Aside, Aside.piece_id == Piece.id)
    return [Text._make(row) for row in session.execute(query.where(Aside.user_id == user_id).order_by(Aside.id))]


def open_to(session: Session, user_id: int) -> Sequence[tuple[str, datetime]]:
    """What this person had open to write lately: the piece's title, and when it was seen last."""
    query = select(Piece.title, Writer.seen_at).join(Writer, Writer.piece_id == Piece.id)
    return [(title, at) for title, at in session.execute(query.where(Writer.user_id == user_id).order_by(Piece.id))]


def handed_in_by(session: Session, user_id: int) -> Sequence[HandedIn]:
    """The wordings that this person handed in and that wait, or were returned."""
    return _proposals(session, user_id, decided=False)


def decided_by(session: Session, user_id: int) -> Sequence[HandedIn]:
    """The wordings of others about which this person decided; their text is their writer's."""
    return _proposals(session, user_id, decided=True)


def _proposals(session: Session, user_id: int, *, decided: bool) -> Sequence[HandedIn]:
    person = Proposal.decided_by if decided else Proposal.handed_in_by
    query = (
        select(Piece.title, Piece.kind, Proposal.source, Proposal.note, Proposal.step, Proposal.publish_at)
        .add_columns(Proposal.handed_in_at, Proposal.answer, Proposal.decided_at)
        .join(Proposal, Proposal.piece_id == Piece.id)
        .where(person == user_id)
        .order_by(Piece.id)
    )
    return [HandedIn._make(row) for row in session.execute(query)]


def links_by(session: Session, user_id: int) -> Sequence[tuple[str, datetime, datetime]]:
    """The secret links to drafts that this person made: the piece's title, when it was made, when it expires."""
    query = select(Piece.title, PreviewLink.made_at, PreviewLink.expires_at)
    query = query.join(PreviewLink, PreviewLink.piece_id == Piece.id).where(PreviewLink.made_by == user_id)
    return [(title, made, expires) for title, made, expires in session.execute(query.order_by(PreviewLink.id))]


def forget(session: Session, user_id: int) -> None:
    """Take somebody's name off drafts and proposals; delete what was theirs alone: asides, links, open texts."""
    session.execute(delete(Aside).where(Aside.user_id == user_id))
    session.execute(delete(Writer).where(Writer.user_id == user_id))
    session.execute(delete(PreviewLink).where(PreviewLink.made_by == user_id))
    for column in (Draft.changed_by, Proposal.handed_in_by, Proposal.decided_by):
        nobody = update(column.class_).where(column == user_id).values({column: None})
        session.execute(nobody.execution_options(synchronize_session=False))
