"""Blank lines, indents, line ends, code, comments and tables: what must not change what is read."""

from __future__ import annotations

import pytest

from coursesite.exercises import Exercise, parse

from . import samples
from .samples import one


def texts(exercise: Exercise) -> list[str]:
    return [option.text for option in exercise.options]


def test_blank_lines_between_answers_feedback_and_explanation_change_nothing() -> None:
    blown_up = samples.THIRD_CALL.replace("\n", "\n\n\n")
    assert one(blown_up) == one(samples.THIRD_CALL)


def test_no_blank_lines_at_all_are_needed_but_the_one_before_the_explanation() -> None:
    tight = samples.THIRD_CALL.replace("\n\n", "\n").replace("on.\n> Naming", "on.\n\n> Naming")
    assert one(tight) == one(samples.THIRD_CALL)


@pytest.mark.parametrize("text", samples.ALL)
def test_windows_line_ends_change_nothing(text: str) -> None:
    lines = text.replace("\n", "\r\n").splitlines(keepends=True)
    document = parse(lines, 1)
    assert document.faults == ()
    assert document.exercises == (one(text),)
    assert "\r" not in repr(document)


@pytest.mark.parametrize("indent", ["  ", "   ", "    ", "\t", "      "])
def test_two_blanks_or_more_or_a_tab_nest(indent: str) -> None:
    assert one(samples.THIRD_CALL.replace("  >", f"{indent}>")) == one(samples.THIRD_CALL)


@pytest.mark.parametrize("indent", [" ", "  ", "   "])
def test_the_answers_themselves_may_be_indented_by_up_to_three_blanks(indent: str) -> None:
    lines = samples.THIRD_CALL.split("\n")
    moved = [indent + line if line.startswith(("- ", "  >")) else line for line in lines]
    assert one("\n".join(moved)) == one(samples.THIRD_CALL)


def test_an_item_one_blank_further_in_is_no_nested_one_and_two_blanks_still_nest_under_it() -> None:
    exercise = one("### Question: A\n- [x] a\n - [ ] b\n  > why")
    assert texts(exercise) == ["a", "b"]
    assert exercise.options[1].feedback == "why"


def test_a_tab_after_the_marker_is_a_blank() -> None:
    assert texts(one("### Question: A\n-\t[x]\ta\n-\t[ ]\tb")) == ["a", "b"]


@pytest.mark.parametrize("marker", ["*", "+", "1.", "2)"])
def test_any_list_marker_will_do_for_marked_answers(marker: str) -> None:
    assert texts(one(f"### Question: A\n{marker} [X] a\n{marker} [ ] b")) == ["a", "b"]


@pytest.mark.parametrize(("fence", "info"), [("```", ""), ("~~~", "markdown"), ("````", "md")])
def test_a_fence_hides_headings_answers_and_rules(fence: str, info: str) -> None:
    shown = f"{fence}{info}\n### Question: Shown\n- [x] a\n---\n``\n{fence}"
    document = parse(f"Before\n{shown}\nAfter".split("\n"), 1)
    assert document.faults == ()
    assert document.exercises == ()
    exercise = one(f"### Question: Real\n{shown}\n\n- [x] a\n- [ ] b")
    assert exercise.prompt == shown
    assert texts(exercise) == ["a", "b"]


def test_a_fence_in_an_option_and_a_fence_that_starts_one_belong_to_it() -> None:
    inner = "- [x] this\n  ```py\n  if a:\n      b()\n  ```\n  > yes\n- [ ] ```\n  ### Question: B\n  ```"
    exercise = one(f"### Question: A\n{inner}\n")
    assert texts(exercise) == ["this\n```py\nif a:\n    b()\n```", "```\n### Question: B\n```"]
    assert exercise.options[0].feedback == "yes"


def test_what_is_commented_out_is_not_read() -> None:
    document = parse(["<!--", "### Question: Old", "- [x] a", "-->", "", "Text"], 1)
    assert document.exercises == ()
    assert document.faults == ()
    assert texts(one("### Question: A\n- [x] a\n<!-- why not c? -->\n- [ ] b\n<!-- done -->\n")) == ["a", "b"]


def test_a_bar_in_a_table_cell_is_escaped() -> None:
    exercise = one("### Question: A\n| a | b |\n|---|---|\n| x \\| y | 1 |\n| z | `2 \\| 3` |\n")
    assert [(pair.left, pair.right) for pair in exercise.pairs] == [("x | y", "1"), ("z", "`2 | 3`")]


def test_a_table_needs_no_outer_bars_and_may_be_crossed_by_blank_lines() -> None:
    exercise = one("### Question: A\na | b\n:-- | --:\nx | 1\n\ny | 2\n> Because.")
    assert [(pair.left, pair.right) for pair in exercise.pairs] == [("x", "1"), ("y", "2")]
    assert exercise.explanation == "Because."
