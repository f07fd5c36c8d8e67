"""The words of HTML and nothing else, whatever its tangle."""

from __future__ import annotations

import re
from html import unescape

_BREAKING = {"p", "div", "ul", "ol", "li", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "dl"}
_BREAKING |= {"br", "tr", "td", "th", "dt", "dd", "section", "article", "figure", "figcaption"}
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_NO_TAG = re.compile(r"<(?![A-Za-z/][^<>]*>)")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*>")


def words_only(html: str) -> str:
    """Give the words of HTML on one line, single spaces between them."""
    return " ".join(words_of(html).split())


def words_of(html: str) -> str:
    """Give the words of HTML, a line for each block. Scripts, styles and comments are no words."""
    html = only_tags(html)
    for name in ("script", "style"):
        html = _without(html, name)
    return unescape(_TAG.sub(lambda tag: "\n" if tag[1].lower() in _BREAKING else "", html))


def only_tags(html: str) -> str:
    """Take comments and declarations out, and make text of each `<` that opens no tag.

    Python's parser looks for the end of each of them again and again, which takes minutes for a hostile text.
    """
    rest = without_comments(html).replace("<![CDATA[", "").replace("]]>", "")
    return _NO_TAG.sub("&lt;", _DECLARATION.sub("", rest))


def without_comments(html: str) -> str:
    """Take out the comments that have an end."""
    pieces, end = [], 0
    while (start := html.find("<!--", end)) >= 0 and (close := html.find("-->", start + 2)) >= 0:
        pieces.append(html[end:start])
        end = close + 3
    return "".join([*pieces, html[end:]])


def _without(html: str, name: str) -> str:
    opening, closing = re.compile(rf"<{name}\b", re.IGNORECASE), re.compile(rf"</{name}\b", re.IGNORECASE)
    pieces, end = [], 0
    while (start := opening.search(html, end)) is not None:
        pieces.append(html[end : start.start()])
        close = closing.search(html, start.end())
        end = close.start() if close else len(html)
    return "".join([*pieces, html[end:]])
