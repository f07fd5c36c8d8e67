"""A quiz's front page: what it is for, its rules, the attempts so far, and the one next thing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from markupsafe import Markup

from coursesite.learning.pages.cards import minutes_of_one
from coursesite.learning.quizzes.models import Allowance, Attempt, Standing
from coursesite.learning.quizzes.pages import words
from coursesite.learning.quizzes.pages.frame import Frame
from coursesite.learning.quizzes.policy import Policy
from coursesite.learning.quizzes.states import MayStart, State, may_start, seconds_left, state_of
from coursesite.library.outlines import PostAbout
from coursesite.library.reading import Content, Outline, OutlineLesson
from coursesite.web.filters import count_in_words
from coursesite.web.markup import safe


@dataclass(frozen=True, slots=True)
class Taken:
    """One attempt in the list of those so far."""

    number: int
    href: str
    when: datetime
    words: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Next:
    """The one next thing. `how` is link, start, close (see the result of one whose time is up) or nothing."""

    how: str
    title: str
    sentences: tuple[str, ...] = ()
    button: str = ""
    href: str = ""


@dataclass(frozen=True)
class FrontPage:
    """A quiz before it is taken, and between attempts."""

    frame: Frame
    content: Content
    outline: Outline
    policy: Policy
    attempts: Sequence[Attempt]
    allowance: Allowance | None
    now: datetime
    notices: Sequence[tuple[str, str]] = field(default_factory=tuple)

    @property
    def kind(self) -> str:
        """The line above the title."""
        return f"Quiz, {minutes_of_one(self.frame.row.minutes)}"

    @property
    def objectives(self) -> Sequence[str]:
        """What this quiz is for."""
        return tuple(self.content.values.get("objectives", ()))

    @property
    def opening(self) -> Markup:
        """The text before the first question."""
        blocks = self.content.blocks
        end = next((place for place, block in enumerate(blocks) if block.exercise is not None), len(blocks))
        return safe("".join(block.prose for block in blocks[:end]))

    @property
    def sources(self) -> Markup:
        """The list of sources, if there is one."""
        return safe(self.content.sources)

    @property
    def rules(self) -> list[str]:
        """The rules, as they hold for this person."""
        questions = len(self.content.exercises) + sum(draw.count for draw in self.policy.draws)
        return words.rules(self.policy, questions, self.minutes)

    @property
    def minutes(self) -> int | None:
        """The time for one attempt with what a coach allowed on top; None without a limit."""
        if self.policy.minutes is None:
            return None
        return self.policy.minutes + (self.allowance.extra_minutes if self.allowance else 0)

    @property
    def allowed(self) -> list[str]:
        """What a coach allowed this person beyond the rules, in words."""
        if self.allowance is None:
            return []
        minutes, attempts = self.allowance.extra_minutes, self.allowance.extra_attempts
        said = []
        if minutes and self.policy.minutes is not None:
            said.append(f"Your time includes {count_in_words(minutes, 'minute')} that your coach added for you.")
        if attempts and self.policy.attempts is not None:
            added = count_in_words(attempts, "further attempt")
            said.append(f"Your coach has allowed you {added}.")
        return said

    @cached_property
    def may(self) -> MayStart:
        """Whether another attempt may begin."""
        return may_start(self.policy, self.attempts, self.allowance, self.now)

    @property
    def taken(self) -> list[Taken]:
        """The attempts so far, the newest first."""
        return [self._taken(attempt) for attempt in reversed(self.attempts)]

    def _taken(self, attempt: Attempt) -> Taken:
        counts = bool(attempt.standing & Standing.COUNTS) and len(self.attempts) > 1
        when = attempt.submitted_at or attempt.started_at
        href = self.frame.attempt(attempt.number)
        return Taken(attempt.number, href, when, attempt_words(attempt, self.policy, self.now), counts)

    @property
    def passed(self) -> bool:
        """Whether one of the attempts passed."""
        return any(attempt.passed for attempt in self.attempts)

    @property
    def following(self) -> OutlineLesson | None:
        """What comes after this quiz in the course."""
        return self.outline.after(self.frame.row.id)

    @property
    def before(self) -> OutlineLesson | None:
        """What comes before it."""
        return self.outline.before(self.frame.row.id)

    @property
    def posts(self) -> tuple[PostAbout, ...]:
        """The blog's newest posts about this quiz."""
        found = self.outline.lesson(self.frame.row.id)
        return found.posts if found else ()

    @cached_property
    def next(self) -> Next:
        """What to do now."""
        if self.may.open is not None:
            return self._go_on(self.may.open)
        if self.may.now:
            return self._start()
        if self.may.from_ is not None:
            pause = f"This quiz asks for {words.span(self.policy.wait)} between attempts"
            when = words.until(self.may.from_, self.now, self.frame.reader.time_zone)
            return Next("", f"You can begin again from {when}", (f"{pause}, so that there is time to look things up.",))
        return self._used_up()

    def _go_on(self, attempt: Attempt) -> Next:
        zone, href = self.frame.reader.time_zone, self.frame.attempt(attempt.number)
        if state_of(attempt, self.now) is State.OVERDUE and attempt.due_at is not None:
            ended = f"It ended at {words.clock_time(attempt.due_at, zone)}. What you entered until then is saved."
            return Next("close", "The time for your attempt is up", (ended,), "See the result", f"{href}submit")
        left = seconds_left(attempt, self.now)
        if left is None or attempt.due_at is None:
            return Next("link", "Your attempt is under way", ("What you entered is saved.",), "Go on with it", href)
        until = words.until(attempt.due_at, self.now, zone)
        said = f"There is {words.time_left(left)} left: you have until {until}."
        if left >= 120:
            said = f"There are {words.time_left(left)} left: you have until {until}."
        return Next("link", "Your attempt is under way", (said,), "Go on with it", href)

    def _start(self) -> Next:
        said = ["Every answer is saved as you enter it. You can leave the page and come back to it."]
        if self.minutes is not None:
            time = count_in_words(self.minutes, "minute")
            said = [
                f"You have {time} from the moment you begin. The clock runs on our side, and it goes on when this page "
                "is closed. Whatever you have entered when the time is up is saved and handed in for you.",
            ]
        if self.may.left is not None and self.attempts:
            left = count_in_words(self.may.left, "attempt")
            said.append(f"You have {left} left.")
        if not self.attempts:
            return Next("start", "Ready when you are", tuple(said), "Begin")
        again = "Take it again, if you like" if self.passed else "Another try"
        return Next("start", again, tuple(said), "Begin another attempt")

    def _used_up(self) -> Next:
        if self.passed:
            return Next("", "You have passed this quiz", ("There is nothing left to do here.",))
        used = "Your attempt is used" if len(self.attempts) == 1 else "Your attempts are used"
        return Next("", used, ("If you would like another one, ask your coach, who can allow you more.",))


def attempt_words(attempt: Attempt, policy: Policy, now: datetime) -> str:
    """Where an attempt stands, or how it came out, in a few words."""
    state = state_of(attempt, now)
    if state is State.IN_PROGRESS:
        return "Under way"
    if state is not State.GRADED:
        return "Its time is up, and the result is waiting"
    return result_words(attempt, policy)


def result_words(attempt: Attempt, policy: Policy) -> str:
    """A graded attempt's result: “72.5 %, passed”."""
    if not Fraction(attempt.out_of):
        return "Handed in"
    share = words.percent(Fraction(attempt.share))
    if policy.pass_share is None:
        return share
    return f"{share}, passed" if attempt.passed else f"{share}, not passed yet"
