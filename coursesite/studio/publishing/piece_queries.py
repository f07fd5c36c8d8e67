"""A piece on its way to its readers: its draft, what was handed in, what is published."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session, aliased

from coursesite.accounts.models import User
from coursesite.library.models import Kind, Piece, Revision, State
from coursesite.studio.models import Draft, Proposal

MOST_IN_COURSE = 500


class Subject(NamedTuple):
    """A piece with its draft and what was handed in (each part None where there is none) and its published text.

    `rooted` is the piece that has the staff: its course, else itself. `publish_at`, `handed_in_…`, `answer` are of what
    was handed in.
    """

    id: int
    key: str
    kind: str
    state: str
    path: str
    slug: str
    title: str
    course_id: int | None
    course_key: str | None
    course_title: str | None
    course_slug: str | None
    course_state: str | None
    taken_off_at: datetime | None
    trashed_at: datetime | None
    published_id: int | None
    published: bytes | None
    draft: bytes | None
    version: int | None
    base_id: int | None
    changed_at: datetime | None
    step: str | None
    handed_in: bytes | None
    note: str | None
    publish_at: datetime | None
    handed_in_by: int | None
    handed_in_name: str | None
    handed_in_at: datetime | None
    answer: str | None

    @property
    def text(self) -> bytes:
        """What would be published: the draft, else what was published last."""
        return self.draft if self.draft is not None else self.published or b""

    @property
    def is_shown(self) -> bool:
        """Whether it is on the site now."""
        return self.state == State.PUBLISHED and self.course_state in (None, State.PUBLISHED.value)

    @property
    def is_new(self) -> bool:
        """Whether it was never published."""
        return self.published_id is None

    @property
    def was_shown(self) -> bool:
        """Whether it is on the site, or once was: a post's file may have kept it a draft."""
        return not self.is_new and (self.state != State.DRAFT or self.taken_off_at is not None)

    @property
    def has_changes(self) -> bool:
        """Whether publishing would do anything: there is a draft, or it is off the site."""
        return self.draft is not None or (self.state not in (State.PUBLISHED, State.SCHEDULED) and bool(self.published))


def find(session: Session, key: str) -> Subject | None:
    """The piece with this key, in the trash as well."""
    row = session.execute(_subjects().where(Piece.key == key)).one_or_none()
    return None if row is None else Subject._make(row)


def find_by_ids(session: Session, ids: Collection[int]) -> Sequence[Subject]:
    """These pieces."""
    return [Subject._make(row) for row in session.execute(_subjects().where(Piece.id.in_(ids)).order_by(Piece.id))]


def drafted_in(session: Session, course_id: int) -> Sequence[Subject]:
    """What is in a course and has a draft, in its order."""
    query = _subjects().where(Piece.course_id == course_id, Draft.piece_id.is_not(None), _kept())
    query = query.order_by(Piece.place, Piece.id).limit(MOST_IN_COURSE)
    return [Subject._make(row) for row in session.execute(query)]


def handed_in_with(session: Session, course_id: int, at: datetime) -> Sequence[Subject]:
    """What is in a course and was handed in at this moment, in its order."""
    query = _subjects().where(Piece.course_id == course_id, Proposal.handed_in_at == at)
    return [Subject._make(row) for row in session.execute(query.order_by(Piece.place, Piece.id).limit(MOST_IN_COURSE))]


def drop_draft(session: Session, piece_id: int, version: int) -> None:
    """Let go of a draft that is published now, unless somebody has saved meanwhile."""
    session.execute(delete(Draft).where(Draft.piece_id == piece_id, Draft.version == version))


def rebase_draft(session: Session, piece_id: int) -> None:
    """Let the draft begin from what is published now: it went on from the very wording."""
    newest = select(Piece.published_revision_id).where(Piece.id == piece_id).scalar_subquery()
    changed = update(Draft).where(Draft.piece_id == piece_id).values(base_revision_id=newest)
    session.execute(changed.execution_options(synchronize_session=False))


def draft_of(session: Session, piece_id: int) -> tuple[bytes, int] | None:
    """The text of a piece's draft and its version."""
    row = session.execute(select(Draft.source, Draft.version).where(Draft.piece_id == piece_id)).one_or_none()
    return None if row is None else (row.source, row.version)


def _subjects() -> Select[Any]:
    course, writer = aliased(Piece), aliased(User)
    return (
        select(Piece.id, Piece.key, Piece.kind, Piece.state, Piece.path, Piece.slug, Piece.title, Piece.course_id)
        .add_columns(course.key, course.title, course.slug, course.state, Piece.taken_off_at, Piece.trashed_at)
        .add_columns(Revision.id, Revision.source, Draft.source, Draft.version, Draft.base_revision_id)
        .add_columns(Draft.changed_at, Proposal.step, Proposal.source, Proposal.note, Proposal.publish_at)
        .add_columns(Proposal.handed_in_by, writer.name, Proposal.handed_in_at, Proposal.answer)
        .outerjoin(course, course.id == Piece.course_id)
        .outerjoin(Revision, Revision.id == Piece.published_revision_id)
        .outerjoin(Draft, Draft.piece_id == Piece.id)
        .outerjoin(Proposal, Proposal.piece_id == Piece.id)
        .outerjoin(writer, writer.id == Proposal.handed_in_by)
        .where(Piece.state != State.STAGED.value)
    )


def _kept() -> Any:
    return Piece.state.not_in((State.ARCHIVED.value, State.TRASHED.value)) & (Piece.kind != Kind.COURSE.value)
