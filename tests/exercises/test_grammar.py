from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from coursesite.exercises import Exercise, Kind, Mark, Prose, parse

from . import samples
from .samples import one


def texts(exercise: Exercise) -> list[str]:
    return [option.text for option in exercise.options]


def test_each_sample_of_the_format_is_read_as_its_kind_without_a_fault() -> None:
    assert [one(text).kind for text in samples.ALL] == [
        Kind.pick_one,
        Kind.short_answer,
        Kind.number,
        Kind.gaps,
        Kind.order,
        Kind.match,
        Kind.poll,
        Kind.scale,
        Kind.reflect,
        Kind.write,
        Kind.try_,
        Kind.plan,
        Kind.pick_several,
    ]


def test_a_page_of_all_samples_gives_the_same_exercises_as_each_alone() -> None:
    document = parse(samples.PAGE.split("\n"), 1)
    assert document.faults == ()
    assert document.exercises == tuple(one(text) for text in samples.ALL)


def test_a_question_to_pick_from_has_options_with_marks_shares_feedback_and_lines() -> None:
    exercise = one(samples.THIRD_CALL)
    assert (exercise.title, exercise.id, exercise.line, exercise.id_line) == ("The third call", "third-call", 1, 2)
    assert exercise.prompt.startswith("Dana says:")
    assert [(option.mark, option.share, option.line) for option in exercise.options] == [
        (Mark.wrong, 0, 6),
        (Mark.partly, Fraction(1, 2), 8),
        (Mark.right, 1, 10),
    ]
    assert exercise.options[0].feedback == "You'll need it, but the feeling comes first."
    assert exercise.explanation == "Naming the feeling lowers it; the number can wait ten seconds."


def test_a_short_answer_has_accepted_partly_accepted_and_foreseen_wrong_answers() -> None:
    exercise = one(samples.THE_WORD)
    assert [(option.text, option.share) for option in exercise.options] == [
        ("naming", 1),
        ("affect labelling", 1),
        ("describing", Fraction(3, 10)),
        ("venting", 0),
    ]


def test_gaps_are_typed_or_picked_from_a_list_with_a_star() -> None:
    typed, picked = one(samples.FILL_IN).gaps
    assert (typed.accepted, typed.choices) == (("frustrated", "fed up"), ())
    assert (picked.accepted, picked.choices) == (("exhausting",), ("exhausting", "fine", "funny"))


def test_the_last_numbered_list_is_to_be_put_in_the_order_it_is_written_in() -> None:
    assert texts(one(samples.WHAT_FIRST)) == ["Name the feeling.", "Say what you will do.", "Ask for the order number."]


def test_the_last_table_is_to_be_matched_and_an_empty_left_cell_makes_a_distractor() -> None:
    exercise = one(samples.TELLING_YOU)
    assert exercise.columns == ("feeling", "message", "why")
    assert [(pair.left, pair.right, pair.why, pair.line) for pair in exercise.pairs] == [
        ("anger", "a boundary was crossed", None, 5),
        ("fear", "something may be lost", "fear looks ahead", 6),
        ("", "something is already lost", "that is sadness", 7),
    ]


def test_every_item_to_order_may_be_numbered_one() -> None:
    assert texts(one("### Question: A\n1. a\n1. b\n1. c")) == ["a", "b", "c"]


def test_a_scale_names_its_ends_a_rubric_and_a_plan_have_items_and_a_try_has_its_time() -> None:
    assert [(step.value, step.text) for step in one(samples.SCALE).steps] == [(1, "hardly ever"), (5, "nearly always")]
    assert texts(one(samples.WRITE))[1] == "names how it feels"
    assert texts(one(samples.PLAN))[1] == "If I notice my shoulders, then …"
    assert one(samples.TRY).settings.ask_after == timedelta(days=7)


