"""A story of Twine becomes scenes and replies; what can't come along is left out, and named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.conversations.exchange import Brought, Unreadable, bring_in
from tests.test_hostile_text import HOSTILE


def brought(text: str, story_format: str = "Harlowe", others: str = ":: Hall\nYou are in.\n:: end\nOver.") -> Brought:
    """What a story becomes whose first passage has this text."""
    data = f'{{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "format": "{story_format}"}}'
    return bring_in(f":: StoryData\n{data}\n\n:: Start\n{text}\n\n{others}\n".encode())


def first(found: Brought) -> tuple[str, list[tuple[str, str]]]:
    """The first scene's prose, and its replies with where they lead."""
    scene = found.script.scenes[0]
    prose = "\n\n".join(f"{part.speaker}: {part.text}" if part.speaker else part.text for part in scene.parts)
    return prose, [(reply.text, reply.to) for reply in scene.replies]


@pytest.mark.parametrize(
    ("text", "prose", "replies"),
    [
        ("Go?\n[[In->Hall]]\n[[End it<-x]]", "Go?", [("In", "Hall"), ("x", "end-it")]),
        ("Go?\n[[In|Hall]] | [[end]]", "Go?", [("In", "Hall"), ("end", "end")]),
        (
            "Go?\n* [[In->Hall]]\n* Stay, and [[wait->Hall]]",
            "Go?\n\n• Stay, and wait",
            [("In", "Hall"), ("wait", "Hall")],
        ),
        ("You could [[go in->Hall]], or not.", "You could go in, or not.", [("go in", "Hall")]),
        ("The door is open. [[Go in->Hall]]", "The door is open.", [("Go in", "Hall")]),
        ("You [[go in->Hall]]", "You go in", [("go in", "Hall")]),
        ("Twice: [[In->Hall]]\n[[In->Hall]]", "Twice:", [("In", "Hall")]),
        ("See [[our page->https://example.org/a b]].", "See [our page](<https://example.org/a%20b>).", []),
        ("[[A -> B->Hall]]", "", [("A -> B", "Hall")]),
        ("''Dana:'' //No//, ''not'' now.\n[[In->Hall]]", "Dana: *No*, **not** now.", [("In", "Hall")]),
        ("Dana: No.\n[[In->Hall]]", "Dana: No.", [("In", "Hall")]),
        ("# Big\n---\n[[In->Hall]]", "**Big**", [("In", "Hall")]),
        ("1. one\n- two\n> three\n[[<In->Hall]]", "1\\. one\n\n\\- two\n\n\\> three", [("\\<In", "Hall")]),
    ],
)
def test_links_in_all_their_forms_become_replies(text: str, prose: str, replies: list[tuple[str, str]]) -> None:
    found = brought(text)
    assert first(found) == (prose, [(words, to) for words, to in replies])
    assert found.script.faults == ()


@pytest.mark.parametrize(
    ("story_format", "text", "prose", "left"),
    [
        ("SugarCube", "A<<set $x to 1>> <<if $x>>b<</if>> c", "A b c", "<<set $x to 1>>, <<if $x>>, <</if>>"),
        ("SugarCube", "a * b_c `d` [e] /* f */ /% g %/<!-- h -->", r"a \* b\_c \`d\` \[e\]", ""),
        ("SugarCube", "[img[a.png]] x<br>y &lt;z", r"x" + "\n\n" + r"y \<z", "[img[a.png]]"),
        (
            "Harlowe",
            "(set: $x to (a: 1)) A (if: $x)[b (print: 2)[c]] |n>[d]",
            "A b c d",
            "(set: $x to (a: 1)), (if: $x)",
        ),
        ("Harlowe", "{ a } *b* ''c '' (not a macro)", "a *b* **c** (not a macro)", ""),
        ("Chapbook", "x: 1\ny (x): 2\n--\na **b**\n[if x]\nc {embed: 'y'}", "a **b**\n\nc", "x: 1 y (x): 2"),
        ("Snowman", "a <% if (x) { %>b<% } %>", "a b", "<% if (x) { %>, <% } %>"),
        ("", "''a'' <script>x</script><iframe src=y></iframe>", "**a**", "<script>x</script>, <iframe src=y></iframe>"),
    ],
)
def test_macros_are_left_out_and_the_text_stays_readable(story_format: str, text: str, prose: str, left: str) -> None:
    found = brought(text, story_format)
    assert first(found)[0] == prose
    notes = " ".join(note.sentence for note in found.notes if note.passage == "Start")
    assert left in notes
    assert bool(left) == notes.startswith("Left out: ")


