"""What goes out as GIFT: as Moodle writes it where it has the kind, and with a note where it has not."""

from __future__ import annotations

import pytest

from coursesite.exercises import gift, parse
from coursesite.exercises.exchange import Exported, own_exercise
from tests.exercises import samples

from .samples import PAIRS


def exported(text: str) -> Exported:
    return gift.write(parse(text.split("\n"), 1).parts)


def told(done: Exported) -> list[str]:
    return [note.sentence for note in done.notes]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (
            samples.THIRD_CALL.split("- [")[0] + "- [ ] No: 3 = #4\n  > {Why}\n- [~ 1/3] Hm\n- [x] Yes\n\n> So.\n",
            "// [id:third-call]\n::The third call::[markdown]"
            'Dana says\\: "This is the third time I\'ve rung about this." What do you say first?{\n'
            "\t~No\\: 3 \\= \\#4#\\{Why\\}\n\t~%33.33333%Hm\n\t=Yes\n\t####So.\n}\n",
        ),
        (
            "### Question: Which?\n\n- [x] a\n- [x] b\n- [x] c\n- [ ] d\n",
            "[markdown]Which?{\n\t~%33.33333%a\n\t~%33.33333%b\n\t~%33.33333%c\n\t~%-33.33333%d\n}\n",
        ),
        (
            samples.THE_WORD,
            "::The word for it::[markdown]What is it called when you put a feeling into a word?{\n\t=naming\n"
            "\t=affect labelling\n\t=%30%describing#Close\\: a description can leave the feeling out.\n"
            "\t=%0%venting#Venting lets it out without looking at it.\n"
            '\t####Psychologists write "affect labelling".\n}\n',
        ),
        (samples.HOW_MANY, "[markdown]How many rang{#\n\t=31:2\n\t=28..34#Near enough to plan with.\n}\n"),
        (
            "### Question: Mood\n\nYou are [[*tired|fine]] today.\n",
            "::Mood::[markdown]You are {=tired ~fine} today.\n",
        ),
        (
            "### Question: It is late.\n<!-- shuffle: no -->\n\n- [ ] True\n  > Early.\n- [x] False\n",
            "[markdown]It is late.{FALSE#Early.}\n",
        ),
        ("### Write: A letter\n\nAnswer it.\n", "::A letter::[markdown]Answer it.{}\n"),
        ("Some *text*.\n\nMore.\n", "[markdown]Some *text*.\\n\\nMore.\n"),
        ("### Question: Stars\n\n- [=] a\\*b\n", "[markdown]Stars{\n\t=a\\\\*b\n}\n"),
    ],
)
def test_what_moodle_has_goes_out_as_its_own_kind_without_a_note(ours: str, theirs: str) -> None:
    done = exported(ours)
    assert done.data.decode() == theirs
    assert told(done) == []


def test_settings_go_into_a_comment_of_ours_and_are_noted() -> None:
    done = exported("### Question: Which?\n<!-- id: a; tags: b; marks: 2; shuffle: no -->\n\n- [x] a\n- [ ] b\n")
    assert done.data.decode().splitlines()[:2] == ["// [id:a] [tag:b]", "// coursesite: marks: 2; shuffle: no"]
    assert told(done) == ["The settings of “Which?” stand in a comment, which only this site reads."]


def test_what_moodle_has_no_kind_for_goes_out_as_text_in_our_notation() -> None:
    done = exported(f"Intro\n\n{samples.WHAT_FIRST}")
    description = done.data.decode().split("\n\n")[1].strip()
    assert description.startswith("[markdown]\\#\\#\\# Question\\: What comes first\\n")
    assert "{" not in description
    assert [(note.line, note.sentence) for note in done.notes] == [
        (
            3,
            "“What comes first” is a list to put in order, which GIFT has no question for: Moodle shows its text, "
            "this site reads it.",
        )
    ]


def test_what_gift_has_no_place_for_stands_in_a_comment_above_the_question() -> None:
    done = exported(samples.TELLING_YOU)
    text = done.data.decode()
    assert "\t=anger -> a boundary was crossed\n" in text
    kept = "\n".join(line[5:] for line in text.splitlines() if line.startswith("// |"))
    assert own_exercise(kept) == parse(samples.TELLING_YOU.split("\n"), 1).exercises[0]
    assert told(done) == [
        "“What is it telling you” says more than GIFT has a place for; a comment keeps it, which only this site reads."
    ]


def test_a_question_that_was_edited_there_comes_back_as_edited() -> None:
    data = exported(samples.TELLING_YOU).data.replace(b"a boundary was crossed\n\t", b"a line was crossed\n\t")
    back = gift.read(data)
    assert back.exercises[0].pairs[0].right == "a line was crossed"
    assert [note.sentence for note in back.notes] == [
        "It was changed since it left a site like this one, so what only its comment says was left out."
    ]


def test_a_wrapped_line_is_no_edit() -> None:
    data = exported(samples.TELLING_YOU).data.replace(b"\n\t=", b"\n  =")
    assert gift.read(data).exercises == parse(samples.TELLING_YOU.split("\n"), 1).exercises


def test_a_weight_that_moodle_does_not_know_is_noted() -> None:
    assert told(exported("### Question: Which?\n\n- [x] a\n- [~ 37%] b\n")) == [
        "Moodle has no weight that is the share of each answer in “Which?”; choose “Nearest grade if not listed” when "
        "you import it there."
    ]
    assert told(exported("### Question: Which?\n\n- [x] a\n- [~ 1/7] b\n")) == []


def test_a_partly_right_answer_among_several_is_noted() -> None:
    assert told(exported("### Question: Which?\n\n- [x] a\n- [x] b\n- [~] c\n")) == [
        "In “Which?”, an answer that is partly right brings the weights over 100 %; Moodle says so at import, and "
        "counts as it does here."
    ]


def test_a_picture_that_stays_behind_is_noted() -> None:
    assert told(exported("### Question: Which?\n\n![A queue.](images/queue.png)\n\n- [x] a\n- [ ] b\n")) == [
        "GIFT holds no pictures: this text shows one, and only its address goes along."
    ]


def test_text_that_begins_like_a_weight_or_a_format_is_told_apart() -> None:
    ours = "### Question: Which?\n\n- [x] %50% of it\n  > [html] is a word\n- [ ] [a](b.md)\n"
    done = exported(ours)
    assert "=[markdown]%50% of it#[markdown][html] is a word" in done.data.decode()
    assert "// coursesite" not in done.data.decode()
    assert gift.read(done.data).exercises == parse(ours.split("\n"), 1).exercises


@pytest.mark.parametrize("name", [name for name in PAIRS if name != "a description"])
def test_each_sample_of_the_description_goes_back_without_a_comment_of_ours(name: str) -> None:
    came = gift.read(PAIRS[name][0].encode())
    done = gift.write(came.parts)
    assert gift.read(done.data).exercises == came.exercises
    assert b"// coursesite" not in done.data


def test_nothing_is_an_empty_file() -> None:
    assert gift.write([]).data == b""
