"""GIFT as people and Moodle write it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coursesite.exercises import Kind, Prose, gift, parse
from coursesite.exercises.exchange import Imported, Unreadable, print_parts

from .samples import PAIRS

CHOICE = "Which?{=a ~b}"


def read(text: str) -> Imported:
    return gift.read(text.encode())


def told(imported: Imported) -> list[tuple[int, str]]:
    return [(note.line, note.sentence) for note in imported.notes]


def ours(imported: Imported) -> str:
    return print_parts(imported.parts)


@pytest.mark.parametrize("name", PAIRS)
def test_each_sample_of_the_description_is_read_as_it_is_meant(name: str) -> None:
    theirs, meant = PAIRS[name]
    imported = read(theirs)
    assert ours(imported) == meant
    assert told(imported) == []


@pytest.mark.parametrize("name", PAIRS)
def test_what_was_read_has_no_fault_and_reads_the_same_in_our_notation(name: str) -> None:
    imported = read(PAIRS[name][0])
    document = parse(ours(imported).split("\n"), 1)
    assert document.faults == ()
    assert document.exercises == imported.exercises


def test_questions_stand_apart_by_blank_lines_with_any_line_ends_and_a_byte_order_mark() -> None:
    text = f"\ufeff{CHOICE}\r\n\r\n   \r\n\r\nWho?{{=c\r\n~d}}\r\n"
    assert [(exercise.title, exercise.line) for exercise in read(text).exercises] == [("Which?", 1), ("Who?", 5)]


def test_a_comment_inside_a_question_is_no_part_of_it_and_is_named() -> None:
    imported = read("// Part one\n\nWhich?{\n=a\n// careful\n~b}")
    assert ours(imported) == "### Question: Which?\n\n- [x] a\n- [ ] b\n"
    assert told(imported) == [(1, "Comments for whoever edits the file were left out: lines 1, 5.")]


def test_a_category_becomes_a_tag_of_what_follows_and_is_noted_once() -> None:
    imported = read(f"$CATEGORY: $course$/top/Calls/Listening\n\n{CHOICE}\n\n$CATEGORY: Either//or\n{CHOICE}")
    assert [exercise.settings.tags for exercise in imported.exercises] == [("Listening",), ("Either/or",)]
    assert told(imported) == [
        (
            1,
            "Categories became tags: the questions below “$course$/top/Calls/Listening” are tagged “Listening”.",
        )
    ]


def test_a_later_question_with_the_same_id_gets_a_new_one() -> None:
    imported = read(f"// [id:one]\n{CHOICE}\n\n// [id:one]\n{CHOICE}")
    assert [exercise.id for exercise in imported.exercises] == ["one", None]
    assert told(imported) == [(5, "The id “one” is taken, so this question gets a new one.")]


def test_an_id_that_cannot_be_one_here_is_made_one() -> None:
    imported = read(f"// [id:Q 12.3] [tag:a, b]\n{CHOICE}")
    assert (imported.exercises[0].id, imported.exercises[0].settings.tags) == ("q-12-3", ("a b",))
    assert [line for line, _ in told(imported)] == [2, 2]


def test_weights_that_our_rule_does_not_reproduce_are_reported() -> None:
    imported = read("Which?{~%60%a ~%40%b ~c}")
    assert imported.exercises[0].kind is Kind.pick_several
    assert told(imported) == [
        (1, "Its weights are scored here as right picks minus wrong picks over the number of right ones.")
    ]


def test_a_partly_right_one_of_several_keeps_its_share_of_a_right_one() -> None:
    exercise = read("Which?{~%50%a ~%50%b ~%12.5%c ~%-50%d}").exercises[0]
    assert [option.share for option in exercise.options] == [1, 1, Fraction(1, 4), 0]


def test_one_right_of_which_several_could_be_picked_is_picked_alone() -> None:
    imported = read("Which?{~%100%a ~%-100%b}")
    assert imported.exercises[0].kind is Kind.pick_one
    assert told(imported) == [(1, "Several answers could be picked; here it is one, as only one is right.")]


def test_of_several_answers_that_earn_everything_alone_the_first_stays_right() -> None:
    imported = read("Which?{=a =b ~c}")
    assert [option.share for option in imported.exercises[0].options] == [1, Fraction(99, 100), 0]
    assert told(imported) == [
        (1, "Any one of several answers earned everything; here the first of them does, and the others earn 99 %.")
    ]


def test_a_weight_below_nothing_is_nothing_where_one_is_picked() -> None:
    imported = read("Which?{=a ~%-25%b}")
    assert imported.exercises[0].options[1].share == 0
    assert told(imported) == [(1, "A weight below 0 is 0 here: a wrong pick earns nothing and costs nothing.")]


def test_answers_of_which_none_earns_anything_are_a_poll() -> None:
    imported = read("How was it?{~good ~bad}")
    assert imported.exercises[0].kind is Kind.poll
    assert told(imported) == [(1, "None of its answers earns anything, so it came as a poll.")]


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("33.33333", Fraction(1, 3)),
        ("66.66667", Fraction(2, 3)),
        ("16.667", Fraction(1, 6)),
        ("14.28571", Fraction(1, 7)),
        ("83.33333", Fraction(5, 6)),
        ("33.3", Fraction(1, 3)),
        ("27.3", Fraction(273, 1000)),
        ("12.5", Fraction(1, 8)),
        ("33", Fraction(33, 100)),
    ],
)
def test_a_rounded_weight_is_the_simple_fraction_that_it_stands_for(written: str, share: Fraction) -> None:
    assert read(f"Which?{{=a ~%{written}%b}}").exercises[0].options[1].share == share


def test_feedback_for_any_other_answer_is_kept_with_the_explanation() -> None:
    imported = read("How many?{#3:2~#Completely wrong####Count them.}")
    assert imported.exercises[0].explanation == "Count them.\n\nAny other answer: Completely wrong"
    assert told(imported) == [(1, "The feedback for any other answer came with the explanation, which everyone sees.")]


def test_a_star_that_stood_for_any_text_is_named() -> None:
    imported = read("Who?{=*Grant* =a\\\\*b}")
    assert [option.text for option in imported.exercises[0].options] == ["Grant", "a\\*b"]
    assert told(imported) == [(1, "In “*Grant*” the * stood for any text; here only “Grant” counts.")]


def test_answers_that_are_one_here_stand_once() -> None:
    imported = read("Who?{=%50%grant =Grant =nobody}")
    options = imported.exercises[0].options
    assert [(option.text, float(option.share)) for option in options] == [("Grant", 1), ("nobody", 1)]
    assert told(imported) == [(1, "“Grant” is the same answer as “grant” here, so it stands once.")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Which? {=a", "The { is not closed before the next blank line."),
        ("Which? =a}", "A } stands in it and no { before it; a brace that is only text is written \\}."),
        ("Which? } or {=a}", "A } stands before the {; a brace that is only text is written \\}."),
        ("How many?{#many}", "“many” is not a number."),
        ("Pairs{=a->b =c}", "One of the answers to match has no “->”."),
        ("Which?{=a ~a}", "The option “a” is the same as another."),
        ("Who?{=%50%a}", "No answer to type is fully right."),
    ],
)
def test_what_cannot_be_read_is_kept_as_it_stands_and_named_with_its_line(text: str, reason: str) -> None:
    imported = read(f"{CHOICE}\n\n// [id:b]\n{text}\n```\n\n{CHOICE}")
    assert [type(part).__name__ for part in imported.parts] == ["Exercise", "Prose", "Exercise"]
    assert imported.parts[1] == Prose(("````", "// [id:b]", *text.split("\n"), "```", "````"), 3)
    sentence = f"This could not be read as a question, so it was kept as it stands. {reason}"
    assert [note for note in told(imported) if note[0] == 4] == [(4, sentence)]


def test_text_that_looks_like_our_notation_stays_text() -> None:
    imported = read(
        "::A::\\#\\#\\# Poll\\: me\\n- [x] or [[gap]]\\n---\\n> quote{=[x] a ~- [ ] b\\n\\#\\#\\# Try\\: c#\\#x}"
    )
    document = parse(ours(imported).split("\n"), 1)
    assert document.faults == ()
    assert document.exercises == imported.exercises
    assert [option.text for option in imported.exercises[0].options] == ["\\[x] a", "\\- \\[ ] b\n\n\\### Try: c"]
    assert told(imported) == []


def test_markdown_that_would_be_our_notation_is_escaped_and_named() -> None:
    imported = read("::A::[markdown]\\# Title\\n\\n- [x] or [[gap]]{=a ~b}")
    assert imported.exercises[0].prompt == "#### Title\n\n- \\[x] or \\[[gap]]"
    assert told(imported) == [
        (1, "Some of its text would mean something else here, so it was changed just enough to stay text.")
    ]


def test_a_picture_that_a_gift_file_cannot_hold_is_named() -> None:
    imported = read('::A::[html]Look\\: <img src\\="@@PLUGINFILE@@/queue.png" alt\\="a queue">{=a ~b}')
    assert imported.exercises[0].prompt == "Look: (a queue)"
    assert told(imported) == [
        (1, "A GIFT file holds no pictures, so queue.png is missing; its name stands in its place.")
    ]


def test_braces_after_the_answers_are_text_and_named() -> None:
    imported = read("One {=a ~b} and {=c ~d}.")
    assert imported.exercises[0].prompt == "One [[*a|b]] and {=c ~d}."
    assert told(imported) == [
        (1, "It has more than one pair of braces; only the first holds answers, the rest came as text.")
    ]


def test_a_file_that_is_not_utf_8_is_refused_with_the_line() -> None:
    with pytest.raises(Unreadable) as refused:
        gift.read(b"One?{T}\n\nTwo \xe9?{T}")
    assert refused.value.line == 3
    assert "UTF-8" in refused.value.sentence


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(Unreadable, match="5 MB"):
        gift.read(b" " * (5 * 1024 * 1024 + 1))


def test_more_than_two_thousand_questions_are_refused() -> None:
    assert len(read("A?{T}\n\n" * 2000).exercises) == 2000
    with pytest.raises(Unreadable, match="2,000"):
        read("A?{T}\n\n" * 2001)
