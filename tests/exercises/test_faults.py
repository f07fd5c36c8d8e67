from __future__ import annotations

import pytest

from coursesite.exercises import missing_feedback, parse

from . import samples
from .samples import faults, one, the_fault

PICK = "- [x] a\n- [ ] b"


def question(body: str, comment: str = "") -> str:
    return f"### Question: A\n{comment}\n{body}"


# Each text has one fault: its line, a word of the problem, a word of the remedy.
CASES = [
    (question("- [ ] a\n> why\n- [x] b"), 4, "touches an option without being indented", "Indent it by two spaces"),
    (question("- [ ] a\n\n> why\n\n- [x] b"), 5, "stands between the answers", "Indent it by two spaces"),
    (question(f"{PICK}\n\nMore text\nand more"), 6, "“More text” stands after the answers", "---"),
    (question(f"{PICK}\nlazy"), 5, "“lazy” touches an option", "Indent it by two spaces"),
    (question(f"{PICK}\n\n> why\nlazy"), 7, "“lazy” touches the explanation", "Begin the line with >"),
    (question(f"{PICK}\n\n```\ncode\n```"), 6, "stands after the answers", "---"),
    (
        question(f"{PICK}\n\nor\n\n- [x] c\n- [ ] d"),
        8,
        "A second list of answers begins with “- [x] c”",
        "heading of its own",
    ),
    (question("- [ ] a\n- b\n- [x] c"), 4, "“b” stands among the answers and has no mark", "- [ ]"),
    (question("- b\n- [ ] a\n- [x] c"), 3, "“b” stands among the answers and has no mark", "indent"),
    (question("- [ ] a\n- [v] b\n- [x] c"), 4, "“[v]” isn't one of ours", "[x] right"),
    (question("- [v] b\n- [u] c"), 3, "isn't one of ours", "[x] for right"),
    (question("- [] a\n- [x] c"), 3, "“[]” are empty", "with a blank"),
    (question("- [ ]\n- [x] c"), 3, "empty", "Write its text"),
    (question("- [ ] a\n- [ ] c"), 3, "No option is marked as right", "[x]"),
    (question("- [~] a\n- [ ] c"), 3, "No option is marked as right", "[x]"),
    (question("- [x] a"), 3, "only one option", "at least one more"),
    (question("- [ ] a\n– [x] b"), 4, "“– [x] b” looks like an answer", "“- [x] b”"),
    (question("- [ ] a\n• [~ 30%] b\n- [x] c"), 4, "looks like an answer", "“- [~ 30%] b”"),
    (question("-[x] a\n- [x] b\n- [ ] c"), 3, "“-[x] a” looks like an answer", "“- [x] a”"),
    (question("[=] a"), 3, "looks like an answer", "“- [=] a”"),
    (question("A [[today*|ever]] gap."), 3, "has a star behind “today*”", "before the right word"),
    (question("- [x] Say  it\n- [ ] say it"), 4, "is the same as the one in line 3", "differ"),
    (question("- [=] naming\n- [ ] Naming!"), 4, "is the same as the one in line 3", "differ"),
    (question("- [=] naming\n- [x] other"), 4, "is to be picked", "[=]"),
    (question("- [=] 3\n- [~] about three"), 4, "isn't a number", "31 ± 2"),
    (question("- [=] 34..28"), 3, "runs downwards", "smaller number first"),
    (question("- [=] 1,200"), 3, "can be read in two ways", "without a comma"),
    (question("- [x] a\n- [~ 0%] b"), 4, "“0%”", "per cent"),
    (question("- [x] a\n- [~ 130%] b"), 4, "“130%”", "per cent"),
    (question("- [x] a\n- [~ 30] b"), 4, "“30”", "per cent"),
    (
        question("- [x] a\n  > yes\n  no\n- [ ] b"),
        5,
        "“no” stands after this option's feedback",
        "Begin the line with >",
    ),
    (question("- [x] a\n  - [ ] c\n- [ ] b"), 4, "is indented", "left margin"),
    (question("Just text."), 1, "has no answers", "\\:"),
    (question("> [[gap]]"), 1, "final quote", "without >"),
    (question("Text [[gap and more\n\nand [[b]]"), 3, "is not closed", "]]"),
    (question("Text [[]] here"), 3, "empty place", "between its bars"),
    (question("Text [[a||b]] here"), 3, "empty place", "between its bars"),
    (question("Text [[*a|*b]] here"), 3, "one star", "only"),
    (question("Text [[*a]] here"), 3, "one star", "only"),
    (question("Text ![see [[a]] now](x.png)"), 3, "inside a link", "Move the gap"),
    (question("| a | b |\n|---|---|\n| [[x]] | y |"), 3, "stands in a table", "paragraph"),
    (question("1. a"), 3, "only one item", "two"),
    (question("1. a\n3. b\n2. c"), 5, "number 2 follows 3", "right order"),
    (question("1. a\n2. b\n\n1. c\n2. d"), 6, "number 1 follows 2", "end a list"),
    (question("1. a\n2. A"), 4, "the same", "differ"),
    (question("1. a\n2. b\n2. c"), 5, "number 2 follows 2", "number them"),
    (question("1. a\n2. b\n\ntext"), 6, "“text” stands after", "---"),
    (question("| a | b |\n|---|---|\n| x | y |"), 5, "too little to match", "two rows"),
    (question("| a | b |\n|---|---|\n| x | y |\n| z | |"), 6, "nothing in its right cell", "delete the row"),
    (question("| a | b |\n|---|---|\n| x | y |\n| X | z |"), 6, "stands there twice", "differ"),
    (question("| a | b |\n|---|---|\n| x | y |\n| z | 1 | why |"), 6, "3 cells", "\\|"),
    (question("| a | b |\n|---|---|\n| x | y |\n| z | w |\n| | y |"), 7, "belongs to no left cell", "Delete this row"),
    (question("1. a\n2. b", "<!-- shuffle: no -->"), 2, "would show the right order", "Delete"),
    (question(PICK, "<!-- tag: a -->"), 2, "no setting “tag”", "Did you mean “tags”?"),
    (question(PICK, "<!-- colour: red -->"), 2, "no setting “colour”", "ask after"),
    (question(PICK, "<!-- third-call -->"), 2, "“third-call”, which isn't a setting", "id: third-call"),
    (question(PICK, "<!-- id: a b -->"), 2, "“a b”", "letters, digits and hyphens"),
    (question(PICK, "<!-- id: -->"), 2, "“”", "letters, digits and hyphens"),
    (question(PICK, "<!-- marks: two -->"), 2, "“two”", "marks: 2"),
    (question(PICK, "<!-- marks: 0 -->"), 2, "“0”", "marks: 2"),
    (question(PICK, "<!-- marks: -1 -->"), 2, "“-1”", "marks: 2"),
    (question(PICK, "<!-- marks: 2; marks: 3 -->"), 2, "given twice", "Delete one"),
    (question(PICK, "<!-- shuffle: never -->"), 2, "“never”", "shuffle: no"),
    (question(PICK, "<!-- tags: , -->"), 2, "empty", "listening"),
    (question(PICK, "<!-- ask after: 7 days -->"), 2, "isn't to be tried", "### Try"),
    (question(PICK, "<!-- id: a --> Hello"), 2, "behind the settings", "line of its own"),
    (question(PICK, "<!-- id: a\ntags: b -->"), 2, "does not end on its own line", "one line"),
    (question(f"{PICK}\n\n[^a]: A source"), 6, "“[^a]: A source” stands inside an exercise", "---"),
    ("### Reflect: A\nText\n\n[^a]: A source", 4, "“[^a]: A source” stands inside an exercise", "---"),
    ("### Reflect: A\nText\n\nTitle\n=====\n", 4, "“Title” is underlined", "# Title"),
    ("### Reflect: A\n- [x] a", 2, "A reflection has no answers", "### Question"),
    ("### Try: A\n- [ ] a", 2, "no answers to pick", "### Question"),
    ("### Try: A\n<!-- ask after: soon -->\nx", 2, "“soon”", "7 days"),
    ("### Plan: A\n- [ ] a", 2, "plain items", "If …"),
    ("### Poll: A\n- [ ] a\n- [x] b", 3, "no right answer", "[ ]"),
    ("### Poll: A\n- [ ] a", 2, "only one option", "one more"),
    ("### Poll: A\ntext", 1, "no answers", "- [ ]"),
    ("### Poll: A\n<!-- marks: 2 -->\n- [ ] a\n- [ ] b", 2, "without a right answer", "Delete"),
    ("### Write: A\n- [x] a\n- [ ] b", 2, "is marked", "[ ]"),
    ("### Scale: A\n- [1] a", 2, "two ends", "[5]"),
    ("### Scale: A\n- [ ] a\n- [ ] b", 1, "two ends", "[5]"),
    ("### Scale: A\n- [5] a\n- [1] b", 3, "Step 1 follows step 5", "lowest"),
    ("### Scale: A\n- [1] a\n- [999] b", 2, "from 1 to 999", "100"),
    ("### Scale: A\n- [1] a\n- [3]\n- [5] b", 3, "no name", "delete the line"),
    ("### Scale: A\n- [1] a\n- b\n- [5] c", 3, "no step", "brackets"),
    ("### Reflect:", 1, "asks nothing", "title"),
    (f"### Quesion: A\n{PICK}", 1, "isn't read as an exercise", "Did you mean “### Question: A”?"),
    ("### Quesion: A\n1. a\n2. b", 1, "isn't read as an exercise", "Did you mean “### Question: A”?"),
    (f"### Questions: A\n\nText\n\n{PICK}", 1, "isn't read as an exercise", "\\:"),
    (f"## Question: A\n{PICK}", 1, "isn't read as an exercise", "### Question: A"),
    (f"###Question: A\n{PICK}", 1, "isn't read as an exercise", "### Question: A"),
    (f"### Question： A\n{PICK}", 1, "isn't read as an exercise", "### Question: A"),
    (f"### Question A\n{PICK}", 1, "no colon", "### Question: A"),
    ("### Pol: A\n- [ ] a\n- [ ] b", 1, "isn't read as an exercise", "### Poll: A"),
    ("Text\n```\n### Question: A\n- [x] a", 2, "never closed", "```"),
    ("Text\n<!-- hm\n### Question: A\n- [x] a", 2, "never closed", "-->"),
]


