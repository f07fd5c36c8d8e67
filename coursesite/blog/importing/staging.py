"""From the spool into the site, a batch at a time, where nobody sees it yet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from coursesite.blog.importing import staging_queries
from coursesite.blog.importing.spool_queries import Spool
from coursesite.blog.importing.spooled import Line, Planned
from coursesite.library.compiling import COMPILER
from coursesite.library.models import Kind
from coursesite.library.models import State as PieceState
from coursesite.library.posts import facts, published_at, tag_rows
from coursesite.library.tree import fingerprint

ENTRIES = 100
HEAVIEST = 2_000
"""How many entries come in one transaction, and how heavy they may be together (see `Spool.weight`)."""


@dataclass(slots=True)
class Staging:
    """One import on its way into the site. `coaches` are the addresses of coaches' accounts."""

    spool: Spool
    run_id: int
    now: datetime
    author_id: int | None
    coaches: frozenset[str]
    nameless: dict[str, int] = field(default_factory=dict)


def stage_entries(session: Session, staging: Staging, lines: Sequence[Line]) -> dict[int, int]:
    """Write entries as pieces that nobody sees; gives their numbers by the spool's. The caller commits."""
    new = [(line, line.planned) for line in lines if line.piece_id is None and line.planned is not None]
    made = [staging.spool.made(line.n) for line, _planned in new]
    rows = [
        _piece(staging, line, planned, compiled) for (line, planned), (_source, compiled) in zip(new, made, strict=True)
    ]
    lessons = staging_queries.lessons(session, [_lesson(compiled) for _source, compiled in made])
    for row, (_source, compiled) in zip(rows, made, strict=True):
        row["about_id"] = lessons.get(_lesson(compiled))
    numbers = staging_queries.add_pieces(session, rows)
    revisions = [
        _revision(staging, number, source, compiled) for number, (source, compiled) in zip(numbers, made, strict=True)
    ]
    if revisions:
        staging_queries.add_revisions(session, revisions)
    tags = [
        {"piece_id": number, **tag}
        for number, (_line, planned), (_source, compiled) in zip(numbers, new, made, strict=True)
        for tag in (tag_rows(compiled["values"]) if planned.kind == Kind.POST else ())
    ]
    staging_queries.add_tags(session, tags)
    items = [
        {
            "identity": line.entry.identity,
            "run_id": staging.run_id,
            "piece_id": number,
            "details": _details(planned),
        }
        for number, (line, planned) in zip(numbers, new, strict=True)
    ]
    staging_queries.add_items(session, items)
    return {line.n: number for number, (line, _planned) in zip(numbers, new, strict=True)}


def _piece(staging: Staging, line: Line, planned: Planned, compiled: dict[str, Any]) -> dict[str, Any]:
    of_post = facts(compiled["values"]) if planned.kind == Kind.POST else {}
    changed = line.entry.modified or planned.moment or staging.now
    return of_post | {
        "key": planned.key,
        "kind": planned.kind,
        # Until it is shown it stands nowhere: no file and no other piece can collide with it.
        "slug": f"~{staging.run_id}-{line.n}",
        "path": "",
        "state": PieceState.STAGED.value,
        "title": compiled["title"],
        "summary": compiled["summary"],
        "minutes": compiled["minutes"],
        "questions": compiled["questions"],
        "published_at": published_at(planned.path, compiled["values"]) if planned.kind == Kind.POST else None,
        "created_at": staging.now,
        "changed_at": min(changed, staging.now),
    }


def _lesson(compiled: dict[str, Any]) -> str:
    """The path of the lesson that a post names, else empty."""
    named = compiled["values"].get("lesson")
    return f"courses/{named}.md" if named else ""


def _revision(staging: Staging, piece_id: int, source: bytes, compiled: dict[str, Any]) -> dict[str, Any]:
    return {
        "piece_id": piece_id,
        "number": 1,
        "source": source,
        "fingerprint": fingerprint(source),
        "compiled": compiled,
        "compiler": COMPILER,
        "author_id": staging.author_id,
        "note": "It came with another blog.",
        "created_at": staging.now,
    }


def _details(planned: Planned) -> dict[str, Any]:
    slug = f"{planned.slug}~{planned.key}" if planned.state == PieceState.ARCHIVED else planned.slug
    return {
        "kind": planned.kind,
        "slug": slug,
        "path": planned.path,
        "state": planned.state,
        "old": list(planned.old),
    }


def in_batches(lines: Iterable[Line], size: Callable[[Line], int]) -> Iterable[list[Line]]:
    """Entries some at a time, so that each transaction is short: few entries, and not too much below them."""
    batch: list[Line] = []
    weight = 0
    for line in lines:
        batch.append(line)
        weight += size(line)
        if len(batch) >= ENTRIES or weight >= HEAVIEST:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
