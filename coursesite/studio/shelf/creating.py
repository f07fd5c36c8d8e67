"""Beginning something new: a draft with a key, a free name, and whoever makes it as its owner."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from coursesite.accounts import auditing
from coursesite.library import staff_queries
from coursesite.library.addresses import RESERVED, RESERVED_BELOW_BLOG, address_of
from coursesite.library.identity import with_identity
from coursesite.library.models import Kind, Part
from coursesite.library.shelving import queries as shelving
from coursesite.library.shelving.place import aside
from coursesite.studio.addresses import WORDS
from coursesite.studio.shelf import creating_queries as queries
from coursesite.studio.shelf.creating_queries import Course
from coursesite.studio.shelf.starting import starting_text
from coursesite.text.slugs import new_key, slugify

LAST_PLACE = 999
"""A place has three digits at most in a file's name."""


class Full(Exception):
    """A course that holds as many pieces as can be numbered."""


def create(
    session: Session,
    kind: Kind,
    title: str,
    user: tuple[int, str],
    now: datetime,
    *,
    summary: str = "",
    course: Course | None = None,
    body: str | None = None,
    key: str = "",
    said: Mapping[str, str] | None = None,
) -> str:
    """Write a new piece, its draft and its owner; gives its key. The caller commits.

    `user` is who makes it: id and name. What is in a course has its course's staff. `body` is what the draft
    holds in place of the example, `said` its fields likewise, `key` its key where whoever begins it gives one.
    Raises `Full`, and `FrontMatterError` for a title or fields that can't be written down.
    """
    user_id, name = user
    text = starting_text(kind, title, summary, name, body, said)
    # Whoever else begins or publishes something waits: a name that is free now stays free until this is written.
    shelving.lock_shelf(session, now)
    key = key or _free_key(session)
    slug, place, path = _in_course(session, course, title) if course else _alone(session, kind, title, now)
    piece: dict[str, Any] = {"key": key, "kind": kind.value, "slug": aside(slug, key), "place": place, "path": path}
    piece |= {"title": title, "summary": summary, "course_id": course.id if course else None}
    piece_id = queries.insert_draft(session, piece, with_identity(text.encode(), key), user_id, now)
    if course is None:
        staff_queries.put_staff(session, piece_id, user_id, Part.OWNER.value, now)
    where = f" in “{course.title}”" if course else ""
    auditing.note(session, user_id, "began", f"the {WORDS[kind]} “{title}”{where}", now)
    return key


def _free_key(session: Session) -> str:
    while queries.is_key(session, key := new_key()):
        pass
    return key


def _in_course(session: Session, course: Course, title: str) -> tuple[str, int, str]:
    taken = queries.names_in(session, course.id)
    place = max((one.place for one in taken), default=0) + 1
    if place > LAST_PLACE:
        raise Full
    slugs = {slug_of(one.slug) for one in taken}
    old = queries.old_paths(session, address_of(Kind.LESSON, slugify(title), course.slug).rstrip("/"))
    for slug in _wished(slugify(title)):
        if slug not in slugs and address_of(Kind.LESSON, slug, course.slug) not in old:
            return slug, place, f"courses/{course.folder}/{place:02d}-{slug}.md"
    raise Full


def _alone(session: Session, kind: Kind, title: str, now: datetime) -> tuple[str, int, str]:
    wanted = slugify(title)
    taken = queries.names_like(session, kind, wanted)
    slugs, paths = {slug_of(one.slug) for one in taken}, {one.path for one in taken}
    reserved = {Kind.PAGE: RESERVED, Kind.POST: RESERVED_BELOW_BLOG}.get(kind, frozenset())
    old = queries.old_paths(session, address_of(kind, wanted, None).rstrip("/"))
    for slug in _wished(wanted):
        path = _path(kind, slug, now)
        free = slug not in slugs | reserved and path not in paths and address_of(kind, slug, None) not in old
        if free and not any(_same_slug(kind, slug, one.path) for one in taken):
            return slug, 0, path
    raise Full


def _path(kind: Kind, slug: str, now: datetime) -> str:
    if kind is Kind.COURSE:
        return f"courses/{slug}/course.md"
    return f"blog/{now:%Y-%m-%d}-{slug}.md" if kind is Kind.POST else f"pages/{slug}.md"


def _same_slug(kind: Kind, slug: str, path: str) -> bool:
    """Whether a post of another day, or a course's folder, has this name already."""
    if kind is Kind.POST:
        return path[len("blog/2026-01-01-") :] == f"{slug}.md"
    return kind is Kind.COURSE and path.split("/")[1:2] == [slug]


def _wished(slug: str) -> Iterator[str]:
    """The slug, then with a number behind it."""
    yield slug
    yield from (f"{slug}-{number}" for number in range(2, 1000))


def slug_of(held: str) -> str:
    """The slug that a piece has or would have: what set it aside is left off."""
    return held.partition("~")[0]