def test_the_settings_comment_gives_tags_marks_and_shuffle() -> None:
    comment = "<!-- id: third-call; tags: listening, phone; marks: 2; shuffle: no -->"
    exercise = one(f"### Question: A\n{comment}\n- [x] a\n- [ ] b")
    assert exercise.id == "third-call"
    assert exercise.settings.tags == ("listening", "phone")
    assert exercise.settings.marks == 2
    assert not exercise.settings.shuffle


def test_the_passage_that_explains_an_exercise_stands_in_its_comment() -> None:
    comment = "<!-- id: a; passage: 02-first-minute.md#say-it-back -->"
    assert one(f"### Question: A\n{comment}\n- [x] a\n- [ ] b").settings.passage == "02-first-minute.md#say-it-back"


def test_prose_and_exercises_come_in_their_order_with_their_lines_in_the_file() -> None:
    text = "Hello\n\n### Reflect: One\nThink.\n\n---\n\nMore\n## Next\n"
    first, exercise, second = parse(text.split("\n"), 10).parts
    assert first == Prose(("Hello", ""), 10)
    assert isinstance(exercise, Exercise)
    assert (exercise.line, exercise.prompt) == (12, "Think.")
    assert second == Prose(("", "More", "## Next", ""), 16)


@pytest.mark.parametrize("end", ["# A", "## A", "### A", "---", "----", "### Reflect: B"])
def test_a_heading_of_level_one_to_three_or_a_rule_ends_an_exercise(end: str) -> None:
    document = parse(f"### Question: A\n- [x] a\n- [ ] b\n\n{end}\nAnd then?".split("\n"), 1)
    assert document.faults == ()
    assert texts(document.exercises[0]) == ["a", "b"]
    assert len(document.parts) == 2


@pytest.mark.parametrize("inside", ["#### A", "***", "- - -", "#hash", "Text"])
def test_what_is_less_than_that_is_part_of_the_prompt(inside: str) -> None:
    exercise = one(f"### Question: A\n\nFirst\n\n{inside}\n\nand so on\n\n- [x] a\n- [ ] b")
    assert exercise.prompt == f"First\n\n{inside}\n\nand so on"


PROMPT = (
    "Read this:\n\n- polite\n- quick\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> She sighs.\n\nAnd now?"
)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ("- [x] a\n- [ ] b", Kind.pick_one),
        ("- [=] a", Kind.short_answer),
        ("1. a\n2. b", Kind.order),
        ("| l | r |\n|---|---|\n| a | b |\n| c | d |", Kind.match),
    ],
)
def test_lists_tables_and_numbers_earlier_in_the_prompt_are_prompt(answers: str, kind: Kind) -> None:
    exercise = one(f"### Question: A\n{PROMPT}\n\n{answers}\n\n> Why.")
    assert (exercise.kind, exercise.prompt, exercise.explanation) == (kind, PROMPT, "Why.")


def test_a_list_directly_before_the_answers_is_prompt_after_a_blank_line() -> None:
    exercise = one("### Question: A\n- polite\n- quick\n\n- [x] a\n- [ ] b")
    assert (exercise.prompt, texts(exercise)) == ("- polite\n- quick", ["a", "b"])


def test_options_keep_nested_emphasis_links_lists_and_paragraphs() -> None:
    text = (
        "### Question: A\n"
        '- [x] **really *very* sure**, see [the *guide*](https://example.org/a_(b) "t")\n'
        "  wrapped here\n\n  another paragraph\n  - sub\n    - subsub\n  > why **not**\n  >\n  > > quoted\n"
        "- [ ] [link](#x) first\n"
    )
    exercise = one(text)
    assert texts(exercise) == [
        '**really *very* sure**, see [the *guide*](https://example.org/a_(b) "t")\n'
        "wrapped here\n\nanother paragraph\n- sub\n  - subsub",
        "[link](#x) first",
    ]
    assert exercise.options[0].feedback == "why **not**\n\n> quoted"