def test_names_become_ours_and_every_link_follows() -> None:
    others = ":: The Hall\n[[The hall!]]\n:: The hall!\n[[ä b c]]\n:: ä b c\n:: ???\n[[Nowhere at all]]"
    found = brought("[[x->The  Hall]]", others=others)
    assert found.names == {
        "Start": "Start",
        "The Hall": "the-hall",
        "The hall!": "the-hall-2",
        "ä b c": "a-b-c",
        "???": "untitled",
    }
    assert [[reply.to for reply in scene.replies] for scene in found.script.scenes] == [
        ["the-hall"],
        ["the-hall-2"],
        ["a-b-c"],
        [],
        ["nowhere-at-all"],
    ]
    told = [note.sentence for note in found.notes]
    assert "It links to “Nowhere at all”, and there is no such passage." in told
    assert "One ending has no debrief: Twine knows none. The checks in the editor say where." in told


def test_the_start_stands_first_and_what_is_no_scene_is_left_out() -> None:
    others = (
        ":: code [script]\nx()\n:: look [stylesheet]\n:: w [widget]\n:: StoryMenu\n[[a]]\n:: Note [Twine.private]\nn"
    )
    found = bring_in(f":: b\nYes.\n:: Start\n[[b]]\n{others}".encode())
    assert [scene.name for scene in found.script.scenes] == ["Start", "b"]
    assert [note.passage for note in found.notes if note.passage] == ["code", "look", "w", "StoryMenu", "Note"]
    with pytest.raises(Unreadable, match="No passage"):
        bring_in(others.encode())


def test_who_speaks_most_is_the_other_and_variables_are_named() -> None:
    found = brought("''You:'' Hm, $name.\n''Dana:'' No.\n''Dana:'' Yes.", "SugarCube")
    assert found.fields == {"with": "Dana"}
    assert "It shows $name, which has no value here: write what it should say." in [one.sentence for one in found.notes]


PIECES = [
    "[[",
    "]]",
    "->",
    "|",
    "<<",
    ">>",
    "(if:",
    ")",
    "[",
    "]",
    "''",
    "//",
    "*",
    "_",
    "`",
    "#",
    "##",
    "> ",
    "- ",
    "\\",
]
PIECES += [
    "\n",
    "\n\n",
    "a",
    " b ",
    "1. ",
    "<b>",
    "</b>",
    "&lt;",
    "{",
    "}",
    "<!--",
    "-->",
    "~~~",
    "===",
    "**A:** ",
    "x [y]: z",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.sampled_from(["Harlowe", "SugarCube", "Chapbook", "?"]),
)
def test_whatever_a_passage_says_a_scene_comes_of_it(text: str, story_format: str) -> None:
    found = brought(text.replace("\n::", ""), story_format)
    assert [scene.name for scene in found.script.scenes] == list(found.names.values())
    assert found.script.faults == ()
    assert not any(scene.feels or scene.verdicts for scene in found.script.scenes)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text_in_every_place(text: str) -> None:
    line = " ".join(text.split())
    found = bring_in(
        f':: StoryTitle\n{line}\n:: {line} [{line}] {{"{line}": 1}}\n{text}\n[[{line}->{line}]]\n'.encode()
    )
    assert found.script.faults == ()
    assert len(found.script.scenes) == 1
