"""What was handed in, for whoever approves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coursesite.library.faults import FileFault
from coursesite.studio.addresses import WRITE, desk_href
from coursesite.studio.models import Step
from coursesite.studio.publishing.effects import Effects
from coursesite.studio.publishing.pages.change import ChangePage
from coursesite.studio.publishing.pages.words import counted
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.web.filters import moment_in_words


@dataclass(frozen=True)
class ApprovePage(ChangePage):
    """A wording that waits for approval, or what became of it."""

    subject: Subject
    time_zone: str
    effects: Sequence[Effects]
    others: Sequence[FileFault]
    problem: str
    done: str
    remark: str
    seen: str
    is_mine: bool
    now: datetime

    @property
    def address(self) -> str:
        """Where the form leads."""
        return desk_href(self.subject.key, "approve")

    @property
    def waits(self) -> bool:
        """Whether there is something to decide."""
        return self.subject.step == Step.AWAITING

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        return [("Write", WRITE), (self.title, None), ("Approve", None)]

    @property
    def lede(self) -> str:
        """Who handed it in, and when it is to come out."""
        subject = self.subject
        who = "You" if self.is_mine else subject.handed_in_name or "Somebody who has left"
        at = moment_in_words(subject.handed_in_at, self.time_zone) if subject.handed_in_at else ""
        return f"{who} handed this in on {at}. {self.comes_out}"

    @property
    def comes_out(self) -> str:
        """When it comes out once it is approved."""
        moment = self.subject.publish_at
        if moment is None or moment <= self.now:
            return "Once approved, it is published at once."
        return f"Once approved, it comes out on {moment_in_words(moment, self.time_zone)}."

    @property
    def button(self) -> str:
        """The words on the button."""
        number = len(self.effects)
        what = f" {counted(number, 'text')}" if number > 1 else ""
        moment = self.subject.publish_at
        return f"Approve{what}" if moment is not None and moment > self.now else f"Approve and publish{what}"
