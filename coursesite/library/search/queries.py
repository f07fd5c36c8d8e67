"""The full-text index asked, in each database's own words."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from coursesite.db import is_sqlite
from coursesite.library.fulltext_ddl import plain_column
from coursesite.library.search.words import MARK_END, MARK_START, for_fts5, for_tsquery

# A course by link, and what is in it, is found by whoever has the link.
_LISTED = """
    NOT EXISTS (
        SELECT 1 FROM pieces AS piece LEFT JOIN pieces AS course ON course.id = piece.course_id
        WHERE piece.id = entry.piece_id AND coalesce(course.joining, piece.joining) = 'link'
    )
"""
# A word in the title weighs as much as ten in the body, in both.
_FTS5 = f"""
    FROM search_index JOIN search_entries AS entry ON entry.piece_id = search_index.rowid
    WHERE search_index MATCH :query AND (:any_kind OR entry.kind IN (SELECT value FROM json_each(:kinds)))
        AND {_LISTED}
"""  # noqa: S608  # constants of our own
_FTS5_PAGE = f"""
    SELECT entry.kind, entry.address, entry.title, entry.within, entry.body,
        snippet(search_index, 1, '{MARK_START}', '{MARK_END}', '', 32) AS extract
    {_FTS5}
    ORDER BY bm25(search_index, 10.0, 1.0), entry.piece_id LIMIT :size OFFSET :start
"""
_TSQUERY = f"""
    FROM search_entries AS entry, to_tsquery('course_text', :query) AS query
    WHERE entry.words @@ query AND (:any_kind OR entry.kind = ANY(:kinds)) AND {_LISTED}
"""  # constants of our own
_HEADLINE = f"StartSel={MARK_START}, StopSel={MARK_END}, MaxWords=36, MinWords=24"
# The headline reads the whole text, so it is made for the rows of the page only.
_TSQUERY_PAGE = f"""
    SELECT kind, address, title, within, body,
        ts_headline('course_text', {plain_column("body")}, query, :headline) AS extract
    FROM (
        SELECT entry.*, query, ts_rank('{{0.1, 0.2, 0.4, 1.0}}', entry.words, query, 1) AS rank
        {_TSQUERY}
        ORDER BY rank DESC, entry.piece_id LIMIT :size OFFSET :start
    ) AS found
    ORDER BY rank DESC, piece_id
"""  # noqa: S608  # constants of our own


def count_found(session: Session, words: Sequence[str], kinds: Sequence[str] | None) -> int:
    """How many pieces hold all the words (the last one as a beginning)."""
    if is_sqlite(session):
        return int(session.execute(text("SELECT count(*) " + _FTS5), _asked(session, words, kinds)).scalar_one())
    return int(session.execute(text("SELECT count(*) " + _TSQUERY), _asked(session, words, kinds)).scalar_one())


def found(
    session: Session, words: Sequence[str], kinds: Sequence[str] | None, start: int, size: int
) -> Sequence[RowMapping]:
    """A page of pieces that hold all the words, best first, each with an extract in which matches are marked."""
    asked = _asked(session, words, kinds) | {"start": start, "size": size}
    if is_sqlite(session):
        return session.execute(text(_FTS5_PAGE), asked).mappings().all()
    return session.execute(text(_TSQUERY_PAGE), asked | {"headline": _HEADLINE}).mappings().all()


def _asked(session: Session, words: Sequence[str], kinds: Sequence[str] | None) -> dict[str, Any]:
    if is_sqlite(session):
        listed = "[" + ",".join(f'"{kind}"' for kind in kinds or ()) + "]"
        return {"query": for_fts5(words), "any_kind": kinds is None, "kinds": listed}
    return {"query": for_tsquery(words), "any_kind": kinds is None, "kinds": list(kinds or ())}
