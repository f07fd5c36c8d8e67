"""Text that is only text: made so that Markdown finds no meaning in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ADDRESS = re.compile(r"https?://[^\s<>]+")
_SCHEME = re.compile(r"(https?):(?=//)")
_IN_ADDRESS = {"[": "%5B", "]": "%5D", "|": "%7C", "`": "%60", "\\": "%5C"}
_MEANINGFUL = re.compile(r"[*`\[|<]|\\(?=[!-/:-@\[-`{-~]|\s*$)|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_OPENING = re.compile(r"#|>|[-+](?=\s|$)|--|=+\s*$|~~~|:(?=\s)")
_NUMBER = re.compile(r"(\d+)([.)])(?=\s|$)")
_TICKS = re.compile(r"`+")


def escaped(text: str) -> str:
    """Take the meaning from the marks in a piece of a line. A bare address stays text, without a link."""
    return _SCHEME.sub(r"\1\:", _escaped(text))


def escaped_pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Give a text without its meaning in pieces, and say of each whether it is an address to be linked as it stands."""
    end = 0
    for match in _ADDRESS.finditer(text):
        yield _escaped(text[end : match.start()]), False
        yield _address(match[0]), True
        end = match.end()
    yield _escaped(text[end:]), False


def guarded(line: str) -> str:
    """Escape what stands at the start of a line of text and would make it a list, a heading, a quote or a rule."""
    if _OPENING.match(line):
        return "\\" + line
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def fence_around(code: str) -> str:
    """A fence of backticks for a block of code: longer than any row of them in it."""
    return "`" * max(3, 1 + longest_row(code))


def code_span(code: str) -> str:
    """Set off code within a line, between more backticks than it has in a row."""
    ticks = "`" * (1 + longest_row(code))
    # A backslash at its end could be taken for an escape of the backtick after it.
    pad = " " if code.startswith("`") or code.endswith(("`", "\\")) else ""
    return f"{ticks}{pad}{code}{pad}{ticks}"


def longest_row(code: str) -> int:
    """Count the backticks of the longest row of them."""
    return max((len(row) for row in _TICKS.findall(code)), default=0)


def _escaped(text: str) -> str:
    return _MEANINGFUL.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text)).replace("\\<!--", "\\<\\!--")


def _address(text: str) -> str:
    """An address becomes a link as it stands, so a backslash would be part of it."""
    return "".join(_IN_ADDRESS.get(letter, letter) for letter in text)
