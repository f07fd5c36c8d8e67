"""Texts in GIFT's formats ([html], [moodle], [plain], [markdown]) as Markdown of ours."""

from __future__ import annotations

import re
from enum import StrEnum
from html import unescape

from ..escaping import markdown_of_text
from ..htmltext import markdown_of
from .escapes import free

_PREFIX = re.compile(r"\[(html|moodle|plain|markdown)\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_BLOCK = re.compile(r"<(?:p|div|br|ul|ol|li|table|pre|blockquote|h[1-6])\b", re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w{1,31};")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(@@PLUGINFILE@@/?([^()\s]*)[^()]*\)")


class Format(StrEnum):
    """How a text is meant. Moodle's own is text whose line ends are kept and in which HTML may stand."""

    moodle = "moodle"
    html = "html"
    plain = "plain"
    markdown = "markdown"


def split_format(held: str, usual: Format) -> tuple[Format, str]:
    """Take the format off a text in which escapes are held apart. Brackets around any other word are text."""
    held = held.strip()
    match = _PREFIX.match(held)
    return (Format(match[1]), held[match.end() :].strip()) if match else (usual, held)


def markdown(held: str, usual: Format, lost: list[str] | None = None) -> str:
    """Give a text as Markdown. Names of pictures that aren't in the file are added to `lost`; their place stays."""
    kind, text = split_format(held, usual)
    text = free(text).strip()
    if kind is Format.markdown:
        return text
    if kind is Format.plain:
        return markdown_of_text(text)
    if _TAG.search(text) or _ENTITY.search(text):
        wrapped = text if kind is Format.html or _BLOCK.search(text) else text.replace("\n", "<br>\n")
        return _without_pictures(markdown_of(wrapped), lost if lost is not None else []).strip()
    return markdown_of_text(text if kind is Format.moodle else " ".join(text.split()))


def plain(held: str, usual: Format) -> str:
    """Give a text that other programs keep as plain text, on one line: a title, an answer to type."""
    kind, text = split_format(held, usual)
    text = free(text)
    return " ".join((text if kind in {Format.plain, Format.markdown} else unescape(text)).split())


def _without_pictures(text: str, lost: list[str]) -> str:
    def words(match: re.Match[str]) -> str:
        lost.append(match[2])
        return f"({match[1] or match[2]})"

    return _PICTURE.sub(words, text)
