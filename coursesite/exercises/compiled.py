"""An exercise made ready for pages: HTML parts, keys of its options, and a view that gives no answer away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from coursesite.text.dictform import from_plain, to_plain

from .kinds import Kind
from .numbers import Span
from .shuffling import in_seed_order


@dataclass(frozen=True)
class Choice:
    """One option: to pick, to type, to put in order, to match with, to tick, to take up.

    `source` is its Markdown, `html` its safe HTML, `text` its plain text; `share` the part of the marks it earns.
    `span` is filled for numbers. A match's `feedback` says why it fits or, for a distractor, why it doesn't.
    """

    key: str
    source: str
    html: str
    text: str
    right: bool
    share: Fraction
    feedback: str | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Left:
    """One cell of a match's left column; `partner` is the key of the choice that belongs to it."""

    key: str
    source: str
    html: str
    text: str
    partner: str
    feedback: str | None = None


@dataclass(frozen=True)
class Blank:
    """One gap: what is accepted, and the words to pick from, in alphabetical order, if it is a list."""

    accepted: tuple[str, ...]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Level:
    """A named step of a scale."""

    value: int
    html: str
    text: str


@dataclass(frozen=True)
class Shown:
    """An option or a left cell as it may be shown before answering. `text` is its plain text."""

    key: str
    html: str
    text: str


@dataclass(frozen=True)
class ShownStep:
    """A step of a scale; `html` and `text` are empty where it has no name."""

    value: int
    html: str
    text: str


@dataclass(frozen=True)
class Question:
    """What a page may show before the answer: nothing here says, by content or by order, what is right.

    `pieces` are the parts of the prompt around its gaps, one more than `gaps`; each gap is the tuple of words to
    pick from, empty where one types. Without gaps `prompt` is the whole. `columns` are a match's column titles.
    """

    kind: Kind
    id: str
    title: str
    title_text: str
    prompt: str
    pieces: tuple[str, ...]
    choices: tuple[Shown, ...]
    lefts: tuple[Shown, ...]
    columns: tuple[str, ...]
    gaps: tuple[tuple[str, ...], ...]
    steps: tuple[ShownStep, ...]
    marks: Fraction
    graded: bool


@dataclass(frozen=True)
class Compiled:
    """An exercise as it is stored with a revision: everything that pages and grading need.

    All HTML is as safe as `render` made it. `options` stand as written (a list to order: in the right order).
    `passage` is a link to the place that explains it, to be shown with results; empty where none is named.
    """

    kind: Kind
    id: str
    title: str
    title_text: str
    prompt: str
    pieces: tuple[str, ...]
    options: tuple[Choice, ...]
    lefts: tuple[Left, ...]
    columns: tuple[str, ...]
    gaps: tuple[Blank, ...]
    levels: tuple[Level, ...]
    marks: Fraction
    tags: tuple[str, ...]
    shuffle: bool
    ask_after: timedelta | None
    explanation: str | None
    passage: str = ""

    @property
    def graded(self) -> bool:
        """Whether there is a right answer."""
        return self.kind.graded

    def to_dict(self) -> dict[str, Any]:
        """Give a form that JSON can hold: fractions as "1/2", times in seconds."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Compiled:
        """Read what `to_dict` gave. Raises KeyError or ValueError for anything else."""
        compiled: Compiled = from_plain(cls, plain)
        return compiled

    def question(self, seed: str | None = None) -> Question:
        """Give the view to show before answering.

        Without a seed, options stand as written. With one, they are shuffled by it where the coach allows that. What
        would give the answer away by its order, a list to order and a match's right column, is always shuffled.
        """
        return Question(
            kind=self.kind,
            id=self.id,
            title=self.title,
            title_text=self.title_text,
            prompt=self.prompt,
            pieces=self.pieces,
            choices=self._choices(seed),
            lefts=tuple(Shown(left.key, left.html, left.text) for left in self.lefts),
            columns=self.columns[:2],
            gaps=tuple(gap.choices for gap in self.gaps),
            steps=self._steps(),
            marks=self.marks,
            graded=self.graded,
        )

    def _choices(self, seed: str | None) -> tuple[Shown, ...]:
        if self.kind in {Kind.short_answer, Kind.number}:
            return ()
        by_key = {option.key: Shown(option.key, option.html, option.text) for option in self.options}
        gives_away = self.kind in {Kind.order, Kind.match}
        keys = tuple(by_key) if seed is None and not gives_away else shuffled(self, seed or "")
        return tuple(by_key[key] for key in keys)

    def _steps(self) -> tuple[ShownStep, ...]:
        if not self.levels:
            return ()
        named = {level.value: level for level in self.levels}
        values = range(min(named), max(named) + 1)
        return tuple(
            ShownStep(value, named[value].html, named[value].text) if value in named else ShownStep(value, "", "")
            for value in values
        )


def told_after_answering(compiled: Compiled) -> frozenset[str]:
    """The HTML of what nobody reads before they answer: feedback, explanation, passage."""
    parts = [option.feedback for option in compiled.options] + [left.feedback for left in compiled.lefts]
    return frozenset(part for part in (*parts, compiled.explanation, compiled.passage) if part)


def shuffled(compiled: Compiled, seed: str) -> tuple[str, ...]:
    """Give the keys of the options in the order to show them in; the same seed always gives the same order.

    Options to pick and a poll's answers keep their order where the coach wrote `shuffle: no`. A list to order and
    a match's right column are always shuffled, and a list of three or more never comes out in the right order.
    A rubric and a plan's offers stand as written; answers to type are not shown, so they give no keys.
    """
    keys = tuple(dict.fromkeys(option.key for option in compiled.options))
    if compiled.kind in {Kind.short_answer, Kind.number}:
        return ()
    if compiled.kind in {Kind.order, Kind.match}:
        mixed = in_seed_order(keys, f"{seed}\n{compiled.id}")
        in_right_order = compiled.kind is Kind.order and mixed == keys and len(keys) > 2
        return mixed[1:] + mixed[:1] if in_right_order else mixed
    mixes = compiled.kind in {Kind.pick_one, Kind.pick_several, Kind.poll} and compiled.shuffle
    return in_seed_order(keys, f"{seed}\n{compiled.id}") if mixes else keys
