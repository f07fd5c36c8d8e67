"""A person whose every text column in every table holds a mark of its own."""

from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, Date, LargeBinary, String, insert, inspect, select
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.db import Base, Database, Moment
from coursesite.library.models import Piece

WORDS: dict[str, Any] = {
    "users.role": "learner",
    "users.picture": "uploaded",
    "users.picture_fetch": "",
    "users.time_zone": "Europe/Lisbon",
    "tokens.purpose": "reset",
    "answers.exercise": "third-call",
    "answers.wording": "0123456789abcdef",
    "answers.outcome": "wrong",
    "answers.credit": "1/3",
    "consents.purpose": "entries",
    "attempts.seed": "0123456789abcdef",
    "attempts.score": "1/3",
    "attempts.out_of": "1",
    "attempts.share": "1/3",
    "responses.exercise": "third-call",
    "responses.marks": "1",
    "responses.credit": "1/3",
    "responses.outcome": "partly",
    "responses.total": "1/3",
    "corrections.exercise": "third-call",
    "corrections.choice": "both",
    **{f"corrected_responses.{when}_{what}": "1/3" for when in ("old", "new") for what in ("credit", "marks", "share")},
    **{f"corrected_responses.{when}_outcome": "partly" for when in ("old", "new")},
    "groups.name": "The night shift",
    "groups.key": "{who}-group",
    "groups.join_code": "{who}-code",
    "invitations.address": "{who}.users.address",
    "invitations.part": "learner",
    "outbox.purpose": "reset",
    "guests.picture": "fetched",
    "guests.picture_fetch": "found",
    "comments.path": "0" * 22,
    "comments.state": "approved",
    "comments.trained": "spam",
    "comment_decisions.before": "held",
    "comment_decisions.after": "approved",
    "import_runs.program": "wordpress",
    "import_runs.fingerprint": "0123456789abcdef",
    "import_runs.counts": {"posts": 1},
    "journeys.since": "2026-03-02",
    "journeys.path": "j",
    "journeys.answers": "",
    "runs.scene": "start",
    "runs.meters": {"trust": 40},
    "run_steps.scene": "start",
    "run_steps.choice": "0123456789",
    "run_steps.meters": {"trust": 40},
    "writings.exercise": "third-call",
    "writings.stage": "sent",
    "audit.deed": "published",
    "audit.subject": "The first minute",
    "staff.part": "coach",
    "import_items.identity": "http://elsewhere.example/?p={who}",
    "drafts.source": b"The course's own words.",
    "proposals.source": b"The course's own words.",
    "proposals.note": "What is new",
    "proposals.step": "returned",
    "proposals.answer": "One source, please",
    "promises.fate": "kept",
    "day_frames.up_at": "07:30",
    "self_ratings.moment": "start",
    "cards.about": "question",
    "card_reviews.outcome": "wrong",
}
"""Columns whose words are the site's or the course's own, so that nobody's mark can stand in them."""


def mark_of(who: str, table: str, column: str) -> str:
    """The mark of one column of one person."""
    return f"{who}.{table}.{column}"


def fill(database: Database, who: str, tables: frozenset[str], password_hash: str) -> int:
    """Put one row of this person into each of the tables, with a mark in every column that takes one; gives the id."""
    with database.writing() as session:
        ids: dict[str, int] = {}
        user_id = ids["users"] = _row(session, "users", who, ids, {"password_hash": password_hash, "key": f"{who}-key"})
        # In the order in which one table refers to another, so that each row is this person's own all the way down.
        for table in Base.metadata.sorted_tables:
            if table.name in tables - {"users"}:
                ids[table.name] = _row(session, table.name, who, ids, {})
        session.commit()
    return user_id


def _row(session: Session, name: str, who: str, ids: dict[str, int], given: dict[str, Any]) -> int:
    table = Base.metadata.tables[name]
    lesson = session.scalars(select(Piece).where(Piece.slug == "begin")).one()
    targets = {"revisions": lesson.published_revision_id} | ids
    values: dict[str, Any] = {}
    for column in table.columns:
        if column.primary_key and not column.foreign_keys and column.autoincrement is not False and column.name == "id":
            continue
        if column.name in given:
            values[column.name] = given[column.name]
        elif column.foreign_keys:
            # Of two that it leads to, as in a key of several columns, the one whose only key it is.
            aim = min((key.column for key in column.foreign_keys), key=lambda one: len(one.table.primary_key.columns))
            target = aim.table.name
            if isinstance(aim.type, String):
                values[column.name] = mark_of(who, target, aim.name)
                continue
            values[column.name] = lesson.course_id if column.name == "course_id" else targets.get(target, lesson.id)
            if target == "pieces" and column.primary_key and len(table.primary_key.columns) == 1:
                # One row a piece: each person has theirs on a piece of its own.
                values[column.name] = lesson.id if who == "al" else lesson.course_id
            if target == name:
                # A row that points at its own kind: the first of them points nowhere.
                values[column.name] = None
        elif column.name == "user_id":
            values[column.name] = ids["users"]
        else:
            values[column.name] = _value(column, who, name)
    key = session.execute(insert(table).values(**values).returning(*table.primary_key.columns)).one()
    return key[0] if isinstance(key[0], int) else 0


def _value(column: Any, who: str, table: str) -> Any:
    word = WORDS.get(f"{table}.{column.name}")
    mark = mark_of(who, table, column.name)
    if word is not None:
        return word.format(who=who) if isinstance(word, str) else word
    if isinstance(column.type, Moment):
        later = column.name in ("expires_at", "due_at")
        gone = column.name in ("disabled_at", "erased_at", "used_at", "given_up_at", "claimed_until")
        return None if gone else clock.now() + (timedelta(days=30) if later else timedelta())
    if isinstance(column.type, Date):
        return clock.now().date()
    if isinstance(column.type, JSON):
        return {"text": mark}
    if isinstance(column.type, LargeBinary):
        return mark.encode()
    return mark if isinstance(column.type, String) else 1


def told_columns(tables: frozenset[str]) -> list[tuple[str, str]]:
    """Every column in which a mark of a person stands."""
    return [
        (name, column.name)
        for name in sorted(tables)
        for column in Base.metadata.tables[name].columns
        if isinstance(column.type, String | JSON) and f"{name}.{column.name}" not in WORDS and not column.foreign_keys
    ]


def traces(database: Database, mark: str) -> list[str]:
    """Every place in the whole database where a mark stands: all columns of all tables, the search index included."""
    found = []
    with database.reading() as session:
        connection = session.connection()
        for name in inspect(connection).get_table_names():
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings():
                found += [f"{name}.{column}" for column, value in row.items() if mark in _text(value)]
    return found


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
