"""What many pages of the blog show alike, kept in the process by the shelf's version, which grows with each publishing.

The version and what is kept under it are read in one transaction, so neither is ever older than the other.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from coursesite.blog.posts import queries
from coursesite.blog.posts.queries import CountedTagRow, LinkedRow, MonthRow, TagRow
from coursesite.library import post_queries
from coursesite.library.coach_queries import course_coaches
from coursesite.library.keeping import Kept
from coursesite.library.post_queries import PostRow
from coursesite.library.queries import shelf_version

NEWEST = 3
MOST_POSTS = 512


class Archive(NamedTuple):
    """The ways into all posts: months, newest first, and the tags that most posts have, by name."""

    months: Sequence[MonthRow]
    tags: Sequence[CountedTagRow]
    coached: Mapping[str, tuple[int, ...]]
    """The ids of the courses by the name of their coach."""


class Around(NamedTuple):
    """What a post leads on to. `about` is title and address of the lesson that it belongs to."""

    tags: Sequence[TagRow]
    related: Sequence[LinkedRow]
    older: LinkedRow | None
    newer: LinkedRow | None
    about: tuple[str, str] | None


class _Caches:
    """What this process keeps of one database."""

    def __init__(self) -> None:
        self.archives: Kept[Archive] = Kept(2)
        self.newest: Kept[Sequence[LinkedRow]] = Kept(2)
        self.around: Kept[Around] = Kept(MOST_POSTS)


# By engine, since versions mean something only within one database; a test sees many.
_caches: WeakKeyDictionary[Engine, _Caches] = WeakKeyDictionary()


def archive(session: Session) -> Archive:
    """The ways into all posts."""
    return _kept(session).archives.get(shelf_version(session), lambda: _read_archive(session))


def around(session: Session, post: PostRow) -> Around:
    """What this post leads on to."""
    return _kept(session).around.get((post.id, shelf_version(session)), lambda: _read_around(session, post))


def newest(session: Session, version: int) -> Sequence[LinkedRow]:
    """The newest three posts at this version of the shelf, which the caller has just read."""
    return _kept(session).newest.get(version, lambda: queries.newest(session, NEWEST))


def _kept(session: Session) -> _Caches:
    engine = session.get_bind().engine
    caches = _caches.get(engine)
    return caches if caches is not None else _caches.setdefault(engine, _Caches())


def _read_archive(session: Session) -> Archive:
    coached: dict[str, tuple[int, ...]] = {}
    for course_id, coach in course_coaches(session):
        coached[coach] = (*coached.get(coach, ()), course_id)
    tags = sorted(queries.tags(session), key=lambda tag: tag.name.lower())
    return Archive(queries.months(session), tags, coached)


def _read_around(session: Session, post: PostRow) -> Around:
    tags = queries.tags_of(session, [post.id])
    related = queries.related(session, post.id) if tags else []
    older, newer = queries.neighbours(session, post.id, post.published_at)
    about = None if post.about_id is None else post_queries.about(session, post.about_id)
    return Around(tags, related, older, newer, about)
