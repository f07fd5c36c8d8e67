"""What the pages before publishing and before approving both say: what will change for whom, and what is in the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from coursesite.library.faults import FileFault
from coursesite.library.models import Kind
from coursesite.studio.addresses import desk_href, kind_in_words
from coursesite.studio.publishing.effects import Effects
from coursesite.studio.publishing.pages.words import counted, people, whom_in_words
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.studio.writing.composing import take_apart
from coursesite.studio.writing.telling import tell


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault, where it stands in words, and the way there in the editor; no way for one that stands elsewhere."""

    where: str
    href: str
    problem: str
    remedy: str


def _fault_lines(effects: Sequence[Effects], others: Sequence[FileFault]) -> list[FaultLine]:
    """Faults as a page lists them, each once: those of each text, then those that stand elsewhere."""
    found = [line for one in effects for line in _lines(one, named=len(effects) > 1)]
    found += [FaultLine(fault.path, "", fault.fault.problem, fault.fault.remedy) for fault in others]
    return list(dict.fromkeys(found))


def _lines(effects: Effects, *, named: bool) -> Iterator[FaultLine]:
    subject = effects.subject
    kind = Kind(subject.kind)
    for told in tell((fault.fault for fault in effects.faults), take_apart(effects.text, kind), kind):
        where = f"{subject.title}, {told.where[0].lower()}{told.where[1:]}" if named else told.where
        at = f"?line={told.line}" if told.line else ""
        yield FaultLine(where, f"{desk_href(subject.key)}{at}{told.href}", told.problem, told.remedy)


class ChangePage:
    """A piece of which something is about to be published. `effects` are of the texts that go together, `others` faults
    that stand elsewhere.
    """

    subject: Subject
    effects: Sequence[Effects]
    others: Sequence[FileFault]

    @property
    def title(self) -> str:
        """The piece's title."""
        return self.subject.title or "Without a title"

    @property
    def kind(self) -> str:
        """What it is, in a word."""
        return kind_in_words(self.subject.kind)

    @cached_property
    def faults(self) -> list[FaultLine]:
        """Everything that is in the way."""
        return _fault_lines(self.effects, self.others)

    @staticmethod
    def whom(effects: Effects) -> list[str]:
        """Whom a text reaches, in sentences."""
        return whom_in_words(effects)

    @staticmethod
    def answered(number: int) -> str:
        """How many people have answered a question."""
        if not number:
            return "Nobody has answered it yet."
        return f"{people(number)} {'has' if number == 1 else 'have'} answered it."

    @staticmethod
    def words_changed(effects: Effects) -> str:
        """How many words came and went."""
        came = counted(effects.difference.words_in, "word")
        gone = counted(effects.difference.words_out, "word")
        return f"{came} in, {gone} out"
