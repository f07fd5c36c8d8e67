"""Who may do what with a course, post or page, and how people come into a course."""

from collections.abc import Sequence
from dataclasses import dataclass

from wtforms import Form

from coursesite.learning.groups.codes import spoken
from coursesite.learning.groups.pages.invitations import Waiting
from coursesite.learning.groups.pages.places import Trail, people_href, tabs, trail
from coursesite.learning.groups.subject_queries import Subject
from coursesite.library.models import Joining, Kind, Part
from coursesite.library.rights import Rights
from coursesite.library.staff_queries import Helper

PART_WORDS = {Part.OWNER.value: "Owner", Part.COACH.value: "Co-coach", Part.APPROVER.value: "Approver"}


@dataclass(frozen=True, slots=True)
class HelperLine:
    """One of the staff. `is_last_owner` says that their part can't be taken away now."""

    row: Helper
    href: str
    is_last_owner: bool

    @property
    def name(self) -> str:
        """What they are called."""
        return self.row.name or "Somebody without a name"

    @property
    def part(self) -> str:
        """What they do, in words."""
        return PART_WORDS.get(self.row.part, self.row.part)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """The parts: value, words, whether it is theirs."""
        return [(part, words, part == self.row.part) for part, words in PART_WORDS.items()]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The page. Forms that were refused come back filled in."""

    subject: Subject
    rights: Rights
    staff: Sequence[Helper]
    waiting: Waiting
    invite: Form
    joining: Form
    first: Form | None
    base_url: str

    @property
    def title(self) -> str:
        """The piece's title."""
        return self.subject.title

    @property
    def noun(self) -> str:
        """What it is."""
        return self.subject.kind

    @property
    def address(self) -> str:
        """Where this page stands."""
        return people_href(self.subject.key)

    @property
    def trail(self) -> Trail:
        """The pages above."""
        return trail(self.subject, ("People", None))

    @property
    def tabs(self) -> list[tuple[str, str]]:
        """The pages beside this one."""
        return tabs(self.subject.key, self.subject.kind)

    @property
    def lines(self) -> list[HelperLine]:
        """The staff."""
        owners = sum(one.part == Part.OWNER for one in self.staff)
        return [
            HelperLine(one, f"{self.address}staff/{one.key}", one.part == Part.OWNER and owners == 1)
            for one in self.staff
        ]

    @property
    def has_owner(self) -> bool:
        """Whether somebody decides."""
        return any(one.part == Part.OWNER for one in self.staff)

    @property
    def nobody(self) -> str:
        """What it means that nobody is named; empty where somebody is."""
        if self.staff:
            return "" if self.has_owner else "It has no owner just now. An admin of the site can name one."
        if self.subject.kind == Kind.PAGE:
            return "Nobody is named, so the site’s admins look after it."
        return (
            "Every coach looks after it. Once somebody is named, it is theirs: other coaches no longer see its drafts, "
            "its figures and its people."
        )

    @property
    def refuses(self) -> str:
        """Why whoever looks at this page can't change it; empty where they can."""
        if self.rights.owns:
            return ""
        return "An owner can change this." if self.has_owner else "An admin of the site can change this."

    @property
    def approval_words(self) -> str:
        """What holds for publishing now."""
        if self.subject.approval:
            return "What a co-coach writes waits until an approver or an owner agrees. Owners publish by themselves."
        return "Owners and co-coaches publish by themselves."

    @property
    def joining_words(self) -> str:
        """How people come in now."""
        return {
            Joining.CODE.value: "Whoever knows its code can join.",
            Joining.LINK.value: "Whoever has its link can join; it stands in no list and no search.",
        }.get(self.subject.joining, "Everybody can join.")

    @property
    def code(self) -> str:
        """The code, as it is read aloud; empty where none is needed."""
        has_code = self.subject.joining != Joining.OPEN and self.subject.join_code
        return spoken(self.subject.join_code or "") if has_code else ""

    @property
    def link(self) -> str:
        """The whole address that lets people in."""
        return f"{self.base_url}/join/{self.subject.join_code}" if self.code else ""
