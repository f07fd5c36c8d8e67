"""A bank as Moodle 4 exports it, question by question."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursesite.exercises import Exercise, Prose, parse
from coursesite.exercises.exchange import Imported, print_parts
from coursesite.exercises.moodle import read

from ..samples import one

BANK = Path(__file__).with_name("bank.xml")


@pytest.fixture(scope="module")
def bank() -> Imported:
    return read(BANK.read_bytes())


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
