"""What an answer is worth, for every kind and whatever is asked: the rules of docs/authoring.md as laws."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coursesite.exercises import Compiled, Exercise, Kind, Mark, Outcome, Settings, compile, mark, parse, print_exercise
from coursesite.exercises.kinds import GRADED

from .samples import wrap
from .strategies import IDS, exercises

KINDS = tuple(Kind)
NO_ANSWER = "zzz, that is what nobody foresaw"
TYPED = st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
NUMBERS = st.fractions(min_value=-2000, max_value=2000, max_denominator=60)


@dataclass(frozen=True)
class Asked:
    """An exercise as written and as it is marked."""

    exercise: Exercise
    compiled: Compiled

    @property
    def keys(self) -> list[str]:
        """The keys of its options."""
        return [option.key for option in self.compiled.options]

    def keys_marked(self, *marks: Mark) -> list[str]:
        """The keys of the options that the coach marked so."""
        pairs = zip(self.exercise.options, self.keys, strict=True)
        return [key for option, key in pairs if option.mark in marks]


def asked(*kinds: Kind) -> st.SearchStrategy[Asked]:
    """Any exercise of these kinds."""
    return exercises(kinds).map(lambda exercise: Asked(exercise, compile(exercise, wrap)))


def credit(question: Asked, answer: dict[str, Any]) -> Fraction:
    """What the answer earns, as a share of the marks."""
    return mark(question.compiled, answer).credit


def written(number: Fraction) -> str:
    """A number as a learner types it."""
    return str(number)


def any_gaps(compiled: Compiled) -> st.SearchStrategy[list[str]]:
    """Words for gaps, at least one of them filled."""
    each = [st.sampled_from(["", *(gap.choices or (*gap.accepted, NO_ANSWER))]) for gap in compiled.gaps]
    return st.tuples(*each).map(list).filter(any)


def answers(question: Asked) -> st.SearchStrategy[dict[str, Any]]:
    """Any answer that a learner could give."""
    kind, compiled, keys = question.compiled.kind, question.compiled, question.keys
    if kind in {Kind.pick_one, Kind.poll}:
        return st.sampled_from(keys).map(lambda key: {"picks": [key]})
    if kind is Kind.pick_several:
        return st.lists(st.sampled_from(keys), min_size=1).map(lambda picks: {"picks": picks})
    if kind is Kind.order:
        return st.permutations(keys).map(lambda order: {"order": list(order)})
    if kind is Kind.match:
        rows = st.dictionaries(
            st.sampled_from([left.key for left in compiled.lefts]), st.sampled_from(keys), min_size=1
        )
        return rows.map(lambda pairs: {"pairs": pairs})
    if kind is Kind.gaps:
        return any_gaps(compiled).map(lambda words: {"gaps": words})
    if kind is Kind.scale:
        return st.sampled_from([step.value for step in compiled.question().steps]).map(lambda step: {"step": step})
    if kind is Kind.number:
        return NUMBERS.map(lambda number: {"text": written(number)})
    if kind is Kind.short_answer:
        return (TYPED | st.sampled_from([option.text for option in compiled.options])).map(lambda text: {"text": text})
    return TYPED.map(lambda text: {"text": text})


def right_answer(question: Asked) -> dict[str, Any]:
    """An answer with nothing wrong in it, read off what the coach wrote."""
    kind, compiled = question.compiled.kind, question.compiled
    if kind in {Kind.pick_one, Kind.pick_several}:
        return {"picks": question.keys_marked(Mark.right)}
    if kind is Kind.order:
        return {"order": question.keys}
    if kind is Kind.match:
        keys = {option.source: option.key for option in compiled.options}
        rows = [pair.right for pair in question.exercise.pairs if pair.left]
        return {"pairs": {left.key: keys[right] for left, right in zip(compiled.lefts, rows, strict=True)}}
    if kind is Kind.gaps:
        return {"gaps": [gap.accepted[0] for gap in question.exercise.gaps]}
    if kind is Kind.number:
        spans = [option.span for option in compiled.options if option.span is not None]
        return {"text": written(spans[-1].high)}
    return {"text": next(option.text for option in question.exercise.options if option.mark is Mark.answer)}


def wrong_answer(question: Asked) -> dict[str, Any] | None:
    """An answer with nothing right in it; None where the exercise leaves no way to be all wrong."""
    kind, compiled = question.compiled.kind, question.compiled
    if kind in {Kind.pick_one, Kind.pick_several}:
        wrong = question.keys_marked(Mark.wrong)
        return {"picks": wrong[:1] if kind is Kind.pick_one else wrong} if wrong else None
    if kind is Kind.order:
        return {"order": question.keys[::-1]}
    if kind is Kind.match:
        return {"pairs": {left.key: question.keys[-1] for left in compiled.lefts}}
    if kind is Kind.gaps:
        gaps = question.exercise.gaps
        return {"gaps": [next((w for w in gap.choices if w not in gap.accepted), NO_ANSWER) for gap in gaps]}
    if kind is Kind.number:
        return {"text": written(max(option.span.high for option in compiled.options if option.span) + 1)}
    return {"text": NO_ANSWER}


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=40)
@given(data=st.data())
def test_what_an_answer_earns_is_an_exact_part_of_the_marks_and_no_more(kind: Kind, data: st.DataObject) -> None:
    question = data.draw(asked(kind))
    marking = mark(question.compiled, data.draw(answers(question)))
    assert type(marking.credit) is Fraction
    assert 0 <= marking.credit <= 1
    assert marking.credit * question.compiled.marks <= question.exercise.settings.marks


@given(st.data())
def test_the_outcome_says_what_the_credit_says(data: st.DataObject) -> None:
    question = data.draw(asked(*KINDS))
    marking = mark(question.compiled, data.draw(answers(question)))
    if question.compiled.kind not in GRADED:
        assert (marking.outcome, marking.credit) == (Outcome.noted, Fraction(0))
    else:
        said = {Fraction(0): Outcome.wrong, Fraction(1): Outcome.right}
        assert marking.outcome is said.get(marking.credit, Outcome.partly)


@pytest.mark.parametrize("kind", sorted(GRADED))
@settings(max_examples=30)
@given(data=st.data())
def test_a_right_answer_earns_all(kind: Kind, data: st.DataObject) -> None:
    question = data.draw(asked(kind))
    assert credit(question, right_answer(question)) == 1


@pytest.mark.parametrize("kind", sorted(GRADED))
@settings(max_examples=30)
@given(data=st.data())
def test_an_answer_that_is_all_wrong_earns_nothing(kind: Kind, data: st.DataObject) -> None:
    question = data.draw(asked(kind))
    answer = wrong_answer(question)
    assume(answer is not None)
    assert answer is not None
    assert credit(question, answer) == 0


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=20)
@given(data=st.data())
def test_an_answer_earns_the_same_after_question_and_answer_were_stored(kind: Kind, data: st.DataObject) -> None:
    question = data.draw(asked(kind))
    answer = data.draw(answers(question))
    stored = Compiled.from_dict(json.loads(json.dumps(question.compiled.to_dict())))
    assert mark(stored, json.loads(json.dumps(answer))) == mark(question.compiled, answer)


@given(st.data())
def test_the_order_and_number_of_the_same_picks_changes_nothing(data: st.DataObject) -> None:
    question = data.draw(asked(Kind.pick_several))
    picks = data.draw(st.lists(st.sampled_from(question.keys), min_size=1))
    other = data.draw(st.permutations([*picks, *data.draw(st.lists(st.sampled_from(picks)))]))
    assert mark(question.compiled, {"picks": picks}) == mark(question.compiled, {"picks": list(other)})


@given(st.data())
def test_the_order_in_which_rows_were_matched_changes_nothing(data: st.DataObject) -> None:
    question = data.draw(asked(Kind.match))
    pairs = data.draw(answers(question))["pairs"]
    other = dict(data.draw(st.permutations(list(pairs.items()))))
    assert mark(question.compiled, {"pairs": pairs}) == mark(question.compiled, {"pairs": other})


@given(st.data())
def test_a_further_wrong_pick_never_helps_and_a_further_right_one_never_harms(data: st.DataObject) -> None:
    question = data.draw(asked(Kind.pick_several))
    picks = data.draw(st.lists(st.sampled_from(question.keys), min_size=1, unique=True))
    before = credit(question, {"picks": picks})
    for key in set(question.keys) - set(picks):
        after = credit(question, {"picks": [*picks, key]})
        assert after <= before if key in question.keys_marked(Mark.wrong) else after >= before


@given(st.data())
def test_several_picks_earn_right_minus_wrong_over_the_number_of_right(data: st.DataObject) -> None:
    question = data.draw(asked(Kind.pick_several))
    rights, wrongs = question.keys_marked(Mark.right), question.keys_marked(Mark.wrong)
    picks = data.draw(st.lists(st.sampled_from([*rights, *wrongs]), min_size=1, unique=True))
    right, wrong = len(set(picks) & set(rights)), len(set(picks) & set(wrongs))
    assert credit(question, {"picks": picks}) == Fraction(max(right - wrong, 0), len(rights))


@given(st.data())
def test_one_pick_earns_the_share_that_the_coach_wrote(data: st.DataObject) -> None:
    question = data.draw(asked(Kind.pick_one))
    option, key = data.draw(st.sampled_from(list(zip(question.exercise.options, question.keys, strict=True))))
    assert credit(question, {"picks": [key]}) == option.share


@given(st.data())
def test_an_order_earns_its_adjacent_pairs(data: st.DataObject) -> None:
    question = data.draw(asked(Kind.order))
    order = data.draw(st.permutations(question.keys))
    right = set(pairwise(order)) & set(pairwise(question.keys))
    assert credit(question, {"order": list(order)}) == Fraction(len(right), len(question.keys) - 1)


@given(st.data())
def test_a_match_earns_each_pair_and_a_wrong_pair_no_more_than_an_open_row(data: st.DataObject) -> None:
    question = data.draw(asked(Kind.match))
    pairs, rights = data.draw(answers(question))["pairs"], right_answer(question)["pairs"]
    right = {left: partner for left, partner in pairs.items() if rights[left] == partner}
    assert credit(question, {"pairs": pairs}) == Fraction(len(right), len(rights))
    if right:
        assert credit(question, {"pairs": right}) == credit(question, {"pairs": pairs})


@given(st.data())
def test_gaps_earn_each_gap_and_a_wrong_word_no_more_than_none(data: st.DataObject) -> None:
    question = data.draw(asked(Kind.gaps))
    words = data.draw(any_gaps(question.compiled))
    right = [word if word in gap.accepted else "" for word, gap in zip(words, question.exercise.gaps, strict=True)]
    assert credit(question, {"gaps": words}) == Fraction(sum(map(bool, right)), len(words))
    if any(right):
        assert credit(question, {"gaps": right}) == credit(question, {"gaps": words})


@given(st.data())
def test_what_is_typed_earns_the_same_in_capitals_between_blanks_and_with_a_full_stop(data: st.DataObject) -> None:
    question = data.draw(asked(Kind.short_answer))
    text = data.draw(st.sampled_from([option.text for option in question.compiled.options]))
    assert credit(question, {"text": f"  {text.upper()} . "}) == credit(question, {"text": text})


@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(1, 99)), min_size=1, max_size=4), NUMBERS)
def test_a_number_earns_the_best_share_among_the_ranges_that_hold_it(
    ranges: list[tuple[Fraction, Fraction, int]], typed: Fraction
) -> None:
    lines = ["- [=] 3000", *(f"- [~ {share}%] {min(a, b)}..{max(a, b)}" for a, b, share in ranges)]
    document = parse(["### Question: A", *lines], 1)
    assume(not document.faults)
    question = Asked(document.exercises[0], compile(document.exercises[0], wrap))
    held = [Fraction(share, 100) for a, b, share in ranges if min(a, b) <= typed <= max(a, b)]
    assert credit(question, {"text": written(typed)}) == max(held, default=0)


TAGS = st.lists(st.from_regex(r"[a-zé]{1,8}( [a-z]{1,8})?", fullmatch=True), unique=True, max_size=4).map(tuple)
MARKS = st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000)
WAITS = st.none() | st.integers(1, 60 * 24 * 3660).map(lambda minutes: timedelta(minutes=minutes))
PASSAGES = st.sampled_from(["", "02-the-first-minute.md", "02-the-first-minute.md#what-she-hears"])


@given(IDS, st.builds(Settings, tags=TAGS, marks=MARKS, shuffle=st.booleans(), passage=PASSAGES), WAITS)
def test_settings_survive_being_printed_and_read(id_: str, written_down: Settings, wait: timedelta | None) -> None:
    question = parse(["### Question: A", "- [x] a", "- [ ] b"], 1).exercises[0]
    task = parse(["### Try: A", "Say it back."], 1).exercises[0]
    for exercise in (
        replace(question, id=id_, settings=written_down),
        replace(task, id=id_, settings=Settings(written_down.tags, ask_after=wait)),
    ):
        printed = print_exercise(exercise)
        document = parse(printed.split("\n"), 1)
        assert document.faults == ()
        assert document.parts == (exercise,)
        assert print_exercise(document.exercises[0]) == printed
