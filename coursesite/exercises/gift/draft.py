"""A question of GIFT in the making: its texts as Markdown, and in words what could not come as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ..escaping import markdown_of_text
from ..kinds import Exercise, Kind, Mark, Option, Settings
from .answers import Raw
from .escapes import PLACE
from .texts import Format, markdown

_BREAK = re.compile(r"\A([^\n]*\S)[ ]{2,}\n")
BLANK = "\\_\\_\\_\\_\\_"


@dataclass
class Draft:
    """An exercise in the making. `notes` are sentences; `lost` names pictures that aren't in the file."""

    raw: Raw
    settings: Settings = field(default_factory=Settings)
    id: str | None = None
    line: int = 1
    usual: Format = Format.moodle
    notes: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def text(self, held: str) -> str:
        """A part as Markdown; where it names no format, it has the question's."""
        return markdown(held, self.usual, self.lost)

    def feedback(self, held: str | None) -> str | None:
        """Feedback as Markdown."""
        return (self.text(held) or None) if held else None

    def exercise(self, kind: Kind, options: Sequence[Option] = ()) -> Exercise:
        """An exercise of this kind with the question's text."""
        title = markdown_of_text(self.raw.title) if self.raw.title else ""
        return Exercise(
            kind=kind,
            title=title,
            id=self.id,
            settings=self.settings,
            prompt=self.prompt(),
            line=self.line,
            id_line=None,
            options=tuple(options),
            explanation=self.feedback(self.raw.general),
        )

    def prompt(self, blank: str = BLANK) -> str:
        """The question's text; answers in its middle leave a blank, as Moodle does it."""
        before, after = self.raw.before, self.raw.after
        if not after.strip():
            return self.text(before)
        return self.text(f"{before}{PLACE}{after}").replace(PLACE, blank)

    def option(self, text: str, mark: Mark, share: Fraction, feedback: str | None) -> Option:
        """An option at the question's line.

        A line break after its first line would be lost in a list, so a paragraph begins there.
        """
        text = _BREAK.sub(r"\1\n\n", text)
        return Option(text, mark, share, self.feedback(feedback), self.line)
