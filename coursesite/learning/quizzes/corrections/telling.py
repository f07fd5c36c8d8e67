"""What corrections did, in sentences for the person whose result it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy.orm import Session

from coursesite.learning.quizzes.corrections import telling_queries
from coursesite.learning.quizzes.corrections.telling_queries import Told
from coursesite.learning.quizzes.models import Choice
from coursesite.learning.quizzes.pages.words import percent
from coursesite.library.addresses import address_of
from coursesite.library.models import Kind
from coursesite.web.filters import day_in_words

LATELY = timedelta(days=30)
MOST = 5
WHY = {
    Choice.REGRADE: "was corrected",
    Choice.BOTH: "was corrected, and the earlier answer counts too",
    Choice.EVERYONE: "was at fault, and everyone gets its marks",
    Choice.LEAVE: "was changed, and answers given before stand",
}


@dataclass(frozen=True, slots=True)
class News:
    """A result that was put right lately, with the way to it."""

    title: str
    href: str
    sentence: str


def result_href(course_slug: str, quiz_slug: str, number: int) -> str:
    """Where a person finds the results of one of their attempts."""
    return f"{address_of(Kind.QUIZ, quiz_slug, course_slug)}attempts/{number}/"


def moved(old: Fraction, new: Fraction) -> str:
    """How a result went from one share to another, as the end of a sentence."""
    if old == new:
        return f"your result stays {percent(old)}"
    return f"your result {'rose' if new > old else 'fell'} from {percent(old)} to {percent(new)}"


def sentences(session: Session, attempt_id: int, time_zone: str = "UTC") -> list[str]:
    """What corrections did to one attempt, oldest first; only those that changed a question's marks."""
    found = []
    for told in telling_queries.told(session, attempt_id):
        if told.old_share == told.new_share and told.old_credit == told.new_credit:
            continue
        found.append(_sentence(told, time_zone))
        if told.undone_at is not None:
            found.append(
                f"On {day_in_words(told.undone_at, time_zone)} that was taken back: "
                f"{moved(Fraction(told.new_share), Fraction(told.old_share))}."
            )
    return found


def news(session: Session, user_id: int, now: datetime) -> Sequence[News]:
    """A person's results that were put right within the last thirty days, newest first."""
    rows = telling_queries.told_lately(session, user_id, now - LATELY, MOST)
    return [_news(told) for told in reversed(rows)]


def _sentence(told: Told, time_zone: str) -> str:
    what = f"Question {told.place} {WHY[Choice(told.choice)]} on {day_in_words(told.made_at, time_zone)}"
    return f"{what}: {moved(Fraction(told.old_share), Fraction(told.new_share))}."


def _news(told: Told) -> News:
    old, new = Fraction(told.old_share), Fraction(told.new_share)
    href = result_href(told.course_slug, told.slug, told.number)
    if told.undone_at is not None:
        return News(told.title, href, f"A correction of question {told.place} was taken back: {moved(new, old)}.")
    return News(told.title, href, f"Question {told.place} {WHY[Choice(told.choice)]}: {moved(old, new)}.")
