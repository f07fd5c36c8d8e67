"""HTML as browsers read it: parsed by the rules of HTML 5, every element closed, nothing unknown left."""

from __future__ import annotations

import re

import nh3

# Elements times depth: beyond it, closing what a hostile text leaves open takes longer than anybody waits.
MOST_TANGLE = 3_000_000

_BLOCKS = {"p", "div", "section", "article", "header", "footer", "main", "aside", "address", "center", "details"}
_BLOCKS |= {"summary", "figure", "figcaption", "fieldset", "legend", "form", "nav", "hgroup", "blockquote", "pre", "hr"}
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "menu", "dir"}
_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
_INLINE = {"a", "b", "strong", "i", "em", "cite", "dfn", "var", "code", "kbd", "samp", "tt", "q", "abbr", "acronym"}
_INLINE |= {"del", "s", "strike", "ins", "u", "mark", "sub", "sup", "small", "big", "font", "span", "br", "img", "wbr"}
_PLAYERS = {"iframe", "embed", "object", "audio", "video", "source"}
_GONE = {"script", "style", "template", "title", "svg", "math", "select", "textarea", "button", "noscript", "noframes"}
_ATTRIBUTES = {
    "*": {"style", "class", "align", "id", "hidden"},
    "a": {"href", "name"},
    "abbr": {"title"},
    "acronym": {"title"},
    "img": {"src", "alt", "title", "data-src", "data-lazy-src"},
    "ol": {"start"},
    "li": {"value"},
    "iframe": {"src", "title", "data-src"},
    "embed": {"src"},
    "object": {"data"},
    "audio": {"src"},
    "video": {"src"},
    "source": {"src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# What is not ours to link is told apart later, where its words can be kept and a sentence said.
_SCHEMES = {"http", "https", "mailto", "tel", "ftp", "javascript", "data", "file", "sms", "skype", "callto", "feed"}
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_SELF_CLOSING = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "br", "hr", "img", "wbr"}
_SELF_CLOSING |= {"input", "meta", "link", "source", "embed", "param", "area", "col", "base", "colgroup", "track"}


class Tangled(Exception):
    """Elements stand inside one another without end."""


def well_formed(html: str) -> str:
    """Give HTML with only the elements that are understood here, each of them closed. Raises Tangled."""
    _check_tangle(html)
    return nh3.clean(
        html,
        tags=_BLOCKS | _TABLES | _INLINE | _PLAYERS,
        clean_content_tags=_GONE,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _check_tangle(html: str) -> None:
    depth = deepest = count = 0
    for tag in _TAG.finditer(html):
        count += 1
        if tag[2].lower() not in _SELF_CLOSING:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            deepest = max(deepest, depth)
    if deepest * count > MOST_TANGLE:
        raise Tangled
