"""The dry run: a file read, compared with what is here, planned and converted; the site is not written to."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from coursesite.blog.importing import own, queries
from coursesite.blog.importing.converting import convert
from coursesite.blog.importing.gathering import Fetch, Pictures
from coursesite.blog.importing.planning import Here, decide, key_of
from coursesite.blog.importing.reading import Progress, read_into, silent
from coursesite.blog.importing.spool_queries import Spool
from coursesite.blog.importing.spooled import Line
from coursesite.db import Database
from coursesite.library.models import State

IDENTITIES = 400


def prepare(
    database: Database,
    spool: Spool,
    path: Path,
    now: datetime,
    *,
    fetch: Fetch | None = None,
    progress: Progress = silent,
) -> None:
    """Do everything but writing. Raises `Refused` for a file that can't be taken in."""
    read_into(spool, path, progress)
    # What follows takes long: no transaction stays open meanwhile, and showing looks again.
    with database.reading() as session:
        here = what_is_here(session)
        mark_known(session, spool, here)
        pictures = queries.pictures(session)
    decide(spool, here, now)
    convert(spool, here, Pictures(spool, pictures, fetch), progress)


def what_is_here(session: Session) -> Here:
    """What stands on the site already."""
    here = Here(old=set(queries.old_addresses(session)))
    for piece in queries.pieces(session):
        here.keys[piece.key] = piece.id
        if piece.course_slug is None:
            here.slugs.setdefault(piece.kind, set()).add(piece.slug)
        if piece.address:
            here.addresses.add(piece.address)
            here.by_path[piece.path] = piece.address
            here.by_id[piece.id] = (piece.path, piece.address)
    return here


def mark_known(session: Session, spool: Spool, here: Here) -> None:
    """Note in the spool what came with an earlier import, and what our own export names that never left."""
    with spool.together():
        for batch in spool.batches(IDENTITIES):
            found = {
                item.identity: item.piece_id for item in queries.known(session, [one.entry.identity for one in batch])
            }
            for line in batch:
                number = found.get(line.entry.identity) or here.keys.get(key_of(line.entry))
                if number is not None:
                    spool.set_here(pieces=[(line.entry.identity, number)])
        for identities in spool.comment_batches(IDENTITIES):
            items = queries.known(session, [identity for identity, _entry in identities])
            spool.set_here(comments=[(item.identity, item.comment_id) for item in items if item.comment_id])
        for line_ids in _batches(_own_pieces(spool)):
            native = [
                (own.COMMENT + own.comment_identity(once), n) for n, once in queries.onces_below(session, line_ids)
            ]
            spool.set_here(comments=native)


def _own_pieces(spool: Spool) -> Iterator[int]:
    """The pieces here of which our own export speaks."""
    for batch in spool.batches(IDENTITIES):
        yield from (line.piece_id for line in batch if line.piece_id and line.entry.identity.startswith(own.ENTRY))


def _batches(values: Iterator[int]) -> Iterator[list[int]]:
    while batch := list(islice(values, IDENTITIES)):
        yield batch


def counted(spool: Spool) -> dict[str, Any]:
    """What an import of this spool brings, in numbers by name, as the report says them."""
    counts: dict[str, Any] = dict.fromkeys(
        (
            "posts",
            "drafts",
            "scheduled",
            "archived",
            "pages",
            "approved",
            "held",
            "old",
            "here",
            "comments_here",
            "below_pages",
        ),
        0,
    )
    names = {State.PUBLISHED: "posts", State.DRAFT: "drafts", State.SCHEDULED: "scheduled", State.ARCHIVED: "archived"}
    tags: set[str] = set()
    authors: set[str] = set()
    for batch in spool.batches():
        for line in batch:
            if line.piece_id is not None or line.planned is None:
                counts["here"] += 1
            else:
                planned = line.planned
                is_page = planned.kind == "page" and planned.state == State.PUBLISHED
                counts["pages" if is_page else names[State(planned.state)]] += 1
                counts["old"] += len(planned.old)
                tags.update(line.entry.tags)
                authors.add(planned.author)
            _count_comments(spool, line, counts)
    counts |= {"tags": len(tags), "authors": len(authors - {""})}
    counts |= {"pictures": spool.fact("brought", 0), "missing": spool.fact("missing", 0)}
    return counts | {"left": spool.left_out(), "doubts": spool.count_doubts()}


def _count_comments(spool: Spool, line: Line, counts: dict[str, Any]) -> None:
    for reply in spool.replies(line.entry.identity):
        if reply.comment_id is not None:
            counts["comments_here"] += 1
        elif line.takes_comments and not reply.comment.verdict.is_place:
            counts[reply.comment.verdict.value] += 1
        elif line.takes_comments:
            continue
        else:
            counts["below_pages"] += 1
