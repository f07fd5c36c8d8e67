"""What goes out as Twee comes back as it was, whole; through Twine, which forgets what it doesn't know, nearly so."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.conversations import (
    Condition,
    Script,
    WrittenPart,
    WrittenReply,
    WrittenScene,
    WrittenVerdict,
    parse,
    print_script,
)
from coursesite.conversations.exchange import (
    FIELDS,
    Brought,
    Unreadable,
    bring_in,
    read_twee,
    story_of,
    write_twee,
)
from coursesite.library.metadata import read_source
from coursesite.library.models import Kind
from tests.conversations.samples import DANA, METERS
from tests.conversations.test_shipped import SHIPPED

WORDS = st.lists(
    st.sampled_from(
        ["Well,", "$5", "a*b", "''x''", "<<no>>", "**why**", "[[b]]", "|", "->", "//", ":: x", "ü", "&amp;", "`c`"]
    ),
    min_size=1,
    max_size=5,
).map(lambda words: "So " + " ".join(words).replace("[[b]]", r"\[\[b\]\]").replace("<<no>>", r"\<\<no>>"))
CHANGES = st.dictionaries(st.sampled_from(list(METERS)), st.integers(-100, 100), max_size=2).map(
    lambda one: tuple(one.items())
)
REPLIES = st.builds(
    WrittenReply,
    WORDS.map(lambda text: text.replace("]", "").replace("[", "").replace("\\", "")),
    st.sampled_from(["start", "second-scene", "end"]),
    st.sampled_from(["", "x", "~", " "]),
    CHANGES,
    st.none() | WORDS,
)
VERDICTS = st.builds(
    WrittenVerdict,
    WORDS,
    st.lists(st.builds(Condition, st.just("heat"), st.sampled_from(["<", ">="]), st.integers(1, 99)), max_size=1).map(
        tuple
    ),
)


def scene(name: str, *, ends: bool) -> st.SearchStrategy[WrittenScene]:
    """A scene with this name."""
    parts = st.lists(st.builds(WrittenPart, st.just("Dana"), WORDS), max_size=2).map(tuple)
    feels = st.none() | WORDS
    if ends:
        return st.builds(WrittenScene, st.just(name), parts, feels, verdicts=st.lists(VERDICTS, max_size=2).map(tuple))
    return st.builds(WrittenScene, st.just(name), parts, feels, st.lists(REPLIES, min_size=1, max_size=3).map(tuple))


SCRIPTS = st.builds(
    lambda intro, *scenes: print_script(Script(scenes, intro)),
    st.just("") | WORDS,
    scene("start", ends=False),
    scene("second-scene", ends=False),
    scene("end", ends=True),
)


def gone_out(body: str, title: str = "Dana calls", **fields: str) -> str:
    """A conversation as Twee."""
    return write_twee(story_of(title, fields, METERS, body, "https://example.org/#talk01"))


def through_twine(twee: str) -> Brought:
    """What comes back of a story when Twine kept only what it knows."""
    story = read_twee(twee)
    data = {name: value for name, value in story.data.items() if name != "coursesite"}
    passages = tuple(replace(one, metadata={}) for one in story.passages)
    return bring_in(write_twee(replace(story, data=data, passages=passages)).encode())


@settings(max_examples=40, deadline=None)
@given(SCRIPTS)
def test_every_conversation_comes_back_as_it_was(body: str) -> None:
    found = bring_in(gone_out(body, **{"with": "Dana", "meters": "trust 40, heat 70"}).encode())
    assert found.script == parse(body.split("\n"), 1)
    assert (found.title, dict(found.fields)) == ("Dana calls", {"with": "Dana", "meters": "trust 40, heat 70"})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.stem))
def test_the_conversations_that_ship_come_back_as_they_were(path: Path) -> None:
    front, metadata, _faults = read_source(path.read_bytes(), Kind.LESSON)
    fields = {name: str(front.fields[name].value) for name in FIELDS if name in front.fields}
    meters = dict(metadata.values["meters"])
    twee = write_twee(story_of(metadata.title, fields, meters, front.body, path.name))
    before = parse(front.body.split("\n"), 1)

    found = bring_in(twee.encode())
    assert (found.script, found.fields, found.title) == (before, fields, metadata.title)
    assert [note for note in found.notes if note.passage] == []
    # Twine forgets marks, reasons and feelings; whom one talks to, what is said, its ways and its debriefs stay.
    bare = through_twine(twee)
    assert bare.script.faults == ()
    assert bare.fields["with"] == metadata.values["with"]
    assert sorted(bare.fields["meters"].split(", ")) == sorted(f"{name} {value}" for name, value in meters.items())
    for old, new in zip(before.scenes, bare.script.scenes, strict=True):
        assert [(one.to, one.text, dict(one.changes)) for one in new.replies] == [
            (one.to, one.text, dict(one.changes)) for one in old.replies
        ]
        assert [(one.conditions, one.text) for one in new.verdicts] == [
            (one.conditions, one.text) for one in old.verdicts
        ]


def test_the_file_plays_in_sugarcube() -> None:
    twee = gone_out("Before.\n\n" + DANA + "- otherwise: So.\n")
    story = read_twee(twee)
    texts = {passage.name: passage.text for passage in story.passages}

    assert (story.start, story.format) == ("Before you begin", "sugarcube")
    assert texts["Before you begin"] == "Before.\n\n[[Begin|start]]"
    assert texts["StoryInit"] == "<<set $trust to 40>>\n<<set $heat to 70>>"
    assert texts["denial"] == (
        "''Dana:'' Then your screen is lying.\n\n"
        "[[I'll look again, and ring you at four.|end-kept][$heat to Math.clamp($heat + 5, 0, 100)]]\n"
        "[[It is what it says.|denial][$heat to Math.clamp($heat + 10, 0, 100)]]"
    )
    assert texts["end-kept"].split("\n")[2:] == [
        "/% debrief %/",
        "<<if $heat gt 60>>You kept her, and paid for it: the next call starts hot.<</if>>",
        "<<if $trust gte 70>>She will ring you, not your competitor.<</if>>",
        "<<if not (($heat gt 60) or ($trust gte 70))>>So.<</if>>",
    ]
    # Readers that look for brackets find only those of the header itself.
    assert all(header.count("[") == header.count("]") <= 1 for header in re.findall(r"(?m)^:: .*", twee))
    assert gone_out(DANA) == gone_out(DANA)


def test_what_somebody_changed_in_the_file_counts_and_the_rest_stays() -> None:
    twee = gone_out(DANA).replace("Do you people even", "Do you ever").replace("[[Three calls. I", "[[Four calls. I")
    twee = twee.replace("She will ring you, not", "She rings you and not")

    start, *_, end = bring_in(twee.encode()).script.scenes
    assert start.parts == (WrittenPart("Dana", "This is the third time I've rung. Do you ever write things down?"),)
    assert start.feels == "She expects to be passed on again."
    assert [(one.text, one.mark, one.changes, one.reason) for one in start.replies] == [
        (
            "It says here your parcel was delivered on Tuesday.",
            " ",
            (("heat", 15),),
            'Facts first sounds like "you\'re wrong".',
        ),
        ("Four calls. I'd be fed up too.", "x", (("heat", -15), ("trust", 10)), "She hears that someone counted."),
    ]
    assert [one.text for one in end.verdicts][1] == "She rings you and not your competitor."
    assert end.verdicts[1].conditions == (Condition("trust", ">=", 70),)


@pytest.mark.parametrize(
    "own", [7, {"scene": 3}, {"scene": "## a\n## b", "shown": ""}, {"scene": "x" * 10, "shown": []}]
)
def test_metadata_that_somebody_made_up_is_no_more_than_text(own: object) -> None:
    passage = f":: a {json.dumps({'coursesite': own})}\nWords.\n"
    data = json.dumps({"coursesite": {"fields": {"with": 3, "you": "a\nb", "kind": "quiz"}, "variables": [1]}})
    found = bring_in(f":: StoryData\n{data}\n{passage}".encode())
    assert [scene.parts for scene in found.script.scenes] == [(WrittenPart("", "Words."),)]
    assert found.fields == {"you": "a b"}


@pytest.mark.parametrize("body", ["Only words.", "## a\n\n- x\n\n## A\n\n- y\n", "## a b\n\n- x\n"])
def test_what_twine_could_not_tell_apart_does_not_go_out(body: str) -> None:
    with pytest.raises(Unreadable):
        story_of("x", {}, {}, body, "y")
