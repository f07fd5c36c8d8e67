"""The last touch on the parsed tree: headings get names, links and images addresses, tables a frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from .results import Heading, Kind, Picture, Reference
from .targets import Aim, aim_of, cleaned, resolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown import Markdown

    from .sheet import Sheet

REL = {Kind.LESSON: "noopener", Kind.COMMENT: "nofollow ugc noopener"}

_ALIGNMENT = re.compile(r"text-align:\s*(left|right|center)")


class Dress(Treeprocessor):
    """Runs after everything else, when the tree holds text and attributes as they will be read."""

    def __init__(self, md: Markdown, sheet: Callable[[], Sheet]) -> None:
        super().__init__(md)
        self._markdown = md
        self._current = sheet

    def run(self, root: Element) -> None:
        self.sheet = self._current()
        for element in list(root.iter()):
            if re.fullmatch("h[1-6]", element.tag):
                self._heading(element)
        for parent, child in _pairs(root):
            if child.tag == "table":
                self._table(parent, child)
            elif child.tag == "img":
                self._image(child)
            elif child.tag == "hr" and self.sheet.kind is Kind.COMMENT:
                _become(child, "p", "* * *")
        for element in list(root.iter("a")):
            self._link(element)
        for element in list(root.iter("p")):
            _make_figure(element)

    def _heading(self, element: Element) -> None:
        level = max(int(element.tag[1]), 2)
        element.tag = f"h{level}"
        text = " ".join(self._read(element).split())
        anchor = self.sheet.anchors.for_heading(text)
        element.set("id", anchor)
        self.sheet.headings.append(Heading(level, text, anchor))

    def _table(self, parent: Element, table: Element) -> None:
        titles = []
        for cell in list(table.iter("th")):
            text = self._read(cell).strip()
            titles.append(text)
            cell.set("scope", "col")
            if not text and not len(cell):
                cell.tag = "td"
                cell.attrib.pop("scope")
        for cell in [*table.iter("th"), *table.iter("td")]:
            alignment = _ALIGNMENT.search(cell.attrib.pop("style", ""))
            if alignment:
                cell.set("class", f"align-{alignment[1]}")
        label = ", ".join(filter(None, titles))
        frame = Element("div", {"class": "table", "tabindex": "0", "role": "region"})
        frame.set("aria-label", _literal(f"Table: {label}") if label else "Table")
        frame.tail, table.tail = table.tail, None
        parent[list(parent).index(table)] = frame
        frame.append(table)

    def _image(self, image: Element) -> None:
        written = image.get("src", "")
        target = cleaned(written)
        alt = self._plain(image.get("alt", "")).strip()
        if self.sheet.kind is Kind.COMMENT:
            _become(image, "a", alt or target)
            image.set("href", written)
            return
        line = self.sheet.places.next(f"]({written}" if not alt else written)
        self.sheet.images.append(Reference(target, line))
        if not alt:
            problem = f"The image “{target}” says nothing to those who cannot see it."
            remedy = f"Describe what it shows: ![…]({target}). If it only decorates, leave the image out."
            self.sheet.fault(line, problem, remedy)
        picture = self._picture(target, line)
        if picture is None:
            _become(image, "span", alt)
            return
        title = self._plain(image.get("title", ""))
        size = {"width": str(picture.width), "height": str(picture.height)} if picture.width else {}
        image.attrib.clear()
        image.attrib.update({"src": _literal(picture.src), "alt": _literal(alt), **size, "loading": "lazy"})
        if title:
            image.set("title", _literal(title))

    def _picture(self, target: str, line: int) -> Picture | None:
        if aim_of(target) is not Aim.BESIDE:
            problem = f"The image “{target}” is not one of the site's own files."
            self.sheet.fault(line, problem, "Put the file into the folder images/ and write images/ and its name.")
            return None
        if self.sheet.image is None:
            return Picture(target, 0, 0)
        picture = self.sheet.image(target)
        if picture is None:
            problem = f"The text shows the image “{target}”, which is not there."
            self.sheet.fault(line, problem, "Check the file's name and folder, or take the image out.")
        return picture

    def _link(self, link: Element) -> None:
        if "aria-label" in link.attrib:
            return
        written = link.get("href", "")
        target = cleaned(self._restored(written))
        title = self._plain(link.get("title", ""))
        line = self.sheet.places.next(written.removeprefix("mailto:") or "]()")
        self.sheet.links.append(Reference(target, line))
        href = self._address(target, line)
        link.attrib.clear()
        if href is None:
            link.tag = "span"
            return
        link.set("href", _literal(href))
        if title and self.sheet.kind is Kind.LESSON:
            link.set("title", _literal(title))
        if aim_of(target) is Aim.OUTSIDE:
            link.set("rel", REL[self.sheet.kind])

    def _address(self, target: str, line: int) -> str | None:
        aim = aim_of(target)
        if aim is Aim.OUTSIDE:
            return target.replace(" ", "%20")
        if self.sheet.kind is Kind.COMMENT:
            return None
        if aim is Aim.NOWHERE:
            problem = f"“{target}” is not an address that can be linked." if target else "A link leads nowhere."
            self.sheet.fault(
                line, problem, "Write an address that starts with https://, or the name of a file beside this one."
            )
            return None
        if aim is Aim.WITHIN:
            return "#" + self.sheet.anchors.link(target[1:], line)
        if self.sheet.link is None:
            return target
        address = self.sheet.link(target)
        if address is None:
            problem = f"The text links to “{target}”, which is not there."
            self.sheet.fault(line, problem, "Check the file's name and the heading after “#”, or take the link out.")
        return address

    def _read(self, element: Element) -> str:
        return self._plain("".join(_texts(element)))

    def _plain(self, text: str) -> str:
        """Give text as it is read: Python-Markdown's placeholders and entities resolved."""
        return resolved(self._restored(text))

    def _restored(self, text: str) -> str:
        for processor in self._markdown.postprocessors:
            text = processor.run(text)
        return text


def _literal(text: str) -> str:
    """Give text as the tree has to hold it: Python-Markdown writes down as an entity whatever looks like one."""
    return text.replace("&", "&amp;")


def _texts(element: Element) -> Iterator[str]:
    """Give an element's text without the numbers of its citations."""
    yield element.text or ""
    for child in element:
        if child.get("class") != "cite":
            yield from _texts(child)
        yield child.tail or ""


def _pairs(root: Element) -> list[tuple[Element, Element]]:
    return [(parent, child) for parent in root.iter() for child in parent]


def _become(element: Element, tag: str, text: str) -> None:
    element.tag = tag
    element.attrib.clear()
    element.text = _literal(text)


def _make_figure(paragraph: Element) -> None:
    """Turn a paragraph that is one image with a title into a figure with that title as its caption."""
    if len(paragraph) != 1 or (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
        return
    image = paragraph[0]
    if image.tag == "img" and image.get("title"):
        paragraph.tag = "figure"
        caption = Element("figcaption")
        caption.text = image.attrib.pop("title")
        paragraph.append(caption)
