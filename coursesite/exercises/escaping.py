"""Text that is only text: made so that neither Markdown nor the exercises' notation finds a meaning in it."""

from __future__ import annotations

import re

from coursesite.text.fromhtml.marks import escaped_pieces, guarded

# Stands before a character of the text that a line's own structure ("- ", "> ", "1. ") could be mistaken for.
LITERAL = "\ue010"
# Stands at the start of a line of code, which is left as it is.
CODE = "\ue011"

_LIKE_STRUCTURE = re.compile(r"[->.)+]")
_STRUCTURE = re.compile(r"[ ]*(?:(?:>|-|\d{1,9}\.)(?:[ ]+|$))*")


def escape_within(text: str) -> str:
    """Take the meaning from the marks in a piece of text; `settle` must see the lines that it becomes part of."""
    plain = text.replace(LITERAL, "").replace(CODE, "")
    return "".join(
        piece if is_address else _LIKE_STRUCTURE.sub(rf"{LITERAL}\g<0>", piece)
        for piece, is_address in escaped_pieces(plain)
    )


def settle(markdown: str) -> str:
    """Escape what stands at the start of a line and would make it a list, a heading, a quote or a rule.

    Lines of blanks become empty, and no more than one stays between two others.
    """
    lines = [_settled(line) for line in markdown.split("\n")]
    kept: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line or (kept and kept[-1]):
            kept.append(line if after or CODE in line else line.rstrip())
    return "\n".join(kept).strip("\n").replace(CODE, "")


def markdown_of_text(text: str) -> str:
    """Give plain text as Markdown that reads the same: its line ends stay, nothing in it is a mark."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")]
    following = [*lines[1:], ""]
    broken = [line + "  " if line and after else line for line, after in zip(lines, following, strict=True)]
    return settle("\n".join(escape_within(line) for line in broken))


def _settled(line: str) -> str:
    if CODE in line:
        return line
    structure = _STRUCTURE.match(line)
    start = structure.end() if structure else 0
    rest = guarded(line[start:].replace(LITERAL, ""))
    whole = line[:start] + rest
    return whole.rstrip() + ("  " if whole.endswith("  ") and rest.strip() else "")
