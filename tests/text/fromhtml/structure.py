"""What a reader sees of HTML: its blocks, and its words with what sets them off. Equal for HTML that reads alike.

Written apart from the converter, on html5lib's tree, so that the two can disagree.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib

STRONG = {"b", "strong"}
EM = {"i", "em", "cite", "dfn", "var"}
CODE = {"code", "kbd", "samp", "tt"}
LISTS = {"ul", "ol"}
UNREAD = {"script", "style", "template", "button", "select", "textarea", "title", "svg"}
PLAIN_BLOCKS = {"p", "div", "section", "article", "header", "footer", "address", "center", "details", "summary"}
PLAIN_BLOCKS |= {"figcaption", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "form", "main", "aside", "nav"}
FORMED = {"blockquote", "pre", "hr", "table", "dl", "figure", *LISTS}
Structure = list[tuple[str, Any]]


@dataclass(frozen=True)
class Look:
    strong: bool = False
    em: bool = False
    code: bool = False
    link: str | None = None


Token = tuple[str, Any]
SPACE: Token = (" ", None)
BREAK: Token = ("\n", None)


def structure_of(html: str) -> Structure:
    """Give the blocks that a reader sees, each with its name and what stands in it."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    reader = Reader()
    reader.children(tree, Look())
    return joined(reader.done())


class Reader:
    def __init__(self) -> None:
        self.blocks: Structure = []
        self.line: list[Token] = []

    def done(self) -> Structure:
        self.flush()
        return self.blocks

    def flush(self) -> None:
        for part in parted(self.line):
            if tokens := collapsed(part):
                self.blocks.append(("p", tuple(tokens)))
        self.line = []

    def children(self, node: Element, look: Look) -> None:
        self.text(node.text, look)
        for child in node:
            if isinstance(child.tag, str):
                self.element(child, look)
            self.text(child.tail, look)

    def text(self, text: str | None, look: Look) -> None:
        for part in re.split(r"(\s+)", (text or "").replace("\u200b", "")):
            if part.strip():
                self.line.append((unicodedata.normalize("NFKC", part), look))
            elif part:
                self.line.append(SPACE)

    def element(self, node: Element, look: Look) -> None:
        tag = node.tag
        style = node.get("style", "")
        if tag in UNREAD or "display:none" in style.replace(" ", ""):
            return
        look = looked(node, look)
        if tag == "br":
            self.line.append(SPACE if look.code else BREAK)
        elif tag == "img":
            self.line.append(("img", (node.get("alt", "").strip(), node.get("src"), look.strong, look.em, look.link)))
        elif tag == "q":
            self.line.append(("“", look))
            self.children(node, look)
            self.line.append(("”", look))
        elif tag == "wbr":
            pass
        elif re.fullmatch("h[1-6]", tag):
            self.heading(node, look)
        elif tag in FORMED:
            self.flush()
            getattr(self, tag)(node, look)
        elif tag in PLAIN_BLOCKS:
            self.flush()
            self.children(node, look)
            self.flush()
        else:
            self.children(node, look)

    def heading(self, node: Element, look: Look) -> None:
        self.flush()
        tokens: list[Token] = []
        for block in inner(node, look):
            name, content = block[0], block[1]
            assert name == "p", "the corpus has only lines in headings"
            tokens += [*([SPACE] if tokens else []), *(SPACE if token == BREAK else token for token in content)]
        if tokens:
            self.blocks.append((node.tag, tuple(collapsed(tokens))))

    def blockquote(self, node: Element, look: Look) -> None:
        if blocks := inner(node, look):
            self.blocks.append(("quote", tuple(blocks)))

    def pre(self, node: Element, look: Look) -> None:
        code = "".join(raw(node)).replace("\u00a0", " ")
        lines = [line.expandtabs(4) if line.strip() else "" for line in code.split("\n")]
        if code.strip():
            self.blocks.append(("pre", "\n".join(lines).rstrip()))

    def hr(self, node: Element, look: Look) -> None:
        self.blocks.append(("hr", None))

    def ul(self, node: Element, look: Look) -> None:
        items: list[Structure] = []
        for child in node:
            if child.tag == "li":
                items.append(inner(child, look))
            elif items and isinstance(child.tag, str):
                reader = Reader()
                reader.element(child, look)
                items[-1] += reader.done()
        kept = tuple(tuple(joined(item)) for item in items if item)
        if kept:
            start = int(node.get("start", "1")) if node.tag == "ol" else 0
            self.blocks.append((node.tag, (start, kept)))

    ol = ul

    def dl(self, node: Element, look: Look) -> None:
        entries = tuple((child.tag, tuple(found)) for child in node if (found := inner(child, look)))
        if entries:
            self.blocks.append(("dl", entries))

    def figure(self, node: Element, look: Look) -> None:
        self.children(node, look)
        self.flush()

    def table(self, node: Element, look: Look) -> None:
        for caption in node.iter("caption"):
            self.blocks += inner(caption, look)
        rows = [[flat(inner(cell, look)) for cell in row if cell.tag in {"td", "th"}] for row in node.iter("tr")]
        first = next(iter(node.iter("tr")), None)
        header = node.find("thead") is not None or (first is not None and all(cell.tag == "th" for cell in first))
        if rows and header and not any(rows[0]):
            header, rows = False, rows[1:]
        if any(any(row) for row in rows):
            self.blocks.append(("table", (header, tuple(map(tuple, rows)))))


