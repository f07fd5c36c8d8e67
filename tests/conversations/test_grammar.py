"""A conversation is read line by line, as a coach meant it, however their editor writes lines."""

import time

import pytest

from coursesite.conversations import Condition, WrittenPart, WrittenReply, parse, print_script
from tests.conversations.samples import DANA, faults, read

START = "## start\n"


def test_the_sample_of_the_formats_is_read() -> None:
    start, denial, heard, end = read(DANA).scenes

    assert faults(DANA) == []
    assert start.parts == (
        WrittenPart("Dana", "This is the third time I've rung. Do you people even write things down?"),
    )
    assert start.feels == "She expects to be passed on again."
    assert start.replies[0] == WrittenReply(
        "It says here your parcel was delivered on Tuesday.",
        "denial",
        " ",
        (("heat", 15),),
        'Facts first sounds like "you\'re wrong".',
    )
    assert (start.replies[1].mark, start.replies[1].changes) == ("x", (("heat", -15), ("trust", 10)))
    assert denial.replies[0].mark == ""
    assert heard.replies[0].changes == (("heat", -20), ("trust", 20))
    assert heard.parts == (WrittenPart("", "She breathes out. **Dana** waits."),)
    assert [verdict.conditions for verdict in end.verdicts] == [
        (Condition("heat", ">", 60),),
        (Condition("trust", ">=", 70),),
    ]
    assert end.verdicts[0].text == "You kept her, and paid for it: the next call starts hot."
    assert [(scene.line, scene.is_ending) for scene in (start, end)] == [(1, False), (22, True)]


@pytest.mark.parametrize(
    "written",
    [
        DANA.replace("\n", "\r\n"),
        DANA.replace("  > ", "\t> ").replace("- [", "-\t["),
        DANA.replace("  > ", "   > ").replace("\n\n- [", "\n\n - ["),
        DANA.replace("\n\n- ", "\n\n\n- ").replace("\n  > ", "\n\n  > "),
        DANA.replace("\n\n> ", "\n> ").replace("heard\n", "heard\n\n").replace("-15", "–15"),
        DANA.replace("\n\n## ", "\n\n---\n\n## "),
        DANA.replace("## denial", "<!-- rewrite this -->\n## denial ##").replace("(#denial)", "(#Denial)", 1),
        DANA.replace("- [", "* [").replace("[x]", "[X]"),
    ],
    ids=["Windows", "tabs", "three spaces", "blank lines", "none", "rules", "comments", "stars"],
)
def test_how_lines_are_written_makes_no_difference(written: str) -> None:
    found, expected = read(written), read(DANA)

    assert found.faults == ()
    assert print_script(found).replace("#Denial", "#denial") == print_script(expected)


def test_what_stands_in_a_fence_is_no_scene_and_no_reply() -> None:
    fenced = "## start\n\n```\n## other\n- [no](#other)\n**Ann:** no\n```\n\n- [Go](#end)\n\n## end\n\n- Well.\n"
    start, _end = read(fenced).scenes

    assert faults(fenced) == []
    assert start.parts == (WrittenPart("", "```\n## other\n- [no](#other)\n**Ann:** no\n```"),)
    assert [reply.to for reply in start.replies] == ["end"]


def test_several_people_speak_and_paragraphs_between_are_what_happens() -> None:
    text = (
        "**Dana:** One.\n**Sam**: Two\nlines, *both* his.\n\nThe door opens.\n\n1. A list\n2. of what is seen\n\n"
        "__Ω (far away):__ Three.\n"
    )

    assert read(START + text + "\n- [a](#start)\n").scenes[0].parts == (
        WrittenPart("Dana", "One."),
        WrittenPart("Sam", "Two\nlines, *both* his."),
        WrittenPart("", "The door opens.\n\n1. A list\n2. of what is seen"),
        WrittenPart("Ω (far away)", "Three."),
    )


@pytest.mark.parametrize(
    ("written", "reply"),
    [
        ("[*Well*, [so](x) `](#no)` \\] it is](#start)", WrittenReply("*Well*, [so](x) `](#no)` \\] it is", "start")),
        ('[a](<#start> "Title")', WrittenReply("a", "start")),
        ("[~] [a](#st%61rt) Heat -5; trust +1.", WrittenReply("a", "start", "~", (("Heat", -5), ("trust", 1)))),
        ("[x](#start)", WrittenReply("x", "start")),
        ("[ ] [ثلاث مكالمات.](#بداية) heat −5", WrittenReply("ثلاث مكالمات.", "بداية", " ", (("heat", -5),))),
        ("[two\n  lines](#start)\n  heat +5\n  > why\n  >\n  > - really", None),
    ],
)
def test_a_reply_is_a_link_with_what_it_changes(written: str, reply: WrittenReply | None) -> None:
    script = read(f"{START}\n- {written}\n")

    expected = reply or WrittenReply("two\nlines", "start", "", (("heat", 5),), "why\n\n- really")
    assert script.faults == ()
    assert script.scenes[0].replies == (expected,)


@pytest.mark.parametrize(
    ("line", "conditions", "otherwise", "text"),
    [
        ("if heat ≥ 60 and trust<40: Both: yes.", (("heat", ">=", 60), ("trust", "<", 40)), False, "Both: yes."),
        ("If heat == 5, trust =< 7 : B", (("heat", "=", 5), ("trust", "<=", 7)), False, "B"),
        ("Otherwise: C", (), True, "C"),
        ("else: C", (), True, "C"),
        ("If only you had waited. [Read why](02-waiting.md).", (), False, None),
        ("Else she goes.", (), False, None),
    ],
)
def test_a_line_of_the_debrief_says_when_it_fits(
    line: str, conditions: tuple[tuple[str, str, int], ...], otherwise: bool, text: str | None
) -> None:
    script = read(f"## end\n- {line}\n")

    (verdict,) = script.scenes[0].verdicts
    assert script.faults == ()
    assert verdict.conditions == tuple(Condition(*one) for one in conditions)
    assert (verdict.otherwise, verdict.text) == (otherwise, text or line)


def test_what_stands_before_the_first_scene_is_the_opening() -> None:
    script = parse(["", "It is *late*.", "", "<!-- mine -->", "Go on.", "## start"], 10)

    assert (script.intro, script.intro_line) == ("It is *late*.\n\n\nGo on.", 11)
    assert script.scenes[0].line == 15


@pytest.mark.parametrize("piece", ["[a", "[a](", "`", "![", "(", '[a](#b "', "* ", "**a", "if a > "])
def test_a_text_that_goes_on_and_on_is_read_in_time(piece: str) -> None:
    long = piece * (40_000 // len(piece))
    began = time.process_time()
    parse(
        [
            "## start",
            f"- [x] {long}",
            f"- [b](#start) {long} +5",
            f"- [b](#start){' ' * 40_000}x",
            f"**{long}:** {long}",
        ],
        1,
    )
    parse(["## end", f"- if {long}: {long}", f"- if heat{' ' * 40_000}> 5"], 1)
    assert time.process_time() - began < 2
