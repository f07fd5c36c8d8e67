"""A page as a tree of elements, read as browsers read it, by Lexbor: html5lib takes ten times as long over each."""

import re
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser, LexborNode


def tree_of(page: str) -> Element:
    """A whole page. An attribute without a value holds an empty text; comments are left out.

    What a `template` holds, which is in no page yet, hangs below it like any children.
    """
    parser = LexborHTMLParser(page)
    top = parser.root
    assert top is not None
    tree = _alone(top)
    ahead = [(top, tree)]
    while ahead:
        node, element = ahead.pop()
        last: Element | None = None
        for child in _children(node):
            if child.tag == "-text":
                words = child.text_content or ""
                if last is None:
                    element.text = (element.text or "") + words
                else:
                    last.tail = (last.tail or "") + words
            elif child.tag is not None and child.tag[0].isalpha():
                last = _alone(child)
                element.append(last)
                ahead.append((child, last))
    return tree


def _alone(node: LexborNode) -> Element:
    return Element(node.tag or "", {name: value or "" for name, value in node.attributes.items()})


def _children(node: LexborNode) -> list[LexborNode]:
    if node.tag == "template":
        # Lexbor writes its content down and lets nobody walk it; the end tag that is left over means nothing. Parts of
        # a table would be lost outside one, so no template of ours may hold any.
        assert not re.search(r"<t[rdh]\b|<tbody|<caption|<col", node.html or ""), "a template with parts of a table"
        node = LexborHTMLParser((node.html or "").replace("<template", "<div", 1)).css("div")[0]
    return list(node.iter(include_text=True))
