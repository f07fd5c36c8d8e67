"""Saving answers as one goes: what arrives late, twice or from an older window never replaces what is newer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from coursesite.learning.quizzes import queries
from coursesite.learning.quizzes.models import Attempt, Response
from coursesite.learning.quizzes.states import takes_answers


@dataclass(frozen=True, slots=True)
class Change:
    """What one page wants saved for one question.

    `sequence` is the count of saves that the page knows of, `tab` the page's own word, `tab_number` its count of
    saves, which grows by one with each (0 where a page without scripts sends it). None for `given` clears the answer.
    `before` is filled for words that a page found left behind by others which died before they could save them: those
    pages' words for themselves and their last counts. The answer is taken as the next word of any of them.
    """

    place: int
    given: dict[str, Any] | None
    sequence: int
    tab: str = ""
    tab_number: int = 0
    before: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class Saved:
    """What became of a save. `closed`: the attempt takes no answers any more, and nothing was saved.

    `sequences` holds the new count of each place that stands as it was sent; `elsewhere` the responses that another
    page had changed in the meantime, `locked` those that were checked already: both kept what they had.
    """

    closed: bool = False
    sequences: dict[int, int] = field(default_factory=dict)
    elsewhere: list[Response] = field(default_factory=list)
    locked: list[Response] = field(default_factory=list)


def save(session: Session, attempt_id: int, changes: Sequence[Change], now: datetime) -> tuple[Attempt, Saved]:
    """Save answers, by the server's clock. The caller has made sure whose attempt it is.

    A change is taken where the page knew the newest state of that answer, or where the same page saved last and
    this is its later word (the page missed our reply to the earlier one). The same answer from two pages is one.
    """
    attempt = queries.attempt_for_writing(session, attempt_id)
    saved = Saved(closed=not takes_answers(attempt, now))
    if saved.closed:
        return attempt, saved
    responses = {response.place: response for response in queries.responses_of(session, attempt_id)}
    for change in changes:
        response = responses.get(change.place)
        if response is None:
            continue
        if response.checked_at is not None:
            saved.locked.append(response)
        elif response.given == change.given or _is_an_echo(change, response):
            saved.sequences[change.place] = response.sequence
        elif _is_newer(change, response):
            _write(response, change, now)
            saved.sequences[change.place] = response.sequence
        else:
            saved.elsewhere.append(response)
    session.flush()
    return attempt, saved


def _is_an_echo(change: Change, response: Response) -> bool:
    """Whether the page itself has said something later already: this is an earlier word that was long on its way."""
    return bool(change.tab) and change.tab == response.tab and change.tab_number <= response.tab_number


def _is_newer(change: Change, response: Response) -> bool:
    if change.tab and change.tab == response.tab:
        return change.tab_number > response.tab_number
    if any(tab == response.tab and number >= response.tab_number for tab, number in change.before):
        return True
    return change.sequence == response.sequence


def _write(response: Response, change: Change, now: datetime) -> None:
    response.given = change.given
    response.saved_at = now
    response.sequence += 1
    response.tab = change.tab
    response.tab_number = change.tab_number
