"""A source made into what pages are made of, with everything that is wrong in it named at once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from coursesite import exercises
from coursesite.conversations import Conversation
from coursesite.exercises import Document, Exercise, Prose
from coursesite.library import checks, conversing
from coursesite.library.addresses import exercise_anchor
from coursesite.library.metadata import Metadata, read_source
from coursesite.library.models import Kind
from coursesite.library.partplaces import PartPlaces, sound_parts
from coursesite.library.sources import Sources, citations
from coursesite.library.storing import JsonDict, stored_form
from coursesite.library.surroundings import Finder, Fragment, Surroundings
from coursesite.text.abbreviations import take_abbreviations
from coursesite.text.faults import Fault
from coursesite.text.frontmatter import FrontMatter
from coursesite.text.lines import split_lines
from coursesite.text.markup import Anchors, Rendered, Unrendered, render
from coursesite.text.notes import take_notes

# Grows with every change of what is compiled; revisions compiled by an older one are made again from their source.
COMPILER = 4

Renderer = Callable[..., Rendered]
"""Renders one part as `text.markup.render` does, with the same arguments."""


@dataclass(slots=True)
class Compilation:
    """What became of one source. `compiled` is empty where there are faults.

    `pairings` says by exercise which options of the revision before are held to be the same in other words,
    `nameless` are the exercises that have no id yet.
    """

    metadata: Metadata
    compiled: JsonDict = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    pairings: list[tuple[str, exercises.Pairing]] = field(default_factory=list)
    nameless: list[Exercise] = field(default_factory=list)


def compile_source(
    path: str,
    kind: Kind,
    data: bytes,
    around: Surroundings,
    previous: Mapping[str, Any] | None = None,
    said: exercises.Said | None = None,
    unfinished: Renderer | None = None,
) -> Compilation:
    """Compile one source.

    `kind` is what the file's place says, `previous` the compiled form that was published before: its options keep
    their keys, but for one of which a coach `said` otherwise. Exercises without ids are compiled all the same, under
    ids that nobody stores.

    `unfinished` is for a text that is still being written, and what renders its parts: what can be shown of it is
    compiled, whatever faults stand beside. Nothing of that is ever stored.
    """
    front, metadata, faults = read_source(data, kind)
    made = Compilation(metadata, faults=faults)
    _Compiler(path, front, made, around, previous, said, unfinished).run()
    made.faults = sorted(set(made.faults))
    if unfinished is None:
        # As it will come back from the database, so that the two can be compared.
        made.compiled = {} if made.faults else json.loads(json.dumps(made.compiled))
    return made


class _Compiler:
    """One compilation in progress."""

    def __init__(
        self,
        path: str,
        front: FrontMatter,
        made: Compilation,
        around: Surroundings,
        previous: Mapping[str, Any] | None,
        said: exercises.Said | None,
        unfinished: Renderer | None,
    ) -> None:
        self.unfinished = unfinished
        self.renderer: Renderer = unfinished or render
        self.made = made
        self.metadata = made.metadata
        self.finder = Finder(path, around)
        self.anchors = Anchors()
        self.previous = previous
        self.said = said
        self.lines, self.notes = take_notes(split_lines(front.body), front.body_line)
        self.lines, self.abbreviations = take_abbreviations(self.lines)
        self.sources = Sources(self.notes, self.abbreviations, self.finder)
        self.first_line = front.body_line
        self.parts: list[Rendered] = []
        self.told_later: list[Rendered] = []
        self.conversation: Conversation | None = None
        self.scene_lines: dict[str, int] = {}

    def run(self) -> None:
        self.made.faults += checks.lost_names(self.metadata, self.finder)
        if self.metadata.kind is Kind.CONVERSATION:
            self._converse()
        else:
            self._read()

    def _converse(self) -> None:
        """Compile scenes. Their names are the targets of replies: no page has headings of theirs to link to."""
        script, faults = conversing.read(self.lines, self.first_line, self.metadata)
        self.made.faults += faults
        intro = self._render(script.intro, script.intro_line) if script.intro else ""
        self.conversation = conversing.made(script, self.metadata, self._render, self._render_later, self.previous)
        self.scene_lines = {scene.name: scene.line for scene in reversed(script.scenes)}
        sources = self.sources.listed(citations(self.parts))
        self.made.faults += sources.faults
        self.made.compiled = self._compiled([{"prose": intro}] if intro else [], sources.html)

    def _read(self) -> None:
        document = exercises.parse(self.lines, self.first_line)
        self.made.faults += document.faults
        self.made.faults += checks.misplaced(self.metadata.kind, document)
        if self.metadata.kind is Kind.QUIZ:
            self.made.faults += checks.quiz_rules(self.metadata)
            self.made.faults += () if document.faults else checks.empty_quiz(self.metadata, document)
        if document.faults:
            document = Document(tuple(sound_parts(document, exercises_too=self.unfinished is not None)), ())
        self.made.nameless = [exercise for exercise in document.exercises if exercise.id is None]
        for exercise in document.exercises:
            self.anchors.reserve(exercise_anchor(exercise.id or ""))
        blocks = self._blocks(document)
        cited = citations(self.parts)
        sources = self.sources.listed(cited)
        self.made.faults += sources.faults
        self.made.faults += checks.notes_in_pool(self.metadata.kind, cited)
        self.made.faults += self.anchors.faults()
        self.made.compiled = self._compiled(blocks, sources.html)

    def _blocks(self, document: Document) -> list[JsonDict]:
        blocks: list[JsonDict] = []
        for number, part in enumerate(document.parts, 1):
            if isinstance(part, Prose):
                blocks.append({"prose": self._render("\n".join(part.lines), part.first_line)})
            else:
                named = part if part.id is not None else replace(part, id=f"new-{number}")
                blocks.append({"exercise": self._exercise(named)})
        return blocks

    def _exercise(self, exercise: Exercise) -> JsonDict:
        begin = exercise.line - self.first_line
        places = PartPlaces(self.lines[begin:], exercise.line)
        passage = exercises.passage_link(exercise.settings.passage)

        def render_part(text: str) -> str:
            line = exercise.id_line if text == passage else None
            return self._render(text, line or places.line_of(text))

        begun = len(self.parts)
        compiled = exercises.compile(exercise, render_part)
        later = exercises.told_after_answering(compiled)
        self.told_later += [part for part in self.parts[begun:] if part.html in later]
        before = self._before(exercise.id or "")
        if before is not None:
            apart, again = self.said.of(exercise.id or "") if self.said else ((), {})
            compiled, pairings = exercises.carry_keys(compiled, before, apart, again)
            self.made.pairings += [(exercise.id or "", pairing) for pairing in pairings]
        return compiled.to_dict()

    def _before(self, exercise_id: str) -> exercises.Compiled | None:
        for block in (self.previous or {}).get("blocks", ()):
            found = block.get("exercise")
            if found is not None and found["id"] == exercise_id:
                return exercises.Compiled.from_dict(found)
        return None

    def _render(self, text: str, line: int) -> str:
        try:
            part = self.renderer(
                text,
                notes=self.notes,
                abbreviations=self.abbreviations,
                link=self.finder.link,
                image=self.finder.image,
                first_line=line,
                anchors=self.anchors,
            )
        except Unrendered as error:
            self.made.faults.append(Fault(line, "This text could not be rendered.", str(error)))
            return ""
        self._note(part)
        return part.html

    def _render_later(self, text: str, line: int) -> str:
        begun = len(self.parts)
        html = self._render(text, line)
        self.told_later += self.parts[begun:]
        return html

    def _note(self, part: Rendered) -> None:
        self.parts.append(part)
        self.made.faults += part.faults
        fragments = (self.finder.fragment(link.target, link.line) for link in part.links)
        self.made.fragments += [fragment for fragment in fragments if fragment is not None]
        hidden = (self.finder.hidden(link.target, link.line) for link in part.links)
        self.made.faults += [fault for fault in hidden if fault is not None]

    def _sources_before(self) -> str:
        """The sources that may be read before an attempt: a note on the right answer would tell it."""
        later = {id(part) for part in self.told_later}
        cited = citations(part for part in self.parts if id(part) not in later)
        return self.sources.listed(cited, {citation.id for citation in cited}).html

    def _compiled(self, blocks: list[JsonDict], sources: str) -> JsonDict:
        tells_later = self.metadata.kind in (Kind.QUIZ, Kind.CONVERSATION)
        return {
            **stored_form(self.metadata, blocks, self.conversation),
            "sources": self._sources_before() if tells_later else sources,
            "sources_after": sources if tells_later else "",
            "headings": [[found.level, found.text, found.anchor] for part in self.parts for found in part.headings],
            "links": self.finder.links,
            "pictures": {path: [found.src, found.width, found.height] for path, found in self.finder.pictures.items()},
            **({"scene_lines": self.scene_lines} if self.unfinished else {}),
        }
