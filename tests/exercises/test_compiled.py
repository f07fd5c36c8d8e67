from __future__ import annotations

import json
from dataclasses import asdict
from html import escape
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursesite.exercises import Compiled, Exercise, Kind, compile, shuffled
from coursesite.text.markup import render

from . import samples, strategies
from .samples import one, ready, wrap


def rendered(markdown: str) -> str:
    return render(markdown).html


@given(strategies.exercises())
def test_a_compiled_exercise_survives_json(exercise: Exercise) -> None:
    compiled = compile(exercise, wrap)
    assert Compiled.from_dict(json.loads(json.dumps(compiled.to_dict()))) == compiled


def test_a_single_paragraph_stands_in_its_label_without_tags_and_more_keep_them() -> None:
    compiled = compile(one("### Question: *Why*?\n- [x] **a**\n  > b\n- [ ] c\n\n  d"), rendered)
    assert (compiled.title, compiled.title_text) == ("<em>Why</em>?", "Why?")
    assert compiled.options[0].html == "<strong>a</strong>"
    assert compiled.options[0].feedback is not None
    assert "<p>b</p>" in compiled.options[0].feedback
    assert compiled.options[1].html.count("<p>") == 2


@pytest.mark.parametrize("title", ["1. FC Köln", "> a", "<script>", ""])
def test_a_title_that_markdown_would_take_for_a_block_stands_as_it_is(title: str) -> None:
    assert compile(one(f"### Reflect: {title}\nText"), rendered).title == escape(title)


def test_a_passage_becomes_one_link_made_by_the_renderer_and_none_without_it() -> None:
    with_one = compile(one("### Question: A\n<!-- passage: 02-a_b.md#c_d -->\n- [x] a\n- [ ] b"), rendered)
    assert with_one.passage == '<a href="02-a_b.md#c_d">Read the passage again</a>'
    assert compile(one("### Question: A\n- [x] a\n- [ ] b"), rendered).passage == ""


def test_what_was_compiled_before_there_were_passages_is_read_without_one() -> None:
    plain = ready(samples.THIRD_CALL).to_dict()
    del plain["passage"]
    assert Compiled.from_dict(plain) == ready(samples.THIRD_CALL)


def test_html_comes_from_the_renderer_alone() -> None:
    text = "### Question: <b>\n<i>\n\n- [x] <u>\n  > <s>\n- [ ] b\n\n> <q>"
    compiled = compile(one(text), lambda markdown: f"<p>{len(markdown)}</p>")
    assert (compiled.prompt, compiled.options[0].html, compiled.options[0].feedback) == ("<p>3</p>", "3", "<p>3</p>")
    number = compile(one("### Question: A\n- [=] 3"), wrap)
    assert number.options[0].html == "3"


def test_nothing_in_the_question_says_which_option_is_right() -> None:
    """Two questions that differ only in what is right look the same."""
    for one_way, other_way in [
        ("- [x] a\n  > yes\n- [ ] b\n- [ ] c\n\n> why", "- [ ] a\n- [~] b\n- [x] c"),
        ("- [x] a\n- [x] b\n- [ ] c", "- [ ] a\n- [x] b\n- [x] c"),
        ("- [=] a\n- [ ] b", "- [=] other"),
        ("[[a]] or [[*c|b]]", "[[d]] or [[b|*c]]"),
        ("[[a]] or [[*c|b]]", "[[d]] or [[c|*b]]"),
    ]:
        first, second = (ready(f"### Question: A\n{body}").question() for body in (one_way, other_way))
        assert first == second


def test_neither_the_order_shown_nor_the_right_column_gives_the_answer_away() -> None:
    steps = [f"{n}. {word}" for n, word in enumerate(("one", "two", "three", "four"), 1)]
    shown = set()
    for order in permutations(steps):
        renumbered = "\n".join(f"{n}. {step[3:]}" for n, step in enumerate(order, 1))
        compiled = ready(f"### Question: A\n<!-- id: x -->\n{renumbered}")
        keys = tuple(choice.key for choice in compiled.question().choices)
        assert keys != tuple(option.key for option in compiled.options)
        shown.add(keys)
    assert len(shown) <= 2


