"""Twee 3 is read and written as its specification says, whatever a file does."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.conversations.exchange import Passage, Story, Unreadable, read_story, read_twee, write_twee
from coursesite.conversations.exchange.twee import read_header

IFID = "D674C58C-DEFA-4F70-B7A2-27742230C0FC"
SIGNS = st.text(alphabet='ab:\\[]{} "é–\t', max_size=12)
NAMES = st.text(alphabet="ab[]{}\\é:", min_size=1, max_size=8)
TEXTS = st.lists(SIGNS, max_size=4).map(lambda lines: "\n".join(lines).rstrip())
PASSAGES = st.builds(
    Passage,
    NAMES,
    TEXTS,
    st.lists(NAMES, max_size=2).map(tuple),
    st.dictionaries(NAMES, st.one_of(SIGNS, st.integers(), st.lists(SIGNS, max_size=2)), max_size=2),
)
WHOLE = f"""\ufeffNobody's words.
:: StoryTitle
The  call

:: StoryData
{{"ifid": "{IFID}", "format": "Harlowe", "start": "On the phone", "tag-colors": {{"bar": "green"}}, "zoom": 0.25}}

:: End
It's over.


:: On the phone [bar two\\[2\\]] {{"position":"600,400","size":"100,200"}}
[[Hang up->End]]
\\:: not a header
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_whole_file_is_read(ends: str) -> None:
    story = read_story(WHOLE.replace("\n", ends).encode())

    assert (story.title, story.format, story.start, story.notes) == ("The call", "harlowe", "On the phone", ())
    assert story.data["tag-colors"] == {"bar": "green"}
    place = {"position": "600,400", "size": "100,200"}
    assert story.passages == (
        Passage("End", "It's over."),
        Passage("On the phone", "[[Hang up->End]]\n:: not a header", ("bar", "two[2]"), place),
    )


@pytest.mark.parametrize(
    ("line", "name", "tags", "metadata", "problems"),
    [
        (":: Start", "Start", (), None, 0),
        ("::Start", "Start", (), None, 0),
        ("::   A long  name\t", "A long  name", (), None, 0),
        (r":: a \[b\] \{c\} \\ d", r"a [b] {c} \ d", (), None, 0),
        (r":: a\q", "aq", (), None, 0),
        (":: a [x  y-z]", "a", ("x", "y-z"), None, 0),
        (r":: a [x\ y \]]", "a", ("x\\", "y", "]"), None, 0),  # a blank parts tags, escaped or not
        (':: a {"position":"1,2"}', "a", (), {"position": "1,2"}, 0),
        (':: a [x] {"k":"[}]"}', "a", ("x",), {"k": "[}]"}, 0),
        (":: a [x] {position}", "a", ("x",), None, 1),
        (":: a [x] [y]", "a", ("x",), None, 1),
        (":: a {1}{2}", "a", (), None, 1),
        (":: a [x", "a", (), None, 1),
        (":: a []", "a", (), None, 0),
        ("::", "", (), None, 0),
    ],
)
def test_a_header_is_taken_apart(
    line: str, name: str, tags: tuple[str, ...], metadata: dict[str, object] | None, problems: int
) -> None:
    head = read_header(line)
    assert (head.name, head.tags, head.metadata, len(head.problems)) == (name, tags, metadata, problems)


def test_of_two_passages_with_one_name_the_later_one_counts_and_that_is_said() -> None:
    story = read_twee(":: a\none\n:: b\n:: a [t]\ntwo\n::\nthree")

    assert [(one.name, one.text) for one in story.passages] == [("b", ""), ("a", "two"), ("Passage in line 6", "three")]
    assert [(note.passage, note.sentence[:20]) for note in story.notes] == [
        ("a", "It stands in line 1 "),
        ("Passage in line 6", "It has no name of it"),
    ]


@pytest.mark.parametrize(
    ("data", "start", "notes"),
    [
        ("", "Start", 0),
        (f':: StoryData\n{{"ifid": "{IFID}", "start": "b"}}', "b", 0),
        (f':: StoryData\n{{"ifid": "{IFID}", "start": "nowhere"}}', "Start", 0),
        (':: StoryData\n{"ifid": 7}', "Start", 1),
        (":: StoryData\n[1]", "Start", 1),
        (":: StoryData\n" + "[" * 100_000, "Start", 1),
        (':: StoryData\n{"ifid": "' + "9" * 5000 + '", "zoom": ' + "9" * 5000 + "}", "Start", 1),
    ],
)
def test_the_start_is_what_the_data_says_else_the_passage_of_that_name(data: str, start: str, notes: int) -> None:
    story = read_twee(f":: b\n\n:: Start\n\n{data}")
    assert (story.start, len(story.notes)) == (start, notes)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"no passage at all", "No passage was found"),
        (b"\xff\xfe:\x00", "not UTF-8"),
        (b":: a\n" * 600, "more than 500 passages"),
        (b":: " + b"a" * 501, "more than 500 characters"),
        (b":: a\n" + b"x" * (2 * 1024 * 1024), "larger than 2 MB"),
        (b"<html><body>A page.</body></html>", "No story of Twine 2"),
    ],
)
def test_what_cant_be_read_is_said(file: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_story(file)


def test_nobody_sees_signs_that_hide_or_turn_a_text() -> None:
    hidden = json.dumps({"k\ud800": ["\u202e", "\x00"]})
    (passage,) = read_story(f":: a\u202eb\x00 {hidden}\nx\u2066\x1b".encode("utf-8", "surrogatepass")).passages
    assert passage == Passage("ab", "x", metadata={"k": ["", ""]})


@settings(max_examples=60, deadline=None)
@given(st.lists(PASSAGES, min_size=1, max_size=4, unique_by=lambda one: one.name))
def test_what_is_written_reads_back(passages: list[Passage]) -> None:
    story = Story("A \\ [title]", tuple(passages), {"ifid": IFID, "start": passages[0].name})
    assert read_twee(write_twee(story)) == story
