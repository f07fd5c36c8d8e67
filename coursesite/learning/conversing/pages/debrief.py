"""Looking back at a run that has ended: what became of it, where it turned, and what else one could have said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from coursesite.conversations import play
from coursesite.conversations.compiled import Conversation, Reply, Scene
from coursesite.conversations.play import State
from coursesite.learning.conversing.models import Run, RunStep
from coursesite.learning.conversing.pages.front import TalkPage
from coursesite.learning.conversing.pages.path_map import PathMap, path_map
from coursesite.learning.conversing.pages.scene import Turn, turns_of
from coursesite.learning.conversing.pages.words import Line, Other, lines_of
from coursesite.learning.conversing.running import MOST_STEPS
from coursesite.learning.quizzes.pages.words import in_quotes
from coursesite.web.filters import count_in_words
from coursesite.web.markup import safe

LEAST_TURN = 8
"""Points of strain from which on a reply may be a turning point."""
MOST_TURNS = 3
BEST = "x"
STEPS_SHOWN = 100
FEW_TURNS = 5
"""As many turns stand open; of more, only the turning points do."""


@dataclass(frozen=True)
class Back:
    """One step, looked back at. `turned` says how it turned; empty where it was no turning point.

    `is_open` says that it needn't be unfolded first.
    """

    turn: Turn
    turned: str
    is_open: bool = True

    @property
    def number(self) -> int:
        """Its place."""
        return self.turn.number

    @property
    def heading(self) -> str:
        """What the turn is called while it is folded: what was said in it."""
        reply = self.turn.reply
        return f"Turn {self.number}: {in_quotes(reply.text)}" if reply else f"Turn {self.number}"

    @property
    def felt(self) -> Markup:
        """What the other person might have felt before the reply."""
        return safe(self.turn.scene.feels if self.turn.scene else "")

    @cached_property
    def better(self) -> Reply | None:
        """The reply that the author holds for better, where there is one."""
        scene, reply = self.turn.scene, self.turn.reply
        if scene is None or reply is None or reply.mark == BEST:
            return None
        return next((one for one in scene.replies if one.mark == BEST), None)

    @property
    def better_said(self) -> Markup:
        """Its words."""
        return safe(self.better.html if self.better else "")

    @property
    def better_reason(self) -> Markup:
        """Why it is better."""
        return safe(self.better.reason if self.better else "")


@dataclass(frozen=True)
class DebriefPage:
    """A run after its end. `page` is the conversation's own, for what comes next in the course."""

    page: TalkPage
    run: Run
    talk: Conversation
    steps: Sequence[RunStep]
    is_older_wording: bool

    @property
    def address(self) -> str:
        """This page's path."""
        return self.page.run_href(self.run.number)

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return [*self.page.trail[:-1], (self.page.title, self.page.address), (f"Run {self.run.number}", None)]

    @cached_property
    def scene(self) -> Scene | None:
        """The ending; None for a run that was stopped."""
        found = self.talk.by_name.get(self.run.scene)
        return found if found is not None and found.is_ending else None

    @property
    def lines(self) -> list[Line]:
        """How it ended."""
        return lines_of(self.scene) if self.scene else []

    @property
    def stopped(self) -> str:
        """What is said of a run that came to no end."""
        if self.scene:
            return ""
        return (
            f"You have said {MOST_STEPS} things to {self.talk.other}, and one run holds no more, so it stops here. "
            "Everything you did is kept. Perhaps you went round in a circle: go back to a turn in it and try another."
        )

    @property
    def felt_at_end(self) -> Markup:
        """What the other person feels at the end."""
        return safe(self.scene.feels if self.scene else "")

    @property
    def verdicts(self) -> list[Markup]:
        """What became of it: the lines that fit."""
        if self.scene is None:
            return []
        return [safe(line.html) for line in play.verdicts(self.talk, State(self.run.scene, self.run.meters))]

    @property
    def other(self) -> Other:
        """How the other person is at the end."""
        return Other(self.talk, self.run.meters)

    @cached_property
    def _turns(self) -> list[Turn]:
        return turns_of(self.talk, self.steps)

    @cached_property
    def _turning(self) -> dict[int, str]:
        """The turning points: by number, how each turned."""
        found = [(turn, swing) for turn in self._turns if (swing := _swing(turn)) and abs(swing) >= LEAST_TURN]
        largest = sorted(found, key=lambda one: (-abs(one[1]), one[0].number))[:MOST_TURNS]
        return {turn.number: _turned(turn, swing) for turn, swing in sorted(largest, key=lambda one: one[0].number)}

    @property
    def turning(self) -> list[tuple[int, str]]:
        """The same as a list."""
        return list(self._turning.items())

    @property
    def backs(self) -> list[Back]:
        """The steps: all, or the last hundred of a very long run."""
        few = len(self._turns) <= FEW_TURNS
        shown = ((turn, self._turning.get(turn.number, "")) for turn in self._turns[-STEPS_SHOWN:])
        return [Back(turn, turned, few or bool(turned)) for turn, turned in shown]

    @property
    def is_folded(self) -> bool:
        """Whether there are so many turns that they are folded."""
        return len(self._turns) > FEW_TURNS

    @property
    def left_out(self) -> int:
        """How many earlier steps are not shown."""
        return max(len(self._turns) - STEPS_SHOWN, 0)

    @property
    def map(self) -> PathMap:
        """The way it went."""
        shown = self.backs
        strains = [one.turn.before.strain for one in shown] + [self.other.strain]
        first = shown[0].number if shown else 1
        return path_map(strains, [number - first + 1 for number in self._turning])

    @property
    def map_words(self) -> str:
        """What the map shows, in a sentence."""
        replies = count_in_words(len(self.steps), "reply", "replies")
        begun, ended = Other(self.talk, dict(self.talk.meters)).is_how, self.other.is_how
        if not ended:
            return f"From the first words to the end: {replies}."
        was = f"{self.talk.other} was {begun} at first and {ended} at the end" if begun != ended else ""
        return f"{was or f'{self.talk.other} was {begun} at first, and at the end too'}: {replies}."

    @property
    def sources(self) -> Markup:
        """The sources of what is said only here."""
        return safe(self.page.content.sources_after)

    @property
    def again_href(self) -> str:
        """Where trying again is sent."""
        return self.page.begin_href


def _swing(turn: Turn) -> int:
    before, after = turn.before.strain, turn.after.strain
    return 0 if before is None or after is None else after - before


def _turned(turn: Turn, swing: int) -> str:
    name, before, after = turn.before.name, turn.before.is_how, turn.after.is_how
    if before != after:
        return f"Here it {'eased' if swing < 0 else 'grew harder'}: {name} was {before} before, and {after} after it."
    return f"Here it {'eased' if swing < 0 else 'grew harder'}, though {name} was still {after}."
