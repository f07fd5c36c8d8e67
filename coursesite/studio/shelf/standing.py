"""Where a piece stands, in words, and what to do about it next."""

from dataclasses import dataclass
from datetime import datetime

from coursesite.library.addresses import SHOWN, address_of
from coursesite.library.models import Kind, State
from coursesite.library.rights import Rights, rights
from coursesite.library.staff_queries import Footing
from coursesite.studio.addresses import WORDS, desk_href
from coursesite.studio.models import Step
from coursesite.studio.shelf.queries import Row
from coursesite.web.filters import day_in_words, moment_in_words


@dataclass(frozen=True, slots=True)
class Line:
    """A piece in the list, for the coach who asks."""

    row: Row
    rights: Rights
    time_zone: str = "UTC"

    @property
    def kind(self) -> str:
        """What it is, in a word."""
        return WORDS[Kind(self.row.kind)]

    @property
    def where(self) -> str:
        """What it is, with its course."""
        words = f"{self.kind} in {self.row.course_title}" if self.row.course_title else self.kind
        return words[0].upper() + words[1:]

    @property
    def shown_href(self) -> str:
        """Its page as people see it; empty where they see none."""
        if self.row.state != State.PUBLISHED or Kind(self.row.kind) not in SHOWN:
            return ""
        return address_of(self.row.kind, self.row.slug, self.row.course_slug)

    @property
    def href(self) -> str:
        """The editor, for who may write; else its page. Empty where neither is open to who asks."""
        return desk_href(self.row.key) if self.rights.writes else self.shown_href

    @property
    def state(self) -> str:
        """Where it stands."""
        return state_in_words(self.row, self.time_zone)

    @property
    def next(self) -> tuple[str, str] | None:
        """What to do next: words and address; None where there is nothing to do."""
        row = self.row
        if row.step == Step.AWAITING and self.rights.approves:
            return "Read it and decide", desk_href(row.key, "approve")
        if not self.rights.writes or row.step in (Step.AWAITING, Step.SCHEDULED):
            return None
        if row.step == Step.RETURNED:
            return "Read what was said, and go on", self.href
        if row.step == Step.FAILED:
            return "Put it right", self.href
        if row.drafted_at is not None:
            return ("Go on with the changes" if _is_shown(row) else "Go on writing"), self.href
        return None


def line_of(row: Row, role: str, time_zone: str = "UTC") -> Line:
    """A piece with what a coach of this role may do with it."""
    rooted = row.course_id or row.id
    kind = Kind.COURSE.value if row.course_id else row.kind
    return Line(row, rights(role, Footing(rooted, kind, row.approval, row.part, row.has_staff)), time_zone)


def state_in_words(row: Row, time_zone: str) -> str:
    """Where a piece stands: "Published", "Published, with changes that aren't", "Awaiting approval" …"""
    begun, handed = _standing(row, time_zone), _handed_in(row, time_zone)
    if handed:
        return f"{begun}; a new wording {handed[1]}" if _is_shown(row) else handed[0]
    return f"{begun}, with changes that aren’t" if _is_shown(row) and row.drafted_at else begun


def _handed_in(row: Row, time_zone: str) -> tuple[str, str] | None:
    """What becomes of the wording that was handed in: said of the piece, and of the wording."""
    match row.step:
        case Step.AWAITING:
            return "Awaiting approval", "awaits approval"
        case Step.SCHEDULED if row.publish_at is not None:
            day = moment_in_words(row.publish_at, time_zone)
            return f"Scheduled for {day}", f"is scheduled for {day}"
        case Step.RETURNED:
            return "Came back with a remark", "came back with a remark"
        case Step.FAILED:
            return "Could not be published at its hour", "could not be published at its hour"
    return None


def _standing(row: Row, time_zone: str) -> str:
    moment: datetime | None = row.published_at
    if row.state == State.ARCHIVED:
        return "Archived: kept, and shown to nobody"
    if row.state == State.SCHEDULED and moment is not None:
        return f"Scheduled for {moment_in_words(moment, time_zone)}"
    if row.state == State.PUBLISHED:
        dated = row.kind == Kind.POST and moment is not None
        return f"Published {day_in_words(moment, time_zone)}" if dated and moment else "Published"
    return "Draft" if row.published_revision_id is None else "Taken off the site, a draft again"


def _is_shown(row: Row) -> bool:
    return row.state == State.PUBLISHED
