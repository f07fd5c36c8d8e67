"""Reading what a learner sent: the right shape, known keys, and something in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from coursesite.text.wording import answer_form

from .compiled import Compiled

Given = Mapping[str, Any]

LONGEST_ANSWER = 500
LONGEST_TEXT = 20_000

CHANGED = (
    "This exercise was changed since you opened it, so your answer was not taken. "
    "Load the page again and answer once more."
)
BROKEN = "Your answer did not arrive whole, so it was not taken. Load the page again and answer once more."


class BadAnswer(Exception):
    """An answer that cannot be graded. `sentence` says to the learner what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def picks(given: Given, compiled: Compiled, nothing: str) -> frozenset[str]:
    """The keys picked: known ones, at least one. Raises BadAnswer."""
    keys = _known(_strings(given, "picks"), [option.key for option in compiled.options])
    if not keys:
        raise BadAnswer(nothing)
    return frozenset(keys)


def ticks(given: Given, compiled: Compiled) -> frozenset[str]:
    """The lines of a rubric that were ticked: known ones, or none. Raises BadAnswer."""
    if "picks" not in given:
        return frozenset()
    return frozenset(_known(_strings(given, "picks"), [option.key for option in compiled.options]))


def text(given: Given, nothing: str, longest: int) -> str:
    """The text written, trimmed; at least one character unless `nothing` is empty. Raises BadAnswer."""
    written = given.get("text")
    if not isinstance(written, str):
        raise BadAnswer(BROKEN)
    written = written.strip()
    if not written and nothing:
        raise BadAnswer(nothing)
    if len(written) > longest:
        raise BadAnswer(
            f"Your answer has {len(written)} characters and there is room for {longest}. Shorten it and send it again."
        )
    return written


def order(given: Given, compiled: Compiled) -> tuple[str, ...]:
    """All keys, each once, in the order given. Raises BadAnswer."""
    wanted = [option.key for option in compiled.options]
    keys = _known(_strings(given, "order"), wanted)
    if not keys:
        raise BadAnswer("Put the items in order first.")
    if len(set(keys)) != len(keys):
        raise BadAnswer("Two items have the same place. Give each item a place of its own.")
    if len(keys) != len(wanted):
        raise BadAnswer("Give every item a place first.")
    return tuple(keys)


def pairs(given: Given, compiled: Compiled) -> dict[str, str]:
    """The right keys by the left ones; rows left open are left out. Raises BadAnswer."""
    sent = given.get("pairs")
    if not isinstance(sent, Mapping) or not all(isinstance(part, str) for pair in sent.items() for part in pair):
        raise BadAnswer(BROKEN)
    _known(sent, [left.key for left in compiled.lefts])
    chosen = {left: right for left, right in sent.items() if right}
    _known(chosen.values(), [option.key for option in compiled.options])
    if not chosen:
        raise BadAnswer("Match at least one row first.")
    return chosen


def gaps(given: Given, compiled: Compiled) -> tuple[str, ...]:
    """A word for each gap, empty where it was left open. Raises BadAnswer."""
    words = [word.strip() for word in _strings(given, "gaps")]
    if len(words) != len(compiled.gaps):
        raise BadAnswer(CHANGED)
    if any(len(word) > LONGEST_ANSWER for word in words):
        raise BadAnswer(f"One of the gaps holds more than {LONGEST_ANSWER} characters. Shorten it and send it again.")
    for word, gap in zip(words, compiled.gaps, strict=True):
        if word and gap.choices and answer_form(word) not in {answer_form(choice) for choice in gap.choices}:
            raise BadAnswer(CHANGED)
    if not any(words):
        raise BadAnswer("Fill in at least one gap first.")
    return tuple(words)


def step(given: Given, compiled: Compiled) -> int:
    """The step chosen, on the scale. Raises BadAnswer."""
    chosen = given.get("step")
    if chosen is None:
        raise BadAnswer("Choose a step on the scale first.")
    if not isinstance(chosen, int) or isinstance(chosen, bool):
        raise BadAnswer(BROKEN)
    values = [level.value for level in compiled.levels]
    if not values or not min(values) <= chosen <= max(values):
        raise BadAnswer(CHANGED)
    return chosen


def _strings(given: Given, name: str) -> list[str]:
    sent = given.get(name)
    if (
        not isinstance(sent, Sequence)
        or isinstance(sent, str | bytes)
        or not all(isinstance(item, str) for item in sent)
    ):
        raise BadAnswer(BROKEN)
    return list(sent)


def _known(keys: Collection[str], known: Collection[str]) -> list[str]:
    if not set(keys) <= set(known):
        raise BadAnswer(CHANGED)
    return list(keys)
