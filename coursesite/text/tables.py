"""Tables: rows, cells, and the row of dashes under the header."""

from __future__ import annotations

import re

_RULE_CELL = re.compile(r":?-+:?")


def cells(row: str) -> list[str]:
    """Split a row at its bars. `\\|` is a bar inside a cell and comes back as `|`."""
    row = row.strip()
    parts: list[str] = []
    cell: list[str] = []
    escaped = False
    for character in row:
        if escaped:
            cell.append(character if character == "|" else "\\" + character)
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == "|":
            parts.append("".join(cell).strip())
            cell = []
        else:
            cell.append(character)
    last = "".join(cell) + ("\\" if escaped else "")
    parts.append(last.strip())
    return _without_outer(parts, row)


def has_bar(text: str) -> bool:
    """Whether the line could be a table's row: it has a bar that isn't escaped."""
    return "|" in text.replace("\\\\", "").replace("\\|", "")


def is_rule(text: str) -> bool:
    """Whether the line is the row of dashes under a table's header."""
    found = cells(text) if has_bar(text) else []
    return bool(found) and all(_RULE_CELL.fullmatch(cell) for cell in found)


def row(parts: list[str]) -> str:
    """Write a row; the opposite of `cells`."""
    return "| " + " | ".join(part.replace("|", "\\|") for part in parts) + " |"


def _without_outer(parts: list[str], text: str) -> list[str]:
    """Drop what stands outside the bars at both ends."""
    if text.startswith("|"):
        parts = parts[1:]
    if parts and not parts[-1] and text.endswith("|"):
        parts = parts[:-1]
    return parts
