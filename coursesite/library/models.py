"""Pieces and their immutable revisions."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from coursesite.db import Base, Moment


class Kind(StrEnum):
    """What a piece is."""

    COURSE = "course"
    LESSON = "lesson"
    QUIZ = "quiz"
    POOL = "pool"
    CONVERSATION = "conversation"
    POST = "post"
    PAGE = "page"


class State(StrEnum):
    """Where a piece stands. A draft is written and shown to nobody; a scheduled one is published at its `published_at`;
    an archived one is kept and not shown; a trashed one goes for good after thirty days. A staged one belongs to an
    import that isn't finished.
    """

    STAGED = "staged"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    TRASHED = "trashed"

    @property
    def stands_in_files(self) -> bool:
        """Whether a piece in this state has a file in a content folder: published, waiting for its day, or a draft."""
        return self in (State.DRAFT, State.SCHEDULED, State.PUBLISHED)


class Part(StrEnum):
    """What somebody does for a course, a post or a page; `rights.py` says what each may do."""

    OWNER = "owner"
    COACH = "coach"
    APPROVER = "approver"


class Joining(StrEnum):
    """How people come into a course: everybody who likes, whoever has its link, or whoever knows its code."""

    OPEN = "open"
    LINK = "link"
    CODE = "code"


class Piece(Base):
    """A course, lesson, post or page: its identity (`key`), its place and its published revision.

    `course_id` is the course a lesson, quiz, pool or conversation belongs to. `place` orders a course's lessons and
    the list of courses. `title` and `summary` repeat the published revision's, so that lists need no revision.
    `path` is where the piece stands under the content folder, with forward slashes. `pushed_fingerprint` is the
    fingerprint of the file as it was last taken in or written out, `pushed_path` where that file stood: the common
    ancestor by which a conflict is seen, or a move in the browser. `taken_off_at` is when a coach took it off the site
    in the browser; it stays off, whatever its file says. Such a piece and one that was never published hold no address:
    a tilde and its key stand behind its slug.
    `outline_version` of a course grows whenever its outline changes, and keys the outline's cache. `minutes` is a
    lesson's length, `questions` the ids of its exercises that have a right answer, `level` a course's: what outlines
    and lists say without opening a revision. So are `counts`, whether completing the course needs this quiz,
    `pass_mark`, the percentage of the marks that passes it (none: handing it in does), and `opens_after_id`, the
    lesson or quiz of the same course that has to be finished before this one opens.

    Of a post: `published_at` is the moment it is dated by, or will be published at; `author` the name it is signed
    with, `author_slug` that name in an address; `comments_open` whether it takes comments, `about_id` the lesson it
    names.

    Of a course: `joining` says how people come in, `join_code` is the word of its link or its code; `approval` whether
    what others than its owner write waits for somebody's approval.
    """

    __tablename__ = "pieces"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    slug: Mapped[str] = mapped_column(String(120))
    place: Mapped[int] = mapped_column(Integer, default=0)
    state: Mapped[str] = mapped_column(String(10), default=State.DRAFT.value)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(1000), default="")
    topic: Mapped[str] = mapped_column(String(80), default="")
    level: Mapped[str] = mapped_column(String(80), default="")
    minutes: Mapped[int] = mapped_column(Integer, default=0)
    questions: Mapped[list[str]] = mapped_column(JSON, default=list)
    counts: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
    pass_mark: Mapped[int | None] = mapped_column(Integer)
    opens_after_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    author: Mapped[str] = mapped_column(String(120), default="", server_default="")
    author_slug: Mapped[str] = mapped_column(String(120), default="", server_default="")
    comments_open: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    about_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    joining: Mapped[str] = mapped_column(String(4), default=Joining.OPEN.value, server_default=Joining.OPEN.value)
    join_code: Mapped[str | None] = mapped_column(String(40), unique=True)
    approval: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    taken_off_at: Mapped[datetime | None] = mapped_column(Moment)
    trashed_at: Mapped[datetime | None] = mapped_column(Moment)
    path: Mapped[str] = mapped_column(String(400), default="")
    published_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("revisions.id", use_alter=True, name="fk_pieces_published_revision_id_revisions")
    )
    pushed_fingerprint: Mapped[str | None] = mapped_column(String(64))
    pushed_path: Mapped[str | None] = mapped_column(String(400))
    outline_version: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        # One address, one piece. A course, post or page has no course, and two NULLs never collide in an index:
        # hence the second, partial one.
        Index("uq_pieces_course_id_slug", "course_id", "slug", unique=True),
        Index(
            "uq_pieces_kind_slug",
            "kind",
            "slug",
            unique=True,
            sqlite_where=course_id.is_(None),
            postgresql_where=course_id.is_(None),
        ),
        Index("ix_pieces_kind_state_place", "kind", "state", "place"),
        Index("ix_pieces_kind_state_published_at", "kind", "state", "published_at"),
        Index("ix_pieces_author_slug", "author_slug", "published_at"),
    )


class Staff(Base):
    """Somebody's part in a course, a post or a page. One without any staff is looked after by every coach."""

    __tablename__ = "staff"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    part: Mapped[str] = mapped_column(String(8))
    since: Mapped[datetime] = mapped_column(Moment)


class PostTag(Base):
    """A tag of a post as it is published: as an address has it, and as the author wrote it."""

    __tablename__ = "post_tags"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)
    name: Mapped[str] = mapped_column(String(60))
    place: Mapped[int] = mapped_column(Integer, default=0)


class Revision(Base):
    """One wording of a piece, never changed after it is written.

    `source` holds the coach's bytes as they came. `compiled` is what pages are made of, written by the compiler of
    version `compiler`; it may be made again from the source when the compiler grows, the source never.
    """

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))
    number: Mapped[int] = mapped_column(Integer)
    source: Mapped[bytes] = mapped_column(LargeBinary)
    fingerprint: Mapped[str] = mapped_column(String(64))
    compiled: Mapped[dict[str, Any]] = mapped_column(JSON)
    compiler: Mapped[int] = mapped_column(Integer)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    note: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("piece_id", "number"),)


class OldAddress(Base):
    """A path at which a piece used to stand, so that links to it still arrive."""

    __tablename__ = "old_addresses"

    path: Mapped[str] = mapped_column(String(400), primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    since: Mapped[datetime] = mapped_column(Moment)


class Image(Base):
    """A picture of a course or of the blog: its original, kept privately for `content pull`, and what is served.

    `pushed` says that it came in a file: only then is it gone when its file is.
    """

    __tablename__ = "images"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    path: Mapped[str] = mapped_column(String(400), unique=True)
    original_hash: Mapped[str] = mapped_column(String(64))
    served_name: Mapped[str] = mapped_column(String(120), index=True)
    media_type: Mapped[str] = mapped_column(String(40))
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    pushed: Mapped[bool] = mapped_column(Boolean, default=False, server_default=true())
    taken_in_at: Mapped[datetime] = mapped_column(Moment)


class Shelf(Base):
    """One row: `version` grows with everything published, and keys the cache of guests' pages; `talk` grows with every
    comment that readers see come, change or go, and keys the pages that show comments or count them.
    """

    __tablename__ = "shelf"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    talk: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    changed_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
