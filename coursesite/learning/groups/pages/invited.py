"""An invitation, for whoever opened its link."""

from dataclasses import dataclass
from datetime import datetime

from coursesite.learning.groups.invitation_queries import InvitationRow
from coursesite.learning.groups.inviting import LEAD, LEARNER
from coursesite.learning.groups.queries import GroupRow
from coursesite.library.models import Part
from coursesite.web.filters import day_in_words


@dataclass(frozen=True, slots=True)
class InvitedPage:
    """The page. `own_address` is that of the account which is signed in, None where none is; `has_account` whether the
    invited address has one.
    """

    row: InvitationRow
    token: str
    group: GroupRow | None
    own_address: str | None
    has_account: bool
    now: datetime
    time_zone: str

    @property
    def href(self) -> str:
        """This page, and where accepting is sent."""
        return f"/invitations/{self.token}"

    @property
    def by(self) -> str:
        """Who invites."""
        return self.row.by_name or "A coach"

    @property
    def title(self) -> str:
        """What it is to."""
        return self.group.name if self.group else self.row.title

    @property
    def is_theirs(self) -> bool:
        """Whether the account that is signed in has the invited address."""
        return self.own_address == self.row.address

    @property
    def words(self) -> str:
        """Who invites to what, in a sentence."""
        what = f"the {self.row.kind} “{self.row.title}”"
        return {
            Part.OWNER.value: f"{self.by} asks you to look after {what} as an owner.",
            Part.COACH.value: f"{self.by} asks you to look after {what} as a co-coach.",
            Part.APPROVER.value: f"{self.by} asks you to be an approver of {what}.",
            LEAD: f"{self.by} asks you to be the lead of a group that takes {what}.",
            LEARNER: f"{self.by} invites you to {'learn ' + what + ' with a group' if self.group else 'take ' + what}.",
        }[self.row.part]

    @property
    def means(self) -> str:
        """What accepting means."""
        return {
            Part.OWNER.value: "You would write and publish, answer those who learn, and decide who else may. "
            "Other coaches would see your name beside what you change.",
            Part.COACH.value: "You would write, publish and answer those who learn. Other coaches would see your name "
            "beside what you change.",
            Part.APPROVER.value: "You would read what others write, and decide whether it is published.",
            LEAD: "You would see how far the group has come as a whole. Nobody’s answers, notes or results are shown "
            "to you, and no figures at all while the group has fewer than five people.",
            LEARNER: "It costs nothing, and you can stop at any time. Whoever coaches the course sees your name, your "
            "address, and how far you are; never what you write for yourself." + self._lead_sees,
        }[self.row.part]

    @property
    def _lead_sees(self) -> str:
        return " Where somebody answers for the group, they see figures of the whole group only." if self.group else ""

    @property
    def starts(self) -> str:
        """A sentence about the group's first day; empty where there is none ahead."""
        starts = self.group.starts_at if self.group and self.row.part == LEARNER else None
        if starts is None or starts <= self.now:
            return ""
        return f"The group begins on {day_in_words(starts, self.time_zone)}. The lessons open then."
