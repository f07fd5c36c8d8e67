"""The page before publishing: what will change for whom, what is in the way, and the ways to go on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from coursesite.library.addresses import SHOWN, address_of
from coursesite.library.faults import FileFault
from coursesite.library.models import Kind, State
from coursesite.library.rights import Rights
from coursesite.studio.addresses import WRITE, desk_href, kind_in_words
from coursesite.studio.models import Step
from coursesite.studio.publishing.effect_queries import Reach
from coursesite.studio.publishing.effects import Effects
from coursesite.studio.publishing.link_queries import Link
from coursesite.studio.publishing.pages.change import ChangePage
from coursesite.studio.publishing.pages.words import counted, people
from coursesite.studio.publishing.piece_queries import Subject
from coursesite.web.filters import moment_in_words


@dataclass(frozen=True, slots=True)
class Offered:
    """A text that can go out along with its course: whether it is ticked, and what it would do."""

    subject: Subject
    ticked: bool

    @property
    def words(self) -> str:
        """What it is."""
        state = "new" if self.subject.is_new else "changed"
        return f"{kind_in_words(self.subject.kind)}, {state}"


@dataclass(frozen=True)
class PublishPage(ChangePage):
    """A piece about to be published. `effects` are of the texts that are chosen, `others` faults that stand elsewhere.

    `day` and `time` stand in the fields, `later` says that they count; `problem` is why the form came back.
    """

    subject: Subject
    rights: Rights
    time_zone: str
    effects: Sequence[Effects] = ()
    offered: Sequence[Offered] = ()
    others: Sequence[FileFault] = ()
    links: Sequence[Link] = ()
    day: str = ""
    time: str = ""
    later: bool = False
    note: str = ""
    problem: str = ""
    done: str = ""
    day_problem: str = ""
    fresh_link: str = ""
    user_id: int = 0
    reach: Reach = field(default_factory=Reach)
    seen: Sequence[str] = field(default_factory=tuple)

    @property
    def address(self) -> str:
        """Where the form leads."""
        return desk_href(self.subject.key, "publish")

    @property
    def desk(self) -> str:
        """The editor; what else the page leads to stands below it."""
        return desk_href(self.subject.key)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        steps: list[tuple[str, str | None]] = [("Write", WRITE)]
        if self.subject.course_key:
            steps.append((self.subject.course_title or "", desk_href(self.subject.course_key)))
        return [*steps, (self.title, self.desk), ("Publish", None)]

    @property
    def shown_href(self) -> str:
        """Its page as people see it; empty where they see none."""
        subject = self.subject
        shown = subject.is_shown and Kind(subject.kind) in SHOWN
        return address_of(subject.kind, subject.slug, subject.course_slug) if shown else ""

    @property
    def standing(self) -> str:
        """Where it stands, in a sentence."""
        subject = self.subject
        if subject.state == State.PUBLISHED and not subject.is_shown:
            return f"It is published in a course that is not, so nobody sees it: {subject.course_title}."
        changed = " Its draft has changes that nobody sees yet." if subject.draft is not None else ""
        if subject.state == State.PUBLISHED:
            return f"It is on the site.{changed}"
        if subject.state == State.SCHEDULED:
            return f"It comes out on the day that its settings name.{changed}"
        if subject.state == State.ARCHIVED:
            return "It is archived: kept with everything people did in it, and shown to nobody."
        return "It was never published." if subject.is_new else "It was taken off the site; what people did is kept."

    @property
    def can_go(self) -> bool:
        """Whether the form stands on the page."""
        return bool(self.effects)

    @property
    def button(self) -> str:
        """The words on the button."""
        if not self.rights.publishes:
            return "Hand in for approval"
        number = len(self.effects)
        if number > 1:
            return f"Publish {counted(number, 'text')}"
        return "Publish"

    @property
    def handed_in(self) -> str:
        """What became of what was handed in, in a sentence; empty where nothing was."""
        subject = self.subject
        who = "You" if subject.handed_in_by == self.user_id else subject.handed_in_name or "Somebody"
        at = moment_in_words(subject.handed_in_at, self.time_zone) if subject.handed_in_at else ""
        goes = moment_in_words(subject.publish_at, self.time_zone) if subject.publish_at else ""
        match subject.step:
            case Step.AWAITING:
                then = f" It is to come out on {goes}." if goes else ""
                return f"{who} handed in a wording on {at}, which awaits approval.{then}"
            case Step.SCHEDULED:
                return f"A wording is scheduled for {goes}."
            case Step.RETURNED:
                return f"The wording handed in on {at} came back with a remark."
            case Step.FAILED:
                return f"The wording scheduled for {goes} could not be published. The site shows what it showed before."
            case _:
                return ""

    @property
    def is_snapshot(self) -> bool:
        """Whether the draft differs from what was handed in and still waits."""
        waits = self.subject.step in (Step.AWAITING, Step.SCHEDULED)
        return waits and self.subject.draft not in (None, self.subject.handed_in)

    @property
    def waits(self) -> bool:
        """Whether something was handed in that can be taken back."""
        return self.subject.step in (Step.AWAITING, Step.SCHEDULED)

    @property
    def off_words(self) -> list[str]:
        """What taking it off the site means, for whom."""
        reach = self.reach
        found = ["Links to it lead to a page that says it was taken off, and search no longer finds it."]
        if reach.begun + reach.attempts:
            found.append(f"{people(reach.begun + reach.attempts)} would lose sight of it in the middle.")
        if self.subject.kind == Kind.COURSE and reach.enrolled:
            takes = "takes" if reach.enrolled == 1 else "take"
            found.append(f"{people(reach.enrolled)} {takes} the course, and would not see it any more.")
        found.append("Whatever people answered and finished is kept, and counts again when it comes back.")
        return found

    def said_at(self, moment: datetime) -> str:
        """A moment in the coach's own time."""
        return moment_in_words(moment, self.time_zone)
