"""The page of what the staff did."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from coursesite.accounts.audit_queries import Doer, Noted

LEFT = "somebody who left"
THE_SITE = "the site itself"


@dataclass(frozen=True, slots=True)
class Line:
    """One deed, in words."""

    row: Noted

    @property
    def by(self) -> str:
        """Who did it."""
        return self.row.by or (THE_SITE if self.row.user_id is None else LEFT)

    @property
    def about(self) -> str:
        """To whom it was done; empty where to nobody, or to the doer."""
        if self.row.about_id is None or self.row.about_id == self.row.user_id:
            return ""
        return self.row.about or LEFT


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of deeds. `doer` is the key of whose alone are shown, `deed` the sort; empty for everybody's and all."""

    lines: Sequence[Line]
    doers: Sequence[Doer]
    deeds: Sequence[str]
    doer: str
    deed: str
    number: int
    last: int

    def href(self, number: int) -> str:
        """The address of another page of the same list."""
        asked = {"page": number, "by": self.doer, "deed": self.deed}
        return "/studio/site/log?" + urlencode({name: value for name, value in asked.items() if value})
