"""Text that is only text: made so that neither Markdown nor the exercises' notation finds a meaning in it."""

from __future__ import annotations

import re

# Stands before a character of the text that a line's own structure ("- ", "> ", "1. ") could be mistaken for.
LITERAL = "\ue010"
# Stands at the start of a line of code, which is left as it is.
CODE = "\ue011"

_ADDRESS = re.compile(r"https?://[^\s<>\ue010\ue011]+")
_IN_ADDRESS = {"[": "%5B", "]": "%5D", "|": "%7C", "`": "%60", "\\": "%5C"}
_MEANINGFUL = re.compile(r"[*`\[|<]|\\(?=[!-/:-@\[-`{-~]|$)|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LIKE_STRUCTURE = re.compile(r"[->.)+]")
_STRUCTURE = re.compile(r"[ ]*(?:(?:>|-|\d{1,9}\.)(?:[ ]+|$))*")
_OPENING = re.compile(r"#|>|[-+](?=\s|$)|--|=+\s*$|~~~|:(?=\s)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_TICKS = re.compile(r"`{3,}")


def escape_within(text: str) -> str:
    """Take the meaning from the marks in a piece of text; `settle` must see the lines that it becomes part of."""
    text = text.replace(LITERAL, "").replace(CODE, "")
    pieces, end = [], 0
    for match in _ADDRESS.finditer(text):
        pieces += [_escaped(text[end : match.start()]), _address(match[0])]
        end = match.end()
    return "".join([*pieces, _escaped(text[end:])])


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


def fence_around(code: str) -> str:
    """A fence of backticks for a block of code: longer than any row of them in it."""
    return "`" * (1 + max((len(row) for row in _TICKS.findall(code)), default=2))


def _escaped(text: str) -> str:
    text = _MEANINGFUL.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text)).replace("\\<!--", "\\<\\!--")
    return _LIKE_STRUCTURE.sub(rf"{LITERAL}\g<0>", text)


def _address(text: str) -> str:
    """An address becomes a link as it stands, so a backslash would be part of it."""
    return "".join(_IN_ADDRESS.get(letter, letter) for letter in text)


def _settled(line: str) -> str:
    if CODE in line:
        return line
    structure = _STRUCTURE.match(line)
    start = structure.end() if structure else 0
    rest = line[start:].replace(LITERAL, "")
    if _OPENING.match(rest):
        rest = "\\" + rest
    else:
        rest = _NUMBER.sub(r"\1\\\2", rest, count=1) if _NUMBER.match(rest) else rest
    whole = line[:start] + rest
    return whole.rstrip() + ("  " if whole.endswith("  ") and rest.strip() else "")
