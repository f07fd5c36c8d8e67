"""Twine 2's published pages and archives are read by a parser of HTML, and hostile ones end soon."""

import time
from html import escape

import pytest

from coursesite.conversations.exchange import Passage, Unreadable, read_story, read_twine

PLAYER = "<script>var s = \"<tw-storydata name='no'>\"; if (1 < 2) {}</script>"


def story(name: str, *passages: str, start: str = "1") -> str:
    """A story as Twine writes it."""
    ends = f'startnode="{start}" creator="Twine" format="Harlowe" format-version="3.3.8" ifid="X" hidden'
    return f'<tw-storydata name="{escape(name)}" {ends}>{"".join(passages)}</tw-storydata>'


def passage(pid: int, name: str, text: str, tags: str = "") -> str:
    """A passage as Twine writes it."""
    return (
        f'<tw-passagedata pid="{pid}" name="{escape(name)}" tags="{tags}" position="100,200" size="100,100">'
        f"{escape(text)}</tw-passagedata>"
    )


def test_a_published_page_is_read() -> None:
    held = '<style role="stylesheet" id="twine-user-stylesheet" type="text/twine-css">a > b {}</style>'
    held += '<script role="script" id="twine-user-script" type="text/twine-javascript">if (1 < 2) "</b>";</script>'
    texts = passage(1, "A & “B”", "1 < 2 &amp; so [[on->C]]\n"), passage(2, "C", "<b>Yes</b>\n", "one two")
    page = f"<!DOCTYPE html><html>{PLAYER}<body>{story('It & <i>', held, *texts, start='2')}</body></html>"

    found = read_story(page.encode())

    place = {"position": "100,200", "size": "100,100"}
    assert (found.title, found.format, found.start, found.notes) == ("It & <i>", "harlowe", "C", ())
    assert [one for one in found.passages if not one.name.startswith("Story ")] == [
        Passage("A & “B”", "1 < 2 &amp; so [[on->C]]", metadata=place),
        Passage("C", "<b>Yes</b>", ("one", "two"), place),
    ]
    assert [(one.tags, one.text) for one in found.passages if one.name.startswith("Story ")] == [
        (("stylesheet",), "a > b {}"),
        (("script",), 'if (1 < 2) "</b>";'),
    ]


def test_of_an_archive_the_first_story_is_taken_and_the_others_are_named() -> None:
    found = read_twine("\n".join(story(name, passage(1, "Start", name)) for name in ("One", "Two", "Three")))
    assert (found.title, [one.text for one in found.passages]) == ("One", ["One"])
    assert [note.sentence for note in found.notes] == [
        "The file holds 3 stories. The first, “One”, was taken; the others are “Two”, “Three”."
    ]


def test_what_another_program_left_unescaped_or_open_is_text() -> None:
    raw = "<tw-storydata name=x><tw-passagedata name=a>Say <b>it</b> now<tw-passagedata name=a>twice"
    found = read_twine(raw)
    assert [(one.name, one.text) for one in found.passages] == [("a", "twice")]
    assert len(found.notes) == 1
    assert read_twine(raw.replace("<tw-passagedata name=a>twice", "")).passages[0].text == "Say <b>it</b> now"


@pytest.mark.parametrize(
    "passages",
    ["".join(f"<tw-passagedata name=n{number}>" for number in range(600)), f"<tw-passagedata name={'a' * 600}>"],
)
def test_too_many_passages_and_too_long_names_are_refused(passages: str) -> None:
    with pytest.raises(Unreadable):
        read_twine(f"<tw-storydata>{passages}")


def test_a_page_that_no_reader_can_make_sense_of_is_refused() -> None:
    with pytest.raises(Unreadable, match="broken where"):
        read_twine("<![![")


@pytest.mark.parametrize("piece", ["<", "<a ", "<!", "<!--", "&", "<a b='", "</", "<![CDATA[", "<?", "&#", "<a/"])
def test_nonsense_ends_soon(piece: str) -> None:
    began = time.perf_counter()
    read_twine("<tw-storydata name=x><tw-passagedata name=y>" + piece * 2000)
    assert time.perf_counter() - began < 5
