"""A conversation that is played: its states, its debrief, its mood, its keys and its map."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.conversations import (
    BadReply,
    Conversation,
    Map,
    begin,
    carry_keys,
    good_when_high,
    layout,
    map_of,
    mood,
    print_script,
    take,
    verdicts,
    walk,
)
from coursesite.conversations.curves import COLUMN
from coursesite.conversations.map import MOST_BESIDE
from tests.conversations.samples import DANA, made, read


def keys(conversation: Conversation, scene: str) -> list[str]:
    """The keys of a scene's replies."""
    return [reply.key for reply in conversation.by_name[scene].replies]


def test_a_run_goes_from_scene_to_scene_and_its_meters_stop_at_their_ends() -> None:
    dana = made(DANA)
    facts, counted = keys(dana, "start")
    promised, insisted = keys(dana, "denial")

    states = walk(dana, [facts, insisted, insisted, promised])
    assert [(state.scene, state.meters["heat"]) for state in states] == [
        ("start", 70),
        ("denial", 85),
        ("denial", 95),
        ("denial", 100),
        ("end-kept", 100),
    ]
    assert [line.text for line in verdicts(dana, states[-1])] == [
        "You kept her, and paid for it: the next call starts hot."
    ]
    kept = walk(dana, [counted, *keys(dana, "heard")])[-1]
    assert (kept.scene, kept.meters) == ("end-kept", {"trust": 70, "heat": 35})
    assert [line.text for line in verdicts(dana, kept)] == ["She will ring you, not your competitor."]
    assert verdicts(dana, begin(dana)) == ()
    with pytest.raises(BadReply):
        take(dana, kept, counted)
    with pytest.raises(BadReply):
        take(dana, begin(dana), promised)


def test_what_fits_otherwise_is_said_only_where_nothing_with_a_condition_is() -> None:
    talk = made("## end\n- if heat > 60: Hot.\n- otherwise: Cool.\n- Either way.\n- if trust > 39: Trusted.\n")
    for heat, trust, expected in (
        (70, 0, "Hot. Either way."),
        (50, 0, "Cool. Either way."),
        (50, 40, "Either way. Trusted."),
    ):
        state = begin(made("## end\n- x\n", {"heat": heat, "trust": trust}))
        assert " ".join(line.text for line in verdicts(talk, state)) == expected


def test_a_conversation_survives_being_stored() -> None:
    dana = made(DANA)

    assert Conversation.from_dict(json.loads(json.dumps(dana.to_dict()))) == dana


def test_replies_keep_their_keys_when_they_move_and_when_they_are_reworded() -> None:
    before = made(DANA)
    facts, counted = keys(before, "start")
    moved = DANA.replace("- [ ] [It says", "- [New here.](#heard)\n- [ ] [It says")
    reworded = DANA.replace("It says here your parcel", "I read here your parcel").replace(
        "Three calls.", "THREE calls."
    )
    another = DANA.replace("It says here your parcel was delivered on Tuesday.", "Hold the line.")

    assert keys(carry_keys(made(moved), before), "start")[1:] == [facts, counted]
    assert keys(carry_keys(made(reworded), before), "start") == [facts, counted]
    fresh, same = keys(carry_keys(made(another), before), "start")
    assert (fresh != facts, same) == (True, counted)
    # Back to the first words after a rewording: the key stays the one it was all along.
    second = carry_keys(made(reworded), before)
    assert keys(carry_keys(made(DANA), second), "start") == [facts, counted]
    # Two replies that change places keep their own keys, and nothing inherits a key that is in use.
    swapped = made("## a\n- [one two](#a)\n- [three four](#a)\n"), made("## a\n- [three four](#a)\n- [one two](#a)\n")
    assert keys(carry_keys(swapped[1], swapped[0]), "a") == keys(swapped[0], "a")[::-1]
    assert len(set(keys(made("## a\n- [same](#a)\n- [same](#a)\n"), "a"))) == 2


def test_which_way_a_meter_is_good_the_replies_tell_or_its_name() -> None:
    marked = "## a\n- [x] [b](#a) calm +5, heat +5\n- [ ] [c](#a) calm -5\n"
    assert good_when_high(made(marked, {"calm": 0, "heat": 0})) == {"calm": True, "heat": True}
    assert good_when_high(made("## a\n- [b](#a) calm +5\n", {"calm": 0, "his-anger": 0})) == {
        "calm": True,
        "his-anger": False,
    }


