"""What was entered so far: whole or not, it is kept, and put back into the fields it came from."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from coursesite.exercises import BadAnswer, Compiled, Exercise, Kind, compile, mark
from coursesite.exercises.given import LONGEST_ANSWER
from coursesite.learning.forms import form_for
from coursesite.learning.showing.inputs import Inputs, inputs_for
from coursesite.learning.showing.typed import partly_given, prefixed, typed_of
from tests.exercises import samples
from tests.exercises.samples import ready, wrap
from tests.exercises.strategies import exercises

ANSWERED = tuple(kind for kind in Kind if kind not in {Kind.reflect, Kind.write, Kind.try_, Kind.plan})
WORDS = st.text(max_size=12) | st.sampled_from(["31", "2,5.", "\0", " ", "x" * 2 * LONGEST_ANSWER, "fed up", "３"])


def names_and_values(inputs: Inputs) -> dict[str, list[str]]:
    """Every field of a form with what can be chosen in it; nothing where one types."""
    if inputs.choices:
        return {inputs.name: [choice.value for choice in inputs.choices]}
    if inputs.selects:
        return {select.name: [value for value, _words, _chosen in select.options] for select in inputs.selects}
    return {inputs.name: []}


def shown_in(inputs: Inputs) -> dict[str, list[str]]:
    """What stands in the fields of a form, empty ones left out."""
    if inputs.choices:
        found = {inputs.name: sorted(choice.value for choice in inputs.choices if choice.checked)}
    elif inputs.selects:
        found = {select.name: [select.value] for select in inputs.selects}
        for select in inputs.selects:
            assert {value for value, _words, chosen in select.options if chosen} <= {select.value}
    else:
        found = {inputs.name: [inputs.value]}
    return {name: values for name, values in found.items() if any(values)}


@st.composite
def entered(draw: st.DrawFn) -> tuple[Compiled, MultiDict[str, str]]:
    """A question, and a form for it that was filled in somehow: often well, sometimes wildly."""
    compiled = compile(draw(exercises(ANSWERED)), wrap)
    inputs = inputs_for(compiled.question("seed"), "q3", {}, "q3-")
    assert inputs is not None
    form: MultiDict[str, str] = MultiDict()
    for name, values in names_and_values(inputs).items():
        each = st.sampled_from([*values, "", "nonsense"]) if values else WORDS
        form.setlist(name, draw(st.lists(each, max_size=3)))
    if draw(st.booleans()):
        # The way a well-behaved learner orders lines: every place once.
        for place, name in enumerate(draw(st.permutations(list(form))), 1):
            form.setlist(name, [str(place)] if compiled.kind is Kind.order else form.getlist(name))
    form.add("pick", "stranger")
    form.add("q33-pick", "stranger")
    return compiled, form


@given(entered())
def test_what_was_entered_is_kept_and_put_back_as_it_was(entry: tuple[Compiled, MultiDict[str, str]]) -> None:
    compiled, form = entry
    question = compiled.question("seed")
    kept = partly_given(question, form, "q3")
    typed = typed_of(question, kept)
    back = inputs_for(question, "q3", typed, "q3")
    assert back is not None
    again: MultiDict[str, str] = MultiDict()
    for name, values in shown_in(back).items():
        again.setlist(name, values)
    assert {prefixed("q3", name): sorted(values) for name, values in typed.items()} == shown_in(back)
    assert partly_given(question, again, "q3-") == kept


@given(entered())
def test_an_answer_is_kept_as_marking_takes_it_or_else_marking_refuses_it(
    entry: tuple[Compiled, MultiDict[str, str]],
) -> None:
    compiled, form = entry
    kept = partly_given(compiled.question("seed"), form, "q3-")
    if kept is not None and "typed" not in kept:
        mark(compiled, kept)
    elif kept is not None:
        with pytest.raises(BadAnswer):
            mark(compiled, kept)


@given(entered())
def test_what_the_strict_form_takes_is_kept_just_so(entry: tuple[Compiled, MultiDict[str, str]]) -> None:
    compiled, form = entry
    form_class = form_for(compiled.question())
    assert form_class is not None
    try:
        strict = form_class(form, prefix="q3-").given()
        mark(compiled, strict)
    except BadAnswer:
        return
    assert partly_given(compiled.question(), form, "q3-") == strict or _has_more_than_fits(form)


def _has_more_than_fits(form: MultiDict[str, str]) -> bool:
    """A field sent twice, or with a NUL: the strict form takes the first as it is, the tolerant one what can stand."""
    return any(len(values) > 1 or "\0" in "".join(values) for _name, values in form.lists())


@given(exercises(), WORDS)
def test_nothing_entered_is_nothing_kept(exercise: Exercise, prefix: str) -> None:
    question = compile(exercise, wrap).question()
    assert partly_given(question, MultiDict(), prefix) is None
    assert typed_of(question, None) == {}


def test_half_an_order_and_a_clash_of_places_are_kept_field_by_field() -> None:
    question = ready(samples.WHAT_FIRST).question()
    one, two, three = (choice.key for choice in question.choices)
    half = {f"q1-place-{one}": "2", f"q1-place-{two}": "", f"q1-place-{three}": "9"}
    assert partly_given(question, MultiDict(half), "q1-") == {"typed": {f"place-{one}": ["2"]}}
    clash = {f"place-{one}": "2", f"place-{two}": "2", f"place-{three}": "1"}
    kept = partly_given(question, MultiDict(clash))
    assert kept == {"typed": {name: [value] for name, value in clash.items()}}
    whole = {f"place-{one}": "3", f"place-{two}": "1", f"place-{three}": "2"}
    assert partly_given(question, MultiDict(whole)) == {"order": [two, three, one]}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("31.", {"text": "31."}),
        ("three dozen", {"typed": {"text": ["three dozen"]}}),
        ("  ", None),
        ("\0", None),
        ("9" * 2 * LONGEST_ANSWER, {"typed": {"text": ["9" * LONGEST_ANSWER]}}),
    ],
)
def test_a_number_that_is_none_is_kept_as_typed(typed: str, kept: dict[str, Any] | None) -> None:
    assert partly_given(ready(samples.HOW_MANY).question(), MultiDict({"text": typed})) == kept


def test_an_order_with_a_place_of_five_thousand_digits_is_refused_in_words() -> None:
    question = ready(samples.WHAT_FIRST).question()
    form_class = form_for(question)
    assert form_class is not None
    places = {f"place-{choice.key}": "9" * 5000 for choice in question.choices}
    with pytest.raises(BadAnswer, match="Give every line a place first"):
        form_class(MultiDict(places)).given()


def test_names_carry_their_questions_prefix_and_ids_do_not_change() -> None:
    question = ready(samples.TELLING_YOU).question()
    plain, apart = inputs_for(question, "x", {}), inputs_for(question, "x", {}, "q12-")
    assert plain is not None
    assert apart is not None
    assert [select.name for select in apart.selects] == [f"q12-{select.name}" for select in plain.selects]
    assert [select.id for select in apart.selects] == [select.id for select in plain.selects]
    assert apart.name == ""
    picks = inputs_for(ready(samples.POLL).question(), "x", {}, "q2")
    assert picks is not None
    assert picks.name == "q2-pick"
