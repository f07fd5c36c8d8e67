"""What the worker does for the figures: it keeps their sums up to date, and forgets old searches."""

from datetime import datetime

from coursesite.db import Database
from coursesite.learning.insights import folding, queries

BATCH = 100
"""Marks in one step. Most of its time goes into reading, while others may write: so nobody waits for long."""


def keep_sums(database: Database, now: datetime) -> int:
    """Count everybody anew who did something since the last time; gives how many marks that were."""
    _begin(database)
    done = 0
    while True:
        with database.reading() as session:
            prepared = folding.prepare(session, BATCH)
        with database.writing() as session:
            if prepared.mark_ids:
                done += len(prepared.mark_ids) * folding.put(session, prepared)
            else:
                queries.take_turn_to_count(session)
                queries.set_counted(session, now)
            session.commit()
        if not prepared.mark_ids:
            return done


def _begin(database: Database) -> None:
    """On a site where nothing was ever counted, such as one that was just brought up to date, everybody waits."""
    with database.reading() as session:
        ever, _ = queries.counted_since(session)
    if ever is None:
        with database.writing() as session:
            queries.mark_everybody(session)
            session.commit()


def tidy(database: Database) -> None:
    """Drop the sums in which nobody counts any more."""
    with database.writing() as session:
        queries.drop_zeros(session)
        session.commit()


def rebuild(database: Database, now: datetime) -> int:
    """Count everybody anew, and make every sum again; gives how many sums were wrong besides.

    Learners go on meanwhile: people are counted in small steps.
    """
    with database.writing() as session:
        queries.mark_everybody(session)
        session.commit()
    keep_sums(database, now)
    with database.reading() as session:
        courses = queries.courses_counted(session)
    wrong = 0
    for course_id in courses:
        with database.writing() as session:
            wrong += folding.resum(session, course_id)
            session.commit()
    tidy(database)
    return wrong
