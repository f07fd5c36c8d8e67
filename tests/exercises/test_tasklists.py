"""Markdown quizzes as people keep them elsewhere."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.exercises import Exercise, Kind, Prose, parse, tasklists
from coursesite.exercises.exchange import Imported, Unreadable, print_parts
from tests.exercises import samples, strategies
from tests.exercises.steps import calls_of


def read(text: str) -> Imported:
    return tasklists.read(dedent(text).encode())


def ours(imported: Imported) -> str:
    return print_parts(imported.parts)


def told(imported: Imported) -> list[tuple[int, str]]:
    return [(note.line, note.sentence) for note in imported.notes]


WHICH = "### Question: Which one?\n\n- [ ] this\n- [x] that\n"


@pytest.mark.parametrize(
    "text",
    [
        "## Which one?\n\n- [ ] this\n- [x] that\n",
        "#### 3. Which one?\n- [ ] this\n- [X] that\n",
        "1. Which one?\n   - [ ] this\n   - [x] that\n",
        "2) Which one?\n\n* [ ] this\n* [x] that\n",
        "**Which one?**\n\n+ ( ) this\n+ (x) that\n",
        "**Q7: Which one?**\n- [] this\n- [✓] that\n",
        "Question 7: Which one?\n\n1. [ ] this\n2. [x] that\n",
        "Which one?\n- [ ] this\n- [x] that\n",
        "\ufeffWhich one?\r\n\r\n( ) this\r\n(x) that\r\n",
        "Which one?\n\nA. [ ] this\nB. [x] that\n",
    ],
)
def test_a_question_is_a_heading_a_numbered_or_bold_line_or_a_paragraph(text: str) -> None:
    imported = read(text)
    assert ours(imported) == WHICH
    assert told(imported) == []


def test_a_heading_is_the_title_and_what_follows_it_the_text() -> None:
    rest = "Read this:\n\n```py\n- [x] shown\n```\n\nWhat is it?\n\n- [x] code\n- [x] a sample\n- [ ] a list\n"
    assert ours(read(f"## Naming\n\n{rest}")) == f"### Question: Naming\n\n{rest}"


def test_quotes_and_text_under_an_item_are_its_feedback_and_a_quote_below_is_the_explanation() -> None:
    text = """\
        Which one?

        - [ ] this
          > Not quite.
          > Look again.
        - [x] that
          because it is
        - [ ] a third
          that goes on

        > *That* one,
        > as it says.

        Afterwards.
        """
    imported = read(text)
    assert [option.feedback for option in imported.exercises[0].options] == [
        "Not quite.\nLook again.",
        "because it is",
        "that goes on",
    ]
    assert imported.exercises[0].explanation == "*That* one,\nas it says."
    assert isinstance(imported.parts[1], Prose)
    assert imported.parts[1].lines == ("Afterwards.",)


def test_an_item_that_goes_on_at_the_margin_is_one_text() -> None:
    assert read("Which?\n\n- [ ] this\n- [x] that\nand more\n").exercises[0].options[1].text == "that and more"


def test_what_stands_above_the_first_question_stays_text() -> None:
    imported = read(
        "# Calls\n\nBefore you begin.\n\n## One\n\nWhich?\n\n- [x] a\n- [ ] b\n\n---\n\n## The end\n\nBye.\n"
    )
    assert ours(imported) == (
        "## Calls\n\nBefore you begin.\n\n### Question: One\n\nWhich?\n\n- [x] a\n- [ ] b\n\n"
        "---\n\n## The end\n\nBye.\n"
    )
    assert told(imported) == [
        (1, "A heading of the first level became one of the second: the title stands in the front matter.")
    ]


def test_a_section_with_several_questions_keeps_its_heading() -> None:
    imported = read("## Part\n\n1. One?\n   - [x] a\n   - [ ] b\n2. Two?\n   - [ ] a\n   - [x] b\n")
    assert ours(imported) == (
        "## Part\n\n### Question: One?\n\n- [x] a\n- [ ] b\n\n### Question: Two?\n\n- [ ] a\n- [x] b\n"
    )


def test_marks_of_ours_are_understood_in_their_lists() -> None:
    imported = read("Which?\n\n- [x] a\n- [~ 30%] b\n\nWhat word?\n\n- [=] naming\n- [~] describing\n")
    assert [exercise.kind for exercise in imported.exercises] == [Kind.pick_one, Kind.short_answer]
    assert [float(option.share) for option in imported.exercises[0].options] == [1, 0.3]


def test_a_list_without_a_tick_is_a_poll_and_noted() -> None:
    imported = read("Where?\n\n- [ ] here\n- [ ] there\n")
    assert imported.exercises[0].kind is Kind.poll
    assert told(imported) == [(1, "None of its answers is marked as right, so it came as a poll.")]


def test_front_matter_is_left_out_and_noted_and_lines_count_in_the_file() -> None:
    imported = read("---\ntitle: Mine\n---\n\nWhere?\n\n- [ ] here\n- [ ] there\n")
    assert told(imported) == [
        (1, "The front matter was left out; the new file gets its own."),
        (5, "None of its answers is marked as right, so it came as a poll."),
    ]


def test_what_is_no_question_is_kept_as_it_stands_and_noted() -> None:
    imported = read("Done?\n\n- [x] yes\n\nWhich?\n\n- [x] a\n- [ ] b\n")
    assert imported.parts[0] == Prose(("```", "Done?", "", "- [x] yes", "```"), 1)
    assert told(imported) == [
        (1, "This could not be read as a question, so it was kept as it stands. There is only one option.")
    ]
    assert imported.exercises[0].line == 5


def test_a_link_in_brackets_is_no_box() -> None:
    imported = read("See:\n\n- [x](a.md)\n- [ ](b.md)\n")
    assert imported.exercises == ()
    assert told(imported) == []


@pytest.mark.parametrize("text", samples.ALL)
def test_our_own_notation_passes_as_it_is(text: str) -> None:
    assert ours(tasklists.read(text.encode())) == print_parts(parse(text.split("\n"), 1).parts)


def test_a_heading_that_is_nearly_ours_never_takes_the_text_below_it_for_answers() -> None:
    imported = read("### Quesion: x\n---\n- [x] a\n- [1] e\n")
    assert ours(imported) == "### Quesion\\: x\n\n```\n- [x] a\n```\n\n- \\[1] e\n"


def test_our_own_notation_with_a_fault_is_kept_as_it_stands_with_the_fault() -> None:
    imported = read("### Question: Which?\n\n- [ ] a\n- [ ] b\n\n### Poll: Where?\n\n- [ ] a\n- [ ] b\n")
    assert [type(part).__name__ for part in imported.parts] == ["Prose", "Exercise"]
    assert told(imported) == [
        (1, "This could not be read as a question, so it was kept as it stands. No option is marked as right.")
    ]


@settings(max_examples=60)
@given(st.lists(strategies.exercises(), max_size=4, unique_by=lambda exercise: exercise.id))
def test_what_was_written_is_read_as_it_was(found: list[Exercise]) -> None:
    parts = [part for exercise in found for part in (Prose(("Some *text*.",), 1), exercise)]
    assert tasklists.read(tasklists.write(parts).data).exercises == tuple(found)


_LINES = """\
- [x] a|- [ ] b|* (x) c|1. [ ] d|1. What?|**Which?**|## Head|# Top|> quote|  > under|  more|```|---|text|- plain||
### Question: Ours|[[gap]]|    - [x] deep|<!-- id: x -->|   - [ ] e|2. Two?|and more"""
LINES = st.sampled_from([*_LINES.replace("\n", "|").split("|"), "| a | b |"])


@settings(max_examples=300)
@given(st.lists(LINES, max_size=14) | strategies.DOCUMENTS)
def test_whatever_was_read_stands_in_our_notation_without_a_fault(lines: list[str]) -> None:
    imported = tasklists.read("\n".join(lines).encode())
    document = parse(ours(imported).split("\n"), 1)
    assert document.faults == ()
    assert document.exercises == imported.exercises


@pytest.mark.parametrize(
    "piece", ["- [x] a\n", "\n", "> a\n", "# a\n", "1. a\n", "**a**\n", "q\n- [x] a\n- [ ] b\n", "  a\n"]
)
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    short, long = (piece.encode() * size for size in (800, 1600))
    tasklists.read(short)
    assert calls_of(lambda: tasklists.read(long)) < 2.3 * calls_of(lambda: tasklists.read(short)) + 2000


def test_more_than_two_thousand_questions_are_refused() -> None:
    with pytest.raises(Unreadable, match="2,000"):
        tasklists.read(b"Which?\n\n- [x] a\n- [ ] b\n\n" * 2001)