def test_a_link_at_the_start_of_an_item_is_no_mark() -> None:
    exercise = one("### Plan: A\n- [x](https://example.org)\n- [ ][ref]\n")
    assert texts(exercise) == ["[x](https://example.org)", "[ ][ref]"]


def test_right_to_left_text_is_read_like_any_other() -> None:
    exercise = one(
        "### Question: المكالمة الثالثة\n\nماذا تقول أولاً؟\n\n- [x] ثلاث مكالمات\n  > نعم\n- [ ] ما رقم طلبك؟\n\n> شكراً"
    )
    assert (exercise.title, exercise.prompt) == ("المكالمة الثالثة", "ماذا تقول أولاً؟")
    assert texts(exercise) == ["ثلاث مكالمات", "ما رقم طلبك؟"]


def test_two_right_options_make_it_pick_several_and_equals_wins_over_blank() -> None:
    assert one("### Question: A\n- [x] a\n- [x] b\n- [ ] c").kind is Kind.pick_several
    assert one("### Question: A\n- [ ] a\n- [=] b").kind is Kind.short_answer
    assert one("### Question: A\n- [=] 3\n- [=] three").kind is Kind.short_answer


@pytest.mark.parametrize("text", ["2,5", "2.5", "1 200", "−3", "1/3", "31 +- 2", "31 +/- 2", "-3..-1", "28…34", "٣"])
def test_numbers_tolerances_and_ranges_make_it_a_number(text: str) -> None:
    assert one(f"### Question: A\n- [=] {text}").kind is Kind.number


@pytest.mark.parametrize(
    ("share", "worth"), [("~ 30%", "3/10"), ("~30 %", "3/10"), ("~ 1/3", "1/3"), ("~12.5%", "1/8")]
)
def test_an_acceptable_answer_may_name_its_share(share: str, worth: str) -> None:
    assert one(f"### Question: A\n- [x] a\n- [{share}] b").options[1].share == Fraction(worth)


def test_gaps_in_code_and_escaped_brackets_and_links_are_none() -> None:
    text = "### Question: A\n`[[a]]` and \\[[b]] and [[1]](#x) and [[c\\|d|e]]\n\n```\n[[f]]\n```"
    assert [gap.accepted for gap in one(text).gaps] == [("c|d", "e")]


def test_a_gap_may_wrap_and_its_line_is_known() -> None:
    (gap,) = one("### Question: A\n\nText\nwith [[affect\nlabelling]] in it").gaps
    assert (gap.accepted, gap.line) == (("affect labelling",), 4)


def test_a_final_quote_explains_everywhere() -> None:
    for text in (samples.REFLECT, samples.TRY, samples.POLL, samples.SCALE, samples.PLAN, samples.WRITE):
        assert one(text + "\n> So it is.\n>\n> Truly.\n").explanation == "So it is.\n\nTruly."


def test_headings_are_read_whatever_their_case_and_closing_marks() -> None:
    exercise = one("### question : What is C# ###\n- [x] a\n- [ ] b")
    assert exercise.title == "What is C#"


def test_a_heading_without_title_is_allowed() -> None:
    assert one("### Question:\nWhat?\n\n- [x] a\n- [ ] b").title == ""


@pytest.mark.parametrize(
    "text",
    [
        "### Questions: open and closed\n\nThere are two kinds.",
        "### Questions: open and closed\n\n1. open\n2. closed",
        "### Question\\: is it yours?\n\n- [x] a\n- [ ] b",
        "### Notes: on answers\n\n- [x] a\n- [ ] b",
        "### Try this at home\n\n- [ ] breathe\n",
        "### The question: why",
        "## Writing: a start\n\n| a | b |\n|---|---|\n| c | d |",
    ],
)
def test_an_ordinary_heading_stays_one(text: str) -> None:
    document = parse(text.split("\n"), 1)
    assert document.faults == ()
    assert document.exercises == ()
