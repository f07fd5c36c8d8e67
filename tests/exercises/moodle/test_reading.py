"""A bank as Moodle 4 exports it, question by question."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursesite.exercises import Exercise, Prose, parse
from coursesite.exercises.exchange import Imported, Unreadable, print_parts
from coursesite.exercises.moodle import read

from ..samples import one

BANK = Path(__file__).with_name("bank.xml")
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture(scope="module")
def bank() -> Imported:
    return read(BANK.read_bytes())


def quiz(*questions: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "\n</quiz>").encode()


def question(kind: str, inside: str, text: str = "Well?", name: str = "A call") -> str:
    return (
        f'<question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>{inside}</question>'
    )


def answer(share: str, text: str, more: str = "") -> str:
    return f'<answer fraction="{share}"><text>{text}</text>{more}</answer>'


def sole(kind: str, inside: str, text: str = "Well?") -> tuple[Exercise, list[str]]:
    """The only exercise of a file and what is noted, without the question's name."""
    found = read(quiz(question(kind, inside, text)))
    (exercise,) = found.exercises
    return exercise, [note.sentence.removeprefix("“A call”: ") for note in found.notes]


def kept(kind: str, inside: str, text: str = "Well?") -> tuple[str, str]:
    """The text that a question was kept as, and the note that says why."""
    found = read(quiz(question(kind, inside, text)))
    (part,) = found.parts
    assert isinstance(part, Prose)
    (note,) = found.notes
    assert note.line == part.first_line == 3
    return "\n".join(part.lines), note.sentence


def named(bank: Imported, title: str) -> Exercise:
    (found,) = [exercise for exercise in bank.exercises if exercise.title == title]
    return found


def said(bank: Imported, title: str) -> list[str]:
    return [note.sentence.partition(": ")[2] for note in bank.notes if note.sentence.startswith(f"“{title}”")]


EXPECTED = {
    "The third call": """\
### Question: The third call
<!-- id: third-call; tags: listening, First minute; marks: 2; shuffle: no -->

Dana says: “This is the **third** time.”

![A desk \\[old\\]](images/de-sk.png)

- [x] Three calls. I'd be *fed up* too.
  > You named it.
- [~ 1/3] I'm sorry.
- [ ] \\- \\[x] Your order number?

> Naming the feeling lowers it.
>
> If it is wrong: Listen once more.
""",
    "What does Dana need?": """\
### Question: What does Dana need?
<!-- tags: First minute -->

Pick two.

- [x] to be heard
- [x] a time
- [ ] a discount
""",
    "Interrupting": """\
### Question: Interrupting
<!-- tags: First minute; shuffle: no -->

You may interrupt{}
whenever you like.

- [ ] True
  > Rarely.
- [x] False
""",
    "The word for it": """\
### Question: The word for it
<!-- tags: First minute -->

\\# What is it called?{}
\\- \\[x] \\*this\\*

- [=] naming
- [~ 30%] descri\\*
  > Close.

> If it is something else: Think of names.
""",
    "How many rang": """\
### Question: How many rang
<!-- tags: First minute -->

On Monday?

- [=] 31 ± 2
- [~] 0.333
- [~] 1500 ± 0.05
""",
    "What is it telling you": """\
### Question: What is it telling you
<!-- tags: First minute -->

Match.

| this | belongs to |
|---|---|
| anger or \\| rage | a boundary was crossed |
| fear | something may be lost |
| | something is already lost |
""",
    "Your reply": """\
### Write: Your reply
<!-- tags: First minute -->

Answer Dana.

> Where is it?

Begin with this:

Dear Dana,
""",
    "Fill in": """\
### Question: Fill in
<!-- tags: First minute; marks: 4 -->

I can **hear** that you're [[frustrated|fed up]].

That sounds [[fine|*worn out|a ~ b]], [[3]] times. Not {this}.

> frustrated: Yes.
""",
    "What comes first": """\
### Question: What comes first
<!-- tags: First minute -->

Order them.

1. Name the feeling.
2. Say what you will do.
3. Ask for the number.
""",
    "Select": """\
### Question: Select
<!-- tags: First minute -->

First [[ask|*listen]], then [[*act|leave]].
""",
    "How long": """\
### Question: How long

It took … seconds.

- [=] 23.8 ± 0.1
- [~] 24 ± 1
""",
}


@pytest.mark.parametrize("title", EXPECTED)
def test_a_question_becomes_what_a_coach_would_have_written(bank: Imported, title: str) -> None:
    assert named(bank, title) == one(EXPECTED[title].replace("{}", "  "))


