"""Which of somebody's entries a page of their journal shows, worked out from the entries' days and, if asked, words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from coursesite.learning.asking.pages import ON_A_PAGE
from coursesite.learning.journal import finding, queries
from coursesite.learning.journal.pages import Chosen, JournalPage, Month, lines_of, month_of
from coursesite.learning.journal.queries import Mark, Place
from coursesite.learning.records import queries as records
from coursesite.web.paging import page_within


def journal(session: Session, user_id: int, chosen: Chosen, time_zone: str) -> JournalPage:
    """A page of the journal: four queries, whatever it holds and whatever is looked for; two where it is empty."""
    places = queries.places(session, user_id)
    if not places:
        return JournalPage((), 0, 0, chosen, (), (), records.has_consented(session, user_id), time_zone)
    asked = finding.asked_for(chosen.words)
    everything, found = _everything(session, user_id, asked)
    known = [mark for mark in everything if mark.lesson_id in places]
    fitting = [mark for mark in found if _fits(mark, places, chosen, time_zone)]
    number = page_within(len(fitting), ON_A_PAGE, chosen.number)
    marks = fitting[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    words = queries.words(session, user_id, [mark.key for mark in marks])
    extracts = {key: finding.extract(text, asked) if asked else finding.beginning(text) for key, text in words.items()}
    return JournalPage(
        lines_of(marks, places, extracts, queries.answered(session, user_id)),
        len(fitting),
        len(known),
        replace(chosen, number=number),
        sorted({(place.course_key, place.course_title) for place in places.values()}, key=lambda one: one[::-1]),
        _months(known, time_zone),
        next(iter(places.values())).consented,
        time_zone,
    )


def _everything(session: Session, user_id: int, asked: Sequence[str]) -> tuple[list[Mark], list[Mark]]:
    """All entries, and those that hold all the words."""
    if not asked:
        everything = queries.marks(session, user_id)
        return everything, everything
    everything, found = [], []
    for mark, text in queries.with_words(session, user_id):
        everything.append(mark)
        if finding.matches(text, asked):
            found.append(mark)
    return everything, found


def _fits(mark: Mark, places: Mapping[int, Place], chosen: Chosen, time_zone: str) -> bool:
    place = places.get(mark.lesson_id)
    if place is None or (chosen.course and place.course_key != chosen.course):
        return False
    return chosen.month is None or month_of(mark.written_at, time_zone) == chosen.month


def _months(marks: Iterable[Mark], time_zone: str) -> list[Month]:
    """The months in which anything was written, the newest first."""
    return sorted({month_of(mark.written_at, time_zone) for mark in marks}, reverse=True)
