"""A blog with something of everything, to be taken along; and what a file of it says."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from sqlalchemy import func, select

from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.blog.comments import settling
from coursesite.blog.comments.paths import level_of, path_below
from coursesite.blog.comments.rendering import POLICY, rendered
from coursesite.blog.exporting.markdown import markdown
from coursesite.blog.exporting.wxr import wxr
from coursesite.blog.models import Comment, Discussion, Guest, State
from coursesite.blog.posts.feeds.making import Site
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.models import Piece
from tests.factories import make_user
from tests.library.pictures import png
from tests.library.shelves import Shelf

NAMES = {
    "wp": "http://wordpress.org/export/1.2/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
ADDRESS = "jo.secret@example.net"
HARD = 'Ends ]]> here, "quoted" & <b>bold</b> 5 < 6, a\u00a0fixed blank, 🙂 مرحبا, `&nbsp;`'
"""Text that a careless writer of XML breaks at."""
UNWRITABLE = "A bell\x07, a \x1b[31m sign and no character \ufffe at all.\r\n\r\nLines as a browser sends them."
"""Text that XML can't hold."""
PIC = png(20, 10)


@dataclass
class World:
    """A site with a blog on it."""

    shelf: Shelf
    database: Database
    settings: Settings
    comments: dict[str, int] = field(default_factory=dict)
    _seconds: int = 0

    def says(self, text: str, to: str = "", on: str = "consoled", **fields: Any) -> int:
        """Write a comment below a post, answering the one of that text; gives its number."""
        self._seconds += 60
        with self.database.writing() as session:
            post_id = session.scalars(select(Piece.id).where(Piece.slug == on)).one()
            parent = session.get(Comment, self.comments[to]) if to else None
            made = {
                "created_at": datetime(2026, 3, 1, 8, 0, 0, 123456, tzinfo=UTC) + timedelta(seconds=self._seconds),
                "state": State.APPROVED.value,
                "policy": POLICY,
                "source": text,
                "html": rendered(text),
                "once": secrets.token_urlsafe(16),
                **fields,
            }
            comment = Comment(post_id=post_id, parent_id=parent.id if parent else None, **made)
            if comment.state == State.APPROVED:
                comment.shown_at = comment.created_at
            session.add(comment)
            session.flush()
            comment.path = path_below(parent.path if parent else "", comment.created_at, comment.id)
            comment.level = level_of(comment.path)
            if session.get(Discussion, post_id) is None:
                session.add(Discussion(post_id=post_id, changed_at=clock.now()))
            settling.recount_post(session, post_id, clock.now())
            session.commit()
            self.comments[text] = comment.id
            return comment.id

    def guest(self, key: str, address: str | None) -> int:
        """Somebody without an account; gives their number."""
        with self.database.writing() as session:
            now = clock.now()
            guest = Guest(key=key, address=address, created_at=now, last_wrote_at=now)
            session.add(guest)
            session.commit()
            return guest.id

    def closes(self, slug: str) -> None:
        """A coach closes a discussion by hand."""
        with self.database.writing() as session:
            post_id = session.scalars(select(Piece.id).where(Piece.slug == slug)).one()
            session.add(Discussion(post_id=post_id, changed_at=clock.now(), closed_at=clock.now()))
            session.commit()

    @property
    def site(self) -> Site:
        """What the file says about the site."""
        return Site(self.settings.site_name, self.settings.site_description, self.settings.base_url)

    def wxr(self, *, with_addresses: bool = False) -> bytes:
        """The blog as WXR."""
        with self.database.reading() as session:
            parts = wxr(session, self.site, self.settings.data_dir, clock.now(), with_addresses=with_addresses)
            return b"".join(parts)

    def markdown(self) -> bytes:
        """The blog as a zip."""
        with self.database.reading() as session:
            return b"".join(markdown(session, self.settings.data_dir))

    def wxr_file(self, folder: Path, name: str = "blog.xml") -> Path:
        """The blog as a file of WXR."""
        path = folder / name
        path.write_bytes(self.wxr())
        return path

    def count(self, table: type[Any]) -> int:
        """How many rows a table has."""
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0


