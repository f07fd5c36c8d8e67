"""What Moodle can say and this site cannot, or says in another way."""

from __future__ import annotations

import pytest

from coursesite.exercises import Prose, parse
from coursesite.exercises.exchange import Imported, Unreadable, print_parts
from coursesite.exercises.moodle import read

from ..samples import one
from .banks import answer, kept, question, quiz, sole


def test_several_full_answers_of_one_pick_become_nearly_full_ones() -> None:
    exercise, notes = sole("multichoice", answer("100", "a") + answer("100", "b") + "<single>true</single>")
    assert [str(option.share) for option in exercise.options] == ["1", "99/100"]
    assert notes == ["Several answers earn all marks in Moodle, and one is picked; here the later ones earn 99 %."]


def test_unequal_right_answers_are_all_right_and_noted() -> None:
    answers = answer("75", "a") + answer("25", "b") + answer("-25", "c") + "<single>false</single>"
    exercise, notes = sole("multichoice", answers)
    assert [str(option.mark) for option in exercise.options] == ["x", "x", " "]
    assert "Its right answers earn unequal parts in Moodle; here each earns the same." in notes


def test_a_true_false_question_in_another_language_has_true_first() -> None:
    exercise, _ = sole("truefalse", answer("0", "Wahr") + answer("100", "Falsch"))
    assert [(option.text, str(option.mark)) for option in exercise.options] == [("True", " "), ("False", "x")]


def test_a_gap_that_is_more_than_words_keeps_the_question_as_text() -> None:
    text, sentence = kept("cloze", "", "{1:NUMERICAL:=3:0.5} and {1:SA:=a}")
    assert "{1:NUMERICAL:=3:0.5}" in text
    assert sentence == "“A call”: It was kept as text. It embeds a question that is more than words to fit in."


def test_a_sole_embedded_list_to_tick_becomes_a_question() -> None:
    exercise, notes = sole("cloze", "", "Which? {2:MULTIRESPONSE:=one#Yes~%50%two~%-50%three}")
    assert [(option.text, str(option.mark)) for option in exercise.options] == [
        ("one", "x"),
        ("two", "x"),
        ("three", " "),
    ]
    assert exercise.prompt == "Which? …"
    assert notes == ["The question embedded in its text became a question of its own, below the text."]


def test_words_of_a_gap_keep_their_letters() -> None:
    exercise, _ = sole("cloze", "", r"It is {1:SA:=a \} b~=50 \% \~ c \# d~=x &lt; y} and {:MCS:~=*|~%0%e}")
    assert [gap.accepted for gap in exercise.gaps] == [("a } b", "50 % ~ c # d", "x < y"), ("*|",)]


def test_a_description_in_our_notation_is_the_exercise_again() -> None:
    text = "### Poll: Where?\n\n- [ ] here\n- [ ] there"
    found = read(quiz(question("description", "", text).replace('format="html"', 'format="markdown"')))
    assert found.parts == (one(text),)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "### Reflect: One?\n\na\n\n### Reflect: Two?\n\nb",
            ("#### Reflect: One?", "", "a", "", "#### Reflect: Two?", "", "b"),
        ),
        ("```\nnever closed", ("\\`\\`\\`  ", "never closed")),
        ("### Plain heading\n\n- [ ] a", ("### Plain heading", "", "- [ ] a")),
    ],
)
def test_a_description_that_is_anything_else_stays_text(text: str, lines: tuple[str, ...]) -> None:
    found = read(quiz(question("description", "", text).replace('format="html"', 'format="markdown"')))
    assert [part.lines for part in found.parts if isinstance(part, Prose)] == [lines]
    document = parse(print_parts(found.parts).split("\n"), 1)
    assert document.faults == ()
    assert document.exercises == ()


def test_two_descriptions_that_would_be_an_exercise_together_stay_text() -> None:
    first, second = (
        question("description", "", text).replace('format="html"', 'format="markdown"')
        for text in ("### Quesion: which?", "- [x] this\n- [ ] that")
    )
    document = parse(print_parts(read(quiz(first, second)).parts).split("\n"), 1)
    assert document.faults == ()
    assert document.exercises == ()


def test_markdown_that_would_be_notation_is_escaped() -> None:
    text = "### A heading\n\n---\n\n- [x] done\n\nWell?"
    inside = answer("100", "yes") + answer("0", "no")
    found = read(quiz(question("multichoice", inside, text).replace('format="html"', 'format="markdown"', 1)))
    assert found.exercises[0].prompt == "#### A heading\n\n***\n\n- \\[x] done\n\nWell?"


def test_an_id_is_kept_where_it_can_be_and_once() -> None:
    inside = "<idnumber>a-1</idnumber>" + answer("100", "yes") + answer("0", "no")
    found = read(quiz(question("multichoice", inside), question("multichoice", inside)))
    assert [exercise.id for exercise in found.exercises] == ["a-1", None]
    assert [note.sentence for note in found.notes] == [
        "“A call”: Its ID number “a-1” is taken by an earlier question, so it gets a new one."
    ]


def test_tags_lose_what_would_end_the_comment_that_holds_them() -> None:
    tags = "<tags><tag><text>a, b; c --&gt; d</text></tag></tags>"
    exercise, _ = sole("multichoice", tags + answer("100", "yes") + answer("0", "no"))
    assert exercise.settings.tags == ("a b c d",)


def test_a_question_without_answers_is_kept_whole() -> None:
    text, sentence = kept("multichoice", "")
    assert text.startswith('```xml\n<question type="multichoice">')
    assert sentence.startswith("“A call”: It was kept as text.")


def test_a_file_that_is_no_bank_is_refused_in_words() -> None:
    with pytest.raises(Unreadable, match="Moodle XML"):
        read(b"<html><body/></html>")
    with pytest.raises(Unreadable, match="in line 2") as caught:
        read(b"<quiz>\n<question></quiz>")
    assert caught.value.line == 2
    with pytest.raises(Unreadable, match="well-formed"):
        read(b"")
    with pytest.raises(Unreadable, match="encoding"):
        read(b'<?xml version="1.0" encoding="no-such"?><quiz/>')


def test_an_empty_bank_holds_nothing() -> None:
    assert read(b"<quiz/>") == Imported(())
