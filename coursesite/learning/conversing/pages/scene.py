"""A run under way: what was said, how the other person is, and what one could say."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from coursesite.conversations.compiled import Conversation, Reply, Scene
from coursesite.exercises.shuffling import in_seed_order
from coursesite.learning.conversing.models import Run, RunStep
from coursesite.learning.conversing.pages.words import Line, Other, changed, lines_of
from coursesite.web.filters import count_in_words
from coursesite.web.markup import safe

LINES_OF_LOG = 40
"""Turns that the log goes back: what was said longer ago is read in the look back at the end."""


@dataclass(frozen=True)
class Turn:
    """A step that was taken: what was said before it, the reply, and how the other person was before and after.

    `scene` and `reply` are None where the wording no longer has them, which only a fault in the data can bring about.
    """

    number: int
    scene: Scene | None
    reply: Reply | None
    before: Other
    after: Other

    @property
    def lines(self) -> list[Line]:
        """What was said to them."""
        return lines_of(self.scene) if self.scene else []

    @property
    def said(self) -> Markup:
        """What they said."""
        return safe(self.reply.html if self.reply else "")

    @property
    def reason(self) -> Markup:
        """Why it went as it did."""
        return safe(self.reply.reason if self.reply else "")

    @property
    def moved(self) -> str:
        """What it changed."""
        return changed(self.before.meters, self.after.meters)


def turns_of(talk: Conversation, steps: Sequence[RunStep]) -> list[Turn]:
    """The steps of a run with their wording."""
    found, before = [], Other(talk, dict(talk.meters))
    for step in steps:
        scene, after = talk.by_name.get(step.scene), Other(talk, step.meters)
        found.append(Turn(step.number, scene, scene.reply(step.choice) if scene else None, before, after))
        before = after
    return found


@dataclass(frozen=True)
class ScenePage:
    """A run where it stands. `notice` says what became of the form that was sent last."""

    title: str
    course_title: str
    front: str
    trail: list[tuple[str, str | None]]
    run: Run
    talk: Conversation
    steps: Sequence[RunStep]
    is_older_wording: bool
    notice: str = ""

    @property
    def address(self) -> str:
        """This page's path."""
        return f"{self.front}runs/{self.run.number}/"

    @cached_property
    def scene(self) -> Scene:
        """Where it stands."""
        return self.talk.by_name[self.run.scene]

    @property
    def lines(self) -> list[Line]:
        """What is said now."""
        return lines_of(self.scene)

    @property
    def other(self) -> Other:
        """How the other person is now."""
        return Other(self.talk, self.run.meters)

    @cached_property
    def turns(self) -> list[Turn]:
        """What was said before, as far back as the log goes."""
        return turns_of(self.talk, self.steps)[-LINES_OF_LOG:]

    @property
    def last(self) -> Turn | None:
        """The step that led here."""
        return self.turns[-1] if self.turns else None

    @property
    def log_words(self) -> str:
        """What the log is called."""
        return f"What was said before ({count_in_words(len(self.turns), 'reply', 'replies')} of yours)"

    @property
    def told(self) -> Turn | None:
        """The last step, where its reason is told at once."""
        last = self.last
        return last if self.talk.at_once and last is not None and last.reason else None

    @property
    def replies(self) -> list[tuple[str, Markup]]:
        """What one could say: the key and the words of each, in another order in each run.

        Where its author put the better reply tells nobody which it is.
        """
        words = {reply.key: safe(reply.html) for reply in self.scene.replies}
        return [(key, words[key]) for key in in_seed_order(tuple(words), f"{self.run.id}\n{self.scene.name}")]

    @property
    def heading(self) -> str:
        """What stands above what is said: who the other person is, and how."""
        is_how = self.other.is_how
        return f"{self.talk.other} is {is_how}" if is_how else self.talk.other
