"""The conversations that ship with the site: long enough, every reply explained, every wrong turn to be mended."""

from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import pytest

from coursesite.conversations import Conversation, parse, play
from coursesite.conversations import compile as made
from coursesite.conversations.play import State
from coursesite.library.metadata import read_source
from coursesite.library.models import Kind
from coursesite.text.lines import split_lines

CONTENT = Path(__file__).parents[2] / "content/courses"
SHIPPED = sorted(path for path in CONTENT.glob("*/[0-9]*.md") if "\nkind: conversation\n" in path.read_text())


def conversation(path: Path) -> Conversation:
    front, metadata, faults = read_source(path.read_bytes(), Kind.LESSON)
    assert faults == []
    values = metadata.values
    return made(
        parse(split_lines(front.body), 1),
        lambda text, _line: text,
        you=values["you"],
        other=values["with"],
        meters=dict(values["meters"]),
        at_once=values.get("feedback") == "at once",
    )


def states(talk: Conversation) -> Iterator[State]:
    """Every state that anybody can come into: scene and meters."""
    begun = play.begin(talk)
    seen, ahead = {(begun.scene, tuple(sorted(begun.meters.items())))}, [begun]
    while ahead:
        state = ahead.pop()
        yield state
        for reply in talk.by_name[state.scene].replies:
            after = play.take(talk, state, reply.key)
            found = (after.scene, tuple(sorted(after.meters.items())))
            if found not in seen:
                seen.add(found)
                ahead.append(after)


def best_ending(talk: Conversation) -> str:
    """Where somebody arrives who always takes the better reply."""
    state = play.begin(talk)
    while not talk.by_name[state.scene].is_ending:
        better = next(reply for reply in talk.by_name[state.scene].replies if reply.mark == "x")
        state = play.take(talk, state, better.key)
    return state.scene


def test_there_are_three_of_them() -> None:
    assert len(SHIPPED) >= 3


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.stem))
class TestShipped:
    def test_it_is_long_and_every_reply_has_its_reason(self, path: Path) -> None:
        talk = conversation(path)
        assert len(talk.scenes) >= 15
        for scene in talk.scenes:
            assert scene.feels or scene.is_ending, scene.name
            assert all(reply.reason for reply in scene.replies), scene.name

    def test_every_scene_has_a_better_reply_and_every_wrong_turn_can_be_mended(self, path: Path) -> None:
        talk = conversation(path)
        best = best_ending(talk)
        ways: dict[str, set[str]] = {scene.name: {reply.to for reply in scene.replies} for scene in talk.scenes}
        mends = {best}
        while more := {name for name, to in ways.items() if to & mends} - mends:
            mends |= more
        assert {scene.name for scene in talk.scenes if not scene.is_ending} <= mends

    def test_every_line_of_a_debrief_is_somebodys(self, path: Path) -> None:
        talk = conversation(path)
        told = {
            (state.scene, verdict)
            for state in states(talk)
            if talk.by_name[state.scene].is_ending
            for verdict in play.verdicts(talk, state)
        }
        assert told == {(scene.name, verdict) for scene in talk.scenes for verdict in scene.verdicts}

    def test_the_length_of_a_reply_does_not_give_the_better_one_away(self, path: Path) -> None:
        choices = [scene.replies for scene in conversation(path).scenes if not scene.is_ending]
        longest = [max(replies, key=lambda reply: (len(reply.text), reply.mark == "x")) for replies in choices]
        assert sum(reply.mark == "x" for reply in longest) <= len(choices) / 2
        better = mean(len(reply.text) for replies in choices for reply in replies if reply.mark == "x")
        others = mean(len(reply.text) for replies in choices for reply in replies if reply.mark != "x")
        assert abs(better - others) <= 0.15 * others
