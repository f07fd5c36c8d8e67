"""Markdown to safe HTML, with everything that is wrong in it named by line."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence

from .abbreviations import take_abbreviations
from .anchors import Anchors, heading_anchor
from .engine import Engine
from .faults import Fault
from .lines import Places, split_lines, without_code
from .notes import Citation, Notes, take_notes
from .plain import count_words, plain_text
from .results import Heading, ImageResolver, Kind, LinkResolver, Picture, Reference, Rendered
from .sanitise import COMMENT, LESSON, sanitise
from .sheet import Sheet

__all__ = [
    "LONGEST",
    "Anchors",
    "Heading",
    "Kind",
    "Picture",
    "Reference",
    "Rendered",
    "TooDeep",
    "TooLong",
    "Unrendered",
    "heading_anchor",
    "render",
    "render_document",
    "render_sources",
]

# Bytes of UTF-8.
LONGEST = {Kind.LESSON: 200_000, Kind.COMMENT: 10_000}


class Unrendered(Exception):
    """A text was not rendered; the sentence says why and what its author can do."""


class TooLong(Unrendered):
    """The text is longer than its kind may be."""


class TooDeep(Unrendered):
    """Lists or quotes stand inside one another without end."""


def render(
    markdown: str,
    *,
    kind: Kind = Kind.LESSON,
    notes: Notes | None = None,
    abbreviations: Mapping[str, str] | None = None,
    link: LinkResolver | None = None,
    image: ImageResolver | None = None,
    first_line: int = 1,
    anchors: Anchors | None = None,
) -> Rendered:
    """Render one text, or one part of a document whose parts share notes, abbreviations and anchors.

    `link` and `image` turn a target beside the page ("02-the-call.md#naming", "images/queue.png") into an address or
    a picture; None from them is a fault. Without them such targets stay as they are. `first_line` is the line of the
    file, from 1, on which the text starts. Citations are read only where `notes` are given, and faults among them
    come from `Notes.faults` when all parts are rendered; likewise, where `anchors` are given, faults of links within
    the page come from `Anchors.faults`.

    Raises TooLong, and TooDeep for nesting without end. Text from strangers belongs into `timed.render_limited`.
    """
    _check_length(markdown, kind)
    lines = split_lines(markdown)
    own = Anchors() if anchors is None else anchors
    sheet = Sheet(kind, notes, link, image, own, Places(lines, first_line))
    html = sanitise(_convert(lines, sheet, abbreviations or {}), COMMENT if kind is Kind.COMMENT else LESSON)
    if kind is Kind.LESSON:
        sheet.faults.extend(_faults_of_lines(lines, first_line))
    return Rendered(
        html=html,
        headings=tuple(sheet.headings),
        links=tuple(sheet.links),
        images=tuple(sheet.images),
        cited=tuple(sheet.cited),
        words=count_words(plain_text(html)),
        faults=tuple(sorted([*sheet.faults, *(own.faults() if anchors is None else ())])),
    )


def render_document(
    markdown: str,
    *,
    link: LinkResolver | None = None,
    image: ImageResolver | None = None,
    first_line: int = 1,
    anchors: Anchors | None = None,
) -> Rendered:
    """Render a whole text of a coach with its sources listed at the end: a post, a page, a lesson without exercises.

    Gives the faults of its sources as well. Raises as `render` does.
    """
    _check_length(markdown, Kind.LESSON)
    own = Anchors() if anchors is None else anchors
    lines, notes = take_notes(split_lines(markdown), first_line)
    lines, abbreviations = take_abbreviations(lines)
    body = render(
        "\n".join(lines),
        notes=notes,
        abbreviations=abbreviations,
        link=link,
        image=image,
        first_line=first_line,
        anchors=own,
    )
    sources = render_sources(notes, body.cited, abbreviations=abbreviations, link=link, image=image)
    faults = [*body.faults, *sources.faults, *(own.faults() if anchors is None else ())]
    return Rendered(
        html="\n".join(filter(None, (body.html, sources.html))),
        headings=body.headings,
        links=body.links + sources.links,
        images=body.images + sources.images,
        cited=body.cited,
        words=body.words,
        faults=tuple(sorted(faults)),
    )


def render_sources(
    notes: Notes,
    cited: Sequence[Citation],
    *,
    abbreviations: Mapping[str, str] | None = None,
    link: LinkResolver | None = None,
    image: ImageResolver | None = None,
) -> Rendered:
    """Render the list of sources, given the citations of all the document's parts in reading order.

    Its faults are those of the list and of the citations. Its words count nothing: nobody reads a list of sources
    before the kettle boils, so it adds no minutes to a lesson.
    """
    parts = {
        note.id: render(note.text, abbreviations=abbreviations, link=link, image=image, first_line=note.line)
        for note in notes.items
    }
    return Rendered(
        html=notes.html(cited, {name: part.html for name, part in parts.items()}),
        links=tuple(reference for part in parts.values() for reference in part.links),
        images=tuple(reference for part in parts.values() for reference in part.images),
        faults=tuple(sorted([*notes.faults(cited), *(fault for part in parts.values() for fault in part.faults)])),
    )


def _check_length(markdown: str, kind: Kind) -> None:
    size = len(markdown.encode(errors="surrogatepass"))
    if size > LONGEST[kind]:
        raise TooLong(
            f"This text is {size:,} bytes long; a {kind.value} may have {LONGEST[kind]:,}. "
            "Nothing was changed: shorten it or split it in two, and send it again."
        )


def _faults_of_lines(lines: Sequence[str], first_line: int) -> list[Fault]:
    """Name what is only seen in the source: titles in the body, and comments that readers would see."""
    faults = []
    before = ""
    for number, line in enumerate(without_code(lines), first_line):
        if re.match(r" {0,3}#(?:[ \t]+\S|[ \t]*$)", line) or (before.strip() and re.fullmatch(r" {0,3}=+[ \t]*", line)):
            text = (before if line.lstrip().startswith("=") else line).strip("# \t")
            problem = f"“{text}” is a heading of the first level, and the title stands in the front matter."
            faults.append(Fault(number, problem, "Use ## for the headings of the text."))
        if "<!--" in line:
            problem = "A comment “<!-- … -->” stands in the text, where readers would see it."
            remedy = "An exercise's id and settings go on the line right after its heading; delete any other comment."
            faults.append(Fault(number, problem, remedy))
        before = line
    return faults


_engines = threading.local()


def _convert(lines: Sequence[str], sheet: Sheet, abbreviations: Mapping[str, str]) -> str:
    engine: Engine = getattr(_engines, sheet.kind.name, None) or Engine(sheet.kind)
    # Put back only after a success: a parser that was stopped midway would carry its state into the next text.
    setattr(_engines, sheet.kind.name, None)
    try:
        html = engine.convert("\n".join(lines), sheet, abbreviations)
    except RecursionError as error:
        raise TooDeep(
            "Lists, quotes or brackets stand inside one another too deeply to be shown. Nothing was changed: "
            "take some of them out, and send it again."
        ) from error
    setattr(_engines, sheet.kind.name, engine)
    return html
