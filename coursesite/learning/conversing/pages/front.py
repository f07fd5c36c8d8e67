"""A conversation's front page: who one is in it, with whom one talks, and the runs so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from markupsafe import Markup

from coursesite.conversations.compiled import Conversation
from coursesite.learning.conversing.models import Run
from coursesite.learning.conversing.pages.words import Other, ending_words
from coursesite.learning.pages.cards import minutes_of_one
from coursesite.learning.pages.lesson import LessonPage
from coursesite.learning.quizzes.pages.studio import studio_address
from coursesite.web.markup import safe

RUNS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Played:
    """A run in the list of those so far. `words` say how it ended, or where it stands."""

    number: int
    href: str
    words: str
    at: datetime


@dataclass(frozen=True)
class TalkPage(LessonPage):
    """A conversation, and its reader's newest runs. `wordings` are the conversations by their revisions' ids."""

    runs: Sequence[Run] = ()
    wordings: Mapping[int, Conversation] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The line above the title."""
        return f"Conversation, {minutes_of_one(self.lesson.minutes)}"

    @property
    def talk(self) -> Conversation:
        """The conversation as it is published."""
        return self.wordings[self.content.revision_id]

    @property
    def other(self) -> Other:
        """The other person as the conversation begins."""
        return Other(self.talk, dict(self.talk.meters))

    @property
    def opening(self) -> Markup:
        """What the conversation is about: the text before its first scene."""
        return Markup("\n").join(safe(block.prose) for block in self.content.blocks)

    @property
    def when_told(self) -> str:
        """When one learns what a reply did."""
        if self.talk.at_once:
            return "After each reply you read at once why it went as it did; at the end you look back over all of it."
        return "Nobody comments while you talk. At the end you look back at each turn, and at what else could be said."

    @property
    def desk_href(self) -> str:
        """Its figures at the desk."""
        return f"{studio_address(self.lesson.course_slug, self.lesson.slug)}/replies"

    @property
    def begin_href(self) -> str:
        """Where beginning a run is sent."""
        return f"{self.address}runs"

    def run_href(self, number: int) -> str:
        """The path of one of this person's runs."""
        return f"{self.address}runs/{number}/"

    @cached_property
    def under_way(self) -> Played | None:
        """The newest run, where it has not ended."""
        newest = next(iter(self.runs), None)
        return None if newest is None or newest.ended_at is not None else self._played(newest)

    @property
    def played(self) -> list[Played]:
        """The runs that have ended, the newest first."""
        return [self._played(run) for run in self.runs if run.ended_at is not None]

    def _played(self, run: Run) -> Played:
        talk = self.wordings.get(run.revision_id)
        scene = talk.by_name.get(run.scene) if talk else None
        if run.ended_at is None:
            words = "under way"
        else:
            words = ending_words(scene) if scene and scene.is_ending else "it did not come to an end"
        return Played(run.number, self.run_href(run.number), words, run.moved_at)

    @property
    def finish_title(self) -> str:
        """The heading at the page's end, once a run has ended."""
        return "You have finished the course" if self.course_finished else "You have finished this conversation"
