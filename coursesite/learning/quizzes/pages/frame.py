"""Where a quiz stands: what each of its pages says above its heading, and where its forms lead."""

from dataclasses import dataclass

from coursesite.learning.pages.reader import Reader
from coursesite.library.addresses import address_of
from coursesite.library.models import Kind
from coursesite.library.queries import LessonRow


@dataclass(frozen=True, slots=True)
class Frame:
    """A published quiz, and who looks at it."""

    row: LessonRow
    reader: Reader

    @property
    def title(self) -> str:
        """The quiz's title."""
        return self.row.title

    @property
    def course_title(self) -> str:
        """The course's title."""
        return self.row.course_title

    @property
    def address(self) -> str:
        """The quiz's path."""
        return address_of(self.row.kind, self.row.slug, self.row.course_slug)

    @property
    def course_href(self) -> str:
        """The course's path."""
        return address_of(Kind.COURSE, self.row.course_slug, None)

    def attempt(self, number: int) -> str:
        """The path of one of this person's attempts."""
        return f"{self.address}attempts/{number}/"

    def trail(self, *below: str) -> list[tuple[str, str | None]]:
        """The pages above this one; `below` is what it is called under the quiz, nothing for the quiz itself."""
        steps: list[tuple[str, str | None]] = [("Courses", "/courses/"), (self.course_title, self.course_href)]
        steps += [(self.title, self.address if below else None)]
        return [*steps, *((words, None) for words in below)]
