from __future__ import annotations

import pytest
from hypothesis import given

from coursesite.exercises import Exercise, parse, print_exercise

from . import samples, strategies
from .samples import one


@pytest.mark.parametrize("text", samples.ALL)
def test_printing_a_sample_and_reading_it_again_gives_the_same_exercise(text: str) -> None:
    assert one(print_exercise(one(text))) == one(text)


def test_a_printed_exercise_reads_as_a_coach_would_have_written_it() -> None:
    assert print_exercise(one(samples.THE_WORD)) == samples.THE_WORD
    assert print_exercise(one(samples.THIRD_CALL)) == samples.THIRD_CALL
    assert print_exercise(one(samples.WRITE)) == samples.WRITE.replace("Dana\n", "Dana\n\n")


@given(strategies.exercises())
def test_any_exercise_survives_being_printed_and_read(exercise: Exercise) -> None:
    document = parse(print_exercise(exercise).split("\n"), 1)
    assert document.faults == ()
    assert document.parts == (exercise,)


@given(strategies.mutations() | strategies.DOCUMENTS | strategies.ANY_LINES)
def test_whatever_is_read_without_a_fault_survives_being_printed_and_read(lines: list[str]) -> None:
    document = parse(lines, 1)
    for exercise in document.exercises if not document.faults else ():
        assert parse(print_exercise(exercise).split("\n"), 1).parts == (exercise,)


@given(strategies.mutations() | strategies.DOCUMENTS | strategies.ANY_LINES)
def test_reading_never_raises_and_names_only_lines_that_are_there(lines: list[str]) -> None:
    document = parse(lines, 5)
    assert all(5 <= fault.line < 5 + len(lines) for fault in document.faults)
    assert all(fault.problem and fault.remedy for fault in document.faults)
    assert list(document.faults) == sorted(document.faults)


@given(strategies.mutations() | strategies.DOCUMENTS)
def test_line_ends_never_change_what_is_read(lines: list[str]) -> None:
    assert parse([line + "\r\n" for line in lines], 1) == parse(lines, 1)
