"""The arms of those queries that fetch in one go all that a page needs to know of its reader."""

from typing import Any

from sqlalchemy import Integer, String, Text, cast, literal_column, null, select

from coursesite.db import Moment
from coursesite.learning.models import LONGEST_FRACTION

COLUMNS: dict[str, Any] = {
    "word": Text(),
    "number": Integer(),
    "figure": Integer(),
    "given": Text(),
    "credit": String(LONGEST_FRACTION),
    "outcome": String(6),
    "at": Moment(),
    "then": Moment(),
    "note": Text(),
}


def arm(what: str, **columns: Any) -> Any:
    """One arm of a page's single query; every arm has the same columns, empty where it has nothing to say."""
    filled = (columns.get(name, cast(null(), kind)).label(name) for name, kind in COLUMNS.items())
    return select(literal_column(f"'{what}'").label("what"), *filled)
