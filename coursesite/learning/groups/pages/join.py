"""What a code opens, for somebody who has it."""

from dataclasses import dataclass
from datetime import datetime

from coursesite.learning.groups.queries import GroupRow
from coursesite.learning.groups.subject_queries import Entrance
from coursesite.library.addresses import address_of
from coursesite.library.models import Kind
from coursesite.library.queries import CourseRow
from coursesite.web.filters import day_in_words


@dataclass(frozen=True, slots=True)
class JoinPage:
    """A course, or a group in it, that a code opens. `is_in` says that whoever asks is there already."""

    entrance: Entrance
    course: CourseRow
    group: GroupRow | None
    code: str
    is_in: bool
    now: datetime
    time_zone: str

    @property
    def title(self) -> str:
        """What is joined."""
        return self.group.name if self.group else self.course.title

    @property
    def course_href(self) -> str:
        """The course's page."""
        return address_of(Kind.COURSE, self.course.slug, None)

    @property
    def starts(self) -> str:
        """A sentence about the group's first day; empty where there is none ahead."""
        starts = self.group.starts_at if self.group else None
        if starts is None or starts <= self.now:
            return ""
        return f"The group begins on {day_in_words(starts, self.time_zone)}. The lessons open then."
