"""Rendering a text again and again while it is being written: what hasn't changed comes from memory.

A text is rendered in pieces, cut where Markdown can't reach across: before a heading, and between two plain
paragraphs. A piece is known by its words and by all that its page depends on besides: the sources and abbreviations
it names, where its links lead, which ids were taken before it. Lines count from each piece's own first line.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import Any

from coursesite.text.anchors import Anchors
from coursesite.text.lines import in_fence, split_lines
from coursesite.text.markup import Rendered, render
from coursesite.text.notes import CITATION, Notes

MOST_BYTES = 24 * 1024 * 1024
"""Of HTML and Markdown kept in one process."""

_HEADING = re.compile(r"#{2,6}[ \t]")
_MORE = re.compile(r"\s|:|[-*+>|]|\d")
_REFERENCE = re.compile(r" {0,3}\[[^\]]+\]:")
Resolve = Callable[[str], Any]


_Asked = tuple[str, str, int, Any]
"""What was asked, in which words, on which line of the piece, and the answer."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A rendered piece and what it asked while it was made."""

    rendered: Rendered
    asked: tuple[_Asked, ...]
    size: int


class _Told(Anchors):
    """A page's ids and links, with everything noted that a piece asks of them. `offset` leads from its lines to the
    file's.
    """

    def __init__(self, anchors: Anchors, link: Resolve, image: Resolve, offset: int) -> None:
        super().__init__()
        self.anchors = anchors
        self.offset = offset
        self.answers: Mapping[str, Callable[[str, int], Any]] = {
            "claim": lambda wanted, _line: anchors.claim(wanted),
            "within": lambda fragment, line: anchors.link(fragment, line + offset),
            "link": lambda target, _line: link(target),
            "image": lambda target, _line: image(target),
        }
        self.asked: list[_Asked] = []

    def ask(self, what: str, words: str, line: int = 0) -> Any:
        answer = self.answers[what](words, line)
        self.asked.append((what, words, line, answer))
        return answer

    def claim(self, wanted: str) -> str:
        return str(self.ask("claim", wanted))

    def link(self, fragment: str, line: int) -> str:
        return str(self.ask("within", fragment, line))

    def agrees(self, kept: "_Kept") -> bool:
        """Whether everything would be answered as it was then; if so, the page knows that it has been asked again."""
        before = self.anchors.state()
        if all(self.answers[what](words, line) == answer for what, words, line, answer in kept.asked):
            return True
        self.anchors.restore(before)
        return False


class Rerenderer:
    """Renders as `text.markup.render` does, faster where it has seen the words before. For one thread."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._kept: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()
        self._most = most_bytes
        self._size = 0

    def __call__(
        self,
        markdown: str,
        *,
        notes: Notes,
        abbreviations: Mapping[str, str],
        link: Resolve,
        image: Resolve,
        first_line: int,
        anchors: Anchors,
    ) -> Rendered:
        """One part of a document, whose parts share notes, abbreviations and anchors. Raises as `render` does."""
        found = []
        for text, line in pieces(markdown):
            offset = first_line + line - 1
            told = _Told(anchors, link, image, offset)
            found.append(_moved(self._piece(text, notes, abbreviations, told), offset))
        return found[0] if len(found) == 1 else _joined(found)

    def _piece(self, text: str, notes: Notes, abbreviations: Mapping[str, str], told: _Told) -> Rendered:
        cited = tuple(
            (note.id, note.number, note.anchor, note.label)
            for name in dict.fromkeys(CITATION.findall(text))
            if (note := notes.get(name)) is not None
        )
        meant = tuple((word, meaning) for word, meaning in abbreviations.items() if word in text)
        key = (text, cited, meant)
        kept = self._kept.get(key)
        if kept is not None and told.agrees(kept):
            self._kept.move_to_end(key)
            return kept.rendered
        made = render(
            text,
            notes=notes,
            abbreviations=dict(meant),
            link=lambda target: told.ask("link", target),
            image=lambda target: told.ask("image", target),
            anchors=told,
        )
        self._keep(key, _Kept(made, tuple(told.asked), len(text) + len(made.html)))
        return made

    def _keep(self, key: tuple[object, ...], kept: _Kept) -> None:
        before = self._kept.pop(key, None)
        self._size += kept.size - (before.size if before else 0)
        self._kept[key] = kept
        while self._size > self._most:
            self._size -= self._kept.popitem(last=False)[1].size


def pieces(markdown: str) -> Iterator[tuple[str, int]]:
    """Cut a text where Markdown can't reach across; gives each piece and how many lines stand before it."""
    lines = split_lines(markdown)
    fenced = in_fence(lines)
    if any(_REFERENCE.match(line) for line in lines):
        # What such a line defines may be named anywhere.
        yield markdown, 0
        return
    begin, plain = 0, _is_plain(lines, 0)
    for place in range(1, len(lines)):
        if fenced[place] or fenced[place - 1] or lines[place - 1].strip() or not lines[place].strip():
            continue
        before, plain = plain, _is_plain(lines, place)
        if _HEADING.match(lines[place]) or (before and plain):
            yield "\n".join(lines[begin:place]), begin
            begin = place
    yield "\n".join(lines[begin:]), begin


def _is_plain(lines: Sequence[str], place: int) -> bool:
    """Whether a paragraph begins here that is nothing but words: no list, no table, no term with its definition."""
    paragraph = takewhile(str.strip, islice(lines, place, None))
    return lines[place][:1].isalpha() and not any(_MORE.match(line) for line in paragraph)


def _moved(made: Rendered, by: int) -> Rendered:
    """The same with its lines counted in the file."""
    return replace(
        made,
        links=tuple(replace(link, line=link.line + by) for link in made.links),
        images=tuple(replace(image, line=image.line + by) for image in made.images),
        cited=tuple(replace(citation, line=citation.line + by) for citation in made.cited),
        faults=tuple(replace(fault, line=fault.line + by) for fault in made.faults),
    )


def _joined(parts: Sequence[Rendered]) -> Rendered:
    return Rendered(
        html="\n".join(part.html for part in parts if part.html),
        headings=tuple(heading for part in parts for heading in part.headings),
        links=tuple(link for part in parts for link in part.links),
        images=tuple(image for part in parts for image in part.images),
        cited=tuple(citation for part in parts for citation in part.cited),
        words=sum(part.words for part in parts),
        faults=tuple(fault for part in parts for fault in part.faults),
    )