def looked(node: Element, look: Look) -> Look:
    style = node.get("style", "").replace(" ", "")
    if node.tag in STRONG:
        look = replace(look, strong=True)
    elif node.tag in EM:
        look = replace(look, em=True)
    elif node.tag in CODE:
        look = replace(look, code=True)
    elif node.tag == "a" and node.get("href"):
        look = replace(look, link=unquote(node.get("href", "").strip()))
    if "font-weight:" in style:
        look = replace(look, strong=any(f"font-weight:{heavy}" in style for heavy in ("bold", "600", "700")))
    if "font-style:" in style:
        look = replace(look, em="font-style:italic" in style)
    return look


def inner(node: Element, look: Look) -> Structure:
    reader = Reader()
    reader.children(node, look)
    return joined(reader.done())


def raw(node: Element) -> list[str]:
    pieces = [node.text or ""]
    for child in node:
        pieces += ["\n"] if child.tag == "br" else raw(child)
        pieces.append(child.tail or "")
    return pieces


def flat(blocks: Structure) -> tuple[Token, ...]:
    """A cell's words on one line."""
    tokens: list[Token] = []
    for name, content in blocks:
        assert name == "p", "the corpus has only lines in cells"
        tokens += [*([SPACE] if tokens else []), *(SPACE if token == BREAK else token for token in content)]
    return tuple(collapsed(tokens))


def parted(line: list[Token]) -> list[list[Token]]:
    """Two ends of a line in a row look like a paragraph's end."""
    parts: list[list[Token]] = [[]]
    breaks = 0
    for token in line:
        if token == BREAK:
            breaks += 1
        elif token != SPACE:
            if breaks > 1:
                parts.append([])
            breaks = 0
        parts[-1].append(token)
    return parts


def collapsed(line: list[Token]) -> list[Token]:
    """Single spaces, none at the ends or beside a line's end; neighbours that look the same are one."""
    kept: list[Token] = []
    for token in line:
        last = kept[-1] if kept else BREAK
        if token == SPACE and last in (SPACE, BREAK):
            continue
        if token == BREAK:
            while kept and kept[-1] == SPACE:
                kept.pop()
        if isinstance(token[1], Look) and last[1] == token[1]:
            kept[-1] = (last[0] + token[0], token[1])
        else:
            kept.append(token)
    while kept and kept[-1] in (SPACE, BREAK):
        kept.pop()
    while kept and kept[0] in (SPACE, BREAK):
        kept.pop(0)
    return kept


def joined(blocks: Structure) -> Structure:
    """A list that goes on where the last one ended is the same list."""
    kept: Structure = []
    for block in blocks:
        name, content = block
        before: tuple[str, Any] = kept[-1] if kept else ("", None)
        if name in {"ul", "dl", "ol"} and before[0] == name:
            if name == "dl":
                kept[-1] = (name, before[1] + content)
                continue
            start, items = before[1]
            if name == "ul" or content[0] == start + len(items):
                kept[-1] = (name, (start, items + content[1]))
                continue
        kept.append(block)
    return kept
