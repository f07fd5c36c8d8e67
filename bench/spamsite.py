"""For `bench/spam.py`: a site of its own whose clock is told the time, and people who write below its posts."""

import hashlib
import html
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from bench.fresh import fresh_settings
from coursesite import clock
from coursesite.accounts.models import Role, User
from coursesite.app import create_app
from coursesite.blog.forms import TRAP
from coursesite.blog.models import Comment
from coursesite.cli.content import take_in_at_start
from coursesite.cli.migrate import migrate_database
from coursesite.db import Database
from coursesite.library.models import Kind, Piece
from tests.conftest import open_session

CONTENT = Path(__file__).parent.parent / "content"
BEGINS = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
BETWEEN = timedelta(minutes=7)
HERE = {"Origin": "http://localhost"}
_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*name="(\w+)"[^>]*value="([^"]*)"')


@dataclass
class Site:
    """A site with the posts that ship, people's browsers by their address, and a coach."""

    app: Flask
    database: Database
    now: datetime = BEGINS
    slugs: list[str] = field(default_factory=list)
    browsers: dict[str, FlaskClient] = field(default_factory=dict)

    def passes(self, span: timedelta) -> None:
        """Let time pass."""
        self.now += span

    def writes(self, row: dict[str, Any]) -> Comment | None:
        """Write one comment as its row says; None where the form didn't take it."""
        self.passes(BETWEEN)
        client = self._browser(row)
        path = f"/blog/{self.slugs[row['id'] % len(self.slugs)]}/respond"
        form = _hidden(client.get(path, environ_base=_network(row)))
        self.passes(timedelta(seconds=float(row["seconds"])))
        typed = {"text": row["text"], TRAP: row["honeypot"], "do": "send"}
        if not row["trusted"]:
            typed |= {"name": row["name"], "address": row["address"], "site": row["site"]}
        before = self._newest()
        answer = client.post(path, data={**form, **typed}, headers=HERE, environ_base=_network(row))
        found = self._newest()
        is_new = found is not None and (before is None or found.id > before.id)
        if answer.status_code >= 500:
            raise RuntimeError(f"comment {row['id']}: the site answered {answer.status_code}")
        return found if is_new else None

    def decides(self, comment: Comment, deed: str) -> None:
        """The coach decides, as from the comment's page at the desk."""
        page = f"/studio/comments/{comment.id}"
        coach = self._account("coach@example.org", "Maren", Role.COACH)
        form = _hidden(coach.get(page))
        answer = coach.post(f"{page}/decide", data={**form, "deed": deed}, headers=HERE)
        if answer.status_code != 303:
            raise RuntimeError(f"comment {comment.id} was not decided on: {answer.status_code}")

    def _browser(self, row: dict[str, Any]) -> FlaskClient:
        """This person's browser. Somebody trusted has an account and wrote before, and a coach approved that."""
        address = f"{'known' if row['trusted'] else 'guest'} {row['address']}"
        if address not in self.browsers and row["trusted"]:
            self.browsers[address] = self._account(row["address"], row["name"], Role.LEARNER)
            greeting = {**row, "text": f"Hello from {row['name']}.", "seconds": 40, "honeypot": "", "site": ""}
            first = self.writes(greeting)
            if first is None:
                raise RuntimeError(f"{row['name']} could not say hello")
            self.decides(first, "approve")
        return self.browsers.setdefault(address, self.app.test_client())

    def _account(self, address: str, name: str, role: Role) -> FlaskClient:
        kept = f"account {address}"
        if kept not in self.browsers:
            key = hashlib.sha256(address.encode()).hexdigest()[:16]
            user = User(key=key, role=role.value, address=address, name=name, created_at=self.now)
            with self.database.writing() as session:
                session.add(user)
                session.flush()
                session.expunge(user)
                session.commit()
            self.browsers[kept] = self.app.test_client()
            with self.browsers[kept].session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = open_session(self.database, user), True
        return self.browsers[kept]

    def _newest(self) -> Comment | None:
        with self.database.reading() as session:
            return session.scalars(select(Comment).order_by(Comment.id.desc()).limit(1)).first()


def open_site(folder: Path) -> Site:
    """Make the site in `folder`, with the content that ships. Its clock is the site's from now on."""
    settings = replace(fresh_settings(folder, "", base_url="http://localhost"), content_dir=CONTENT)
    database = Database(settings.database)
    migrate_database(database)
    site = Site(create_app(settings), database)
    clock.now = lambda: site.now
    take_in_at_start(database, settings, site.now)
    with database.reading() as session:
        posts = select(Piece.slug).where(Piece.kind == Kind.POST.value, Piece.comments_open).order_by(Piece.slug)
        site.slugs = list(session.scalars(posts))
    return site


def _hidden(page: TestResponse) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(page.text)}


def _network(row: dict[str, Any]) -> dict[str, str]:
    """Each address writes from a network of its own."""
    first, second, third = hashlib.sha256(row["address"].encode()).digest()[:3]
    return {"REMOTE_ADDR": f"{first % 100 + 20}.{second}.{third}.9"}
