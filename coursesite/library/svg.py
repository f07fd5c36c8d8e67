"""SVG from a coach, let through a strict allow-list: shapes, text and gradients, nothing that runs or refers out.

Drawing programs write styles into `style="…"`; these become presentation attributes, since the site's pages allow no
inline style. Elements and attributes of other namespaces (an editor's own notes) are dropped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

LARGEST = 1024 * 1024
MOST_ELEMENTS = 5000
DEEPEST = 40
LONGEST_SIDE = 10_000
NAMESPACE = "http://www.w3.org/2000/svg"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _words(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs linearGradient radialGradient "
    "stop clipPath mask marker"
)
PRESENTATION = _words(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit "
    "stroke-dasharray stroke-dashoffset opacity color clip-path clip-rule mask marker-start marker-mid marker-end "
    "stop-color stop-opacity font-family font-size font-weight font-style text-anchor dominant-baseline letter-spacing "
    "word-spacing text-decoration visibility display paint-order vector-effect"
)
ATTRIBUTES = PRESENTATION | _words(
    "id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform dx dy rotate textLength "
    "lengthAdjust offset gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits "
    "markerWidth markerHeight markerUnits refX refY orient preserveAspectRatio pathLength version role "
    "aria-label aria-labelledby aria-hidden"
)
# Written by editors, without effect on the picture: dropped without a word.
_HARMLESS = frozenset({"class", "metadata", "enable-background", "xml:space", "baseProfile", "contentScriptType"})
_XLINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(\s*[\"']?#[\w.-]+[\"']?\s*\)", re.ASCII)
_UNSAFE = re.compile(r"url\(|javascript:|data:|expression\(|@import|\\", re.IGNORECASE)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(?:px)?")

ElementTree.register_namespace("", NAMESPACE)


class BadSvg(ValueError):
    """This SVG can't be shown; the sentence says what is in it."""


@dataclass(frozen=True, slots=True)
class CleanSvg:
    """A picture that only draws. Sizes in CSS pixels."""

    data: bytes
    width: int
    height: int


def cleaned(data: bytes) -> CleanSvg:
    """The picture with nothing in it but what the allow-list names. Raises `BadSvg`."""
    if len(data) > LARGEST:
        raise BadSvg(f"The drawing is larger than {LARGEST // 1024} KB.")
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise BadSvg("The drawing declares a document type or entities, which can hide other files.") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise BadSvg(f"The drawing is not well-formed XML ({error}).") from error
    if root.tag != f"{{{NAMESPACE}}}svg":
        raise BadSvg("The file holds no SVG drawing.")
    for element in list(_walk(root)):
        _clean(element)
    width, height = _size(root)
    root.attrib |= {"width": str(width), "height": str(height)}
    return CleanSvg(ElementTree.tostring(root, encoding="utf-8", xml_declaration=False), width, height)


def _walk(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Every element that stays, parents first; takes foreign elements out of their parents on the way."""
    waiting = [(root, 1)]
    count = 0
    while waiting:
        element, depth = waiting.pop()
        count += 1
        if count > MOST_ELEMENTS or depth > DEEPEST:
            raise BadSvg(f"The drawing has more than {MOST_ELEMENTS:,} parts, or is nested too deeply.")
        yield element
        for child in list(element):
            if _is_svg(child.tag) and _local(child.tag) not in _HARMLESS:
                waiting.append((child, depth + 1))
            else:
                element.remove(child)


def _clean(element: ElementTree.Element) -> None:
    name = _local(element.tag)
    if name not in ELEMENTS:
        raise BadSvg(f"The drawing holds <{name}>, which is not for drawing shapes and words.")
    kept: dict[str, str] = {}
    for attribute, value in element.attrib.items():
        if attribute == "style":
            kept |= dict(_declarations(value))
        elif attribute in ("href", _XLINK):
            if not re.fullmatch(r"#[\w.-]+", value, re.ASCII):
                raise BadSvg(f"The drawing refers to something outside itself (“{value[:40]}”).")
            if name in ("linearGradient", "radialGradient"):
                kept["href"] = value
        elif not attribute.startswith("{"):
            _check(attribute, value)
            if attribute in ATTRIBUTES:
                kept.setdefault(attribute, value)
    element.attrib.clear()
    element.attrib.update(kept)


def _check(name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise BadSvg(f"The drawing holds “{name}”, which would run a script.")
    if _UNSAFE.search(_REFERENCE.sub("", value)):
        raise BadSvg(f"In the drawing, “{name}” refers to something outside itself (“{value[:40]}”).")
    if name not in ATTRIBUTES and name not in _HARMLESS and not name.startswith(("data-", "xml:")):
        raise BadSvg(f"The drawing uses “{name}”, which is not on the list of what may stand here.")


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, colon, value = (part.strip() for part in declaration.partition(":"))
        if colon and name in PRESENTATION:
            _check(name, value)
            yield name, value
        elif colon and _UNSAFE.search(value):
            raise BadSvg(f"In the drawing, “{name}” refers to something outside itself (“{value[:40]}”).")


def _size(root: ElementTree.Element) -> tuple[int, int]:
    sides = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    box = re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))
    if sides[0] and sides[1]:
        width, height = float(sides[0][1]), float(sides[1][1])
        root.attrib.setdefault("viewBox", f"0 0 {sides[0][1]} {sides[1][1]}")
    elif len(box) == 4:
        width, height = float(box[2]), float(box[3])
    else:
        raise BadSvg("The drawing doesn't say how large it is: it needs a viewBox, or a width and a height in pixels.")
    if not (1 <= width <= LONGEST_SIDE and 1 <= height <= LONGEST_SIDE):
        raise BadSvg(f"The drawing's sides must be between 1 and {LONGEST_SIDE:,}.")
    return round(width), round(height)


def _is_svg(tag: str) -> bool:
    return tag.startswith(f"{{{NAMESPACE}}}")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
