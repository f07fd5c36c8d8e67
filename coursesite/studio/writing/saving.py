"""Saving a draft: whoever began from what stands there saves; a text that comes too late is kept beside it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite import exercises
from coursesite.exercises import Exercise
from coursesite.library.models import Kind
from coursesite.studio.writing import queries
from coursesite.studio.writing.composing import put_together, take_apart
from coursesite.studio.writing.fields import Sent
from coursesite.studio.writing.queries import Written
from coursesite.text.lines import split_lines
from coursesite.web.errors import Problem

SOMEBODY = "Somebody"
TRIES = 5


class Busy(Problem):
    """Others save this text faster than this one can; nothing was written."""

    status = 409
    title = "This was not added yet"
    happened = "Others were saving the same text at that very moment, again and again."
    kept = "What you typed is below. Nothing was changed."
    do = "Go back and send it again."


@dataclass(frozen=True, slots=True)
class Saved:
    """The text is the draft now, as this version; 0 where it says what is published and needs no draft."""

    version: int


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody saved or published in between: the text is kept whole under `aside_id`; `version` is the draft's now."""

    aside_id: int
    by: str
    version: int


def save(
    session: Session,
    written: Written,
    user_id: int,
    source: bytes,
    version: int,
    base: int | None,
    now: datetime,
    aside: int | None = None,
) -> Saved | Stale:
    """Save a text that was begun from this version of the draft (0: from what is published); the caller commits.

    `written` is the piece as this transaction or one before it read it; `base` the revision that the text began
    from, where the form says so. Two texts sent at once: one is the draft, the other kept aside. The same text twice
    is no conflict. `aside` is the id under which this window's texts have been kept since it came too late.
    """
    base = _base(session, written, base)
    if source == written.source and base == written.base:
        return Saved(written.version or 0)
    if _put(session, written, user_id, source, version, base, now):
        return Saved(version + 1)
    current = queries.find_written(session, written.key) or written
    if source == current.source:
        return Saved(current.version or 0)
    aside_id = aside
    if aside_id is None or not queries.renew_aside(session, written.id, aside_id, user_id, source, now):
        aside_id = queries.keep_aside(session, written.id, user_id, source, version, now)
    return Stale(aside_id, by_whom(current), current.version or 0)


def replace(
    session: Session, written: Written, user_id: int, source: bytes, now: datetime, *, base: int | None = None
) -> bool:
    """Make a text the draft, where the draft is still the one that was read; False, and nothing written, where not.

    `base` is the revision that it counts as begun from, where that is another now.
    """
    return _put(session, written, user_id, source, written.version or 0, written.base, now, base)


def _put(
    session: Session,
    written: Written,
    user_id: int,
    source: bytes,
    version: int,
    base: int,
    now: datetime,
    new_base: int | None = None,
) -> bool:
    values = {"source": source, "changed_by": user_id, "changed_at": now, "base_revision_id": new_base or base or None}
    if version:
        done = queries.replace_draft(session, written.id, version, base or None, values)
    else:
        done = queries.begin_draft(session, {"piece_id": written.id, "version": 1, "begun_at": now, **values})
    if done and written.published_id is None:
        title = take_apart(source, Kind(written.kind)).title.strip()
        if title and title != written.title:
            queries.retitle(session, written.id, title[:200])
    return done


def append(session: Session, written: Written, text: str, user_id: int, now: datetime) -> int:
    """Write a text below what stands there, whatever is saved meanwhile; gives the draft's version. The caller commits.

    Raises `Busy` where others save faster than this can.
    """
    for _try in range(TRIES):
        body = _below(take_apart(written.source, Kind(written.kind)).body, text)
        source = put_together(written.source, Kind(written.kind), Sent({}, body))
        if replace(session, written, user_id, source, now):
            return (written.version or 0) + 1
        written = queries.find_written(session, written.key) or written
    raise Busy


def _below(body: str, text: str) -> str:
    """A text with another below it. After an exercise, what is none itself begins behind the line that ends that."""
    parts = exercises.parse(split_lines(body), 1).parts
    ends = bool(parts) and isinstance(parts[-1], Exercise) and not text.lstrip().startswith("### ")
    between = ["---"] if ends and not body.rstrip().endswith("\n---") else []
    return "\n\n".join([*([body.rstrip()] if body.strip() else []), *between, text.strip()]) + "\n"


def by_whom(written: Written) -> str:
    """Who wrote the text that stands there."""
    return (written.changed_by if written.draft is not None else written.published_by) or SOMEBODY


def _base(session: Session, written: Written, said: int | None) -> int:
    """The revision that a text began from, as the form says it where it names one of this piece's."""
    if said is None or said in (0, written.base):
        return written.base if said is None else said
    return said if queries.is_revision(session, written.id, said) else written.base
