"""`./dev bench insights`: what the figures of a large course cost, on each database.

A course of twenty lessons, each with a question, taken by fifty thousand people within a year, with a million answers:
written past the rules, in bulk. Then the worker counts everybody, which it does once; then people go on and it counts
again; then the coach's pages are asked for, for all of the time, for thirty days, for odd days, and for a group of five
thousand. Asked for: every page in under a second, and the kept sums equal to counting everything again.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Sequence

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from bench.fresh import DATABASES, fresh_database, settle
from bench.insightclass import NOW, PEOPLE, fill
from coursesite.accounts.models import Role, User
from coursesite.app import create_app
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.learning.insights import queries, tasks
from tests.conftest import open_session

ROUNDS = 5
MOST_SECONDS = 1.0
PAGES = ("", "?days=30", "?days=90", "?from=2026-02-03&to=2026-10-19", "?group=large001")


def main(arguments: Sequence[str]) -> int:
    """Fill, count, measure; gives 1 where a page is over the limit or a sum is wrong."""
    parser = argparse.ArgumentParser(prog="./dev bench insights", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE, help="how many people take the course")
    parser.add_argument("--only", choices=DATABASES, help="only this database")
    options = parser.parse_args(arguments)
    kept = True
    for name in DATABASES:
        if options.only in (None, name):
            with fresh_database(name, base_url="http://localhost") as (settings, database):
                answers = fill(settings, database, options.people)
                print(f"{name}: {options.people:,} people, {answers:,} answers", flush=True)
                _count(name, database)
                kept = _measure(name, settings, database) and kept
                kept = _same(name, database) and kept
    return 0 if kept else 1


def _count(name: str, database: Database) -> None:
    for words, marks in (("everybody, once", 0), ("300 people who went on", 300)):
        if marks:
            with database.writing() as session:
                queries.mark(session, list(session.scalars(select(User.id).limit(marks).offset(100))))
                session.commit()
        began = time.monotonic()
        tasks.keep_sums(database, NOW)
        print(f"{name}: the worker counted {words}: {time.monotonic() - began:.1f} s", flush=True)
    settle(database)


def _measure(name: str, settings: Settings, database: Database) -> bool:
    """Ask for each page some times; gives whether the slowest median is within the limit."""
    app = create_app(settings)
    client = _coach(app, database)
    within = True
    for page in ("", "questions"):
        for asked in PAGES:
            path = f"/studio/insights/large01/{page}{asked}"
            seconds = []
            for _ in range(ROUNDS):
                began = time.monotonic()
                response = client.get(path)
                seconds.append(time.monotonic() - began)
                assert response.status_code == 200, (path, response.status_code)
            took = statistics.median(seconds)
            within = within and took < MOST_SECONDS
            print(f"{name}: {took:6.3f} s (slowest {max(seconds):.3f})  {path}", flush=True)
    app.extensions["database"].dispose()
    return within


def _same(name: str, database: Database) -> bool:
    """Whether counting everything again changes no sum."""
    began = time.monotonic()
    wrong = tasks.rebuild(database, NOW)
    print(f"{name}: {wrong} sums were wrong (all counted again in {time.monotonic() - began:.1f} s)", flush=True)
    return wrong == 0


def _coach(app: Flask, database: Database) -> FlaskClient:
    """A coach's browser."""
    with database.writing() as session:
        coach = User(key="benchcoach", role=Role.ADMIN.value, address="coach@example.org", created_at=NOW)
        session.add(coach)
        session.commit()
    client = app.test_client()
    token = open_session(database, coach)
    with client.session_transaction() as cookie:
        cookie.update({"_user_id": token, "_fresh": True})
    return client


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
