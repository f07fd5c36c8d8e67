"""A visitor signs in: what they did before becomes their account's."""

from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.belongings import queries as belongings
from coursesite.learning.conversing.belonging_queries import move_runs
from coursesite.learning.intending import belonging_queries as intending
from coursesite.learning.records import queries as records
from coursesite.learning.review import belonging_queries as review_rows
from coursesite.learning.tallies import counted
from coursesite.learning.writing import belongings as writings

BETWEEN_ENTRIES = "\n\n[Written before signing in]\n\n"


def adopt(session: Session, visitor_id: int, user_id: int, _now: datetime) -> None:
    """Give a visitor's answers, runs, finished lessons and entries to an account.

    Where both answered, the account's own answer stays the latest and the visitor's tries stand before it; where both
    wrote an entry, both texts are kept, the account's first, and shared no longer. Tallies count each person once, by
    the latest answer.
    """
    # In one order everywhere, so that two of these never wait for each other.
    for person in sorted((visitor_id, user_id)):
        records.take_turn(session, person)
    for answer in belongings.polls_answered_by_both(session, visitor_id, user_id):
        records.move_tally(session, answer.lesson_id, answer.exercise, off=counted(answer.given), onto=())
    for entry, text in belongings.entries_written_by_both(session, visitor_id, user_id):
        if text not in entry.text:
            entry.text += BETWEEN_ENTRIES + text
            # Nobody agreed that the visitor's words be read by a coach.
            entry.shared_at, entry.waits_since, entry.apart = None, None, False
    session.flush()
    belongings.move_answers(session, visitor_id, user_id)
    move_runs(session, visitor_id, user_id)
    intending.move(session, visitor_id, user_id)
    belongings.move_the_rest(session, visitor_id, user_id)
    review_rows.adopt(session, visitor_id, user_id)
    writings.adopt(session, visitor_id, user_id, BETWEEN_ENTRIES)
