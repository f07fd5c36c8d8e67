"""What people answer: the right thing, or something wrong that a person might well give.

The answers have the shapes in which the site's own forms bring them.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from coursesite.demo.dice import Dice
from coursesite.exercises import Compiled, Kind
from coursesite.exercises.numbers import Span

Given = dict[str, Any]

UNFORESEEN: Mapping[str, Sequence[str]] = {
    "name-paraphrase": ("mirroring", "echoing", "repeating back", "empathising", "reformulating"),
    "term-affect": ("emotion regulation", "verbalising", "emotional intelligence", "expressing feelings", "empathy"),
    "longer-run": ("speed", "the procedure", "trust", "price", "how quickly it was solved"),
    "how-many-speak": ("10", "25", "30", "40", "90"),
    "assistant-study": ("5", "30", "35", "40"),
}
"""Words and numbers typed that the coach has not foreseen, by exercise; elsewhere people type what was foreseen."""
LAST_RESORT = "not sure"
LAST_GUESS = 1000


def right(compiled: Compiled, dice: Dice) -> Given:
    """An answer that gets all the marks."""
    return _RIGHT[compiled.kind](compiled, dice)


def wrong(compiled: Compiled, dice: Dice) -> Given:
    """A believable answer that doesn't get all the marks, though perhaps a part of them."""
    return _WRONG[compiled.kind](compiled, dice)


def step(weights: Mapping[int, float], dice: Dice) -> Given:
    """A step of a scale."""
    return {"step": dice.weighed(weights)}


def middling(compiled: Compiled, dice: Dice) -> Given:
    """A poll's or a scale's answer by somebody about whom nothing is known: the middle, and what is named early."""
    if compiled.kind is Kind.scale:
        steps = [shown.value for shown in compiled.question().steps]
        middle = (steps[0] + steps[-1]) / 2
        return step({value: 1 / (1 + abs(value - middle)) for value in steps}, dice)
    return _picked([dice.weighed({option.key: 1 / place for place, option in enumerate(compiled.options, 1)})])


def option(key: str) -> Given:
    """One option picked."""
    return _picked([key])


def _picked(keys: Sequence[str]) -> Given:
    return {"picks": sorted(keys)}


def _right_picks(compiled: Compiled, _dice: Dice) -> Given:
    return _picked([option.key for option in compiled.options if option.right])


def _wrong_pick(compiled: Compiled, dice: Dice) -> Given:
    return _picked([dice.one_of([option.key for option in compiled.options if not option.right])])


def _wrong_picks(compiled: Compiled, dice: Dice) -> Given:
    """One right option overlooked, one wrong one taken along, or both."""
    chosen = {option.key for option in compiled.options if option.right}
    others = [option.key for option in compiled.options if not option.right]
    slips = dice.weighed({("forgot",): 3, ("took",): 4, ("forgot", "took"): 2})
    if "forgot" in slips and len(chosen) > 1:
        chosen.discard(dice.one_of(sorted(chosen)))
    if others and ("took" in slips or len(chosen) == 1):
        chosen.add(dice.one_of(others))
    return _picked(sorted(chosen))


def _right_words(compiled: Compiled, dice: Dice) -> Given:
    words = dice.weighed(
        {option.text: 1 / place for place, option in enumerate(_rights(compiled), 1)},
    )
    return {"text": dice.weighed({words: 5, words.capitalize(): 3, f"{words}.": 1})}


def _wrong_words(compiled: Compiled, dice: Dice) -> Given:
    foreseen = {option.text: 3 if option.share else 2 for option in compiled.options if not option.right}
    unforeseen = dict.fromkeys(UNFORESEEN.get(compiled.id, ()), 1)
    return {"text": dice.weighed({**foreseen, **unforeseen} or {LAST_RESORT: 1})}


def _right_number(compiled: Compiled, dice: Dice) -> Given:
    span = _rights(compiled)[0].span
    if span is None:
        raise ValueError(f"the number asked for in {compiled.id} has no span")
    return {"text": _within(span, dice)}


def _wrong_number(compiled: Compiled, dice: Dice) -> Given:
    spans = [option.span for option in compiled.options if not option.right and option.span is not None]
    foreseen = {_within(span, dice): 2 for span in spans}
    unforeseen = dict.fromkeys(UNFORESEEN.get(compiled.id, ()), 1)
    return {"text": dice.weighed({**unforeseen, **foreseen} or {str(LAST_GUESS): 1})}


def _within(span: Span, dice: Dice) -> str:
    """A number in this span as people write it; a whole one, if there is any."""
    low, high = math.ceil(span.low), math.floor(span.high)
    return str(dice.whole(low, high)) if low <= high else f"{float(span.low):g}"


def _right_gaps(compiled: Compiled, _dice: Dice) -> Given:
    return {"gaps": [gap.accepted[0] for gap in compiled.gaps]}


def _wrong_gaps(compiled: Compiled, dice: Dice) -> Given:
    words = [gap.accepted[0] for gap in compiled.gaps]
    for place in dice.some_of(range(len(words)), dice.whole(1, max(1, len(words) - 1))):
        others = [word for word in compiled.gaps[place].choices if word not in compiled.gaps[place].accepted]
        words[place] = dice.one_of(others) if others else LAST_RESORT
    return {"gaps": words}


def _right_order(compiled: Compiled, _dice: Dice) -> Given:
    return {"order": [option.key for option in compiled.options]}


def _wrong_order(compiled: Compiled, dice: Dice) -> Given:
    """Two neighbours the wrong way round, or one item put elsewhere."""
    keys = [option.key for option in compiled.options]
    item = dice.whole(0, len(keys) - 2)
    moved = keys.pop(item)
    keys.insert(dice.whole(item + 1, len(keys)), moved)
    return {"order": keys}


def _right_pairs(compiled: Compiled, _dice: Dice) -> Given:
    return {"pairs": {left.key: left.partner for left in compiled.lefts}}


def _wrong_pairs(compiled: Compiled, dice: Dice) -> Given:
    """Two rows the wrong way round, or one that fell for the distractor."""
    pairs = {left.key: left.partner for left in compiled.lefts}
    distractors = [option.key for option in compiled.options if not option.right]
    if len(pairs) < 2 or (distractors and dice.happens(0.35)):
        pairs[dice.one_of(sorted(pairs))] = dice.one_of(distractors)
    else:
        one, other = dice.some_of(sorted(pairs), 2)
        pairs[one], pairs[other] = pairs[other], pairs[one]
    return {"pairs": pairs}


def _rights(compiled: Compiled) -> list[Any]:
    return [option for option in compiled.options if option.right]


_RIGHT: dict[Kind, Callable[[Compiled, Dice], Given]] = {
    Kind.pick_one: _right_picks,
    Kind.pick_several: _right_picks,
    Kind.short_answer: _right_words,
    Kind.number: _right_number,
    Kind.gaps: _right_gaps,
    Kind.order: _right_order,
    Kind.match: _right_pairs,
}
_WRONG: dict[Kind, Callable[[Compiled, Dice], Given]] = {
    Kind.pick_one: _wrong_pick,
    Kind.pick_several: _wrong_picks,
    Kind.short_answer: _wrong_words,
    Kind.number: _wrong_number,
    Kind.gaps: _wrong_gaps,
    Kind.order: _wrong_order,
    Kind.match: _wrong_pairs,
}
