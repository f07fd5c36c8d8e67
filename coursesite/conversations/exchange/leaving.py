"""What of a passage's text can't be kept: macros, scripts, comments and elements, found without touching the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .dialects import Dialect

_TAG = r"</?(?P<tag>[A-Za-z][A-Za-z0-9-]*)"
_BOLD, _ITALIC = {"b", "strong"}, {"i", "em", "cite"}
_LINE_ENDS = {"br", "p", "div", "li", "hr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_PLAIN = {"span", "u", "small", "big", "center", "ul", "ol", "font", "mark", "sub", "sup", "s", "del", "ins", "section"}
_WHOLE = {"script", "style", "svg", "math", "textarea", "select", "template", "iframe", "object", "title"}
_NAMED_HOOK = re.compile(r"\|\w{1,60}[>)](?=\[)|(?<=\])[<(]\w{1,60}\|")
_HEAD_LINE = re.compile(r"\s*(?:[A-Za-z_][\w.]*(?:\s*\([^\n]*\))?\s*:[^\n]*)?")
_MODIFIER = re.compile(r"^[ \t]*\[(?!\[)(?P<inside>[^\[\]\n]{1,300})\][ \t]*$", re.MULTILINE)
_MACRO = re.compile(r"\(\s{0,9}[A-Za-z][\w-]{0,40}\s{0,9}:")
_LONGEST_SHOWN = 60
_FAR = 200


@dataclass(frozen=True, order=True)
class Gap:
    """A stretch of the text that goes. `left` is how it is named to the coach, empty for what nobody misses."""

    start: int
    end: int
    left: str = ""
    instead: str = ""


def gaps(text: str, dialect: Dialect) -> list[Gap]:
    """All that goes, in order, none inside another."""
    found = [*_opened(text, dialect), *_brackets(text, dialect)]
    if dialect.inserts:
        found += [Gap(one.start(), one.end(), shown(one[0])) for one in _MODIFIER.finditer(text)]
    kept: list[Gap] = []
    for gap in sorted(found):
        if not kept or gap.start >= kept[-1].end:
            kept.append(gap)
    return kept


def head_of_chapbook(text: str) -> int:
    """Where a passage of Chapbook begins behind the variables that it sets: they end at a line `--`."""
    place = 0
    while place < len(text):
        end = text.find("\n", place)
        line = text[place:] if end < 0 else text[place:end]
        if line.strip() == "--":
            return place + len(line)
        if end < 0 or not _HEAD_LINE.fullmatch(line):
            return 0
        place = end + 1
    return 0


def shown(text: str) -> str:
    """A thing that was left out, as it stood, on one line and not at length."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1].rstrip() + "…"


def _opened(text: str, dialect: Dialect) -> Iterator[Gap]:
    """What has an opening and a closing sign. One without its closing sign is text."""
    closers = {"<!--": "-->", "[img[": "]]"}
    if dialect.macros:
        closers |= {"<<": ">>", "/*": "*/", "/%": "%/"}
    if dialect.scriptlets:
        closers |= {"<%": "%>"}
    if dialect.inserts:
        closers |= {"{": "}"}
    opening = re.compile("|".join([*map(re.escape, sorted(closers, reverse=True)), r"\[\[", _TAG]))
    search = _Search(text)
    place = 0
    while found := opening.search(text, place):
        sign = found[0]
        end = found.end() if sign == "[[" else search.end_of(closers.get(sign, ">"), found.end())
        if sign == "[[" or not end:
            place = found.end()
            continue
        if sign in closers:
            comment = sign in {"<!--", "/*", "/%"}
            gap = Gap(found.start(), end, "" if comment else shown(text[found.start() : end]))
        else:
            gap = _tag(search, found, end)
        yield gap
        place = gap.end


class _Search:
    """Looks for signs that close something, and remembers which don't come any more."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = text.lower() if text.isascii() else "".join(map(_lowered, text))
        self.absent: set[str] = set()

    def end_of(self, sign: str, place: int) -> int:
        """Where this sign, which is in lower case, ends; 0 where it does not come."""
        found = -1 if sign in self.absent else self.lower.find(sign, place)
        if found < 0:
            self.absent.add(sign)
            return 0
        return found + len(sign)


def _lowered(sign: str) -> str:
    """A sign in lower case, where that is as long."""
    return sign.lower() if sign.isascii() else sign


def _tag(search: _Search, found: re.Match[str], end: int) -> Gap:
    start, tag, text = found.start(), found["tag"].lower(), search.text
    if tag in _BOLD | _ITALIC:
        return Gap(start, end, instead="**" if tag in _BOLD else "*")
    if tag in _LINE_ENDS:
        return Gap(start, end, instead="\n")
    if tag in _WHOLE and not text.startswith("</", start):
        closing = search.end_of(f"</{tag}", end)
        end = (closing and search.end_of(">", closing)) or end
    return Gap(start, end, "" if tag in _PLAIN else shown(text[start : min(end, start + _FAR)]))


def _brackets(text: str, dialect: Dialect) -> Iterator[Gap]:
    """Harlowe's macros with their arguments, and the brackets and braces that only they and its layout need."""
    if not dialect.changers:
        return
    opened: list[int] = []
    hooks: list[int] = []
    linked = False
    for sign in re.finditer(r"\[\[|\]\]|[()\[\]{}]", text):
        place = sign.start()
        if sign[0] in "{}":
            yield Gap(place, place + 1)
        elif sign[0] == "(":
            opened.append(place)
        elif sign[0] == ")" and opened:
            start = opened.pop()
            if _MACRO.match(text, start):
                yield Gap(start, place + 1, shown(text[start : min(place + 1, start + _FAR)]))
        elif sign[0] == "[[" or (sign[0] == "]]" and linked):
            linked = sign[0] == "[["
        elif sign[0] == "[":
            hooks.append(place)
        else:
            for at in range(place, sign.end()):
                if hooks:
                    yield from (Gap(one, one + 1) for one in (hooks.pop(), at))
    for name in _NAMED_HOOK.finditer(text):
        yield Gap(name.start(), name.end())
