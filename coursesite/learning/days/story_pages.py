"""The pages of one's story in five sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from coursesite.learning.days.models import Story
from coursesite.learning.days.stories import FIVE, Piece, changes, five_of
from coursesite.text.harm import speaks_of_harm


@dataclass(frozen=True)
class StoryPage:
    """The form of the five sentences, and the versions that were kept."""

    sentences: Sequence[str]
    versions: Sequence[Story]
    begun_from: int
    asks_consent: bool
    refused: str = ""
    refused_at: str = "story"

    @property
    def fields(self) -> list[tuple[int, object, str]]:
        """The five: number, what it is for, and what stands there."""
        return [(number, FIVE[number - 1], text) for number, text in enumerate(self.sentences, 1)]

    @property
    def is_heavy(self) -> bool:
        """Whether it speaks of harming oneself."""
        return any(speaks_of_harm(text) for text in self.sentences)

    @staticmethod
    def five(story: Story) -> list[str]:
        """A version's sentences."""
        return [text for text in five_of(story) if text]


@dataclass(frozen=True)
class ComparePage:
    """Two versions, sentence by sentence."""

    one: Story
    other: Story
    numbers: Sequence[int]

    @property
    def sentences(self) -> list[tuple[int, str, list[Piece], bool]]:
        """Number, heading, what became of it, and whether anything did."""
        pairs = zip(five_of(self.one), five_of(self.other), strict=True)
        return [
            (number, FIVE[number - 1].title, changes(before, after), before != after)
            for number, (before, after) in enumerate(pairs, 1)
        ]
