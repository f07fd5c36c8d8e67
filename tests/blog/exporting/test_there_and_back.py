"""What is exported here and brought in again is what it was: into an empty site, and into the same."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from coursesite import clock
from coursesite.blog.importing import tasks
from coursesite.blog.importing.preparing import counted, prepare
from coursesite.blog.importing.spool_queries import Spool
from coursesite.blog.models import Comment, Discussion, Guest
from coursesite.db import Database
from coursesite.library.models import Image, OldAddress, Piece, PostTag, Revision
from coursesite.library.models import State as PieceState
from coursesite.library.search.models import SearchEntry
from tests.blog.exporting.worlds import World, write_talk
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.library.shelves import Shelf

Empty = Callable[[], World]


@pytest.fixture
def empty(world: World, tmp_path: Path, template: SqliteTemplate | PostgresTemplate) -> Iterator[Callable[[], World]]:
    """Gives a function that makes a second site with nothing on it; the first is of no use afterwards."""
    made: list[World] = []

    def another() -> World:
        for old in [world, *made]:
            old.database.dispose()
        folder = tmp_path / f"site-{len(made)}"
        settings = replace(world.settings, data_dir=folder, content_dir=folder / "content")
        settings = replace(settings, database_url=template.address(folder))
        database = Database(settings.database)
        made.append(World(Shelf(settings.content_dir, database, settings), database, settings))
        return made[-1]

    yield another
    for one in made:
        one.database.dispose()


def bring(world: World, file: Path, folder: Path) -> dict[str, Any]:
    """Bring a file into a site; gives what the import counted."""
    spool = Spool(folder / f"spool-{file.name}-{len(list(folder.iterdir()))}")
    now = clock.now()
    try:
        prepare(world.database, spool, file, now)
        counts = counted(spool)
        run_id = tasks.begin(world.database, spool, file.name, "f" * 64, now, None)
        tasks.take_in(world.database, spool, run_id, world.settings.data_dir, now)
        return counts
    finally:
        spool.close()


def pieces(world: World) -> dict[str, tuple[Any, ...]]:
    """Every post and page: bytes, state, place, day, tags, pictures, and what search and old addresses say of it."""
    with world.database.reading() as session:
        query = select(Piece, Revision.source, Revision.compiled)
        query = query.join(Revision, Revision.id == Piece.published_revision_id)
        found = {}
        for piece, source, compiled in session.execute(query):
            tags = session.execute(
                select(PostTag.slug, PostTag.name, PostTag.place)
                .where(PostTag.piece_id == piece.id)
                .order_by(PostTag.place)
            )
            old = session.scalars(select(OldAddress.path).where(OldAddress.piece_id == piece.id))
            entry = session.get(SearchEntry, piece.id)
            discussion = session.get(Discussion, piece.id)
            found[piece.key] = (
                (source, compiled, piece.kind, piece.slug, piece.state, piece.title, piece.summary, piece.path),
                (piece.published_at, piece.author, piece.author_slug, piece.comments_open, piece.minutes),
                [tuple(tag) for tag in tags],
                sorted(old),
                (entry.address, entry.title, entry.body) if entry else None,
                (discussion.comments, discussion.closed_at) if discussion else None,
            )
        return found


def threads(world: World) -> list[tuple[Any, ...]]:
    """Every comment that goes along, with whom it answers, in the order in which they are read."""
    with world.database.reading() as session:
        rows = session.execute(
            select(Comment, Piece.key).join(Piece, Piece.id == Comment.post_id).order_by(Piece.key, Comment.path)
        ).all()
        said = {
            comment.id: (comment.state, comment.source, comment.created_at.replace(microsecond=0))
            for comment, _key in rows
        }
        answered = {comment.parent_id for comment, _key in rows}
        guests = {guest.id: guest.key for guest in session.scalars(select(Guest))}
        return [
            (
                key,
                comment.state,
                comment.html if comment.state in ("approved", "held") else "",
                comment.source if comment.state in ("approved", "held") else "",
                comment.site if comment.state in ("approved", "held") else "",
                comment.created_at.replace(microsecond=0),
                comment.level,
                comment.below,
                said[comment.parent_id][2] if comment.parent_id else None,
                comment.by_coach,
                comment.pinned_at,
                comment.edited_at,
                guests.get(comment.guest_id or 0) == "c0ffee00c0ffee00" and comment.state in ("approved", "held"),
            )
            for comment, key in rows
            if comment.state in ("approved", "held") or comment.id in answered
        ]


def test_an_empty_site_has_the_same_blog_afterwards(talking: World, tmp_path: Path, empty: Empty) -> None:
    talking.closes("quiet")
    file = talking.wxr_file(tmp_path)
    before, said = pieces(talking), threads(talking)
    pages = [key for key, found in before.items() if found[0][2] == "page"]
    other = empty()
    counts = bring(other, file, tmp_path)
    after = pieces(other)
    assert pages == ["page001"]
    assert {key: after[key] for key in before} == before
    assert set(after) == set(before)
    assert threads(other) == said
    assert counts["archived"] == 1
    with other.database.reading() as session:
        assert PieceState.STAGED.value not in set(session.scalars(select(Piece.state)))


def test_the_second_site_writes_the_very_file_that_it_was_made_from(
    talking: World, tmp_path: Path, empty: Empty
) -> None:
    talking.closes("quiet")
    file = talking.wxr_file(tmp_path)
    other = empty()
    bring(other, file, tmp_path)
    assert dateless(other.wxr()) == dateless(file.read_bytes())
    third = other.wxr_file(tmp_path, "second.xml")
    last = empty()
    bring(last, third, tmp_path)
    assert dateless(last.wxr()) == dateless(file.read_bytes())


def test_the_same_site_gains_nothing(talking: World, tmp_path: Path) -> None:
    file = talking.wxr_file(tmp_path)
    tables = (Piece, Revision, PostTag, Comment, Guest, Image, OldAddress, Discussion, SearchEntry)
    before = {table.__tablename__: talking.count(table) for table in tables}
    whole, said = pieces(talking), threads(talking)
    counts = bring(talking, file, tmp_path)
    assert {table.__tablename__: talking.count(table) for table in tables} == before
    assert (pieces(talking), threads(talking)) == (whole, said)
    assert (counts["posts"], counts["approved"], counts["held"]) == (0, 0, 0)


def test_a_site_that_took_the_blog_in_gains_nothing_the_second_time(
    talking: World, tmp_path: Path, empty: Empty
) -> None:
    file = talking.wxr_file(tmp_path)
    other = empty()
    bring(other, file, tmp_path)
    tables = (Piece, Comment, Guest, Image, OldAddress)
    before = [other.count(table) for table in tables]
    bring(other, file, tmp_path)
    assert [other.count(table) for table in tables] == before


def test_what_was_said_since_comes_along_with_the_next_file(talking: World, tmp_path: Path, empty: Empty) -> None:
    first = talking.wxr_file(tmp_path)
    talking.says("A late answer", "Deeper.", name="Late", guest_id=talking.guest("1a7e1a7e1a7e1a7e", None))
    second, said = talking.wxr_file(tmp_path, "later.xml"), threads(talking)
    other = empty()
    bring(other, first, tmp_path)
    bring(other, second, tmp_path)
    assert threads(other) == said


def test_addresses_come_back_where_they_went_along(talking: World, tmp_path: Path, empty: Empty) -> None:
    file = tmp_path / "addresses.xml"
    file.write_bytes(talking.wxr(with_addresses=True))
    other = empty()
    bring(other, file, tmp_path)
    assert dateless(other.wxr(with_addresses=True)) == dateless(file.read_bytes())


def test_a_thousand_odd_comments_keep_their_threads(world: World, tmp_path: Path, empty: Empty) -> None:
    write_talk(world)
    chain = "Were you ever consoled?"
    for number in range(30):
        world.says(f"Chain {number}", chain, name="Jo")
        world.says(f"Side {number}", "Yes, *once*.", name="Ann", state="held" if number % 3 else "approved")
        chain = f"Chain {number}"
    file, said = world.wxr_file(tmp_path), threads(world)
    other = empty()
    bring(other, file, tmp_path)
    assert threads(other) == said


def dateless(file: bytes) -> bytes:
    """A file without what says when it, its pages and its pictures' copies were made."""
    file = re.sub(
        rb"<item>(?:(?!</item>).)*?<wp:post_type>(?:page|attachment)</wp:post_type>.*?</item>",
        _dateless,
        file,
        flags=re.S,
    )
    return re.sub(rb"<pubDate>[^<]*</pubDate>", b"", file, count=1)


def _dateless(found: re.Match[bytes]) -> bytes:
    return re.sub(rb"<(pubDate|wp:post_date|wp:post_date_gmt)>[^<]*</\1>", b"", found[0])
