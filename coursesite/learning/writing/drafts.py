"""Saving what somebody writes to a coach, as they type: what comes late or from an older window replaces nothing."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from coursesite.learning.answering import Place
from coursesite.learning.records import queries as records
from coursesite.learning.writing import queries
from coursesite.learning.writing.bounds import COUNTED_EVERY
from coursesite.learning.writing.models import Stage, Writing

OPEN = frozenset({Stage.DRAFT.value, Stage.AGAIN.value})
"""The stages in which its writer goes on with it."""


@dataclass(frozen=True, slots=True)
class Task:
    """A Write: its id, its title as plain text, and the keys of its rubric's lines."""

    exercise: str
    title: str
    rubric: Collection[str]


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form brought: the text, the keys that are ticked, and the version that it began from.

    `tab` is the page's own word for itself, `tab_number` its count of saves (0 where a page without scripts sends it).
    """

    text: str
    ticked: tuple[str, ...] = ()
    version: int = 0
    tab: str = ""
    tab_number: int = 0


class Fate(Enum):
    """What became of a save: `STALE` where another page had saved another text, `CLOSED` where it was sent."""

    SAVED = auto()
    STALE = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a save, and the writing as it stands; none where nothing stands any more."""

    fate: Fate
    writing: Writing | None


def is_counted(version: int) -> bool:
    """Whether a save onto this version is one that the limit counts."""
    return version % COUNTED_EVERY == 0


def save(session: Session, user_id: int, place: Place, task: Task, typed: Typed, now: datetime) -> Kept:
    """Keep what was typed, if it began from what stands. An empty text without rounds leaves nothing behind.

    The row's own lock suffices for saves onto it: a lesson's figures don't count drafts.
    """
    typed = replace(typed, ticked=tuple(key for key in task.rubric if key in typed.ticked))
    writing = queries.take_own_turn(session, user_id, place.lesson_id, task.exercise)
    if writing is None:
        records.take_turn(session, user_id)
        writing = queries.take_own_turn(session, user_id, place.lesson_id, task.exercise)
    if writing is None:
        return Kept(Fate.SAVED, _begin(session, user_id, place, task, typed, now) if typed.text else None)
    if writing.stage not in OPEN:
        return Kept(Fate.CLOSED, writing)
    if _is_an_echo(writing, typed) or _stands(writing, typed):
        return Kept(Fate.SAVED, writing)
    if not _is_newer(writing, typed):
        return Kept(Fate.STALE, writing)
    if not typed.text and writing.stage == Stage.DRAFT:
        queries.remove(session, writing.id)
        return Kept(Fate.SAVED, None)
    _write(writing, place, task, typed, now)
    return Kept(Fate.SAVED, writing)


def _begin(session: Session, user_id: int, place: Place, task: Task, typed: Typed, now: datetime) -> Writing:
    writing = Writing(user_id=user_id, course_id=place.course_id, lesson_id=place.lesson_id, exercise=task.exercise)
    writing.version, writing.stage = 0, Stage.DRAFT.value
    _write(writing, place, task, typed, now)
    queries.add(session, writing)
    return writing


def _write(writing: Writing, place: Place, task: Task, typed: Typed, now: datetime) -> None:
    writing.title, writing.revision_id, writing.saved_at = task.title, place.revision_id, now
    writing.text, writing.ticked = typed.text, list(typed.ticked)
    writing.tab, writing.tab_number = typed.tab, typed.tab_number
    writing.version += 1


def _stands(writing: Writing, typed: Typed) -> bool:
    return writing.text == typed.text and set(writing.ticked) == set(typed.ticked)


def _is_an_echo(writing: Writing, typed: Typed) -> bool:
    """Whether the page itself has said something later already: this is an earlier word that was long on its way."""
    return bool(typed.tab) and typed.tab == writing.tab and 0 < typed.tab_number <= writing.tab_number


def _is_newer(writing: Writing, typed: Typed) -> bool:
    if typed.tab and typed.tab == writing.tab and typed.tab_number > writing.tab_number:
        return True
    return typed.version == writing.version
