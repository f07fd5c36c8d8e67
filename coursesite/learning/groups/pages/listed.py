"""What a list of people would do, before it does anything."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coursesite.learning.groups.listing import Fate, Line, written
from coursesite.learning.groups.pages.places import Trail, group_href, group_trail
from coursesite.learning.groups.queries import GroupRow
from coursesite.web.filters import count_in_words

COUNTED = {
    Fate.MEMBER: ("is in the group already", "are in the group already"),
    Fate.INVITED: ("has an invitation already", "have an invitation already"),
    Fate.TIRED: ("was written to several times today", "were written to several times today"),
    Fate.TWICE: ("stands there twice", "stand there twice"),
    Fate.BAD: ("has no address that mail could go to", "have no address that mail could go to"),
}


@dataclass(frozen=True, slots=True)
class ListPage:
    """The dry run: each line with what becomes of it."""

    group: GroupRow
    lines: Sequence[Line]

    @property
    def address(self) -> str:
        """The group's page."""
        return group_href(self.group.key)

    @property
    def trail(self) -> Trail:
        """The pages above."""
        return group_trail(self.group, (self.group.name, self.address), ("A list of people", None))

    @property
    def invited(self) -> list[Line]:
        """Those who would be invited."""
        return [line for line in self.lines if line.fate is Fate.INVITE]

    @property
    def others(self) -> list[Line]:
        """Those who would not, with the reason."""
        return [line for line in self.lines if line.fate is not Fate.INVITE]

    @property
    def counts(self) -> list[str]:
        """How many lines of each fate that invites nobody."""
        found = Counter(line.fate for line in self.lines)
        return [
            f"{count_in_words(found[fate], 'line').capitalize()} {words[found[fate] != 1]}."
            for fate, words in COUNTED.items()
            if found[fate]
        ]

    @property
    def carried(self) -> str:
        """The list as the next step takes it."""
        return written(self.invited)

    @property
    def button(self) -> str:
        """What the button says."""
        return f"Invite {count_in_words(len(self.invited), 'person', 'people')}"
