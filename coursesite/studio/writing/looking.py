"""One look at a text that is being written: what a learner will see, what is wrong, what it holds."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.pages.reader import Reader, Site
from coursesite.library import looking, post_queries, reading
from coursesite.library.models import Kind
from coursesite.library.outlines import Outline
from coursesite.library.paths import parsed_path
from coursesite.library.reading import Content, content_of
from coursesite.studio.writing import queries, telling
from coursesite.studio.writing.composing import Composed, take_apart
from coursesite.studio.writing.pages.preview import Preview, Standpoint, preview_of
from coursesite.studio.writing.queries import Written
from coursesite.studio.writing.telling import Heading, Told


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a text shows. `preview` is missing where the text could not be rendered in time."""

    parts: Composed
    content: Content | None
    faults: list[Told]

    @property
    def outline(self) -> list[Heading]:
        """Its headings and exercises."""
        return telling.outline(self.parts.body)

    @property
    def words(self) -> int:
        """How many words are read."""
        return self.content.words if self.content else 0

    @property
    def minutes(self) -> int:
        """How long that takes."""
        return self.content.minutes if self.content else 0


def look(session: Session, written: Written, source: bytes) -> Look:
    """Look at this text of a piece; nothing is stored."""
    kind = Kind(written.kind)
    parsed = parsed_path(written.path)
    seen = looking.look(session, written.key, written.path, parsed[0] if parsed else kind, source)
    parts = take_apart(source, kind)
    content = content_of(0, seen.compiled) if seen.compiled else None
    return Look(parts, content, telling.tell(seen.faults, parts, kind))


def preview(
    session: Session, written: Written, look: Look, reader: Reader, site: Site, now: datetime
) -> Preview | None:
    """The page that a learner will see of it; None where it could not be rendered in time."""
    if look.content is None:
        return None
    parsed = parsed_path(written.path)
    course_slug, slug = (parsed[1], parsed[2]) if parsed else ("", written.slug)
    wrong = tuple(told.line for told in look.faults if told.line is not None)
    around = _outline(session, written), reader, site, now, _about(session, look), look.parts.body_line, wrong
    at = Standpoint(written, slug, course_slug, *around)
    return preview_of(look.content, at)


def _outline(session: Session, written: Written) -> Outline:
    if written.kind == Kind.COURSE:
        return reading.outline(session, written.id, written.outline_version)
    if written.course_id is None:
        return Outline(0, ())
    return reading.outline(session, written.course_id, written.course_outline_version or 0)


def _about(session: Session, look: Look) -> tuple[str, str] | None:
    """Title and address of the lesson that a post names, if that is published."""
    named = look.content.values.get("lesson", "") if look.content else ""
    if not named:
        return None
    lesson_id = queries.at_path(session, f"courses/{named}.md")
    return None if lesson_id is None else post_queries.about(session, lesson_id)
