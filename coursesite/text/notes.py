"""Footnotes as sources: numbered once for a whole document, however many parts it is rendered in.

…felt more understood.[^weger-2014]

[^weger-2014]: Weger, Castle Bell, Minei & Robinson (2014): 115 people…
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from .faults import Fault
from .lines import in_fence, without_code
from .plain import excerpt
from .slugs import slugify

CITATION = re.compile(r"\[\^([^\]\[\s^]+)\]")

_DEFINITION = re.compile(r" {0,3}\[\^([^\]\[\s^]+)\]:[ \t]*(.*)")
_CONTINUATION = re.compile(r"(?: {2,}|\t)\s*\S.*")
_NEW_BLOCK = re.compile(r"\s*(?:#|>|\||[-*+][ \t]|\d{1,9}[.)][ \t]|```|~~~|---|\*\*\*|\*\[|:[ \t]|!?\[.*\]:)")
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`<>\\]")
LABEL_LENGTH = 90


@dataclass(frozen=True)
class Note:
    """A source: its name in the text, its number, its Markdown, the line of its definition."""

    id: str
    number: int
    text: str
    line: int
    anchor: str

    @property
    def label(self) -> str:
        """Say the source in one short line of plain text, for those who hear the link."""
        return excerpt(_MARKUP.sub(lambda match: match[1] or "", self.text), LABEL_LENGTH)


@dataclass(frozen=True)
class Citation:
    """A place in the text that cites a source. `anchor` is empty where the source is not defined."""

    id: str
    anchor: str
    line: int


@dataclass(frozen=True)
class Notes:
    """The sources of one document in the order of their numbers."""

    items: tuple[Note, ...] = ()
    twice: tuple[Fault, ...] = ()

    def get(self, name: str) -> Note | None:
        """Find a source by its name."""
        return next((note for note in self.items if note.id == name), None)

    def faults(self, cited: Iterable[Citation]) -> tuple[Fault, ...]:
        """Name what does not fit together, given the citations of all the document's parts."""
        cited = tuple(cited)
        names = {citation.id for citation in cited}
        return tuple(sorted([*self.twice, *self._undefined(cited), *self._uncited(names)]))

    def html(self, cited: Iterable[Citation], texts: Mapping[str, str]) -> str:
        """Give the list of sources, each with links back to where it is cited.

        `texts` holds each source's rendered, sanitised HTML by its name. No sources give an empty string.
        """
        if not self.items:
            return ""
        anchors: dict[str, list[str]] = {}
        for citation in cited:
            anchors.setdefault(citation.id, []).append(citation.anchor)
        rows = (self._row(note, texts[note.id], anchors.get(note.id, [])) for note in self.items)
        return f'<ol class="sources">\n{"".join(rows)}</ol>'

    def _row(self, note: Note, html: str, anchors: Sequence[str]) -> str:
        back = "".join(
            f' <a class="back" href="#{escape(anchor)}" aria-label="{_back_label(note.number, place, len(anchors))}">'
            "\N{LEFTWARDS ARROW WITH HOOK}\ufe0e</a>"
            for place, anchor in enumerate(anchors, 1)
        )
        html = html.strip()
        inner = f"{html.removesuffix('</p>')}{back}</p>" if html.endswith("</p>") else f"{html}<p>{back}</p>"
        return f'<li id="{escape(note.anchor)}">{inner}</li>\n'

    def _undefined(self, cited: Iterable[Citation]) -> Iterator[Fault]:
        for citation in cited:
            if self.get(citation.id) is None:
                problem = f"The text cites “[^{citation.id}]”, and no source of that name is defined."
                remedy = (
                    f"Write it on a line of its own at the end: [^{citation.id}]: who, when, where, what they found."
                )
                yield Fault(citation.line, problem, remedy)

    def _uncited(self, names: set[str]) -> Iterator[Fault]:
        for note in self.items:
            if note.id not in names:
                problem = f"The source “[^{note.id}]” is defined and nothing in the text cites it."
                yield Fault(note.line, problem, f"Write [^{note.id}] after the claim it supports, or delete it.")
            elif not note.text.strip():
                problem = f"The source “[^{note.id}]” is empty."
                yield Fault(note.line, problem, "Write who said it, when and where.")


def take_notes(lines: Sequence[str], first_line: int) -> tuple[list[str], Notes]:
    """Take the definitions out of a document's lines and number them.

    Definitions' lines come back empty, so that every other line keeps its number. Sources are numbered in the order
    in which the text first cites them; the uncited ones follow in the order of their definitions.
    `first_line` is the line of the file, from 1, on which `lines` start.
    """
    rest = list(lines)
    defined: dict[str, tuple[str, int]] = {}
    twice: list[Fault] = []
    for start, end, name, text in _definitions(lines):
        rest[start:end] = [""] * (end - start)
        line = first_line + start
        if name in defined:
            problem = f"The source “[^{name}]” is defined twice; the first time in line {defined[name][1]}."
            twice.append(Fault(line, problem, "Delete one of the two, or give it a name of its own."))
        else:
            defined[name] = (text, line)
    order = dict.fromkeys(name for line in without_code(rest) for name in CITATION.findall(line))
    names = [name for name in order if name in defined] + [name for name in defined if name not in order]
    return rest, Notes(tuple(_numbered(names, defined)), tuple(twice))


def _numbered(names: Iterable[str], defined: Mapping[str, tuple[str, int]]) -> Iterator[Note]:
    taken: set[str] = set()
    for number, name in enumerate(names, 1):
        anchor = f"source-{slugify(name)}"
        if anchor in taken:
            anchor = f"{anchor}-{number}"
        taken.add(anchor)
        text, line = defined[name]
        yield Note(name, number, text, line, anchor)


def _definitions(lines: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    """Give each definition as its first line, the line after its last, its name and its dedented text."""
    code = in_fence(lines)
    index = 0
    while index < len(lines):
        match = None if code[index] else _DEFINITION.fullmatch(lines[index])
        if match is None:
            index += 1
            continue
        end = _definition_end(lines, index + 1)
        text = "\n".join([match[2], *(_dedented(line) for line in lines[index + 1 : end])])
        yield index, end, match[1], text.strip()
        index = end


def _definition_end(lines: Sequence[str], index: int) -> int:
    """Find the line after a definition: indented lines belong to it, and wrapped ones without a blank between."""
    end = index
    blank = False
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            blank = True
        elif _CONTINUATION.fullmatch(line) or not (blank or _NEW_BLOCK.match(line) or _DEFINITION.fullmatch(line)):
            end = index + 1
        else:
            break
        index += 1
    return end


def _dedented(line: str) -> str:
    return re.sub(r"^(?: {1,4}|\t)", "", line)


def _back_label(number: int, place: int, places: int) -> str:
    where = f", place {place}" if places > 1 else ""
    return f"Back to the text that cites source {number}{where}"
