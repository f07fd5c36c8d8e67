"""What somebody wrote in the lessons of a workbook, in a single query."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, union_all
from sqlalchemy.orm import Session

from coursesite.learning.arm_queries import arm
from coursesite.learning.intending.models import Fate, Plan, Promise
from coursesite.learning.intending.wording import Halves
from coursesite.learning.models import Entry
from coursesite.learning.writing.models import Writing

Key = tuple[int, str]
"""An exercise by its lesson's id and its own."""


@dataclass(slots=True)
class Mine:
    """Somebody's own words. `promises` are what they mean to try, each with what they told of it afterwards."""

    entries: dict[Key, str] = field(default_factory=dict)
    writings: dict[Key, str] = field(default_factory=dict)
    promises: dict[Key, list[tuple[str, str]]] = field(default_factory=dict)
    plans: dict[Key, list[Halves]] = field(default_factory=dict)


def _own_words() -> Any:
    user: Any = bindparam("user")
    lessons: Any = bindparam("lessons", expanding=True)

    def arm_of(what: str, table: Any, **columns: Any) -> Any:
        rows = arm(what, word=table.exercise, number=table.lesson_id, **columns)
        return rows.where(table.user_id == user, table.lesson_id.in_(lessons))

    promise = arm_of(
        "promise", Promise, figure=Promise.id, note=Promise.text, given=Promise.happened, at=Promise.made_at
    )
    plan = arm_of("plan", Plan, figure=Plan.id, note=Plan.cue, given=Plan.response, at=Plan.made_at)
    return union_all(
        arm_of("entry", Entry, note=Entry.text, at=Entry.written_at),
        arm_of("writing", Writing, note=Writing.text, at=Writing.saved_at),
        promise.where(Promise.fate != Fate.DROPPED.value),
        plan.where(Plan.retired_at.is_(None)),
    )


_STATEMENT = _own_words()


def mine(session: Session, user_id: int, lesson_ids: Collection[int]) -> Mine:
    """What this person, and nobody else, wrote in these lessons: promises and plans in the order in which they came.

    A promise that was dropped and a plan that was put away are left out.
    """
    found = Mine()
    rows = session.execute(_STATEMENT, {"user": user_id, "lessons": list(lesson_ids)}).all()
    for row in sorted(rows, key=lambda row: (row.at, row.figure or 0)):
        key = (row.number, row.word)
        match row.what:
            case "entry":
                found.entries[key] = row.note
            case "writing":
                found.writings[key] = row.note
            case "promise":
                found.promises.setdefault(key, []).append((row.note, row.given))
            case _:
                found.plans.setdefault(key, []).append(Halves(row.note, row.given))
    return found