@pytest.mark.parametrize(
    ("meters", "strain", "words"),
    [
        ({"trust": 100, "heat": 0}, 0, "at ease"),
        ({"trust": 40, "heat": 70}, 65, "angry"),
        ({"trust": 5, "heat": 85}, 90, "close to shouting"),
        ({"trust": 0, "heat": 100}, 100, "furious"),
    ],
)
def test_a_mood_says_in_words_what_a_face_shows(meters: dict[str, int], strain: int, words: str) -> None:
    found = mood(made(DANA), meters)
    assert found is not None
    assert (found.strain, found.words) == (strain, words)


def test_without_meters_there_is_no_mood() -> None:
    assert mood(made("## a\n- b\n", {}), {}) is None


WORDS = st.sampled_from(["well", "*so* it is", "[now]", "شكرا", "`a` b", "don't", "a: b"])
NAME = st.sampled_from(["start", "mitte", "end-1", "ännä"])
BLOCK = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
PART = st.one_of(
    BLOCK.map("Then {}.".format), st.tuples(st.sampled_from(["Dana", "Σ"]), BLOCK).map("**{0[0]}:** {0[1]}".format)
)
QUOTE = st.lists(BLOCK, min_size=1, max_size=2).map("\n\n".join)


@st.composite
def scripts(draw: st.DrawFn) -> str:
    """A text in the form that the room prints."""
    lines = []
    for name in draw(st.lists(NAME, min_size=1, max_size=3, unique=True)):
        lines += [f"## {name}", *draw(st.lists(PART, max_size=3))]
        lines += ["> " + draw(QUOTE).replace("\n\n", "\n>\n> ")] * draw(st.booleans())
        replies = []
        for _ in range(draw(st.integers(0, 3))):
            mark = draw(st.sampled_from(["", "[x] ", "[~] ", "[ ] "]))
            change = draw(st.sampled_from(["", " heat +5", " heat -5, trust +0"]))
            reason = "\n  > " + draw(QUOTE).replace("\n\n", "\n  >\n  > ") if draw(st.booleans()) else ""
            replies.append(f"- {mark}[{draw(BLOCK)}](#{draw(NAME)}){change}{reason}")
        if not replies:
            replies = [f"- {draw(st.sampled_from(['', 'if heat > 3 and trust <= 9: ', 'otherwise: ']))}{draw(BLOCK)}"]
        lines.append("\n".join(replies))
    return "\n\n".join(lines) + "\n"


@settings(max_examples=60, deadline=None)
@given(text=scripts())
def test_a_script_is_printed_as_it_was_read(text: str) -> None:
    script = read(text)

    assert script.faults == ()
    assert read(print_script(script)) == script
    assert print_script(read(print_script(script))) == print_script(script)


def test_a_map_has_a_place_for_each_scene_and_marks_what_is_missing() -> None:
    drawn = map_of(made(DANA.replace("(#denial) heat +10", "(#nowhere)") + "\n## aside\n\n- [Back](#start)\n"))

    at = {node.name: node for node in drawn.nodes}
    assert {name: node.layer for name, node in at.items()} == {
        "start": 0,
        "denial": 1,
        "heard": 1,
        "end-kept": 2,
        "nowhere": 2,
        "aside": 3,
    }
    assert [name for name, node in at.items() if node.is_missing] == ["nowhere"]
    assert [name for name, node in at.items() if not node.is_reached] == ["aside"]
    assert [name for name, node in at.items() if node.is_ending] == ["end-kept"]
    assert [edge.source for edge in drawn.edges if edge.is_back] == ["aside"]
    _lies_within(drawn)


@settings(max_examples=25, deadline=None)
@given(
    links=st.integers(1, 60).flatmap(
        lambda count: st.lists(
            st.lists(st.integers(0, count).map("s{}".format), max_size=4), min_size=count, max_size=count
        ).map(lambda found: {f"s{number}": others for number, others in enumerate(found)})
    )
)
def test_any_graph_of_sixty_scenes_fits_on_its_map(links: dict[str, list[str]]) -> None:
    drawn = layout(links)

    assert {node.name for node in drawn.nodes} == {*links, *(to for others in links.values() for to in others)}
    assert {(edge.source, edge.target) for edge in drawn.edges} == {
        (name, to) for name, others in links.items() for to in others
    }
    _lies_within(drawn)
    assert layout(links) == drawn


def _lies_within(drawn: Map) -> None:
    for node in drawn.nodes:
        assert 0 <= node.left <= node.left + drawn.box[0] <= drawn.width
        assert 0 <= node.top <= node.top + drawn.box[1] <= drawn.height
    for y in {node.y for node in drawn.nodes}:
        places = sorted(node.x for node in drawn.nodes if node.y == y)
        assert len(places) <= MOST_BESIDE
        assert all(after - before >= COLUMN for before, after in pairwise(places))
