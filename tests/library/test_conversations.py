"""A conversation as the library takes it in: checked, kept as scenes, found by what is said first."""

from pathlib import Path

import pytest

from coursesite.library.compiling import compile_source
from coursesite.library.models import Kind
from coursesite.library.reading import Content
from coursesite.library.search import find
from coursesite.library.surroundings import Surroundings
from tests.conversations.samples import DANA
from tests.library.shelves import Shelf

FRONT = ("you: You answer the phone at ParcelWay.", "with: Dana", "meters: trust 40, heat 70")
INTRO = "You met Dana in [the first lesson](01-first.md).\n\n"
NOTE = "[^weger-2014]: Weger et al. (2014), International Journal of Listening: 115 people."
BEGINS = 10
"""The file's line with which the text begins."""


@pytest.fixture
def calls(shelf: Shelf) -> Shelf:
    """A course with one lesson."""
    shelf.course()
    shelf.lesson("01-first", key="lesson1", title="First")
    return shelf


def talk(shelf: Shelf, body: str = INTRO + DANA, *fields: str) -> Content:
    """The conversation with this text, once it is published."""
    shelf.piece("02-dana", "conversation", *FRONT, *fields, key="talk01", title="Dana calls", body=body)
    shelf.pushed()
    return shelf.lesson_content("dana")


def test_its_scenes_are_kept_apart_from_what_stands_before_them(calls: Shelf) -> None:
    found = talk(calls, INTRO + DANA, "feedback: at once")

    assert [block.prose for block in found.blocks] == [
        '<p>You met Dana in <a href="/courses/calls/first/">the first lesson</a>.</p>'
    ]
    assert found.conversation is not None
    assert (found.conversation.you, found.conversation.other) == ("You answer the phone at ParcelWay.", "Dana")
    assert (found.conversation.meters, found.conversation.at_once) == ((("trust", 40), ("heat", 70)), True)
    assert list(found.conversation.by_name) == ["start", "denial", "heard", "end-kept"]
    assert (found.headings, found.questions, found.minutes) == ((), (), 2)
    assert calls.lesson_content("first").conversation is None


def test_what_is_wrong_in_it_is_named_with_the_files_line(calls: Shelf) -> None:
    body = DANA.replace("(#heard)", "(#herd)").replace(
        "- if heat > 60: You kept her", "- if heat > 60: [You](x.md) kept her"
    )
    calls.piece("02-dana", "conversation", *FRONT, key="talk01", body=body)

    first, second = calls.faults()
    assert first == ("02-dana.md", BEGINS + 7, "The reply leads to “#herd”, and there is no such scene.")
    assert second[:2] == ("02-dana.md", BEGINS + 24)


def test_meters_that_cannot_be_read_are_one_fault(calls: Shelf) -> None:
    calls.piece("02-dana", "conversation", "with: Dana", "meters: trust, heat", key="talk01", body=DANA)

    assert [problem for _, _, problem in calls.faults()] == [
        "meters: “trust” is not a meter's name with a start from 0 to 100."
    ]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("dana calls", True),
        ("write things down", True),
        ("met in the first lesson", True),
        ("answer the phone", True),
        ("passed on again", False),
        ("someone counted", False),
        ("fed up", False),
        ("screen is lying", False),
        ("competitor", False),
    ],
)
def test_search_finds_what_is_said_first_and_nothing_that_comes_later(calls: Shelf, words: str, is_found: bool) -> None:
    talk(calls)

    with calls.database.reading() as session:
        found = find(session, words).hits
    assert [hit.address for hit in found if "dana" in hit.address] == ["/courses/calls/dana/"] * is_found


def test_what_explains_a_reply_is_listed_only_afterwards(calls: Shelf) -> None:
    body = DANA.replace("someone counted.", "someone counted.[^weger-2014]") + f"\n{NOTE}\n"

    found = talk(calls, body)
    assert (found.sources, "115 people" in found.sources_after) == ("", True)
    found = talk(calls, body.replace("rung. Do", "rung.[^weger-2014] Do"))
    assert "115 people" in found.sources


def test_replies_keep_their_keys_from_revision_to_revision(calls: Shelf) -> None:
    first = talk(calls).conversation
    second = talk(calls, DANA.replace("Three calls. I'd be", "Three calls! I would be")).conversation

    assert first is not None
    assert second is not None
    old, new = first.by_name["start"].replies[1], second.by_name["start"].replies[1]
    assert (old.text != new.text, old.key) == (True, new.key)


def test_it_comes_back_as_it_was_pushed(calls: Shelf) -> None:
    talk(calls, (INTRO + DANA).replace("\n", "\r\n"))
    before = calls.read("courses/calls/02-dana.md")
    (calls.root / "courses/calls/02-dana.md").unlink()

    calls.pull()
    assert calls.read("courses/calls/02-dana.md") == before
    calls.pushed()
    assert calls.read("courses/calls/02-dana.md") == before


def test_the_guides_example_can_be_played() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
    sample = next(part for part in guide.split("```markdown\n") if "kind: conversation\n" in part).partition("```")[0]

    made = compile_source("courses/calls/03-dana.md", Kind.LESSON, sample.encode(), Surroundings({}))
    assert made.faults == []
    assert [scene["name"] for scene in made.compiled["conversation"]["scenes"]] == [
        "start",
        "denial",
        "heard",
        "end-kept",
        "end-gone",
    ]
