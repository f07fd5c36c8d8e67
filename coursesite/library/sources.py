"""The list of sources at a piece's end."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coursesite.library.surroundings import Finder
from coursesite.text.faults import Fault
from coursesite.text.markup import Rendered, Unrendered, render_sources
from coursesite.text.notes import Citation, Notes


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources that a piece defines, and what is needed to write them out."""

    notes: Notes
    abbreviations: Mapping[str, str]
    finder: Finder

    def listed(self, cited: Sequence[Citation], only: Collection[str] | None = None) -> Rendered:
        """The list, of all sources or of those with these ids; numbers stay as they are."""
        items = tuple(note for note in self.notes.items if only is None or note.id in only)
        try:
            return render_sources(
                replace(self.notes, items=items),
                cited,
                abbreviations=self.abbreviations,
                link=self.finder.link,
                image=self.finder.image,
            )
        except Unrendered as error:
            line = min((note.line for note in items), default=1)
            return Rendered(html="", faults=(Fault(line, "The sources could not be rendered.", str(error)),))


def citations(parts: Iterable[Rendered]) -> list[Citation]:
    """Every place in these parts that cites a source, in reading order."""
    return [citation for part in parts for citation in part.cited]