@pytest.mark.parametrize(("text", "line", "problem", "remedy"), CASES)
def test_a_fault_names_its_line_what_was_found_and_the_remedy(text: str, line: int, problem: str, remedy: str) -> None:
    fault = the_fault(text)
    assert fault.line == line
    assert problem in fault.problem
    assert remedy in fault.remedy


def test_each_quote_that_touches_an_option_is_named_and_the_options_still_count_as_one_list() -> None:
    text = question("- [ ] a\n> why\n- [ ] b\n> why not\n- [x] c\n> yes")
    assert [line for line, _ in faults(text)] == [4, 6, 8]
    assert len(parse(text.split("\n"), 1).exercises[0].options) == 3


def test_all_faults_come_at_once_and_reading_goes_on_behind_them() -> None:
    text = f"{question('- [x] a')}\n\n{question('Nothing.')}\n\n{samples.THIRD_CALL}\n### Poll: B\n- [x] a\n- [ ] b\n"
    assert [line for line, _ in faults(text)] == [3, 5, 24]
    assert parse(text.split("\n"), 1).exercises[2] == one(samples.THIRD_CALL)


def test_lines_are_counted_from_the_first_line_given() -> None:
    (fault,) = parse(["### Poll: A", "text"], 40).faults
    assert fault.line == 40


