"""One learner looks at herself at the start of her courses, at the end of one, and notes now and then how she is."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from coursesite.demo.asking import READER
from coursesite.demo.causes import COURSE
from coursesite.demo.further import TAKEN
from coursesite.demo.people import Learner
from coursesite.learning import queries as standings
from coursesite.learning.growth import feeling, rating
from coursesite.learning.growth.feeling import Noted
from coursesite.learning.growth.grid import Cell
from coursesite.learning.growth.models import When
from coursesite.learning.growth.statements import Statement, statements_of
from coursesite.learning.keeping import may_keep
from coursesite.library import queries, reading

CHOSEN = {When.START: (2, 1, 3, 4, 2), When.END: (4, 3, 3, 3, 3)}
"""The step of each of the course's statements. One goes down: whoever has learned what a limit is sees it missing."""
BEGINNING = (3, 2, 3, 1, 3)
"""The steps with which she begins any other course."""
FELT = (
    (24.1, Cell(-1, 1), "", "The Thursday shift. Nine calls about the same van."),
    (20.8, Cell(-2, 2), "humiliated", "He laughed at how I say “parcel”."),
    (17.2, Cell(-1, -2), "", ""),
    (13.9, Cell(0, -1), "", "Rain. Soup."),
    (9.0, Cell(1, 0), "", "She said thank you before I had done anything."),
    (5.4, Cell(-1, 1), "", ""),
    (3.3, Cell(1, -1), "", "Left the headset in the drawer and walked home."),
    (1.1, Cell(2, 1), "proud", "Said the price of it first. It went quiet, and then it went well."),
)
"""How many days ago, where on the grid, a word of her own, a line."""


def look_at_oneself(session: Session, everyone: Sequence[Learner], ids: Mapping[int, int], now: datetime) -> None:
    """Let her rate herself and note feelings; the caller commits. Nothing without her, or a course's statements."""
    user_id = next((ids[one.number] for one in everyone if one.name == READER and one.number in ids), None)
    if user_id is None:
        return
    may_keep(session, user_id, agrees=True, now=now - timedelta(days=FELT[0][0]))
    for place, (days_ago, cell, word, line) in enumerate(FELT):
        feeling.note(session, user_id, Noted(cell, word, line, f"demo-felt-{place}"), now - timedelta(days=days_ago))
    for slug in dict.fromkeys((COURSE, *(taken.course for taken in TAKEN))):
        _rate(session, user_id, slug, now)


def _rate(session: Session, user_id: int, slug: str, now: datetime) -> None:
    course = queries.find_course(session, slug)
    standing = standings.standing(session, user_id, course.id) if course is not None else None
    if course is None or standing is None:
        return
    statements = statements_of(reading.content(session, course.published_revision_id).values)
    chosen = CHOSEN if slug == COURSE else {When.START: BEGINNING}
    moments = {When.START: standing.enrolled_at, When.END: standing.completed_at}
    for when, steps in chosen.items():
        at, key = moments[when], (user_id, course.id, when)
        if at is not None and statements:
            stepped = _steps(statements, steps)
            rating.keep(session, key, statements, stepped, min(at + timedelta(minutes=9), now))


def _steps(statements: Sequence[Statement], steps: Sequence[int]) -> dict[str, int]:
    return {one.key: step for one, step in zip(statements, steps, strict=False)}
