"""What this room knows about a person: how it is exported, how it is erased."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite import exercises
from coursesite.learning.asking import belongings as asks
from coursesite.learning.belongings import queries as belongings
from coursesite.learning.certificates import belonging_queries as certificate_rows
from coursesite.learning.certificates import belongings as certificates
from coursesite.learning.conversing import belonging_queries as run_rows
from coursesite.learning.conversing import belongings as runs
from coursesite.learning.days import belonging_queries as days_rows
from coursesite.learning.days import belongings as days
from coursesite.learning.groups import belongings as groups
from coursesite.learning.growth import belonging_queries as growth_rows
from coursesite.learning.growth import belongings as growth
from coursesite.learning.insights import queries as insights
from coursesite.learning.intending import belonging_queries as intending_rows
from coursesite.learning.intending import belongings as intending
from coursesite.learning.journal import belongings as journal
from coursesite.learning.models import Answer, Consent, Enrolment, Entry, FinishedLesson
from coursesite.learning.quizzes.belongings import exporting as quizzes
from coursesite.learning.quizzes.belongings import queries as quiz_rows
from coursesite.learning.records import queries as records
from coursesite.learning.review import belonging_queries as review_rows
from coursesite.learning.review import belongings as review
from coursesite.learning.tallies import counted, without_words
from coursesite.learning.writing import belongings as writings
from coursesite.library import reading

TABLES = frozenset({"enrolments", "finished_lessons", "answers", "entries", "consents"}) | frozenset(
    {"attempts", "responses", "allowances", "corrections", "corrected_responses", "changed_learners", "journeys"}
    | {"groups", "group_members", "group_leads", "invitations"}
    | {"asks", "ask_words", "canned_replies"}
    | {"runs", "run_steps", "writings", "writing_rounds", "writing_passages", "entry_replies"}
    | {"promises", "plans", "day_frames", "days", "week_looks", "stories"}
    | {"cards", "card_reviews", "review_settings", "self_ratings", "feelings", "certificates"}
)

EXPORTS: tuple[Callable[[Session, int], Mapping[str, list[dict[str, object]]]], ...] = (
    quizzes.export,
    groups.export,
    asks.export,
    runs.export,
    writings.export,
    review.export,
    intending.export,
    days.export,
    growth.export,
    journal.export,
    certificates.export,
)
"""What each smaller room knows about a person."""


def export(session: Session, user_id: int) -> dict[str, list[dict[str, object]]]:
    """Courses, finished lessons, every answer and attempt, private entries, what was agreed to; titles beside them."""
    titles = belongings.titles(session, user_id)
    own: dict[str, list[dict[str, object]]] = {
        "courses": [
            {"course": titles[row.course_id], "enrolled": row.enrolled_at, "completed": row.completed_at}
            for row in belongings.each_row(session, Enrolment, user_id)
        ],
        "finished_lessons": [
            {"lesson": titles[row.lesson_id], "finished": row.finished_at}
            for row in belongings.each_row(session, FinishedLesson, user_id)
        ],
        "answers": [
            _answer(session, answer, titles[answer.lesson_id]) for answer in belongings.each_answer(session, user_id)
        ],
        "private_entries": [
            {
                "lesson": titles[row.lesson_id],
                "exercise": row.exercise,
                "text": row.text,
                "written": row.written_at,
                "shared with the coaches": row.shared_at,
            }
            for row in belongings.each_row(session, Entry, user_id)
        ],
        "agreed_to": [
            {"what": row.purpose, "since": row.given_at} for row in belongings.each_row(session, Consent, user_id)
        ],
    }
    for export_of_room in EXPORTS:
        own |= export_of_room(session, user_id)
    return own


def _answer(session: Session, answer: Answer, lesson: str) -> dict[str, object]:
    return {
        "lesson": lesson,
        "exercise": answer.exercise,
        "try": answer.try_number,
        "answer": _in_words(session, answer),
        "as it is stored": answer.given,
        "outcome": answer.outcome,
        "credit": answer.credit,
        "answered": answer.answered_at,
    }


def _in_words(session: Session, answer: Answer) -> str:
    exercise = reading.content(session, answer.revision_id).exercises.get(answer.exercise)
    return "" if exercise is None else exercises.in_words(exercise, answer.given)


def files(_session: Session, _user_id: int, _data_dir: Path) -> list[Path]:
    """None: this room keeps no files."""
    return []


def erase(session: Session, user_id: int, now: datetime) -> list[Path]:
    """Delete entries, consents and asks; empty every typed answer.

    Picks, outcomes, graded attempts, enrolments and finished lessons stay under the ownerless number, so that figures
    still add up.
    """
    records.take_turn(session, user_id)
    quizzes.erase(session, user_id)
    groups.erase(session, user_id)
    asks.erase(session, user_id, now)
    runs.erase(session, user_id)
    writings.erase(session, user_id)
    review_rows.remove(session, [user_id])
    intending.erase(session, user_id)
    days.erase(session, user_id)
    growth.erase(session, user_id)
    journal.erase(session, user_id)
    certificates.erase(session, user_id)
    belongings.remove_private(session, user_id)
    for answer in belongings.each_answer(session, user_id):
        answer.given = without_words(answer.given)
        # The value came from a form: nothing that somebody could have chosen beforehand may stand in its place.
        answer.once = secrets.token_urlsafe(16)
    session.flush()
    return []


def forget(session: Session, user_ids: Sequence[int]) -> None:
    """Delete all rows of visitors whom nobody can come back to; polls count them no longer."""
    for answer in belongings.unmarked_last_answers(session, user_ids):
        records.move_tally(session, answer.lesson_id, answer.exercise, off=counted(answer.given), onto=())
    insights.mark(session, user_ids)
    review_rows.remove(session, user_ids)
    intending_rows.remove(session, user_ids)
    days_rows.remove(session, user_ids)
    growth_rows.remove(session, user_ids)
    certificate_rows.remove(session, user_ids)
    belongings.remove(session, user_ids)
    writings.forget(session, user_ids)
    quiz_rows.remove_all(session, user_ids)
    run_rows.remove(session, user_ids)
