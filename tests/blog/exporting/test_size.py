"""An export of any size goes out in the same memory and asks its questions in batches."""

import tracemalloc
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import event, insert, update
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.blog.comments.paths import path_below
from coursesite.blog.exporting.wxr import wxr
from coursesite.blog.models import Comment
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.models import Piece, Revision
from tests.blog.exporting.worlds import World
from tests.library.shelves import Shelf

TEXT = "What would you say to them? " * 40
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
_numbers = count(1)


def grow(session: Session, posts: int, comments: int) -> None:
    """Write posts with comments below each, straight into the tables."""
    first = next(_numbers)
    for _step in range(posts - 1):
        next(_numbers)
    numbers = range(first, first + posts)
    pieces = [_piece(number) for number in numbers]
    ids = list(session.scalars(insert(Piece).returning(Piece.id, sort_by_parameter_order=True), pieces))
    revisions = [_revision(number, piece_id) for number, piece_id in zip(numbers, ids, strict=True)]
    made = session.scalars(insert(Revision).returning(Revision.id, sort_by_parameter_order=True), revisions).all()
    for piece_id, revision_id in zip(ids, made, strict=True):
        session.execute(update(Piece).where(Piece.id == piece_id).values(published_revision_id=revision_id))
    rows = [_comment(piece_id, number) for piece_id in ids for number in range(comments)]
    session.execute(insert(Comment), rows)
    session.commit()


def _piece(number: int) -> dict[str, Any]:
    moment = BEGAN + timedelta(hours=number)
    slug = f"post-{number}"
    return {
        "key": f"post{number:07d}",
        "kind": "post",
        "slug": slug,
        "path": f"blog/{moment:%Y-%m-%d}-{slug}.md",
        "state": "published",
        "title": f"Post {number}",
        "published_at": moment,
        "created_at": moment,
        "changed_at": moment,
    }


def _revision(number: int, piece_id: int) -> dict[str, Any]:
    return {
        "piece_id": piece_id,
        "number": 1,
        "source": TEXT.encode(),
        "fingerprint": f"{number:064d}",
        "compiled": {"blocks": [{"prose": f"<p>{TEXT}</p>"}], "sources": ""},
        "compiler": 99,
        "created_at": BEGAN,
    }


def _comment(piece_id: int, number: int) -> dict[str, Any]:
    moment = BEGAN + timedelta(minutes=number)
    return {
        "post_id": piece_id,
        "path": path_below("", moment, number),
        "name": "Jo",
        "source": "Said.",
        "html": "<p>Said.</p>",
        "policy": 1,
        "state": "approved",
        "reasons": [],
        "created_at": moment,
        "once": f"{piece_id}-{number}",
    }


def most_held(world: World) -> tuple[int, int]:
    """How many bytes were held at most while the blog was written, and how many were written."""
    written = 0
    with world.database.reading() as session:
        tracemalloc.start()
        for part in wxr(session, world.site, world.settings.data_dir, clock.now(), with_addresses=False):
            written += len(part)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return most, written


def test_ten_times_the_blog_is_written_in_the_same_memory(settings: Settings, database: Database) -> None:
    world = World(Shelf(settings.content_dir, database, settings), database, settings)
    with database.writing() as session:
        grow(session, posts=100, comments=5)
    most_held(world)
    small, few = most_held(world)
    with database.writing() as session:
        grow(session, posts=900, comments=5)
    large, many = most_held(world)
    assert many > 9 * few
    # What grows is a number for each post; the rest is what the collector of garbage has yet to fetch.
    assert large < 3 * small, (small, large)
    assert large < many / 5


def test_questions_are_asked_for_many_posts_at_once(settings: Settings, database: Database) -> None:
    world = World(Shelf(settings.content_dir, database, settings), database, settings)
    with database.writing() as session:
        grow(session, posts=200, comments=3)
    asked = _asked(world)
    # Six to begin with, five for each fifty posts.
    assert asked <= 6 + 4 * 5, asked


def _asked(world: World) -> int:
    statements: list[str] = []

    def heard(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(world.database.read, "before_cursor_execute", heard)
    world.wxr()
    event.remove(world.database.read, "before_cursor_execute", heard)
    return len([one for one in statements if one.lstrip().upper().startswith("SELECT")])
