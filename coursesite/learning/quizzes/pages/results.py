"""What came of an attempt: the share, what counts, every question with its feedback, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from markupsafe import Markup

from coursesite.exercises import Compiled
from coursesite.learning.quizzes.models import Attempt, Standing
from coursesite.learning.quizzes.pages import words
from coursesite.learning.quizzes.pages.attempt import Posed, anchor
from coursesite.learning.quizzes.pages.frame import Frame
from coursesite.learning.quizzes.pages.front import FrontPage, Next, result_words
from coursesite.learning.quizzes.pages.told import Told, told
from coursesite.learning.quizzes.policy import BEST, FIRST, Policy
from coursesite.learning.showing.inputs import inputs_for
from coursesite.web.filters import count_in_words
from coursesite.web.markup import safe

WHY = {BEST: "the best one counts", FIRST: "the first one counts"}


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with what came of it."""

    posed: Posed
    told: Told
    total: int

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return anchor(self.posed.place)

    @property
    def takes_answer(self) -> bool:
        """Whether there was anything to enter."""
        return inputs_for(self.posed.question, "", {}) is not None

    @property
    def kind(self) -> str:
        """The line above its title."""
        return f"Question {self.posed.place} of {self.total}"

    @property
    def title(self) -> Markup:
        """Its title's HTML."""
        return safe(self.posed.question.title)

    @property
    def prompt(self) -> Markup:
        """Its prompt's HTML; empty where the results give it back with the gaps filled in."""
        with_gaps = bool(self.posed.question.pieces) and self.told.results is not None
        return safe("" if with_gaps else self.posed.question.prompt)


@dataclass(frozen=True)
class ResultsPage:
    """A graded attempt. `counted` holds by place the wordings whose right answers counted, where others did.

    `sources_before` is the list of sources that anybody may read, `sources_after` the whole one.
    """

    front: FrontPage
    attempt: Attempt
    policy: Policy
    posed: Sequence[Posed]
    counted: dict[int, Compiled] = field(default_factory=dict)
    corrections: Sequence[str] = ()
    sources_before: str = ""
    sources_after: str = ""

    @property
    def frame(self) -> Frame:
        """The quiz."""
        return self.front.frame

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return self.frame.trail(f"Attempt {self.attempt.number}")

    @property
    def has_marks(self) -> bool:
        """Whether there was anything to earn."""
        return bool(Fraction(self.attempt.out_of))

    @property
    def share(self) -> str:
        """The share of the marks, rounded down."""
        return words.percent(Fraction(self.attempt.share))

    @property
    def marks(self) -> str:
        """The marks, exactly."""
        return words.marks_of(Fraction(self.attempt.score), Fraction(self.attempt.out_of))

    @property
    def verdict(self) -> tuple[str, str]:
        """The state's class, and the result in a word."""
        if self.policy.pass_share is None:
            return "right", "Handed in"
        if self.attempt.passed:
            return "right", "Passed"
        return "partly", "Not passed yet" if self.policy.counts else "Handed in"

    @property
    def margin(self) -> str:
        """By how much it was passed or not."""
        if self.policy.pass_share is None or not self.has_marks:
            return ""
        over = Fraction(self.attempt.share) - self.policy.pass_share
        needed = words.percent(self.policy.pass_share)
        if over < 0:
            short = words.points(-over, up=True)
            if self.attempt.passed:
                return f"{needed} are needed; what was passed stays passed."
            if not self.policy.counts:
                return f"From {needed} on it is called a pass, and nothing depends on that."
            return f"{needed} are needed: {short} more."
        if over == 0:
            return f"Exactly the {needed} that are needed."
        return f"{needed} are needed: you have {words.points(over, up=False)} more."

    @property
    def ended(self) -> str:
        """That its time ran out, where it did."""
        if self.attempt.due_at is None or self.submitted_at < self.attempt.due_at:
            return ""
        return "Its time was up then, and what was saved until that moment was marked."

    @property
    def counts(self) -> str:
        """Which attempt counts, where there are several."""
        graded = [attempt for attempt in self.front.attempts if attempt.graded_at is not None]
        counting = next((attempt for attempt in graded if attempt.standing & Standing.COUNTS), None)
        if counting is None or len(graded) < 2:
            return ""
        why = WHY.get(self.policy.keep, "the last one counts")
        if counting.number == self.attempt.number:
            return f"Of your {count_in_words(len(graded), 'attempt')} this is the one that counts: {why}."
        return f"Attempt {counting.number} counts, with {result_words(counting, self.policy)}: {why}."

    @cached_property
    def shows_answers(self) -> bool:
        """Whether right answers may be seen, by what the coach says about that now."""
        return self.front.policy.shows_answers(more_attempts=self.front.may.more_attempts)

    @property
    def sources(self) -> Markup:
        """The list of sources, where what cites them is shown."""
        return safe(self.sources_after if self.shows_answers else self.sources_before)

    @property
    def answers_note(self) -> str:
        """When right answers are shown, where they aren't."""
        if self.shows_answers:
            return ""
        if self.front.policy.answers_shown == "never":
            return "This quiz keeps its right answers to itself. What you answered and what was said to it is below."
        return (
            "The right answers are shown once no attempt is left. What you answered and what was said to it is below."
        )

    @property
    def questions(self) -> list[Answered]:
        """Every question in its order."""
        return [self._answered(posed) for posed in self.posed]

    @property
    def second_look(self) -> list[Answered]:
        """The questions that were not answered rightly: where reading again is worth its time."""
        return [
            question
            for question in self.questions
            if question.takes_answer and question.told.state not in ("right", "noted")
        ]

    def _answered(self, posed: Posed) -> Answered:
        compiled, question = posed.compiled, posed.question
        if posed.place in self.counted:
            compiled = self.counted[posed.place]
            question = compiled.question(self.attempt.seed)
        found = told(compiled, question, posed.response, shows_answer=self.shows_answers)
        return Answered(posed, found, len(self.posed))

    @property
    def submitted_at(self) -> datetime:
        """When it was handed in."""
        return self.attempt.submitted_at or self.attempt.started_at

    @property
    def next(self) -> Next:
        """What to do now."""
        return self.front.next

    @property
    def goes_on(self) -> bool:
        """Whether the next step is the next lesson rather than another try."""
        return self.front.following is not None and self.front.passed