@pytest.mark.parametrize(
    "passage", ["", "the first lesson", "https://example.org/a.md", "02-first.md#", "#say-it-back", "a.md)[x](b.md"]
)
def test_a_passage_that_names_no_file_is_a_fault_in_the_comments_line(passage: str) -> None:
    fault = the_fault(question(PICK, f"<!-- id: a; passage: {passage} -->"))
    assert fault.line == 2
    assert "names no place in a lesson" in fault.problem
    assert "passage: 02-the-first-minute.md#" in fault.remedy


def test_an_id_used_twice_is_a_fault_at_the_second_place() -> None:
    comment = "<!-- id: same -->"
    fault = the_fault(f"### Reflect: A\n{comment}\n\n### Reflect: B\n{comment}\n")
    assert (fault.line, "line 2" in fault.problem) == (5, True)


def test_a_policy_asks_for_feedback_on_every_option_to_pick() -> None:
    assert missing_feedback(one(samples.THIRD_CALL)) == ()
    assert [fault.line for fault in missing_feedback(one(samples.SEVERAL))] == [2, 3, 4, 5]


def test_the_policy_does_not_ask_for_feedback_on_accepted_answers_or_polls() -> None:
    for text in (samples.THE_WORD, samples.HOW_MANY, samples.POLL, samples.WHAT_FIRST):
        assert missing_feedback(one(text)) == ()
    (fault,) = missing_feedback(one("### Question: A\n- [=] yes\n- [ ] no"))
    assert fault.line == 3
