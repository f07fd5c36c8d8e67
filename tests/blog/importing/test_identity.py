"""Our own export brought back: into an empty site it is the same blog, into its own it adds nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from coursesite.blog.models import Comment, Discussion, Guest
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.models import Image, OldAddress, Piece, PostTag, Revision, Shelf
from coursesite.library.search.models import SearchEntry
from tests.blog.exporting.conftest import talking, world
from tests.blog.exporting.worlds import World
from tests.blog.importing.arrivals import Arrivals
from tests.conftest import FrozenClock
from tests.databases import PostgresTemplate, SqliteTemplate

__all__ = ["talking", "world"]


@pytest.fixture
def elsewhere(
    talking: World, settings: Settings, template: SqliteTemplate | PostgresTemplate, tmp_path: Path
) -> Iterator[tuple[World, bytes, dict[str, Any]]]:
    """The file of a blog with something of everything, what stood there, and an empty site in its place."""
    file, stood = talking.wxr(with_addresses=True), everything(talking.database)
    other = tmp_path / "elsewhere"
    moved = replace(settings, data_dir=other, database_url=template.address(other))
    database = Database(moved.database)
    yield World(talking.shelf, database, moved), file, stood
    database.dispose()


def everything(database: Database) -> dict[str, Any]:
    """What readers and coaches can tell of a blog, without this database's own numbers."""
    with database.reading() as session:
        keys = dict(session.execute(select(Piece.id, Piece.key)).all())
        sources = dict(session.execute(select(Revision.id, Revision.source)).all())
        compiled: dict[int, Any] = dict(session.execute(select(Revision.id, Revision.compiled)).all())
        guests = {guest.id: guest for guest in session.scalars(select(Guest))}
        comments = session.scalars(select(Comment)).all()
        texts = {comment.id: comment.source for comment in comments}
        kept = [one for one in comments if one.state in ("approved", "held") or one.below]
        return {
            "pieces": sorted(
                (
                    *(piece.key, piece.kind, piece.slug, piece.path, piece.state, piece.title, piece.summary),
                    *(piece.author, piece.author_slug, piece.comments_open, str(piece.published_at), piece.minutes),
                    sources[piece.published_revision_id or 0],
                    repr(compiled[piece.published_revision_id or 0]),
                )
                for piece in session.scalars(select(Piece))
            ),
            "tags": sorted(
                (keys[tag.piece_id], tag.place, tag.slug, tag.name) for tag in session.scalars(select(PostTag))
            ),
            "old": sorted((old.path, keys[old.piece_id]) for old in session.scalars(select(OldAddress))),
            "search": sorted(
                (keys[one.piece_id], one.address, one.title, one.body) for one in session.scalars(select(SearchEntry))
            ),
            "images": sorted(
                (one.path, one.original_hash, one.served_name, one.width, one.height)
                for one in session.scalars(select(Image))
            ),
            "discussions": sorted(
                (keys[one.post_id], one.comments, str(one.closed_at)) for one in session.scalars(select(Discussion))
            ),
            "comments": sorted(told(one, texts, guests, keys) for one in kept),
        }


def told(comment: Comment, texts: dict[int, str], guests: dict[int, Guest], keys: dict[int, str]) -> tuple[Any, ...]:
    is_place = comment.state not in ("approved", "held")
    guest = guests.get(comment.guest_id or 0)
    above = texts.get(comment.parent_id or 0, "")
    return (
        keys[comment.post_id],
        "" if is_place else comment.source,
        "" if is_place else comment.html,
        comment.state,
        comment.level,
        comment.below,
        "a place" if comment.parent_id and above in ("I took this back.", "") else above,
        "" if is_place else comment.site,
        comment.by_coach and not is_place,
        str(comment.created_at.replace(microsecond=0)),
        str(comment.edited_at),
        str(comment.pinned_at),
        guest.address if guest is not None and not is_place else None,
    )


def test_what_comes_back_into_an_empty_site_is_the_same_blog(
    elsewhere: tuple[World, bytes, dict[str, Any]], tmp_path: Path, clock: FrozenClock
) -> None:
    site, data, stood = elsewhere
    file = tmp_path / "blog.xml"
    file.write_bytes(data)
    said = Arrivals(site.database, site.settings).take_in(file, now=clock.now)
    came = everything(site.database)
    for name, rows in stood.items():
        assert came[name] == rows, name
    assert said.doubts == ["One comment is marked in the file as a coach's, and will be here too."]


def test_what_came_back_is_exported_as_the_same_file(
    elsewhere: tuple[World, bytes, dict[str, Any]], tmp_path: Path, clock: FrozenClock
) -> None:
    site, data, _stood = elsewhere
    file = tmp_path / "blog.xml"
    file.write_bytes(data)
    Arrivals(site.database, site.settings).take_in(file, now=clock.now)
    assert site.wxr(with_addresses=True).decode() == data.decode()


def test_what_comes_back_into_its_own_site_adds_nothing(talking: World, tmp_path: Path, clock: FrozenClock) -> None:
    before = everything(talking.database)
    with talking.database.reading() as session:
        version = session.scalars(select(Shelf.version)).one()
    said = Arrivals(talking.database, talking.settings).take_in(talking.wxr_file(tmp_path), now=clock.now)
    assert everything(talking.database) == before
    assert said.counts["here"] == 7
    assert sum(said.counts[name] for name in ("posts", "pages", "drafts", "scheduled", "approved", "held")) == 0
    assert version >= 1


def test_what_another_program_changed_comes_as_that_has_it(
    elsewhere: tuple[World, bytes, dict[str, Any]], tmp_path: Path, clock: FrozenClock
) -> None:
    site, data, _stood = elsewhere
    file = tmp_path / "blog.xml"
    file.write_bytes(data.replace(b"Later</title>", b"Later still</title>").replace(b"[Later]", b"[Later still]"))
    said = Arrivals(site.database, site.settings).take_in(file, now=clock.now)
    with site.database.reading() as session:
        titles = {piece.title for piece in session.scalars(select(Piece))}
    assert "Later still" in titles
    assert any(line.startswith("“Later still”: It was changed by another program") for line in said.doubts)
