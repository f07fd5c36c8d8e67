"""Reading one item of a scene's list: a reply that leads on, or a line of the debrief."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coursesite.text.blocks import Item, quoted
from coursesite.text.faults import Fault
from coursesite.text.shapes import ITEM, Shape, dedented, shown, trimmed

from .compiled import HIGHEST
from .linking import Link, links
from .written import WrittenReply

SAMPLE = "“- [What one could say](#a-scene)”"
MINUS = "\\-−–—‐‑‒﹣－"

# Up to two signs, or `~` with more behind it, are held for a mark; a longer word in brackets is a word.
_MARK = re.compile(
    r"\[(?P<inner>[ \t]{0,2}[^\[\]]{0,2}[ \t]{0,2}|~[^\[\]]{0,12})\](?![(\[:])(?:[ \t]+|$)(?P<rest>.*)", re.DOTALL
)
_CHANGE = re.compile(rf"(?P<name>[^\W\d_][\w-]*?)\s*:?\s*(?P<sign>[{MINUS}+＋]?)\s*(?P<value>\d{{1,9}})\s*%?")
_BETWEEN = re.compile(r"\s*(?:[,;]|\band\b)\s*")


@dataclass(frozen=True)
class Head:
    """What an item says besides its quote: the mark in front, the text after it, and its links.

    `mark` is None for none, and a text in brackets that is no mark of ours where it reads like one.
    """

    item: Item
    mark: str | None
    text: str
    links: tuple[Link, ...]
    reason: str | None
    reason_line: int

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.item.line.number

    @property
    def first(self) -> Link | None:
        """The first of its links that leads to a scene or, if none does, that it begins with."""
        to_scenes = next((link for link in self.links if link.scene is not None), None)
        begins = self.links[0] if self.links and self.links[0].start == 0 else None
        return to_scenes or begins

    @property
    def is_reply(self) -> bool:
        """Whether it is meant as a reply: it has a mark, or a link to a scene."""
        return self.mark is not None or any(link.scene is not None for link in self.links)


def read_head(item: Item, faults: list[Fault]) -> Head:
    """Take an item apart into its mark, its text and its quote."""
    start = next((place for place, line in enumerate(item.nested) if line.quote), len(item.nested))
    rest = item.nested[start:]
    _check_nested(item, start, faults)
    text = "\n".join(trimmed([item.text, *dedented(item.nested[:start])])).strip()
    match = _MARK.fullmatch(text)
    mark = match["inner"] if match else None
    text = match["rest"].strip() if match else text
    reason = "\n".join(trimmed(quoted(rest)))
    line = rest[0].number if rest else item.line.number
    return Head(item, mark, text, tuple(links(text)), reason or None, line)


def read_reply(head: Head, faults: list[Fault]) -> WrittenReply | None:
    """Read a reply; None, with a fault, where it leads nowhere."""
    mark = _mark(head, faults)
    link = head.first
    if link is None or link.scene is None:
        faults.append(_no_link(head, link))
        return None
    several = [one for one in head.links if one.scene is not None]
    if len(several) > 1:
        problem = f"The reply {shown(link.text)} leads to “#{link.scene}” and to “#{several[1].scene}”."
        faults.append(Fault(head.line, problem, "Keep one link, or make each a reply of its own."))
    before, after = head.text[: link.start].strip(), head.text[link.end :].strip()
    if before:
        problem = f"{shown(before)} stands in front of the link, where nobody says it."
        faults.append(Fault(head.line, problem, "Put all that is said between the brackets of the link."))
    if not link.text.strip():
        faults.append(Fault(head.line, "A reply says nothing.", f"Write what is said between the brackets: {SAMPLE}."))
        return None
    changes = _changes(after, head.line, faults) if len(several) < 2 else ()
    return WrittenReply(
        link.text.strip(), link.scene, mark, changes, head.reason, head.line, reason_line=head.reason_line
    )


def _mark(head: Head, faults: list[Fault]) -> str:
    if head.mark is None:
        return ""
    inner = head.mark.strip().lower()
    if inner in {"x", "~", ""}:
        return inner or " "
    problem = f"The mark “[{head.mark}]” isn't one of ours."
    faults.append(Fault(head.line, problem, "Write [x] for a better reply, [~] for one between, [ ] for a worse one."))
    return ""


def _no_link(head: Head, link: Link | None) -> Fault:
    text = shown(head.text or head.item.line.text)
    if link is None:
        return Fault(head.line, f"The reply {text} leads to no scene.", f"Write it as a link to one: {SAMPLE}.")
    name = link.target.removeprefix("#").strip()
    problem = f"The reply {text} links to “{link.target}”, which is no scene."
    sample = name if re.fullmatch(r"[\w-]+", name) else "a-scene"
    return Fault(head.line, problem, f"Write a # and the scene's name, as in “(#{sample})”.")


def _changes(text: str, line: int, faults: list[Fault]) -> tuple[tuple[str, int], ...]:
    """Read what a reply changes, as in `heat +15, trust -10`."""
    found: dict[str, int] = {}
    taken: set[str] = set()
    text = " ".join(text.split())
    for part in _BETWEEN.split(text.rstrip(".")) if text else ():
        match = _CHANGE.fullmatch(part)
        if match is None:
            problem = f"{shown(part or text)} stands behind the link, and doesn't say what changes."
            faults.append(Fault(line, problem, "Write a meter and by how much, as in “heat +15, trust -10”."))
            return tuple(found.items())
        name, value = match["name"], int(match["value"])
        if not match["sign"]:
            problem = f"“{part}” doesn't say whether {name} rises or falls."
            faults.append(Fault(line, problem, f"Write “{name} +{value}” or “{name} -{value}”."))
        elif value > HIGHEST:
            problem = f"“{part}” is more than a meter holds, which runs from 0 to {HIGHEST}."
            faults.append(Fault(line, problem, f"Write a number up to {HIGHEST}."))
        elif name.casefold() in taken:
            problem = f"This reply changes {name} twice."
            faults.append(Fault(line, problem, "Add the two up."))
        else:
            found[name] = -value if match["sign"] in MINUS else value
            taken.add(name.casefold())
    return tuple(found.items())


def _check_nested(item: Item, start: int, faults: list[Fault]) -> None:
    for line in item.nested[:start]:
        if line.shape is Shape.TEXT and ITEM.match(line.body) and any(one.scene for one in links(line.body)):
            problem = f"The reply {shown(line.body)} is indented, so it belongs to the one above."
            faults.append(Fault(line.number, problem, "Start it at the left margin."))
    stray = next((line for line in item.nested[start:] if line.shape is not Shape.BLANK and not line.quote), None)
    if stray is not None:
        problem = f"{shown(stray.text)} stands after the quote that gives the reason."
        remedy = "Begin the line with > if it belongs to the reason, or move it above."
        faults.append(Fault(stray.number, problem, remedy))
