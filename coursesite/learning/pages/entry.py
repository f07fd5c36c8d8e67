"""How somebody comes into a course: by joining, with a code, by its link, with a group, or by a look at its start."""

from datetime import datetime

from coursesite.learning.pages.reader import Reader
from coursesite.learning.queries import Standing
from coursesite.library.addresses import address_of
from coursesite.library.models import Joining, Kind
from coursesite.library.queries import CourseRow
from coursesite.library.reading import Outline
from coursesite.web.filters import day_in_words


class CourseEntry:
    """The part of a course's page that says it. `opens_at` is when the lessons open to somebody whose group has not
    begun.
    """

    __slots__ = ()

    course: CourseRow
    outline: Outline
    standing: Standing
    reader: Reader
    opens_at: datetime | None

    @property
    def address(self) -> str:
        """The course's path."""
        return address_of(Kind.COURSE, self.course.slug, None)

    @property
    def joined(self) -> bool:
        """Whether the reader takes this course."""
        return self.standing.enrolled_at is not None

    @property
    def has_taste(self) -> bool:
        """Whether the first lesson is open to everyone."""
        return self.course.joining != Joining.LINK

    @property
    def is_unknown(self) -> bool:
        """Whether the reader may not even know of it: a course by link is for those who came by the link."""
        return self.course.joining == Joining.LINK and not (self.joined or self.reader.sees_all)

    @property
    def needs_code(self) -> bool:
        """Whether joining takes a code."""
        return self.course.joining == Joining.CODE

    @property
    def waits(self) -> str:
        """When the lessons open to somebody whose group has not begun; empty where they are open."""
        return self.reader.waits(self.opens_at)

    @property
    def group_words(self) -> str:
        """The groups that the reader learns this course in, in a sentence; empty where there is none."""
        names = " and ".join(f"“{one.name}”" for one in self.standing.groups)
        if not names:
            return ""
        if self.waits and self.opens_at is not None:
            day = day_in_words(self.opens_at, self.reader.time_zone)
            return f"You are in {names}, which begins on {day}. The lessons open then."
        return f"You learn this course with {names}."

    @property
    def may_enrol(self) -> bool:
        """Whether there is something to join, and this page the place for it."""
        return not self.joined and bool(self.outline.lessons) and self.has_taste

    @property
    def enrol_href(self) -> str:
        """Where joining is sent."""
        return f"{self.address}enrol"

    @property
    def enrol_words(self) -> str:
        """What the button that joins says."""
        if self.needs_code:
            return "Join with a code"
        return "Join this course" if self.reader.signed_in else "Sign up and join"
