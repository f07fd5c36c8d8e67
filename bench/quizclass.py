"""For `bench/quiz.py`: a site with a quiz of twenty questions, a class signed in to it, and what it holds after."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import insert, select

from bench.fresh import fresh_settings
from coursesite import clock
from coursesite.accounts.models import SignIn, User
from coursesite.app import create_app
from coursesite.cli.migrate import migrate_database
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.models import Enrolment
from coursesite.learning.quizzes.models import Attempt, Response
from coursesite.library import pushing
from coursesite.library.models import Piece

QUIZ = "/courses/sitting/check/"
FRONT = "---\nkey: {key}\ntitle: {title}\nsummary: A site to measure.\n{more}---\n"
PICK = """
### Question: Which one {n}
<!-- id: one-{n}; tags: pool -->

What do you say first in case {n}?

- [ ] Can I have your order number, please?
  > That can wait for a moment.
- [~] I am sorry about that.
  > Warmer, and still vague.
- [x] Three calls for one parcel, and nobody rang you.
  > It says what happened.
- [ ] You should have written to us.
  > That helps nobody now.

> Naming it lowers the heat.
"""
SEVERAL = PICK.replace("Which one", "Which ones").replace("one-{n}", "several-{n}").replace("- [~]", "- [x]")
NUMBER = "\n### Question: How many {n}\n<!-- id: number-{n} -->\n\nHow many rang?\n\n- [=] {n} ± 2\n- [=] 300\n"
ORDER = """
### Question: What comes first {n}
<!-- id: order-{n} -->

1. Name what happened.
2. Say what you will do.
3. Ask for the number.
4. Say when you will ring again.
"""
MATCH = """
### Question: What belongs together {n}
<!-- id: match-{n} -->

| feeling | message |
|---|---|
| anger | a line was crossed |
| fear | something may be lost |
| sadness | something is lost |
"""


@dataclass(frozen=True)
class Class:
    """A site ready to be measured: its settings, and a signed-in browser's cookie for each learner, by number."""

    settings: Settings
    environ: dict[str, str]
    cookies: list[str]
    ids: list[int]


def open_class(folder: Path, address: str, learners: int) -> Class:
    """Make the site in `folder`, on the database at `address` (empty: SQLite in the folder)."""
    settings = fresh_settings(folder, address, base_url="http://localhost")
    database = Database(settings.database)
    migrate_database(database)
    _publish(settings, database)
    ids, tokens = _enrol(database, learners)
    database.dispose()
    app = create_app(settings)
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    cookies = [f"session={signer.dumps({'_user_id': token, '_fresh': True})}" for token in tokens]
    app.extensions["database"].dispose()
    return Class(settings, _environ(settings), cookies, ids)


def stored_answers(made: Class) -> dict[int, dict[int, object]]:
    """What the database holds of each learner's attempt, by the learner's number and the question's place.

    Raises `AssertionError` where an attempt was not handed in and graded, or a learner has more than one.
    """
    numbers = {user_id: number for number, user_id in enumerate(made.ids)}
    database = Database(made.settings.database)
    found: dict[int, dict[int, object]] = {number: {} for number in numbers.values()}
    with database.reading() as session:
        attempts = list(session.scalars(select(Attempt)))
        assert len(attempts) == len({row.user_id for row in attempts}), "somebody has two attempts"
        assert all(row.graded_at is not None for row in attempts), "an attempt was left ungraded"
        rows = select(Attempt.user_id, Response.place, Response.given).join(Attempt, Attempt.id == Response.attempt_id)
        for user_id, place, given in session.execute(rows):
            if given is not None:
                found[numbers[user_id]][place] = given
    database.dispose()
    return found


def _environ(settings: Settings) -> dict[str, str]:
    return {
        "COURSESITE_MODE": settings.mode,
        "COURSESITE_SECRET_KEY": settings.secret_key,
        "COURSESITE_DATA_DIR": str(settings.data_dir),
        "COURSESITE_CONTENT_DIR": str(settings.content_dir),
        "COURSESITE_DATABASE_URL": settings.database,
    }


def _publish(settings: Settings, database: Database) -> None:
    course = settings.content_dir / "courses" / "sitting"
    course.mkdir(parents=True)
    quiz = "kind: quiz\npass: 50%\nminutes: 60\ndraw:\n  - 8 from 02-pool\n"
    pool = "".join(PICK.format(n=n) for n in range(20))
    kinds = (SEVERAL, NUMBER, ORDER, MATCH)
    in_place = "".join(kind.format(n=n) for n in range(100, 103) for kind in kinds)
    _write(course / "course.md", "sitting0", "Sitting", "topics: measuring\n", "A course to measure.")
    _write(course / "01-check.md", "sitting1", "Check", quiz, in_place)
    _write(course / "02-pool.md", "sitting2", "Pool", "kind: pool\n", pool)
    with database.reading() as session:
        plan = pushing.prepare(session, settings.content_dir, clock.now(), data_dir=settings.data_dir, write_keys=True)
    assert not plan.report.faults, plan.report.faults
    plan.write_files()
    with database.writing() as session:
        pushing.carry_out(session, plan, clock.now())
        session.commit()


def _write(path: Path, key: str, title: str, more: str, body: str) -> None:
    path.write_text(FRONT.format(key=key, title=title, more=more) + body, encoding="utf-8")


def _enrol(database: Database, learners: int) -> tuple[list[int], list[str]]:
    now = clock.now()
    tokens = [secrets.token_urlsafe(32) for _ in range(learners)]
    people = [
        {
            "key": f"sitting{number:06}",
            "role": "learner",
            "address": f"sitting{number}@example.org",
            "name": f"Sitter {number}",
            "created_at": now,
        }
        for number in range(learners)
    ]
    with database.writing() as session:
        course = session.scalars(select(Piece.id).where(Piece.kind == "course")).one()
        session.execute(insert(User), people)
        ids = list(session.scalars(select(User.id).where(User.key.like("sitting%")).order_by(User.key)))
        session.execute(insert(Enrolment), [{"user_id": i, "course_id": course, "enrolled_at": now} for i in ids])
        session.execute(
            insert(SignIn),
            [
                {
                    "user_id": user_id,
                    "token_hash": hashlib.sha256(token.encode()).hexdigest(),
                    "device": "a measurement",
                    "created_at": now,
                    "last_posted_at": now,
                    "expires_at": now + timedelta(days=30),
                }
                for user_id, token in zip(ids, tokens, strict=True)
            ],
        )
        session.commit()
    return ids, tokens
