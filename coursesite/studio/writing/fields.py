"""What a coach may say about a piece, as the editor asks for it: the front matter's fields, by kind."""

from collections.abc import Callable
from dataclasses import dataclass, field

from coursesite.library.models import Kind

LINE, TEXT, LIST, CHOICE = "line", "text", "list", "choice"
PREFIX = "field-"


@dataclass(frozen=True, slots=True)
class Asked:
    """One field. `sort` says how it is entered: a line, a text, a list with one entry a line, or a choice.

    `commas` says that a list of short words stands on one line of the front matter, divided by commas.
    """

    name: str
    label: str
    hint: str = ""
    sort: str = LINE
    choices: tuple[str, ...] = ()
    required: bool = False
    commas: bool = False

    @property
    def slug(self) -> str:
        """Its name as forms have it."""
        return self.name.replace(" ", "-")

    @property
    def input_name(self) -> str:
        """The name of its input."""
        return PREFIX + self.slug


def _title(hint: str = "") -> Asked:
    return Asked("title", "Title", hint, required=True)


def _summary(hint: str, *, required: bool = True) -> Asked:
    return Asked("summary", "Summary", hint, TEXT, required=required)


_OBJECTIVES = Asked(
    "objectives", "What one learns", "One aim a line, each beginning with what one does: “Name …”.", LIST
)
_MINUTES = Asked("minutes", "Minutes", "Only if the time worked out from the words is wrong, such as 12.")
_OPENS_AFTER = Asked("opens after", "Opens after", "What has to be finished before this opens.", CHOICE)
_FEEDBACK = Asked("feedback", "Answers are commented", "", CHOICE, ("at once", "at the end"))
_IN_LISTS = "A sentence or two. It stands in lists and in search."

FIELDS: dict[Kind, tuple[Asked, ...]] = {
    Kind.COURSE: (
        _title(),
        _summary("What the course is for, in a sentence or two. It stands on the course’s card."),
        Asked("topics", "Topics", "One a line, the main one first.", LIST, required=True, commas=True),
        Asked("level", "Level", "Whom it suits, such as “some practice”."),
        Asked("outcomes", "What one will be able to do", "One a line, each beginning with what one does.", LIST),
        Asked(
            "growth",
            "Self-rating",
            "Up to eight statements about what one does, one a line: “I say back what I heard before I ask.” Learners "
            "may choose how often it is so, at the start, at the end and two months later. Nobody else sees it.",
            LIST,
        ),
        Asked("coach", "Coach", "The name that stands on the course’s page."),
        Asked("order", "Place in the list of courses", "A number; lower ones come first."),
    ),
    Kind.LESSON: (_title(), _summary(_IN_LISTS), _OBJECTIVES, _MINUTES, _OPENS_AFTER),
    Kind.CONVERSATION: (
        _title(),
        _summary(_IN_LISTS, required=False),
        Asked("you", "You", "Who the learner is in this conversation, and where."),
        Asked("with", "With", "Whom the learner speaks with, such as Dana.", required=True),
        Asked("meters", "Meters", "What rises and falls, with its start: trust 40, heat 70."),
        _FEEDBACK,
        _OBJECTIVES,
        _MINUTES,
        _OPENS_AFTER,
    ),
    Kind.POOL: (_title(), _summary("For coaches only: what these questions are about.", required=False)),
    Kind.QUIZ: (
        _title(),
        _summary(_IN_LISTS, required=False),
        _OBJECTIVES,
        Asked("pass", "Pass mark", "The share of the marks that passes, such as 70%. Empty: handing it in does."),
        Asked("attempts", "Attempts", "How many there are, such as 3. Empty: as many as one likes."),
        Asked("keep", "The attempt that counts", "", CHOICE, ("best", "last", "first")),
        Asked("minutes", "Minutes", "The time for one attempt, such as 20. Empty: no limit."),
        Asked("wait", "Pause between attempts", "Such as 1 hour or 2 days."),
        _FEEDBACK,
        Asked("answers shown", "Right answers are shown", "", CHOICE, ("always", "after the last attempt", "never")),
        Asked("counts", "Counts towards finishing the course", "", CHOICE, ("yes", "no")),
        Asked("draw", "Questions drawn from a pool", "One draw a line: 5 from 08-pool tagged listening.", LIST),
        _OPENS_AFTER,
    ),
    Kind.POST: (
        _title(),
        _summary("A sentence or two. It stands in the list of posts, in feeds and in search."),
        Asked("tags", "Tags", "One a line.", LIST, commas=True),
        Asked("author", "Author", "The name it is signed with."),
        Asked(
            "published", "Date", "The day it is dated by, such as 2026-11-02, with or without a time by UTC (09:30)."
        ),
        Asked("comments", "Comments", "", CHOICE, ("open", "closed")),
        Asked("lesson", "The lesson it belongs to", "Its course and its place: service-recovery/02-the-first-minute."),
    ),
    Kind.PAGE: (_title(), _summary(_IN_LISTS, required=False)),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form brought: the fields by their names in the front matter (only those it has), and the text."""

    fields: dict[str, str] = field(default_factory=dict)
    body: str = ""


def sent(kind: Kind, get: Callable[[str], str | None]) -> Sent:
    """What a form brought, read by `get` (None for an input that isn't there)."""
    found = {asked.name: get(asked.input_name) for asked in FIELDS[kind]}
    return Sent({name: value for name, value in found.items() if value is not None}, get("body") or "")
