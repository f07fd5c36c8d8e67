"""One rendering in progress: what was asked for, and what has been found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from .anchors import Anchors
from .faults import Fault
from .lines import Places
from .notes import Citation, Notes
from .results import Heading, ImageResolver, Kind, LinkResolver, Reference


@dataclass
class Sheet:
    """Passed to every processor; each adds its findings."""

    kind: Kind
    notes: Notes | None
    link: LinkResolver | None
    image: ImageResolver | None
    anchors: Anchors
    places: Places
    headings: list[Heading] = field(default_factory=list)
    links: list[Reference] = field(default_factory=list)
    images: list[Reference] = field(default_factory=list)
    cited: list[Citation] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, problem: str, remedy: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(line, problem, remedy))
