"""A course's groups, and one group with the people in it, as their coaches see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wtforms import Form

from coursesite.learning.groups.codes import spoken
from coursesite.learning.groups.member_queries import MemberRow
from coursesite.learning.groups.pages.invitations import Waiting
from coursesite.learning.groups.pages.places import Trail, group_href, group_trail, groups_href, tabs, trail
from coursesite.learning.groups.queries import GroupLine, GroupRow, LeadRow
from coursesite.learning.groups.subject_queries import Subject
from coursesite.library.models import Kind
from coursesite.library.outlines import Outline
from coursesite.library.rights import Rights
from coursesite.web.filters import count_in_words, day_in_words

GROUPS_ON_A_PAGE = 30
PEOPLE_ON_A_PAGE = 50
MOST_QUIET = 20

DRAFT = (
    "Hello{name},\n\n"
    "it has been a while since you were in “{course}”. There is no hurry, and there is nothing that you have missed: "
    "all you did is kept, and you can go on where you stopped, whenever it suits you.\n\n"
    "If something is in the way, or a lesson was not what you had hoped for, I would like to know. You can ask me from "
    "any lesson.\n\n"
    "{by}"
)


def begins_in_words(starts_at: datetime | None, now: datetime, time_zone: str) -> str:
    """When a group begins or began."""
    if starts_at is None:
        return "no first day"
    verb = "begins" if starts_at > now else "began"
    return f"{verb} on {day_in_words(starts_at, time_zone)}"


@dataclass(frozen=True, slots=True)
class Line:
    """A group in the list."""

    row: GroupLine
    now: datetime
    time_zone: str

    @property
    def href(self) -> str:
        """Where it is looked at."""
        return group_href(self.row.key)

    @property
    def words(self) -> str:
        """How many are in it, and when it begins or ended."""
        people = count_in_words(self.row.members, "person", "people")
        if self.row.ended_at is not None:
            return f"{people}, ended on {day_in_words(self.row.ended_at, self.time_zone)}"
        return f"{people}, {begins_in_words(self.row.starts_at, self.now, self.time_zone)}"


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """A page of a course's groups, and the form for a new one."""

    subject: Subject
    rights: Rights
    lines: Sequence[Line]
    form: Form
    links: Sequence[tuple[int, str]]

    @property
    def address(self) -> str:
        """Where this page stands."""
        return groups_href(self.subject.key)

    @property
    def trail(self) -> Trail:
        """The pages above."""
        return trail(self.subject, ("Groups", None))

    @property
    def tabs(self) -> list[tuple[str, str]]:
        """The pages beside this one."""
        return tabs(self.subject.key, self.subject.kind)


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of some people in a course: what they finished, and when they last did something."""

    outline: Outline
    finished: Mapping[int, set[int]]
    active: Mapping[int, datetime]
    time_zone: str

    def done(self, user_id: int) -> int:
        """How much of what completes the course somebody has finished."""
        return sum(one in self.finished.get(user_id, ()) for one in self.outline.needed)

    def quizzes(self, user_id: int) -> int:
        """How many of the course's quizzes somebody has passed."""
        return sum(one.is_quiz and one.id in self.finished.get(user_id, ()) for one in self.outline.lessons)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the group."""

    row: MemberRow
    progress: Progress
    place: str

    @property
    def name(self) -> str:
        """Their name, or their address where they gave none."""
        return self.row.name or self.row.address or "Somebody"

    @property
    def key(self) -> str:
        """What addresses call them."""
        return self.row.key

    @property
    def remove_href(self) -> str:
        """Where taking them out is sent."""
        return f"{self.place}members/{self.row.key}/remove"

    @property
    def where(self) -> str:
        """How far they are."""
        if self.row.completed_at is not None:
            return f"finished on {day_in_words(self.row.completed_at, self.progress.time_zone)}"
        return f"{self.progress.done(self.row.id)} of {len(self.progress.outline.needed)} finished"

    @property
    def quizzes(self) -> str:
        """The quizzes they have passed; empty where the course has none."""
        total = self.progress.outline.quiz_count
        return f"{self.progress.quizzes(self.row.id)} of {total} passed" if total else ""

    @property
    def last(self) -> str:
        """When they last answered or finished something."""
        at = self.progress.active.get(self.row.id)
        return "not yet" if at is None else day_in_words(at, self.progress.time_zone)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody who has gone quiet, with a message to begin from; `written_at` is when somebody last wrote to them."""

    person: Person
    written_at: datetime | None
    form: Form

    @property
    def href(self) -> str:
        """Where the message is sent."""
        return f"{self.person.place}members/{self.person.key}/message"

    @property
    def words(self) -> str:
        """How long it has been, without a reproach."""
        last = self.person.last
        came = day_in_words(self.person.row.joined_at, self.person.progress.time_zone)
        return f"came on {came} and has not begun" if last == "not yet" else f"was here last on {last}"

    @property
    def written(self) -> str:
        """When somebody wrote to them; empty where nobody has lately."""
        if self.written_at is None:
            return ""
        return f"Was written to on {day_in_words(self.written_at, self.person.progress.time_zone)}."


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One group: its people, who has gone quiet, who answers for it, who is invited, and what can be changed."""

    group: GroupRow
    rights: Rights
    people: Sequence[Person]
    total: int
    links: Sequence[tuple[int, str]]
    quiet: Sequence[Quiet]
    quiet_total: int
    leads: Sequence[LeadRow]
    waiting: Waiting
    form: Form
    invite: Form
    now: datetime
    time_zone: str
    base_url: str
    refused_list: str = ""
    typed_list: str = ""

    @property
    def address(self) -> str:
        """Where this page stands."""
        return group_href(self.group.key)

    @property
    def trail(self) -> Trail:
        """The pages above."""
        return group_trail(self.group, (self.group.name, None))

    @property
    def tabs(self) -> list[tuple[str, str]]:
        """The pages of its course."""
        return tabs(self.group.course_key, Kind.COURSE)

    @property
    def words(self) -> str:
        """How many people, and since when."""
        people = count_in_words(self.total, "person", "people").capitalize()
        if self.group.ended_at is not None:
            return f"{people}. It ended on {day_in_words(self.group.ended_at, self.time_zone)}."
        return f"{people}; {begins_in_words(self.group.starts_at, self.now, self.time_zone)}."

    @property
    def has_quizzes(self) -> bool:
        """Whether there is a column for them."""
        return any(person.quizzes for person in self.people)

    @property
    def more_quiet(self) -> str:
        """How many quiet people are not shown; empty where all are."""
        left = self.quiet_total - len(self.quiet)
        return f"{count_in_words(left, 'more person', 'more people').capitalize()} besides." if left > 0 else ""

    @property
    def code(self) -> str:
        """The code, as it is read aloud; empty where there is none."""
        return spoken(self.group.join_code) if self.group.join_code else ""

    @property
    def link(self) -> str:
        """The whole address that lets people in."""
        return f"{self.base_url}/join/{self.group.join_code}" if self.group.join_code else ""


def drafted(name: str, course: str, by: str) -> str:
    """A message to somebody who has gone quiet, for a coach to change and send, or not."""
    return DRAFT.format(name=f" {name}" if name else "", course=course, by=by).rstrip()
