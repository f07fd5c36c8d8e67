"""What pages ask of the library: Core rows, bounded, by index."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from coursesite.db import insert_into
from coursesite.library.addresses import SHOWN, SHOWN_IN_OUTLINE, address_of
from coursesite.library.models import Joining, Kind, OldAddress, Piece, Revision, Shelf, State

MOST_COURSES = 500
BATCH = 1000
LONGEST_PATH = 400
_IN_OUTLINE = tuple(sorted(kind.value for kind in SHOWN_IN_OUTLINE))
_SHOWN = tuple(sorted(kind.value for kind in SHOWN))


class CourseRow(NamedTuple):
    """A published course."""

    id: int
    key: str
    slug: str
    title: str
    summary: str
    topic: str
    level: str
    published_revision_id: int
    outline_version: int
    changed_at: datetime
    joining: str


class LessonRow(NamedTuple):
    """A published lesson or quiz (`kind` says which) and what its page needs of its course."""

    id: int
    key: str
    kind: str
    slug: str
    title: str
    summary: str
    minutes: int
    published_revision_id: int
    course_id: int
    course_slug: str
    course_title: str
    outline_version: int
    changed_at: datetime
    joining: str


class PageRow(NamedTuple):
    """A published page."""

    id: int
    key: str
    slug: str
    title: str
    summary: str
    published_revision_id: int
    changed_at: datetime


# Built once: putting a statement together costs several times what the database needs to answer it.
_piece = Piece.__table__.c
_courses = Piece.__table__.alias("course")
_course = _courses.c
_SHELF_VERSIONS = select(Shelf.__table__.c.version, Shelf.__table__.c.talk).where(Shelf.__table__.c.id == 1)
_COURSE = select(*(_piece[name] for name in CourseRow._fields)).where(
    _piece.kind == Kind.COURSE.value,
    _piece.slug == bindparam("slug"),
    _piece.course_id.is_(None),
    _piece.state == State.PUBLISHED.value,
)
_PAGE = select(*(_piece[name] for name in PageRow._fields)).where(
    _piece.kind == Kind.PAGE.value,
    _piece.slug == bindparam("slug"),
    _piece.course_id.is_(None),
    _piece.state == State.PUBLISHED.value,
)
_LESSON = (
    select(_piece.id, _piece.key, _piece.kind, _piece.slug, _piece.title, _piece.summary, _piece.minutes)
    .add_columns(_piece.published_revision_id, _course.id, _course.slug, _course.title)
    .add_columns(_course.outline_version, _piece.changed_at, _course.joining)
    .join_from(Piece.__table__, _courses, _piece.course_id == _course.id)
    .where(_course.kind == Kind.COURSE.value, _course.slug == bindparam("course_slug"), _course.course_id.is_(None))
    .where(_course.state == State.PUBLISHED.value, _piece.state == State.PUBLISHED.value)
    .where(_piece.slug == bindparam("lesson_slug"), _piece.kind.in_(_IN_OUTLINE))
)


def storable(name: str) -> str:
    """A name out of an address as a database may be asked for it: PostgreSQL refuses to hear of NUL."""
    return name.replace("\x00", "\ufffd")


def shelf_version(session: Session) -> int:
    """The number that grows with everything published; 0 before anything was."""
    return versions_on(session.connection())[0]


def versions_on(connection: Connection) -> tuple[int, int]:
    """The number that grows with everything published, and the one that grows with every comment that readers see.

    For who has a bare connection: each guest's page asks this, and a session costs more than the answer.
    """
    row = connection.execute(_SHELF_VERSIONS).first()
    return (0, 0) if row is None else (row.version, row.talk)


def grow_talk(session: Session, now: datetime) -> None:
    """Say that readers see other comments than before. Comes last: whoever else grows it waits for this commit."""
    first = insert_into(session, Shelf).values(id=1, version=0, talk=1, changed_at=now)
    grown = first.on_conflict_do_update(index_elements=["id"], set_={"talk": Shelf.talk + 1})
    session.execute(grown)


def find_course(session: Session, slug: str) -> CourseRow | None:
    """The published course at `/courses/<slug>/`."""
    row = session.connection().execute(_COURSE, {"slug": storable(slug)}).first()
    return None if row is None else CourseRow._make(row)


def find_lesson(session: Session, course_slug: str, lesson_slug: str) -> LessonRow | None:
    """The published lesson or quiz at `/courses/<course_slug>/<lesson_slug>/`, in one query."""
    asked = {"course_slug": storable(course_slug), "lesson_slug": storable(lesson_slug)}
    row = session.connection().execute(_LESSON, asked).first()
    return None if row is None else LessonRow._make(row)


def find_quiz(session: Session, course_slug: str, quiz_slug: str) -> LessonRow | None:
    """The published quiz at `/courses/<course_slug>/<quiz_slug>/`, in one query; None for a lesson."""
    found = find_lesson(session, course_slug, quiz_slug)
    return found if found is not None and found.kind == Kind.QUIZ else None


def find_page(session: Session, slug: str) -> PageRow | None:
    """The published page at `/<slug>`."""
    row = session.connection().execute(_PAGE, {"slug": storable(slug)}).first()
    return None if row is None else PageRow._make(row)


def compiled_of(session: Session, revision_ids: Sequence[int]) -> dict[int, tuple[dict[str, Any], int]]:
    """Of each revision its compiled form and the version of the compiler that made it."""
    query = select(Revision.id, Revision.compiled, Revision.compiler).where(Revision.id.in_(revision_ids))
    return {row.id: (row.compiled, row.compiler) for row in session.execute(query)}


def source_of(session: Session, revision_id: int) -> tuple[str, bytes] | None:
    """The path of a revision's piece and the coach's bytes."""
    query = select(Piece.path, Revision.source).join(Piece, Revision.piece_id == Piece.id)
    row = session.execute(query.where(Revision.id == revision_id)).first()
    return None if row is None else (row.path, row.source)


def moved_to(session: Session, path: str) -> str | None:
    """Where the piece that once stood at this path stands now; None where none did, or where it is gone."""
    if len(path) > LONGEST_PATH:
        return None
    course = aliased(Piece)
    query = (
        select(Piece.kind, Piece.slug, course.slug)
        .join(OldAddress, OldAddress.piece_id == Piece.id)
        .outerjoin(course, Piece.course_id == course.id)
        .where(OldAddress.path == storable(path), Piece.state == State.PUBLISHED.value, Piece.kind.in_(_SHOWN))
        .where((course.id.is_(None)) | (course.state == State.PUBLISHED.value))
    )
    row = session.execute(query).first()
    return None if row is None else address_of(*row)


def stood_at(session: Session, path: str) -> bool:
    """Whether a piece stood at this path that has been taken off the site since; never one that nobody saw here."""
    if len(path) > LONGEST_PATH:
        return False
    course, gone = aliased(Piece), (State.ARCHIVED.value, State.TRASHED.value)
    off = or_(*(one.taken_off_at.is_not(None) | one.state.in_(gone) for one in (Piece, course)))
    stood = select(OldAddress.path).join(Piece, Piece.id == OldAddress.piece_id)
    stood = stood.outerjoin(course, course.id == Piece.course_id).where(off)
    return session.execute(stood.where(OldAddress.path == storable(path))).first() is not None


def published_addresses(session: Session) -> Iterator[tuple[str, datetime]]:
    """Every address that shows something published to everybody and when it last changed, read in batches."""
    course = aliased(Piece)
    last = 0
    while True:
        query = (
            select(Piece.id, Piece.kind, Piece.slug, course.slug, Piece.changed_at)
            .outerjoin(course, Piece.course_id == course.id)
            .where(Piece.id > last, Piece.state == State.PUBLISHED.value, Piece.kind.in_(_SHOWN))
            .where((course.id.is_(None)) | (course.state == State.PUBLISHED.value))
            .where(func.coalesce(course.joining, Piece.joining) != Joining.LINK.value)
            .order_by(Piece.id)
            .limit(BATCH)
        )
        rows = session.execute(query).all()
        for piece_id, kind, slug, course_slug, changed_at in rows:
            last = piece_id
            yield address_of(kind, slug, course_slug), changed_at
        if len(rows) < BATCH:
            return
