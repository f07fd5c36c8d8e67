"""Who takes a quiz, at the coach's desk: people with their attempts and what they are allowed, and one attempt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from urllib.parse import urlencode

from coursesite.exercises import Kind
from coursesite.learning.quizzes.allowing import Wish
from coursesite.learning.quizzes.desk_queries import PersonLine
from coursesite.learning.quizzes.marks import OPEN
from coursesite.learning.quizzes.models import Attempt, Standing
from coursesite.learning.quizzes.pages.answers import said
from coursesite.learning.quizzes.pages.attempt import Posed
from coursesite.learning.quizzes.pages.results import Answered
from coursesite.learning.quizzes.pages.studio import Desk, pages
from coursesite.learning.quizzes.pages.told import Told, told
from coursesite.learning.quizzes.pages.words import marks_of, percent
from coursesite.learning.quizzes.policy import Policy
from coursesite.learning.quizzes.states import State, state_of
from coursesite.web.filters import count_in_words

PEOPLE_ON_A_PAGE = 50
STATES = {
    State.IN_PROGRESS: "in progress",
    State.OVERDUE: "time is up, about to be graded",
    State.SUBMITTED: "handed in, about to be graded",
}


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One attempt in a list."""

    href: str
    number: int
    words: str
    when: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person in the list. `wish` is what was typed for them and could not be granted."""

    row: PersonLine
    attempts: tuple[AttemptLine, ...]
    allow_href: str
    wish: Wish | None = None

    @property
    def name(self) -> str:
        """Their name, or their address where they gave none."""
        return self.row.name or self.row.address or "Somebody"

    @property
    def allowed(self) -> str:
        """What they are allowed beyond the rules; empty for nothing."""
        said = []
        if self.row.extra_minutes:
            said.append(count_in_words(self.row.extra_minutes, "extra minute"))
        if self.row.extra_attempts:
            said.append(count_in_words(self.row.extra_attempts, "extra attempt"))
        return " and ".join(said).capitalize()

    @property
    def minutes(self) -> str:
        """What stands in the field."""
        return self.wish.minutes if self.wish else str(self.row.extra_minutes or 0)

    @property
    def attempts_allowed(self) -> str:
        """What stands in the field."""
        return self.wish.attempts if self.wish else str(self.row.extra_attempts or 0)

    @property
    def problems(self) -> Mapping[str, str]:
        """What is wrong with what was typed, by field."""
        return self.wish.problems if self.wish else {}


@dataclass(frozen=True)
class PeoplePage:
    """A page of people; `words` is what was searched for."""

    desk: Desk
    policy: Policy
    people: Sequence[Somebody]
    total: int
    page: int
    words: str = ""

    @property
    def limits(self) -> str:
        """The rules that allowances go beyond."""
        minutes = "no time limit" if self.policy.minutes is None else count_in_words(self.policy.minutes, "minute")
        attempts = self.policy.attempts
        number = "any number of attempts" if attempts is None else count_in_words(attempts, "attempt")
        return f"The quiz has {minutes} and {number} for everyone."

    @property
    def counted(self) -> str:
        """How many there are, in words."""
        return count_in_words(self.total, "person", "people").capitalize()

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list."""
        query = f"?{urlencode({'q': self.words})}" if self.words else ""
        return pages(self.total, PEOPLE_ON_A_PAGE, self.page, f"{self.desk.people_href}{query}")


@dataclass(frozen=True)
class AttemptDeskPage:
    """One attempt, as its coach reads it: every right answer beside what was given."""

    desk: Desk
    person: PersonLine
    attempt: Attempt
    posed: Sequence[Posed]
    now: datetime
    corrections: Sequence[str] = ()
    others: Sequence[AttemptLine] = field(default_factory=tuple)

    @property
    def name(self) -> str:
        """Whose it is."""
        return self.person.name or self.person.address or "Somebody"

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        below = f"{self.name}, attempt {self.attempt.number}"
        return self.desk.trail(("People", self.desk.people_href), (below, None))

    @property
    def is_graded(self) -> bool:
        """Whether there is a result."""
        return self.attempt.graded_at is not None

    @property
    def summary(self) -> str:
        """The result, or where it stands."""
        return attempt_words(self.attempt, self.now)

    @property
    def marks(self) -> str:
        """The marks, exactly."""
        return marks_of(Fraction(self.attempt.score), Fraction(self.attempt.out_of))

    @property
    def questions(self) -> list[Answered]:
        """Every question with its right answer; what is marked only once it is graded."""
        return [Answered(one, self._told(one), len(self.posed)) for one in self.posed]

    def _told(self, one: Posed) -> Told:
        if one.compiled.kind is Kind.scale:
            return Told("noted", "What they say of themselves stays with them", "")
        if self.is_graded:
            return told(one.compiled, one.question, one.response, shows_answer=True)
        words = said(one.compiled, one.response.given)
        return Told("noted", "Saved", "", said=words) if words else Told(OPEN, "Open so far", "")


def attempt_words(attempt: Attempt, now: datetime) -> str:
    """How an attempt stands, in a word or two: its share once it is graded."""
    state = state_of(attempt, now)
    if state is not State.GRADED:
        return STATES[state]
    share = percent(Fraction(attempt.share))
    return f"{share}, passed" if attempt.passed else share


def attempt_lines(desk: Desk, person: PersonLine, attempts: Sequence[Attempt], now: datetime) -> list[AttemptLine]:
    """A person's attempts as lines."""
    return [
        AttemptLine(
            f"{desk.people_href}/{person.key}/{one.number}",
            one.number,
            attempt_words(one, now),
            one.submitted_at or one.started_at,
            bool(one.standing & Standing.COUNTS),
        )
        for one in attempts
    ]


def somebody(
    desk: Desk, person: PersonLine, attempts: Sequence[Attempt], now: datetime, wish: Wish | None = None
) -> Somebody:
    """One person of the list."""
    lines = tuple(attempt_lines(desk, person, attempts, now))
    return Somebody(person, lines, f"{desk.people_href}/{person.key}/allowance", wish)
