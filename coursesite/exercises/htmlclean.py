"""HTML as people paste it, brought down to the few elements and attributes that Markdown has a form for."""

from __future__ import annotations

import re
from urllib.parse import quote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from coursesite.text.fromhtml.raising import raised
from coursesite.text.targets import Aim, aim_of, cleaned

_GONE = {"script", "style", "head", "title", "template", "xml", "meta", "link", "input", "button"}
_BLOCKS = {"p", "div", "ul", "ol", "li", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "dl"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_RENAMED = {"b": "strong", "i": "em", "dt": "p", "dd": "p", "tt": "code", "center": "div", "summary": "p"}
_PLAYERS = {"iframe", "embed", "audio", "video", "source"}
_KEPT = _BLOCKS | {"strong", "em", "a", "img", "br", "code", "kbd", "samp", "sub", "sup"}
_KEPT |= {"thead", "tbody", "tfoot", "tr", "td", "th", "caption", "section", "article", "q"}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt"}, "ol": {"start"}}

MOST_ELEMENTS = 5_000
DEEPEST = 60


class TooTangled(Exception):
    """Elements stand inside one another without end, or there are too many of them."""


def clean(html: str) -> BeautifulSoup:
    """Clean HTML that came through `only_tags`. Raises TooTangled before anything walks it by recursion."""
    # Bare text that looks like an address or a path makes the parser warn of a mistake; within an element it doesn't.
    soup = BeautifulSoup(f"<div>{html}</div>", "html.parser")
    _check_size(soup)
    for mark in [node for node in soup.descendants if isinstance(node, PreformattedString)]:
        mark.extract()
    for tag in soup.find_all(True):
        if not tag.decomposed:
            _clean_tag(soup, tag)
    for tag in soup.find_all(["strong", "em"]):
        _untangle(tag)
    for tag in soup.find_all("br"):
        after = tag.next_sibling
        if isinstance(after, NavigableString):
            after.replace_with(after.lstrip())
    return soup


def _check_size(soup: BeautifulSoup) -> None:
    waiting: list[tuple[Tag, int]] = [(soup, 0)]
    seen = 0
    while waiting:
        tag, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_ELEMENTS:
            raise TooTangled
        waiting += [(child, depth + 1) for child in tag.children if isinstance(child, Tag)]


def _clean_tag(soup: BeautifulSoup, tag: Tag) -> None:
    name = tag.name = _RENAMED.get(tag.name.lower(), tag.name.lower())
    if name in _GONE:
        tag.decompose()
    elif name in _PLAYERS:
        _link_instead(soup, tag)
    elif name in {"sub", "sup"}:
        _shift(tag, name)
    elif name in _HEADINGS:
        _embolden(soup, tag)
    elif name not in _KEPT:
        tag.unwrap()
    else:
        tag.attrs = {key: value for key, value in tag.attrs.items() if key in _ATTRIBUTES.get(name, set())}
        if not re.fullmatch("[0-9]{1,6}", str(tag.get("start", "1"))):
            del tag["start"]
        _clean_target(tag)


def _clean_target(tag: Tag) -> None:
    """A link that leads nowhere is its text; an address keeps no letter that would end it in Markdown."""
    for name in {"href", "src"} & set(tag.attrs):
        target = cleaned(str(tag[name]))
        if name == "href" and aim_of(target) is Aim.NOWHERE and not target.startswith("@@PLUGINFILE@@"):
            del tag[name]
        else:
            tag[name] = quote(target, safe="%/:?#@!$&'*+,;=~-._")


def _link_instead(soup: BeautifulSoup, tag: Tag) -> None:
    """What plays or frames another page becomes a link to it; what stood inside stays behind the link."""
    target = cleaned(str(tag.get("src") or ""))
    if target and (aim_of(target) is not Aim.NOWHERE or target.startswith("@@PLUGINFILE@@")):
        link = soup.new_tag("a", href=quote(target, safe="%/:?#@!$&'*+,;=~-._"))
        link.string = str(tag.get("title") or target)
        tag.insert_before(link)
    tag.unwrap()


def _shift(tag: Tag, name: str) -> None:
    """Write a raised or lowered piece in the letters that Unicode has for it, or else as `^(…)` and `_(…)`."""
    letters = raised(tag.get_text(), name)
    if letters is not None:
        tag.replace_with(letters)
        return
    tag.insert_before("^(" if name == "sup" else "_(")
    tag.insert_after(")")
    tag.unwrap()


def _embolden(soup: BeautifulSoup, heading: Tag) -> None:
    """A heading would end the exercise that it stands in, so it becomes a line in bold."""
    for inner in heading.find_all(["b", "strong"]):
        inner.unwrap()
    strong = soup.new_tag("strong")
    for child in list(heading.contents):
        strong.append(child)
    heading.name = "p"
    heading.attrs = {}
    heading.append(strong)


def _untangle(tag: Tag) -> None:
    """Markdown cannot put emphasis around blocks, inside its like, or twice in a row. Goes from first to last."""
    if tag.find(_BLOCKS) or tag.find_parent(tag.name):
        tag.unwrap()
        return
    before = tag.previous_sibling
    if isinstance(before, Tag) and before.name == tag.name:
        for child in list(tag.contents):
            before.append(child)
        tag.decompose()
