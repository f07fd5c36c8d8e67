"""What is typed into a form is written as notation that reads back as the very same exercise."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.exercises import Exercise, parse
from coursesite.studio.inserting.composing import composed, exercise_of
from coursesite.studio.inserting.offers import Insert
from coursesite.studio.inserting.typed import Amiss

WORDS = (
    "a call",
    "**heard** at once",
    "[x] ticked",
    "- [ ] an item",
    "they said: no",
    "# no heading",
    "### Question: not one",
    "ثلاث مكالمات",
    "x | y",
    "> quoted",
    "3.5",
    "---",
    "[[not a gap]]",
    "`code [[ ]]`",
    "1. one",
    "<b>",
    "C#",
    "[^note]: nothing",
)
PIECES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)
LINE = PIECES.map(" ".join)
TEXT = st.one_of(LINE, PIECES.map("\n".join), PIECES.map("\n\n".join))
MAYBE = st.one_of(st.just(""), TEXT)
MARKS = st.sampled_from(["right", "wrong", "acceptable"])


def _rows(least: int, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows that differ by the number that their first field ends in, with an empty one among them."""
    first = next(iter(fields))
    empty = dict.fromkeys(fields, "")

    def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [empty, *({**row, first: f"{row[first]} no. {place}"} for place, row in enumerate(rows))]

    return st.lists(st.fixed_dictionaries(fields), min_size=least, max_size=4).map(numbered)


def _one_right(values: dict[str, Any]) -> dict[str, Any]:
    rows = values["options"]
    marks = ["wrong", "right", *("acceptable" for _ in rows[2:])]
    return {**values, "options": [{**row, "mark": mark} for row, mark in zip(rows, marks, strict=True)]}


