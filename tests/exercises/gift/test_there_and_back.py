"""What leaves as GIFT comes back as it was, for every kind."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.exercises import Exercise, Kind, Prose, gift, parse
from coursesite.exercises.exchange import print_parts
from tests.exercises import samples, strategies
from tests.exercises.samples import one


@pytest.mark.parametrize("text", samples.ALL)
def test_a_sample_comes_back_as_it_was(text: str) -> None:
    assert gift.read(gift.write([one(text)]).data).exercises == (one(text),)


@pytest.mark.parametrize("kind", Kind)
def test_any_exercise_of_a_kind_comes_back_as_it_was(kind: Kind) -> None:
    @given(strategies.exercises((kind,)))
    @settings(max_examples=40)
    def comes_back(exercise: Exercise) -> None:
        assert gift.read(gift.write([exercise]).data).exercises == (exercise,)

    comes_back()


@settings(max_examples=40)
@given(st.lists(strategies.exercises(), max_size=4, unique_by=lambda exercise: exercise.id))
def test_a_file_of_any_exercises_with_text_between_comes_back(found: Sequence[Exercise]) -> None:
    parts = [part for exercise in found for part in (Prose(("Some *text*.", "", "More."), 1), exercise)]

    assert gift.read(gift.write(parts).data).exercises == tuple(found)


@settings(max_examples=100)
@given(strategies.mutations() | strategies.DOCUMENTS)
def test_whatever_a_coach_writes_without_a_fault_comes_back(lines: list[str]) -> None:
    document = parse(lines, 1)
    if not document.faults:
        assert gift.read(gift.write(document.parts).data).exercises == document.exercises


_MARKS = r"{ } = ~ # #### -> :: %50% %-5% \ \= \n // a b T F 3..4 5:1 * [[ ]] ### ``` --- | <b> &amp; [html] [markdown]"
_LINES = [
    "\n",
    "\n\n",
    "// [id:a]",
    "// coursesite: marks: 2",
    "$CATEGORY: c/d",
    "- [x] ",
    "> ",
    "\ufdd0",
    "Question: a",
]
PIECES = st.sampled_from([*_MARKS.split(" "), *_LINES])


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80))
def test_whatever_stands_in_a_file_what_was_read_stands_in_our_notation_and_goes_back(text: str) -> None:
    came = gift.read(text.encode("utf-8", "replace"))
    document = parse(print_parts(came.parts).split("\n"), 1)
    assert document.faults == ()
    assert document.exercises == came.exercises
    assert gift.read(gift.write(came.parts).data).exercises == came.exercises
    assert all(1 <= note.line <= text.count("\n") + text.count("\r") + 1 for note in came.notes)
