"""Our Markdown as SugarCube shows it. What SugarCube would take for something of its own stands as an entity."""

from __future__ import annotations

import re

from coursesite.conversations.linking import Link, links
from coursesite.text.targets import resolved

_ALWAYS = set("$[]{}<>~^=@_\\")
_DOUBLED = set("'/%-!*#")
_BEGINS = re.compile(r"[*#!>-]")
_LINK_SIGNS = str.maketrans({"|": "¦", "[": "(", "]": ")"})
_MARKS = re.compile(r"\\([!-/:-@\[-`{-~])|\*\*|__|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|\*|`+")


def sugared(markdown: str) -> str:
    """A text of Markdown in SugarCube's notation: its words, bold and italic, its links to other pages."""
    paragraphs = re.split(r"\n[ \t]*\n", markdown.strip("\n"))
    return "\n\n".join(_line(" ".join(line.strip() for line in paragraph.split("\n"))) for paragraph in paragraphs)


def words_of(markdown: str) -> str:
    """The words alone, with nothing in them that would end a link or turn it round."""
    words = _MARKS.sub(lambda found: found[1] or "", _without_links(markdown))
    words = words.translate(_LINK_SIGNS).replace("->", "→").replace("<-", "←")
    return " ".join(words.split()) or "…"


def _without_links(text: str) -> str:
    pieces, place = [], 0
    for link in links(text):
        pieces += [text[place : link.start], link.text]
        place = link.end
    return "".join([*pieces, text[place:]])


def _line(text: str) -> str:
    pieces, place = [], 0
    for link in links(text):
        pieces += [_inline(text[place : link.start]), _linked(link)]
        place = link.end
    line = "".join([*pieces, _inline(text[place:])])
    return f"&#{ord(line[0])};{line[1:]}" if _BEGINS.match(line) else line


def _linked(link: Link) -> str:
    target = resolved(link.target) if link.target.startswith(("https://", "http://")) else None
    if target is None or re.search(r"[\[\]|<>]|->", target):
        return _inline(link.text)
    return f"[[{words_of(link.text)}|{target}]]"


def _inline(text: str) -> str:
    pieces: list[str] = []
    place = 0
    for found in _MARKS.finditer(text):
        pieces.append(_plain(text[place : found.start()]))
        place = found.end()
        pieces.append(_mark(text, found))
    return "".join([*pieces, _plain(text[place:])])


def _mark(text: str, found: re.Match[str]) -> str:
    if found[1]:
        return _entity(found[1])
    if found[0].startswith("`"):
        return ""
    if found[0] in ("**", "__"):
        return "''"
    around = text[found.start() - 1 : found.start()].strip() or text[found.end() : found.end() + 1].strip()
    return "//" if around else "&#42;"


def _plain(text: str) -> str:
    pieces = []
    for place, sign in enumerate(text):
        beside = text[place - 1 : place] == sign or text[place + 1 : place + 2] == sign
        special = sign in _ALWAYS or sign == "&" or (sign in _DOUBLED and beside)
        special = special or (sign == "/" and text[place + 1 : place + 2] in ("*", "%"))
        pieces.append(_entity(sign) if special else sign)
    return "".join(pieces)


def _entity(sign: str) -> str:
    return f"&#{ord(sign)};"
