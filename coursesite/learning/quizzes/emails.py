"""The mail that quizzes write: texts from templates/learning/mail/, the first line being the subject."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from flask import render_template
from sqlalchemy.orm import Session

from coursesite.config import Settings
from coursesite.learning.quizzes.corrections.effects import PersonEffect
from coursesite.learning.quizzes.corrections.telling import WHY, moved, result_href
from coursesite.learning.quizzes.corrections.telling_queries import Addressee
from coursesite.learning.quizzes.models import Choice
from coursesite.library.queries import LessonRow
from coursesite.mail import outbox

CORRECTED, UNDONE = "result_corrected", "correction_undone"


def tell(
    session: Session,
    settings: Settings,
    quiz: LessonRow,
    people: Sequence[PersonEffect],
    addressees: Mapping[int, Addressee],
    choice: Choice | None,
    now: datetime,
) -> None:
    """Write to everybody whose counting result changed, in the caller's transaction; None: a decision was undone."""
    for person in people:
        if person.is_told and person.user_id in addressees:
            _put(session, settings, quiz, person, addressees[person.user_id].address, choice, now)


def _put(
    session: Session,
    settings: Settings,
    quiz: LessonRow,
    person: PersonEffect,
    address: str,
    choice: Choice | None,
    now: datetime,
) -> None:
    purpose = UNDONE if choice is None else CORRECTED
    text = render_template(f"learning/mail/{purpose}.txt", mail=_words(settings, quiz, person, choice))
    outbox.put_letter(
        session, text, purpose=purpose, recipient=address, user_id=person.user_id, host=settings.host, now=now
    )


def _words(settings: Settings, quiz: LessonRow, person: PersonEffect, choice: Choice | None) -> dict[str, object]:
    number, after = person.counts
    before: Fraction = person.counted[1]
    # The question's place in the attempt that counts now; where that one doesn't ask it, in any that does.
    effect = next((one for one in person.effects if one.row.number == number), person.effects[0])
    return {
        "quiz": quiz.title,
        "course": quiz.course_title,
        "place": effect.row.place,
        "why": "" if choice is None else WHY[choice],
        "moved": moved(before, after),
        "fell": after < before,
        "passes": person.passes,
        "news": person.passes and not person.had_passed,
        "link": settings.base_url + result_href(quiz.course_slug, quiz.slug, number),
    }
