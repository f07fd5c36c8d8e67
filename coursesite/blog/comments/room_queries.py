"""How much room comments take on a page, and so which comment stands on which page.

A page is bounded by what it sends, since a comment may have three words or thousands: each takes room by the length of
its text. It's measured in the database, which knows how long a text is without reading it.
"""

from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from coursesite.blog.comments.paths import END
from coursesite.blog.models import SEGMENT, Comment, State

FRAME = 700
"""What a page sends for a comment besides its text, in bytes."""
LEAST = FRAME + 400
"""The room of a comment whose text has 400 bytes or fewer; a longer text takes that much more."""
PAGE = 50 * LEAST
"""A page holds the threads that begin within its room; of one thread it shows as much at most: fifty short comments."""
OF_POST = Comment.post_id == bindparam("post_id")
IS_SHOWN = or_(Comment.state == State.APPROVED.value, Comment.below > 0)


class Place(NamedTuple):
    """Where a comment stands: the room of the threads before its own, of those before the last thread, and of the
    comments before it in its thread."""

    before: int
    last: int
    within: int


class octets(FunctionElement[int]):  # noqa: N801  # an SQL function's name
    """How many bytes a text has."""

    type = Integer()
    inherit_cache = True


@compiles(octets)
def _octet_length(element: octets, compiler: SQLCompiler, **options: Any) -> str:
    return f"octet_length({compiler.process(element.clauses, **options)})"


@compiles(octets, "sqlite")
def _octet_length_in_sqlite(element: octets, compiler: SQLCompiler, **options: Any) -> str:
    driver: Any = compiler.dialect.dbapi
    if driver.sqlite_version_info >= (3, 43):
        return _octet_length(element, compiler, **options)
    return f"length(CAST({compiler.process(element.clauses, **options)} AS BLOB))"


def page_ids() -> Select[Any]:
    """The comments of a page of threads, whose room begins at `first`."""
    rooms = _rooms()
    threads = _threads(rooms)
    first = bindparam("first", type_=Integer())
    here = and_(threads.c.before >= first, threads.c.before < first + PAGE)
    placed = _placed(rooms, rooms.c.root.in_(select(threads.c.root).where(here)))
    last = select(func.max(threads.c.before)).scalar_subquery()
    return select(placed.c.id, last.label("last")).where(placed.c.upto <= PAGE)


def thread_ids() -> Select[Any]:
    """The comments of a page of the thread that begins at the path `root`; on its first stand those that the page of
    threads shows."""
    root, first = _text("root"), bindparam("first", type_=Integer())
    placed = _placed(_rooms(Comment.path >= root, Comment.path <= root + END))
    last = select(func.max(placed.c.upto) - 1).scalar_subquery()
    return select(placed.c.id, last.label("last")).where(placed.c.upto > first, placed.c.upto <= first + PAGE)


def place_of(session: Session, post_id: int, path: str) -> Place:
    """Where the comment at this path stands among those that readers see; one that waits stands behind those before."""
    asked = {"post_id": post_id, "root": path[:SEGMENT], "path": path}
    return Place._make(session.connection().execute(_PLACE, asked).one())


def _text(name: str) -> BindParameter[str]:
    return bindparam(name, type_=String())


def _rooms(*chosen: ColumnElement[bool]) -> CTE:
    """A post's comments that readers see, with the root of their thread and the room that each takes."""
    sent = FRAME + octets(Comment.html)
    is_short = or_(Comment.state != State.APPROVED.value, sent < LEAST)
    room = case((is_short, LEAST), (sent > PAGE, PAGE), else_=sent)
    root = func.substr(Comment.path, 1, SEGMENT)
    rooms = select(Comment.id, Comment.path, root.label("root"), room.label("room")).where(OF_POST, IS_SHOWN, *chosen)
    # Worked out first and kept: sorted together with what comes next, the texts themselves would be carried along.
    return rooms.cte("rooms").prefix_with("MATERIALIZED")


def _threads(rooms: CTE) -> CTE:
    """Each thread with its room on a page of threads, and that of the threads before it."""
    whole = func.sum(rooms.c.room)
    size = case((whole > PAGE, PAGE), else_=whole)
    before = func.sum(size).over(order_by=rooms.c.root, rows=(None, 0)) - size
    threads = select(rooms.c.root, cast(size, Integer).label("size"), cast(before, Integer).label("before"))
    return threads.group_by(rooms.c.root).cte("threads")


def _placed(rooms: CTE, *chosen: ColumnElement[bool]) -> CTE:
    """Comments with the room of their thread as far as each of them, itself included."""
    upto = func.sum(rooms.c.room).over(partition_by=rooms.c.root, order_by=rooms.c.path, rows=(None, 0))
    return select(rooms.c.id, cast(upto, Integer).label("upto")).where(*chosen).cte("placed")


def _place() -> Select[Any]:
    rooms, root = _rooms(), _text("root")
    threads = _threads(rooms)
    before = select(func.coalesce(func.sum(threads.c.size), 0)).where(threads.c.root < root).scalar_subquery()
    last = select(func.coalesce(func.max(threads.c.before), 0)).scalar_subquery()
    upto = select(func.coalesce(func.sum(rooms.c.room), 1)).where(rooms.c.root == root, rooms.c.path <= _text("path"))
    return select(cast(before, Integer), last, cast(upto.scalar_subquery() - 1, Integer))


_PLACE = _place()
