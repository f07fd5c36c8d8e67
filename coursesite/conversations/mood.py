"""How the other person is, from the meters: as a number for a drawn face and in words for whoever doesn't see it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from .compiled import HIGHEST, LOWEST, Conversation

# Meters of which much is hard, where the marks of the replies don't tell.
HARD = frozenset(
    {
        "anger",
        "annoyance",
        "anxiety",
        "blame",
        "boredom",
        "confusion",
        "contempt",
        "defence",
        "defensiveness",
        "despair",
    }
    | {"distance", "distrust", "distress", "doubt", "fear", "fright", "frustration", "grief", "guilt", "hate", "heat"}
    | {"hostility", "hurt", "impatience", "irritation", "loneliness", "mistrust", "noise", "overwhelm", "pain", "panic"}
    | {"pressure", "rage", "resentment", "resistance", "sadness", "shame", "sorrow", "strain", "stress", "tension"}
    | {"upset", "urgency", "worry", "wrath"}
)
# Meters of which much is heard rather than seen: the words for the worst differ.
LOUD = frozenset({"anger", "annoyance", "frustration", "heat", "hostility", "irritation", "rage", "temper", "wrath"})
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Mood:
    """How somebody is. `strain` runs from 0, at ease, to 100; `words` say the same, as in “Dana is wary”.

    `level` counts the steps of the words, 0 to 5, for a face that changes when they do.
    """

    strain: int
    words: str
    level: int


# Up to which strain each of the words holds.
STEPS = (
    (15, "at ease"),
    (35, "calm"),
    (55, "wary"),
    (75, "upset"),
    (90, "close to breaking off"),
    (HIGHEST, "at breaking point"),
)
LOUD_STEPS = (*STEPS[:3], (75, "angry"), (90, "close to shouting"), (HIGHEST, "furious"))


def good_when_high(conversation: Conversation) -> dict[str, bool]:
    """Say of each meter whether much of it is good.

    The conversation tells: what the better replies (`[x]`) add to a meter is good, what the worse ones (`[ ]`) add is
    hard, and what they take away the other way round; `[~]` and replies without a mark say nothing. Where that comes
    to nothing, a meter whose name holds one of the words in `HARD` is hard, and any other good.
    """
    told: Counter[str] = Counter()
    for scene in conversation.scenes:
        for reply in scene.replies:
            sign = {"x": 1, " ": -1}.get(reply.mark, 0)
            for name, by in reply.changes:
                told[name] += sign * by
    return {name: told[name] > 0 if told[name] else not _holds(name, HARD) for name, _ in conversation.meters}


def mood(conversation: Conversation, meters: Mapping[str, int]) -> Mood | None:
    """How the other person is with these meters; None in a conversation without any.

    The strain is the mean of what is hard: each meter of which much is hard, and what the others lack of 100.
    """
    good = {name: high for name, high in good_when_high(conversation).items() if name in meters}
    if not good:
        return None
    hard = {name: HIGHEST - meters[name] if high else meters[name] for name, high in good.items()}
    strain = min(max(round(sum(hard.values()) / len(hard)), LOWEST), HIGHEST)
    loud = any(_holds(name, LOUD) for name in good)
    steps = LOUD_STEPS if loud else STEPS
    level = next(place for place, (highest, _) in enumerate(steps) if strain <= highest)
    return Mood(strain, steps[level][1], level)


def _holds(name: str, words: frozenset[str]) -> bool:
    return any(word in words for word in _WORDS.findall(name.casefold()))
