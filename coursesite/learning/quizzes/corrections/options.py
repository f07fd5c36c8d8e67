"""Options that are taken for one another across revisions, and options that a coach has told apart."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from coursesite.exercises import Choice, Compiled, Left, in_keys_of
from coursesite.learning.quizzes.corrections import queries
from coursesite.learning.quizzes.corrections.changes import TYPED
from coursesite.learning.quizzes.corrections.waiting import Waiting
from coursesite.library import reading
from coursesite.text.wording import normalised

MOST_REVISIONS = 20
"""How many earlier revisions are looked through for what an option was told apart from."""

_Entry = Choice | Left
_Side = Callable[[Compiled], Sequence[_Entry]]
_SIDES: tuple[_Side, ...] = (lambda wording: wording.options, lambda wording: wording.lefts)


@dataclass(frozen=True, slots=True)
class Taken:
    """An option of the published wording, by its key, that is taken for an earlier one in other words."""

    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Apart:
    """An option of the published wording, by its key, that was told apart from an earlier one, which had `again`."""

    key: str
    old: str
    new: str
    again: str


def taken(case: Waiting) -> list[Taken]:
    """The options that are taken for earlier ones in other words; none where one types or nothing is asked any more."""
    return [] if case.new is None or case.old.kind in TYPED else list(_taken(case.old, case.new))


def _taken(old: Compiled, new: Compiled) -> Iterator[Taken]:
    aligned = in_keys_of(old, new)
    for side in _SIDES:
        now = {entry.key: entry for entry in side(new)}
        for entry in side(aligned):
            found = now.get(entry.key)
            if found is not None and normalised(found.source) != normalised(entry.source):
                yield Taken(found.key, entry.text, found.text)


def told_apart(session: Session, case: Waiting) -> list[Apart]:
    """The new options that were taken for another before somebody told them apart, and could be so again."""
    if case.new is None or case.old.kind in TYPED:
        return []
    new, aligned = case.new, in_keys_of(case.old, case.new)
    fresh = [
        (side, entry) for side in _SIDES for entry in side(new) if entry.key not in {one.key for one in side(aligned)}
    ]
    if not fresh:
        return []
    earlier = _earlier(session, case)
    found = (_from_what(entry, [side(wording) for wording in earlier]) for side, entry in fresh)
    in_use = {entry.key for side in _SIDES for entry in side(new)}
    return [one for one in found if one is not None and one.again not in in_use]


def _earlier(session: Session, case: Waiting) -> list[Compiled]:
    """The wordings before the published one, newest first, as far as the question was there."""
    found = []
    for number in queries.revisions_before(session, case.question.source_id, case.published_id, MOST_REVISIONS):
        wording = reading.content(session, number).exercises.get(case.question.exercise)
        if wording is None:
            break
        found.append(wording)
    return found


def _from_what(entry: _Entry, earlier: Iterable[Sequence[_Entry]]) -> Apart | None:
    """Look for a wording in which the same text had another key, then for another text that had that key before."""
    text, was = normalised(entry.source), ""
    for options in earlier:
        same = next((one for one in options if normalised(one.source) == text), None)
        if not was:
            if same is None:
                return None
            was = "" if same.key == entry.key else same.key
            continue
        other = next((one for one in options if one.key == was), None)
        if other is not None and normalised(other.source) != text:
            return Apart(entry.key, other.text, entry.text, was)
    return None
