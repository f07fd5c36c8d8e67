"""Reading one scene: what is said and done, what the other feels, and its list of replies or of verdicts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coursesite.text.blocks import Block, Sort, quoted, read_blocks
from coursesite.text.faults import Fault
from coursesite.text.lines import without_code
from coursesite.text.shapes import Line, Shape, shown, trimmed

from .debriefs import read_verdict
from .linking import links
from .replies import SAMPLE, Head, read_head, read_reply
from .written import WrittenPart, WrittenScene

_SPEECH = re.compile(
    r"(?P<bold>\*\*|__)(?P<name>[^*_\s:：](?:[^*_:：]*[^*_\s:：])?)\s*(?:[:：](?P=bold)|(?P=bold)[:：])"
)
LONGEST_SPEAKER = 120
MOST_REPLIES = 60
"""Of one scene: nobody chooses among so many, and each is compared with the others."""


def read_scene(name: str, heading: Line, lines: Sequence[Line], faults: list[Fault]) -> WrittenScene:
    """Read the lines below a scene's heading; what is wrong with them is added to `faults`."""
    reader = _Reader(faults)
    before: Block | None = None
    for block in read_blocks(lines):
        reader.read(block, before)
        before = block if block.sort is not Sort.COMMENT else before
    heads, goes_on = reader.heads, any(head.is_reply for head in reader.heads)
    if len(heads) > MOST_REPLIES:
        problem = f"The list of “{name}” has {len(heads):,} items, and there is room for {MOST_REPLIES}."
        faults.append(Fault(heads[MOST_REPLIES].line, problem, "Make several scenes of it, or take some away."))
        heads = heads[:MOST_REPLIES]
    read = [read_reply(head, faults) for head in heads] if goes_on else []
    replies = tuple(reply for reply in read if reply is not None)
    verdicts = () if goes_on else tuple(read_verdict(head, faults) for head in heads)
    feels = "\n".join(reader.feels)
    scene = WrittenScene(
        name, reader.told(), feels or None, replies, verdicts, heading.number, reader.feels_line, goes_on
    )
    faults += _stray_links(scene)
    return scene


def read_parts(lines: Sequence[Line]) -> list[WrittenPart]:
    """Take lines of prose apart: a speech begins with a name in bold and ends with its paragraph."""
    parts: list[WrittenPart] = []
    prose: list[Line] = []
    for paragraph in _paragraphs(lines):
        said = _SPEECH.match(paragraph[0].body) if paragraph[0].plain else None
        if said is None:
            prose += paragraph
            continue
        parts += _prose(prose)
        prose = []
        first = paragraph[0].body[said.end() :].strip()
        text = "\n".join([first, *(line.text for line in paragraph[1:])])
        # Where the speech begins on the next line, that is the first of its text.
        line = paragraph[0].number + (0 if first else 1)
        parts.append(WrittenPart(said["name"].strip(), text.strip("\n"), line))
    return parts + _prose(prose)


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines parted where a speech begins, and before the blank line that ends one."""
    found: list[list[Line]] = []
    speaks = False
    for line in lines:
        begins = line.plain and _SPEECH.match(line.body) is not None
        if begins or not found or (speaks and line.shape is Shape.BLANK):
            found.append([])
            speaks = begins
        found[-1].append(line)
    return found


def _prose(lines: Sequence[Line]) -> list[WrittenPart]:
    filled = [place for place, line in enumerate(lines) if line.shape is not Shape.BLANK]
    if not filled:
        return []
    kept = lines[filled[0] : filled[-1] + 1]
    return [WrittenPart("", "\n".join(line.text for line in kept), kept[0].number)]


@dataclass
class _Reader:
    """The blocks of a scene, sorted into what they are."""

    faults: list[Fault]
    prose: list[list[Line]] = field(default_factory=list)
    feels: list[str] = field(default_factory=list)
    feels_line: int = 0
    heads: list[Head] = field(default_factory=list)

    def read(self, block: Block, before: Block | None) -> None:
        """Take one block, and the one before it."""
        if block.sort is Sort.COMMENT:
            return
        if block.sort is Sort.QUOTE:
            self._quote(block, before)
        elif block.sort is Sort.BULLETS:
            self.heads += [read_head(item, self.faults) for item in block.items]
        else:
            self._told(block, before)

    def told(self) -> tuple[WrittenPart, ...]:
        """What is said and done, in order."""
        parts = [part for lines in self.prose for part in read_parts(lines)]
        for part in parts:
            if part.speaker and not part.text.strip():
                problem = f"“{part.speaker}” says nothing here."
                self.faults.append(Fault(part.line, problem, "Write what is said on the same line, behind the colon."))
            if len(part.speaker) > LONGEST_SPEAKER:
                problem = f"The name {shown(part.speaker)} is longer than {LONGEST_SPEAKER} characters."
                self.faults.append(Fault(part.line, problem, "Shorten it."))
        return tuple(parts)

    def _quote(self, block: Block, before: Block | None) -> None:
        if block.touches and before is not None and before.sort is Sort.BULLETS:
            problem = f"The quote {shown(block.lines[0].text)} touches a reply without being indented."
            remedy = (
                "Indent it by two spaces to make it this reply's reason, or leave a blank line above it for what the "
                "other person feels."
            )
            self.faults.append(Fault(block.number, problem, remedy))
        text = trimmed(quoted(block.lines))
        if text:
            self.feels += ([""] if self.feels else []) + text
            self.feels_line = self.feels_line or block.number

    def _told(self, block: Block, before: Block | None) -> None:
        text = block.lines[0].text
        if self.heads:
            problem = f"{shown(text)} stands after the replies, and is read before them."
            remedy = "Move it above them, indent it by two spaces if it belongs to one, or give it a scene of its own."
            self.faults.append(Fault(block.number, problem, remedy))
        elif block.touches and before is not None and before.sort is Sort.QUOTE:
            problem = f"{shown(text)} touches the quote above it, but does not begin with >."
            self.faults.append(Fault(block.number, problem, "Begin the line with >, or leave a blank line above it."))
        if self.prose and before is not None and before.sort not in {Sort.QUOTE, Sort.BULLETS}:
            # Lines keep their distance, so that what is wrong in them is named with the line of the file.
            last = self.prose[-1][-1].number
            gap = [Line(number, "", 0, "", Shape.BLANK, nested=False) for number in range(last + 1, block.number)]
            self.prose[-1] += [*gap, *block.lines]
        else:
            self.prose.append(list(block.lines))


def _stray_links(scene: WrittenScene) -> list[Fault]:
    """Name the links to scenes that nobody can choose: those in speech, reasons and debriefs."""
    texts = [(part.text, part.line) for part in scene.parts]
    texts += [(scene.feels or "", scene.feels_line)]
    texts += [(reply.reason or "", reply.reason_line) for reply in scene.replies]
    texts += [(verdict.text, verdict.line) for verdict in scene.verdicts]
    return [fault for text, line in texts for fault in stray_links(text, line)]


def stray_links(text: str, first_line: int) -> list[Fault]:
    """Name the links to scenes in a text that is no reply."""
    faults = []
    for number, line in enumerate(without_code(text.split("\n")), first_line):
        for link in links(line):
            if link.scene is not None:
                problem = f"The link to “{link.target}” stands in the text, where nobody can choose it."
                faults.append(Fault(number, problem, f"Make it an item of a list with a hyphen in front: {SAMPLE}."))
    return faults