def write_blog(shelf: Shelf) -> None:
    """Posts in every state, a page, a picture, tags, an old address."""
    shelf.write("blog/images/queue.png", PIC)
    shelf.post(
        "2026-02-01-first-words",
        "tags: Listening, Ärger & Streit",
        "author: Maren Holt",
        key="post001",
        body="![A queue](images/queue.png)\n\nSee [the other](2026-02-20-consoled.md), and\nread *on*.\n\n"
        "```\na\n  b ]]> c\n```\n",
        title='Fear & "loathing" <i>5 < 6</i>',
        summary="What ends ]]> so.",
    )
    shelf.post(
        "2026-02-20-consoled",
        "published: 2026-02-20 07:45",
        "author: Máren Holt",
        "tags: listening",
        key="post002",
        body=HARD,
    )
    shelf.post("2026-05-01-later", key="post003", title="Later")
    shelf.post("2026-02-10-not-yet", "state: draft", key="post004", title="Not yet")
    shelf.post("2026-01-05-once-there", key="post005", title="Once there")
    shelf.post("2026-01-06-quiet", "comments: closed", key="post006", title="Quiet")
    shelf.write("pages/about.md", "---\nkey: page001\ntitle: About\nsummary: Who we are.\n---\r\nUs, *both*.\r\n")
    shelf.pushed()
    shelf.move("blog/2026-02-01-first-words.md", "blog/2026-02-01-first.md")
    (shelf.root / "blog/2026-01-05-once-there.md").unlink()
    assert not shelf.push(archive=True).faults


def write_talk(world: World) -> User:
    """Comments of every sort below one post; gives the coach who answers."""
    coach = make_user(world.database, role=Role.COACH, name="Maren", address="maren.secret@example.org")
    gone = make_user(world.database, role=Role.VISITOR, erased_at=clock.now())
    jo = world.guest("c0ffee00c0ffee00", ADDRESS)
    world.says("Were you ever consoled?", guest_id=jo, name="Jo <3 & co", site="https://jo.example.net/?a=1&b=2")
    world.says("Yes, *once*.", "Were you ever consoled?", user_id=coach.id, by_coach=True, pinned_at=clock.now())
    world.says("I took this back.", guest_id=jo, name="Jo", state=State.WITHDRAWN.value)
    world.says("Why did you?", "I took this back.", user_id=gone.id, edited_at=clock.now())
    world.says("Nobody answered this.", guest_id=jo, name="Jo", state=State.REMOVED.value)
    world.says("Buy cheap things", guest_id=jo, name="Cheap", state=State.SPAM.value, score=17, network="a" * 64)
    world.says("I wait.", "Yes, *once*.", guest_id=jo, name="Jo", state=State.HELD.value, reasons=["A first comment."])
    world.says("Deep.", "I wait.", guest_id=jo, name="Jo")
    world.says("Deeper.", "Deep.", guest_id=jo, name="Jo")
    world.says(HARD, guest_id=jo, name="Jo")
    world.says(UNWRITABLE, guest_id=jo, name="Jo")
    return coach


def items(file: bytes, kind: str = "post") -> list[Element]:
    """The items of a kind, in their order."""
    found: list[Element] = fromstring(file).findall("channel/item")
    return [item for item in found if says(item, "wp:post_type") == kind]


def item(file: bytes, slug: str) -> Element:
    """The post or page with this slug."""
    (found,) = [one for kind in ("post", "page") for one in items(file, kind) if says(one, "wp:post_name") == slug]
    return found


def said(file: bytes) -> list[Element]:
    """All comments, in their order."""
    found: list[Element] = fromstring(file).findall("channel/item/wp:comment", NAMES)
    return found


def says(element: Element, path: str) -> str:
    """The text at a path."""
    found = element.find(path, NAMES)
    assert found is not None, path
    return found.text or ""


def notes(element: Element, tag: str = "wp:postmeta") -> dict[str, str]:
    """The notes at an item or a comment."""
    return {says(note, "wp:meta_key"): says(note, "wp:meta_value") for note in element.findall(tag, NAMES)}
