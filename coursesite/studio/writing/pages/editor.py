"""The editor's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from coursesite.library.models import Kind, State
from coursesite.studio.addresses import WRITE, desk_href
from coursesite.studio.inserting.offers import Offer, offers_in
from coursesite.studio.writing.fields import FIELDS, LIST, Asked, Sent
from coursesite.studio.writing.looking import Look
from coursesite.studio.writing.queries import Written
from coursesite.studio.writing.saving import SOMEBODY
from coursesite.studio.writing.telling import Heading, Told
from coursesite.web.filters import count_in_words

STATES = {
    State.DRAFT: "Never published",
    State.SCHEDULED: "Waits for its day",
    State.PUBLISHED: "Published",
    State.ARCHIVED: "Archived",
}


@dataclass(frozen=True, slots=True)
class Input:
    """One field with what stands in it. `problem` says why it was not taken; `choices` are values with their words."""

    asked: Asked
    value: str
    problem: str = ""
    choices: Sequence[tuple[str, str]] = ()

    @property
    def name(self) -> str:
        """The name of the input, and its id."""
        return self.asked.input_name

    @property
    def hint(self) -> str:
        """A sentence about it, with the names that a list may hold; empty where it needs none."""
        if self.asked.sort != LIST or not self.choices:
            return self.asked.hint
        return f"{self.asked.hint} Here there are {', '.join(f'{value} (“{words}”)' for value, words in self.choices)}."

    @property
    def told(self) -> str:
        """The ids of what describes it; empty where nothing does."""
        parts = (("hint", self.hint), ("error", self.problem))
        return " ".join(f"{self.name}-{part}" for part, words in parts if words)

    @property
    def rows(self) -> int:
        """How many lines it is high."""
        return max(2, min(8, self.value.count("\n") + 2))


@dataclass(frozen=True)
class EditorPage:
    """A piece and what stands in the form. `late` are texts that came too late: their address and when.

    `version` and `base` say what the form's text began from, `person` is the writer's key, `others` the names of those
    who have it open, too.
    """

    written: Written
    sent: Sent
    version: int
    base: int
    person: str
    seen: Look
    saved_at: str = ""
    others: Sequence[str] = ()
    late: Sequence[tuple[str, datetime]] = ()
    choices: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    done: str = ""

    @property
    def key(self) -> str:
        """The piece's key."""
        return self.written.key

    @property
    def address(self) -> str:
        """Where the piece is written; what the page sends goes below it."""
        return desk_href(self.written.key)

    @property
    def title(self) -> str:
        """The piece's title."""
        return " ".join(self.sent.fields.get("title", "").split()) or self.written.title or "Without a title"

    @property
    def kind(self) -> str:
        """What it is."""
        return self.written.kind

    @property
    def status(self) -> str:
        """Where it stands, in a few words."""
        said = STATES.get(State(self.written.state), "")
        if self.written.state == State.DRAFT and self.written.published_id is not None:
            return "Taken off the site"
        if self.written.draft is not None and self.written.published_id is not None:
            return f"{said}, with changes that are not"
        return said

    @property
    def inputs(self) -> list[Input]:
        """The fields of its kind."""
        return [
            Input(
                asked,
                self.sent.fields.get(asked.name, ""),
                self.problems.get(asked.name, ""),
                self._choices(asked),
            )
            for asked in FIELDS[Kind(self.written.kind)]
        ]

    def _choices(self, asked: Asked) -> Sequence[tuple[str, str]]:
        found = self.choices.get(asked.name) or [(word, word.capitalize()) for word in asked.choices]
        if asked.sort == LIST:
            return found
        value = " ".join(self.sent.fields.get(asked.name, "").split())
        known = {choice for choice, _words in found}
        return [*found, *([(value, value)] if value and value not in known else [])]

    @property
    def opens(self) -> bool:
        """Whether the fields stand open: something is missing or was not taken."""
        return any(each.problem or (each.asked.required and not each.value.strip()) for each in self.inputs)

    @property
    def body(self) -> str:
        """The text below the front matter."""
        return self.sent.body

    @property
    def published_by(self) -> str:
        """Who wrote what is published."""
        return self.written.published_by or SOMEBODY

    @property
    def counts(self) -> str:
        """How long the text is."""
        return f"{self.seen.words:,} words, about {count_in_words(self.seen.minutes, 'minute')}"

    @property
    def saved_words(self) -> str:
        """When the draft was saved, and by whom; empty where there is none."""
        if not self.saved_at:
            return ""
        by = self.written.changed_by if self.written.changed_by_id else ""
        return f"Draft of {self.saved_at}" + (f", saved by {by}" if by else "")

    @property
    def faults(self) -> list[Told]:
        """What is wrong with it."""
        return self.seen.faults

    @property
    def faults_title(self) -> str:
        """The heading above them."""
        count = len(self.faults)
        if not count:
            return "Nothing is wrong with it"
        return f"{count} {'thing' if count == 1 else 'things'} to put right"

    @property
    def outline(self) -> list[Heading]:
        """The text's headings."""
        return self.seen.outline

    @property
    def others_words(self) -> str:
        """Who else has it open, in a sentence; empty where nobody does."""
        return others_in_words(self.others)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """The pages above this one."""
        steps: list[tuple[str, str | None]] = [("Write", WRITE)]
        if self.written.course_key:
            steps.append((self.written.course_title or "", desk_href(self.written.course_key)))
        return [*steps, (self.title, None)]

    @property
    def offers(self) -> Sequence[Offer]:
        """What can be put into its text by a form."""
        return offers_in(self.written.kind)

    @property
    def insert_words(self) -> str:
        """What they are called together."""
        return "Insert a scene" if self.written.kind == Kind.CONVERSATION else "Insert an exercise"

    @property
    def is_course(self) -> bool:
        """Whether it has lessons of its own to arrange."""
        return self.written.kind == Kind.COURSE


def others_in_words(names: Sequence[str]) -> str:
    """Who else has a piece open, in a sentence; empty where nobody does."""
    if not names:
        return ""
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    has = "has" if len(names) == 1 else "have"
    return f"{who} {has} this open, too. Nothing is lost: a later save never covers an earlier one."