def _all_right(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda values: {**values, name: [{**row, "mark": "right"} for row in values[name]]}


def _with_gaps(values: dict[str, Any]) -> dict[str, Any]:
    text = "\n\n".join([values["text"], *(f"Gap {place}: ___." for place, _ in enumerate(values["gaps"]))])
    return {**values, "text": text}


def _span(row: Any) -> tuple[str, str]:
    return row["text"], row["tolerance"]


def _apart(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{**row, **{side: f"{row[side]} {n}" for side in ("left", "right")}} for n, row in enumerate(rows)]


TITLE = {"title": LINE}
ASKED = {**TITLE, "prompt": MAYBE}
QUESTION = {**ASKED, "explanation": MAYBE}
OPTIONS = _rows(2, text=TEXT, mark=st.just(""), feedback=MAYBE)
WORD = st.sampled_from(["fed up", "*starred", "a|b", "عربي", "it’s"])
GAP = st.fixed_dictionaries({"right": st.lists(WORD, min_size=1, max_size=3).map("\n".join), "wrong": st.just("")})
CHOICE = st.fixed_dictionaries({"right": WORD, "wrong": st.just("fine\nfunny")})
NUMBER: st.SearchStrategy[str] = st.sampled_from(["31", "-2.5", "1 200", "0,5", "1/3"])
FORMS_FILLED: dict[Insert, st.SearchStrategy[dict[str, Any]]] = {
    Insert.ONE: st.fixed_dictionaries({**QUESTION, "options": OPTIONS, "as_listed": st.booleans()}).map(_one_right),
    Insert.SEVERAL: st.fixed_dictionaries({**QUESTION, "options": OPTIONS}).map(_all_right("options")),
    Insert.SHORT: st.fixed_dictionaries(
        {**QUESTION, "answers": _rows(1, text=LINE, mark=MARKS, feedback=MAYBE)},
    ).map(_all_right("answers")),
    Insert.NUMBER: st.fixed_dictionaries(
        {
            **QUESTION,
            "answers": st.lists(
                st.fixed_dictionaries(
                    {
                        "text": NUMBER,
                        "tolerance": st.sampled_from(["", "2", "0.5"]),
                        "mark": st.just("right"),
                        "feedback": MAYBE,
                    }
                ),
                min_size=1,
                max_size=3,
                unique_by=_span,
            ),
        }
    ),
    Insert.GAPS: st.fixed_dictionaries(
        {**TITLE, "text": TEXT, "gaps": st.lists(GAP | CHOICE, min_size=1, max_size=3), "explanation": MAYBE}
    ).map(_with_gaps),
    Insert.ORDER: st.fixed_dictionaries({**QUESTION, "steps": _rows(2, text=TEXT)}),
    Insert.MATCH: st.fixed_dictionaries(
        {
            **QUESTION,
            "pairs": st.lists(
                st.fixed_dictionaries({"left": LINE, "right": LINE, "why": st.one_of(st.just(""), LINE)}),
                min_size=2,
                max_size=4,
            ).map(_apart),
            "extras": st.lists(st.fixed_dictionaries({"text": LINE.map("nowhere {}".format)}), max_size=2),
        }
    ),
    Insert.POLL: st.fixed_dictionaries({**ASKED, "options": _rows(2, text=TEXT), "as_listed": st.booleans()}),
    Insert.SCALE: st.fixed_dictionaries(
        {**ASKED, "low": st.integers(-9, 1), "low_words": LINE, "high": st.integers(5, 10), "high_words": LINE}
    ),
    Insert.REFLECT: st.fixed_dictionaries(ASKED),
    Insert.WRITE: st.fixed_dictionaries({**ASKED, "rubric": _rows(0, text=LINE)}),
    Insert.TRY: st.fixed_dictionaries({**ASKED, "days": st.integers(1, 365)}),
    Insert.PLAN: st.fixed_dictionaries({**ASKED, "offers": _rows(0, text=LINE)}),
}


def shape(exercise: Exercise) -> tuple[object, ...]:
    """What no rewording may touch: kind, marks and shares, gaps, steps, settings, and how many of each there are."""
    options = [(option.mark, option.share, option.feedback is not None) for option in exercise.options]
    pairs = [(bool(pair.left), pair.why is not None) for pair in exercise.pairs]
    said = exercise.explanation is not None
    return exercise.kind, exercise.settings, exercise.gaps, exercise.steps, options, pairs, len(exercise.columns), said


@pytest.mark.parametrize("kind", FORMS_FILLED)
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_typed_reads_back_as_the_same_exercise(kind: Insert, data: st.DataObject) -> None:
    values = data.draw(FORMS_FILLED[kind])
    try:
        written = composed(kind, values)
    except Amiss as amiss:
        # What is filled in well is refused whole or not at all, and only where text stands that looks like an answer.
        refused = amiss.problems
    else:
        refused = {}
    if refused:
        assert set(refused) == {""}
        assert kind is Insert.GAPS
        assert "looks like an answer" in refused[""]
        return
    document = parse(written.split("\n"), 1)
    assert document.faults == ()
    assert shape(document.exercises[0]) == shape(exercise_of(kind, values))
    assert composed(kind, values) == written


@pytest.mark.parametrize("text", ["### Question: What ___ it?", "### Quiz: one\n\n___", "## Question: A ___\n- [ ] b"])
def test_a_text_with_gaps_that_begins_like_another_question_stays_text(text: str) -> None:
    written = composed(Insert.GAPS, {"title": "The call", "text": text, "gaps": [{"right": "was", "wrong": ""}]})
    (exercise,) = parse(written.split("\n"), 1).exercises
    assert exercise.prompt.startswith("#### Qu")
    assert [gap.accepted for gap in exercise.gaps] == [("was",)]


@pytest.mark.parametrize("before", ["", "# Aloud\n\n", "### Question: Another\n\n", "[^note]: nothing\n"])
def test_what_keeps_a_text_with_gaps_back_is_named_whatever_else_had_to_be_escaped(before: str) -> None:
    text = f"{before}[x] ticked\n\nHe ___ there."
    with pytest.raises(Amiss) as refused:
        composed(Insert.GAPS, {"title": "The call", "text": text, "gaps": [{"right": "was", "wrong": ""}]})
    assert refused.value.problems[""].startswith("“[x] ticked” looks like an answer, and would be read as text.")
