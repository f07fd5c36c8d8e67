"""For `bench/comments.py`: a site with two posts, people who comment below them, and whether all of it is there."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import insert, select

from bench.commenter import Person
from bench.fresh import fresh_settings
from coursesite import clock
from coursesite.accounts.models import SignIn, User
from coursesite.app import create_app
from coursesite.blog import emails
from coursesite.blog.comments import settling
from coursesite.blog.models import Comment, Discussion, State
from coursesite.cli.migrate import migrate_database
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library import pushing
from coursesite.library.models import Piece
from coursesite.mail.models import Mail

POST = "---\nkey: talkpost{n}\ntitle: Talk {n}\nsummary: A post to measure.\n---\nWhat would you say?\n"
POSTS = 2
MOST_AT_ONCE = 40


@dataclass
class Talk:
    """A site ready to be measured. `shown` holds, by post, the comments that can be answered."""

    settings: Settings
    environ: dict[str, str]
    app: Flask
    database: Database
    cookies: list[str]
    coach_id: int
    slugs: list[str] = field(default_factory=lambda: [f"talk-{n + 1}" for n in range(POSTS)])
    shown: dict[str, list[int]] = field(default_factory=lambda: {f"talk-{n + 1}": [] for n in range(POSTS)})

    def person(self, number: int) -> Person:
        """Somebody: by turns with an account and without one, each from a network of their own."""
        network = f"10.{number % 250}.{number // 250 % 250}.7"
        if number % 2 == 0:
            return Person(self.cookies[number // 2], "", "", network)
        return Person("", f"Guest {number}", f"guest{number}@example.net", network)


def open_talk(folder: Path, address: str, people: int) -> Talk:
    """Make the site in `folder`, on the database at `address` (empty: SQLite in the folder)."""
    settings = fresh_settings(folder, address, base_url="http://localhost")
    database = Database(settings.database)
    migrate_database(database)
    blog = settings.content_dir / "blog"
    blog.mkdir(parents=True)
    for number in range(1, POSTS + 1):
        (blog / f"2026-01-0{number}-talk-{number}.md").write_text(POST.format(n=number), encoding="utf-8")
    with database.reading() as session:
        plan = pushing.prepare(session, settings.content_dir, clock.now(), data_dir=settings.data_dir, write_keys=True)
    assert not plan.report.faults, plan.report.faults
    with database.writing() as session:
        pushing.carry_out(session, plan, clock.now())
        session.commit()
    tokens, coach_id = _people(database, people // 2 + 1)
    app = create_app(settings)
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    cookies = [f"session={signer.dumps({'_user_id': token, '_fresh': True})}" for token in tokens]
    environ = {
        "COURSESITE_MODE": settings.mode,
        "COURSESITE_SECRET_KEY": settings.secret_key,
        "COURSESITE_DATA_DIR": str(settings.data_dir),
        "COURSESITE_CONTENT_DIR": str(settings.content_dir),
        "COURSESITE_DATABASE_URL": settings.database,
        "COURSESITE_PROXIES": "127.0.0.1",
    }
    return Talk(settings, environ, app, database, cookies, coach_id)


def _people(database: Database, count: int) -> tuple[list[str], int]:
    now = clock.now()
    tokens = [secrets.token_urlsafe(32) for _ in range(count)]
    people = [
        {
            "key": f"talker{number:06}",
            "role": "learner" if number < count else "coach",
            "address": f"talker{number}@example.org",
            "name": f"Talker {number}",
            "created_at": now,
        }
        for number in range(count + 1)
    ]
    with database.writing() as session:
        session.execute(insert(User), people)
        ids = list(session.scalars(select(User.id).where(User.key.like("talker%")).order_by(User.key)))
        rows = [
            {
                "user_id": user_id,
                "token_hash": hashlib.sha256(token.encode()).hexdigest(),
                "device": "a measurement",
                "created_at": now,
                "last_posted_at": now,
                "expires_at": now + timedelta(days=30),
            }
            for user_id, token in zip(ids, tokens, strict=False)
        ]
        session.execute(insert(SignIn), rows)
        session.commit()
    return tokens, ids[-1]


def approve_waiting(made: Talk) -> None:
    """Approve what waits, as a coach does in bulk, in an order of the coach's own, with the mail that is due."""
    now = clock.now()
    with made.database.reading() as session:
        waiting = select(Comment.id).where(Comment.state == State.HELD.value).order_by(Comment.id.desc())
        ids = list(session.scalars(waiting.limit(MOST_AT_ONCE)))
    with made.app.test_request_context(), made.database.writing() as session:
        found = [one for one in settling.taken(session, ids, now) if one.state == State.HELD]
        done = [settling.settle(session, one, State.APPROVED, now, by=made.coach_id) for one in found]
        emails.tell(session, made.settings, done, now)
        settling.close(session, done, now)
        session.commit()
    with made.database.reading() as session:
        for slug in made.slugs:
            shown = select(Comment.id).join(Piece, Piece.id == Comment.post_id).where(Piece.slug == slug)
            shown = shown.where(Comment.state == State.APPROVED.value).order_by(Comment.id.desc()).limit(50)
            made.shown[slug] = list(session.scalars(shown))


def faults_in(made: Talk, acknowledged: set[str], sent: set[str], withdrawn: set[int]) -> Iterator[str]:
    """What is not as it was acknowledged."""
    with made.database.reading() as session:
        rows = list(session.scalars(select(Comment).order_by(Comment.post_id, Comment.path)))
        counts = {row.post_id: row.comments for row in session.scalars(select(Discussion))}
        mails = Counter(session.execute(select(Mail.recipient, Mail.body).where(Mail.purpose == emails.NEW)).all())
    texts = Counter(row.source for row in rows if row.source)
    lost = acknowledged - set(texts)
    gone = {row.id for row in rows if row.state == State.WITHDRAWN}
    if len(lost) != len(withdrawn):
        yield f"{len(lost)} acknowledged comments are not there, and {len(withdrawn)} were taken back"
    if not withdrawn <= gone:
        yield f"{len(withdrawn - gone)} comments that were taken back are still there"
    yield from (f"twice: {text}" for text, count in texts.items() if count > 1)
    yield from (f"never sent: {text}" for text in set(texts) - sent)
    yield from (f"mail twice to {mail[0]}" for mail, count in mails.items() if count > 1)
    for post_id, count in counts.items():
        shown = [row for row in rows if row.post_id == post_id and row.state == State.APPROVED]
        if count != len(shown):
            yield f"the discussion below post {post_id} counts {count} comments, and there are {len(shown)}"
        for row in (one for one in rows if one.post_id == post_id):
            below = sum(1 for other in shown if other.path != row.path and other.path.startswith(row.path))
            if below != row.below:
                yield f"comment {row.id} counts {row.below} below it, and there are {below}"
