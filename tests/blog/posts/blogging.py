"""A blog for tests: posts written as files, many of them at once, and what people say below them."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.blog.models import Comment, Discussion, State
from coursesite.db import Database
from coursesite.library.models import Kind, Piece, PostTag, Shelf
from coursesite.library.queries import grow_talk
from tests.library import shelves

LATELY = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def write_post(
    shelf: shelves.Shelf, name: str, *fields: str, title: str = "", body: str = "Text.", **given: str
) -> str:
    """Put a post into the folder: `name` is a day and a slug; gives its address once it is pushed."""
    slug = name[11:]
    key = given.get("key", f"p{next(_numbers):05d}".replace("0", "z").replace("1", "y"))
    summary = given.get("summary", f"What {slug} is about.")
    lines = ["---", f"key: {key}", f"title: {title or slug}", f"summary: {summary}", *fields, "---", body]
    shelf.write(f"blog/{name}.md", "\n".join(lines) + "\n")
    return f"/blog/{slug}/"


def many_posts(database: Database, number: int, *, tag: str = "phone", author: str = "Maren Holt") -> None:
    """So many posts more, an hour apart, with the text of one that is there."""
    with database.writing() as session:
        model = session.scalars(select(Piece).where(Piece.kind == Kind.POST.value).limit(1)).one()
        first = max(session.scalars(select(Piece.id))) + 1
        rows = [_row(first + n, model, LATELY - timedelta(hours=n + 1), author) for n in range(number)]
        session.execute(insert(Piece), rows)
        tags = [{"piece_id": row["id"], "slug": tag, "name": tag, "place": 0} for row in rows]
        session.execute(insert(PostTag), tags)
        grow_shelf(session)
        session.commit()


def _row(piece_id: int, model: Piece, moment: datetime, author: str) -> dict[str, Any]:
    return {
        "id": piece_id,
        "key": f"many{piece_id}",
        "kind": Kind.POST.value,
        "slug": f"many-{piece_id}",
        "state": "published",
        "title": f"Post {piece_id} of many",
        "summary": "One of many.",
        "author": author,
        "author_slug": author.lower().replace(" ", "-"),
        "comments_open": True,
        "minutes": 3,
        "published_at": moment,
        "path": f"blog/{moment.date()}-many-{piece_id}.md",
        "published_revision_id": model.published_revision_id,
        "created_at": moment,
        "changed_at": moment,
    }


def grow_shelf(session: Session) -> None:
    """Say that something was published, as publishing does."""
    session.execute(update(Shelf).values(version=Shelf.version + 1, changed_at=clock.now()))


def change_post(database: Database, slug: str, **values: object) -> None:
    """Change what lists say of a post, past the checks of a file: an imported one may hold anything."""
    with database.writing() as session:
        session.execute(update(Piece).where(Piece.slug == slug).values(**values))
        grow_shelf(session)
        session.commit()


def change_tag(database: Database, slug: str, name: str) -> None:
    """Change how a tag is written, likewise."""
    with database.writing() as session:
        session.execute(update(PostTag).where(PostTag.slug == slug).values(name=name))
        grow_shelf(session)
        session.commit()


def say(
    database: Database,
    slug: str,
    html: str = "<p>So true.</p>",
    *,
    moment: datetime = LATELY,
    below: int | None = None,
    state: State = State.APPROVED,
    **values: object,
) -> int:
    """A comment below a post, and the post's count of them; gives the comment's id."""
    with database.writing() as session:
        post = session.scalars(select(Piece).where(Piece.slug == slug)).one()
        parent = session.get(Comment, below) if below else None
        comment = Comment(
            post_id=post.id,
            parent_id=below,
            source="So true.",
            html=html,
            policy=1,
            state=state.value,
            level=1 if parent is None else parent.level + 1,
            created_at=moment,
            shown_at=moment,
            once=f"said-{next(_numbers)}",
            **{"name": "Ada", **values},
        )
        session.add(comment)
        session.flush()
        segment = f"{int(moment.timestamp()):011d}{comment.id:011d}"
        comment.path = segment if parent is None else parent.path + segment
        talk = session.get(Discussion, post.id) or Discussion(post_id=post.id, comments=0)
        talk.comments, talk.changed_at = talk.comments + (state is State.APPROVED), moment
        session.add(talk)
        grow_talk(session, moment)
        session.commit()
        return comment.id
