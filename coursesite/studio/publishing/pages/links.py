"""A secret link, shown once."""

from dataclasses import dataclass
from datetime import datetime

from coursesite.studio.addresses import WRITE, desk_href
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.web.filters import moment_in_words


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A link that was just made."""

    subject: Subject
    link: str
    expires_at: datetime
    time_zone: str

    @property
    def back(self) -> str:
        """The page before publishing."""
        return desk_href(self.subject.key, "publish")

    @property
    def until(self) -> str:
        """Until when it works."""
        return moment_in_words(self.expires_at, self.time_zone)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        desk = desk_href(self.subject.key)
        return [("Write", WRITE), (self.subject.title, desk), ("Publish", self.back), ("Preview link", None)]
