"""An attempt under way: its questions in order, with what is saved of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import dropwhile

from markupsafe import Markup

from coursesite.exercises import Compiled, Question
from coursesite.learning.quizzes.entering import prefix, sequence_name
from coursesite.learning.quizzes.models import Attempt, Response
from coursesite.learning.quizzes.pages import words
from coursesite.learning.quizzes.pages.answers import Filled, filled, said
from coursesite.learning.quizzes.pages.frame import Frame
from coursesite.learning.quizzes.pages.told import Told, told
from coursesite.learning.quizzes.policy import Policy
from coursesite.learning.quizzes.states import seconds_left
from coursesite.learning.showing.inputs import Inputs, inputs_for
from coursesite.learning.showing.typed import Typed, typed_of
from coursesite.library.reading import Content
from coursesite.web.filters import count_in_words
from coursesite.web.markup import NOTHING, safe


@dataclass(frozen=True, slots=True)
class Posed:
    """One question of an attempt in the words it is asked in."""

    response: Response
    compiled: Compiled
    question: Question

    @property
    def place(self) -> int:
        """Its place in the attempt, from 1."""
        return self.response.place


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: text, or a question."""

    prose: Markup = NOTHING
    question: "Shown | None" = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What a page sent that could not be saved: it stands in the fields, so that nothing typed is lost."""

    typed: Typed
    elsewhere: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as the page shows it."""

    posed: Posed
    level: int
    number: int
    total: int
    inputs: Inputs | None
    told: Told | None
    elsewhere: bool = False
    refused: str = ""
    checks: bool = False

    @property
    def place(self) -> int:
        """Its place in the attempt."""
        return self.posed.place

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return anchor(self.place)

    @property
    def kind(self) -> str:
        """The line above its title."""
        worth = ""
        if self.posed.question.graded and self.posed.question.marks != 1:
            number = words.marks(self.posed.question.marks)
            worth = f", {number} mark{'s' if self.posed.question.marks > 1 else ''}"
        return f"Question {self.number} of {self.total}{worth}"

    @property
    def title(self) -> Markup:
        """Its title's HTML."""
        return safe(self.posed.question.title)

    @property
    def prompt(self) -> Markup:
        """Its prompt's HTML; empty where it stands with the gaps, or is given back with the results."""
        with_gaps = bool(self.posed.question.pieces) and (self.told is None or self.told.results is not None)
        return safe("" if with_gaps else self.posed.question.prompt)

    @property
    def sequence(self) -> int:
        """The save that this page knows."""
        return self.posed.response.sequence

    @property
    def sequence_name(self) -> str:
        """The name of the field that holds it."""
        return sequence_name(self.place)

    @property
    def stands(self) -> str:
        """What is saved of it, in words."""
        return said(self.posed.compiled, self.posed.response.given) or "nothing"


@dataclass(frozen=True)
class AttemptPage:
    """An attempt under way. `content` is the quiz in the wording it was begun in; `entered` goes by place."""

    frame: Frame
    attempt: Attempt
    policy: Policy
    content: Content
    posed: Mapping[int, Posed]
    person: str
    now: datetime
    entered: Mapping[int, Entered] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The attempt's path."""
        return self.frame.attempt(self.attempt.number)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return self.frame.trail(f"Attempt {self.attempt.number}")

    @property
    def key(self) -> str:
        """Under what name a browser keeps what is not saved yet: one for each person and attempt."""
        return f"{self.person}.{self.frame.row.key}.{self.attempt.number}"

    @cached_property
    def parts(self) -> list[Part]:
        """Questions in their order: those in place with the text between them, then those that were drawn.

        The text before the first stands on the quiz's front page, which one has come from.
        """
        in_place = {posed.compiled.id: posed for posed in self.posed.values() if self._is_in_place(posed)}
        found, level = [], 2
        for block in dropwhile(lambda block: block.exercise is None, self.content.blocks):
            if block.exercise is None:
                level = 3 if "<h2" in block.prose else level
                found.append(Part(safe(block.prose)))
            elif block.exercise.id in in_place:
                found.append(Part(question=self.question(in_place[block.exercise.id], level)))
        return found + [
            Part(question=self.question(posed)) for posed in self.posed.values() if not self._is_in_place(posed)
        ]

    def _is_in_place(self, posed: Posed) -> bool:
        return posed.response.source_id == self.attempt.quiz_id

    def question(self, posed: Posed, level: int = 2) -> Shown:
        """One question as it stands on this page."""
        entered = self.entered.get(posed.place)
        typed = typed_of(posed.question, posed.response.given) if entered is None else entered.typed
        checked = posed.response.checked_at is not None
        inputs = inputs_for(posed.question, anchor(posed.place), typed, prefix(posed.place))
        return Shown(
            posed,
            level,
            posed.place,
            len(self.posed),
            None if checked else inputs,
            self._told(posed) if checked else None,
            elsewhere=entered is not None and entered.elsewhere,
            refused=entered.refused if entered else "",
            checks=self.policy.at_once and posed.question.graded and not checked,
        )

    def _told(self, posed: Posed) -> Told:
        # Whether another attempt will be left is not known before this one ends, so “after the last” means not yet.
        shows = self.policy.shows_answers(more_attempts=True)
        return told(posed.compiled, posed.question, posed.response, shows_answer=shows)

    @property
    def goes_on_at(self) -> Shown | None:
        """For who comes back: the first question that still wants an answer, once another one has been given."""
        if not any(posed.response.given for posed in self.posed.values()):
            return None
        wanting = (posed for posed in self.posed.values() if _wants_answer(posed))
        return next((self.question(posed) for posed in wanting), None)

    @property
    def sources(self) -> Markup:
        """The list of sources, if there is one."""
        return safe(self.content.sources)

    @property
    def seconds_left(self) -> int | None:
        """Whole seconds until the time is up; None without a limit."""
        return seconds_left(self.attempt, self.now)

    @property
    def time_words(self) -> str:
        """Until when there is time, for who reads this without scripts; empty without a limit."""
        if self.attempt.due_at is None or self.seconds_left is None:
            return ""
        until = words.until(self.attempt.due_at, self.now, self.frame.reader.time_zone)
        return f"You have until {until}; {words.time_left(self.seconds_left)} left when this page was loaded."

    @property
    def saved_words(self) -> str:
        """What is saved, and since when."""
        if self.has_elsewhere:
            return "Not everything is saved yet: see the marked questions"
        return saved_words([posed.response.saved_at for posed in self.posed.values()], self.frame.reader.time_zone)

    @property
    def answered_words(self) -> str:
        """How many of the questions hold something."""
        entered = sum(posed.response.given is not None for posed in self.posed.values())
        return f"{count_in_words(entered, 'answer')} of {words.number_in_words(len(self.posed))}"

    @property
    def has_elsewhere(self) -> bool:
        """Whether something that this page sent had been changed in another window."""
        return any(entered.elsewhere for entered in self.entered.values())


def _wants_answer(posed: Posed) -> bool:
    if posed.response.checked_at is not None or inputs_for(posed.question, "", {}) is None:
        return False
    return filled(posed.compiled, posed.response.given) is not Filled.ANSWERED


def anchor(place: int) -> str:
    """The id of a question's element."""
    return f"question-{place}"


def saved_words(moments: Iterable[datetime | None], time_zone: str) -> str:
    """That everything is saved, and since when: the newest of these moments."""
    newest = max((moment for moment in moments if moment is not None), default=None)
    return "Nothing is entered yet" if newest is None else f"Saved at {words.clock_time(newest, time_zone)}"