def test_what_has_no_equal_is_text_in_its_place(bank: Imported) -> None:
    assert [isinstance(part, Exercise) for part in bank.parts] == [True] * 10 + [False, False, True]
    between, calculated = (part for part in bank.parts if isinstance(part, Prose))
    assert between.lines == ("**Question: none**", "", "- \\[x] a")
    assert calculated.lines[0] == "````xml"
    assert "What is {a} + ```{b}```?" in "\n".join(calculated.lines)


def test_printed_together_the_bank_reads_the_same(bank: Imported) -> None:
    document = parse(print_parts(bank.parts).split("\n"), 1)
    assert document.faults == ()
    assert document.exercises == bank.exercises


def test_each_change_is_a_sentence_with_the_questions_line(bank: Imported) -> None:
    lines = BANK.read_text(encoding="utf-8").split("\n")
    assert all("<question " in lines[note.line - 1] for note in bank.notes)
    assert all(note.sentence.endswith((".", ".”")) for note in bank.notes)
    assert said(bank, "The word for it") == [
        "A star stood for any letters in Moodle; here it is only a star, so list the wordings meant.",
        "Capitals counted in Moodle; here they don't.",
        "The answers “naming” and “Naming” are one here.",
        "What Moodle says to any other answer joined the explanation.",
    ]
    assert said(bank, "Sum") == ["Its type “calculatedsimple” has no equal here, so it was kept as text."]


def test_hints_and_penalties_are_noted_once_a_file(bank: Imported) -> None:
    assert sum("Hints" in note.sentence for note in bank.notes) == 1


def test_a_picture_comes_with_a_name_that_is_only_a_name(bank: Imported) -> None:
    (picture,) = bank.pictures
    assert picture.name == "de-sk.png"
    assert picture.data.startswith(b"\x89PNG")


def file(name: str, data: str = PICTURE) -> str:
    return f'<file name="{name}" path="/" encoding="base64">{data}</file>'


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../x.png", "x.png"),
        ("/etc/passwd", "passwd.png"),
        ("..\\..\\x.png", "x.png"),
        (".htaccess", "htaccess.png"),
        ("..", "image.png"),
        ("a%2Fb.svg", "b.png"),
        ("ünï code!.PNG", "ünï-code.png"),
    ],
)
def test_no_picture_leaves_its_folder(name: str, kept_as: str) -> None:
    found = read(quiz(question("description", "").replace("</questiontext>", file(name) + "</questiontext>")))
    assert [picture.name for picture in found.pictures] == [kept_as]


def test_pictures_of_one_name_get_numbers_and_the_same_one_comes_once() -> None:
    other = PICTURE.replace("+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "+M9QDwADhgGAWjR9awAAAABJRU5ErkJgg4==")
    see = question("description", "", '<img src="@@PLUGINFILE@@/a.png" alt="A">')
    files = [
        see.replace("</questiontext>", file("a.png", data) + "</questiontext>") for data in (PICTURE, other, PICTURE)
    ]
    found = read(quiz(*files))
    assert [picture.name for picture in found.pictures] == ["a.png", "a-2.png"]
    assert [part.lines for part in found.parts if isinstance(part, Prose)] == [
        ("![A](images/a.png)",),
        ("![A](images/a-2.png)",),
        ("![A](images/a.png)",),
    ]


@pytest.mark.parametrize("data", ["not base64!", "PGh0bWw+", "", "iVBORw0K"])
def test_a_file_that_is_no_picture_is_left_out_and_named(data: str) -> None:
    text = '<p>See <img src="@@PLUGINFILE@@/a.png" alt="the desk"> or <a href="@@PLUGINFILE@@/a.pdf">this</a></p>'
    found = read(
        quiz(question("description", "", text).replace("</questiontext>", file("a.png", data) + "</questiontext>"))
    )
    assert found.pictures == ()
    assert [part.lines for part in found.parts if isinstance(part, Prose)] == [("See the desk or this",)]
    assert [note.sentence for note in found.notes] == [
        "“A call”: The file “a.png” isn't an image that can be kept, and was left out."
    ]


def test_a_pasted_picture_is_taken_out_of_the_text() -> None:
    found = read(quiz(question("description", "", f'<img src="data:image/png;base64,{PICTURE}" alt="A desk">')))
    assert [part.lines for part in found.parts if isinstance(part, Prose)] == [("![A desk](images/pasted.png)",)]
    assert [picture.name for picture in found.pictures] == ["pasted.png"]


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
    assert sentence == "“A call”: It was kept as text, since it embeds a question that is more than words to fit in."


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
