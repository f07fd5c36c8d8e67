"""What search is told of a piece."""

from collections.abc import Mapping
from typing import Any

from coursesite.library.models import Kind


def search_entry(piece_id: int, kind: Kind, address: str, within: str, compiled: Mapping[str, Any]) -> dict[str, Any]:
    """A piece's row for search. `within` is its course's title, else empty."""
    summary = compiled["summary"]
    return {
        "piece_id": piece_id,
        "kind": kind.value,
        "address": address,
        "title": compiled["title"],
        "within": within,
        "body": f"{summary}\n{compiled['text']}" if summary else compiled["text"],
    }