def test_the_question_has_no_field_for_what_is_right() -> None:
    compiled = ready(samples.THIRD_CALL)
    told = json.dumps(asdict(compiled.question()), default=str)
    assert "feeling comes first" not in told
    assert "ten seconds" not in told
    assert "share" not in told
    assert "right" not in told


def test_gaps_cut_the_prompt_into_pieces_around_them() -> None:
    compiled = compile(one(samples.FILL_IN), rendered)
    question = compiled.question()
    assert len(question.pieces) == 3
    assert question.gaps == ((), ("exhausting", "fine", "funny"))
    assert "frustrated" not in "".join(question.pieces) + question.prompt


def test_a_gap_in_emphasis_and_in_lists_stays_in_place() -> None:
    compiled = compile(one("### Question: A\n- **[[one]]** or\n- `[[no]]` and [[two]]"), rendered)
    assert [gap.accepted for gap in compiled.gaps] == [("one",), ("two",)]
    assert compiled.pieces[0].endswith("<strong>")
    assert "[[no]]" in compiled.pieces[1]


def test_a_gap_that_a_renderer_swallows_doubles_or_puts_into_a_tag_still_has_its_one_place() -> None:
    exercise = one("### Question: A\n[[one]] and [[two]]")
    assert compile(exercise, lambda _: "<p>gone</p>").pieces == ("<p>gone</p><p>", "</p><p>", "</p>")
    doubled = compile(exercise, lambda text: f"<p>{text}</p><p>{text}</p>")
    assert doubled.pieces == ("<p>", " and ", "</p><p>… and …</p>")
    tagged = compile(exercise, lambda text: f'<p title="> {text[:3]}">{text[3:]}</p>')
    assert tagged.pieces == ('<p title="> …"> and ', "</p><p>", "</p>")
    assert [gap.accepted for gap in tagged.gaps] == [("two",), ("one",)]


def test_a_scale_has_all_its_steps_and_names_where_it_has_them() -> None:
    steps = ready(samples.SCALE).question().steps
    assert [(step.value, step.text) for step in steps] == [
        (1, "hardly ever"),
        (2, ""),
        (3, ""),
        (4, ""),
        (5, "nearly always"),
    ]


def test_keys_are_short_and_depend_on_the_normalised_text_alone() -> None:
    first = ready("### Question: A\n- [x] It's  fine\n- [ ] `Case`")
    second = ready("### Question: B\n\nText\n\n- [ ] `case`\n- [x] it’s fine\n- [ ] other")
    assert first.options[0].key == second.options[1].key
    assert first.options[1].key != second.options[0].key
    assert len(first.options[0].key) == 8


@given(strategies.exercises(), st.text(max_size=5))
def test_shuffling_loses_nothing_and_is_the_same_for_the_same_seed(exercise: Exercise, seed: str) -> None:
    compiled = compile(exercise, wrap)
    keys = shuffled(compiled, seed)
    assert shuffled(compiled, seed) == keys
    shown = [] if compiled.kind in {Kind.short_answer, Kind.number} else [option.key for option in compiled.options]
    assert sorted(keys) == sorted(shown)
    assert [choice.key for choice in compiled.question(seed).choices] == list(keys)


def test_shuffling_gives_every_order_and_never_the_right_one_of_a_list_to_order() -> None:
    ordered, picked = ready(samples.WHAT_FIRST), ready(samples.THIRD_CALL)
    right = tuple(option.key for option in ordered.options)
    seen = {shuffled(ordered, str(seed)) for seed in range(200)}
    assert seen == set(permutations(right)) - {right}
    assert len({shuffled(picked, str(seed)) for seed in range(200)}) == 6


def test_one_order_is_pinned_so_that_an_attempt_looks_the_same_after_an_upgrade() -> None:
    picked = ready(samples.SEVERAL)
    texts = {option.key: option.text for option in picked.options}
    assert [texts[key] for key in shuffled(picked, "attempt-1")] == ["a time", "a discount", "a form", "to be heard"]


def test_a_coach_may_forbid_shuffling_and_a_lesson_shows_options_as_written() -> None:
    fixed = ready(samples.THIRD_CALL.replace("third-call", "third-call; shuffle: no"))
    written = tuple(option.key for option in fixed.options)
    assert all(shuffled(fixed, str(seed)) == written for seed in range(20))
    assert tuple(choice.key for choice in ready(samples.THIRD_CALL).question().choices) == written
