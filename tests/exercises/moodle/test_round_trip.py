"""What goes out to Moodle comes back as it went."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.exercises import Exercise, Kind, Prose, parse
from coursesite.exercises.moodle import read, write

from .. import samples, strategies
from ..samples import one

TYPES = {
    samples.THIRD_CALL: "multichoice",
    samples.THE_WORD: "shortanswer",
    samples.HOW_MANY: "numerical",
    samples.FILL_IN: "cloze",
    samples.WHAT_FIRST: "ordering",
    samples.TELLING_YOU: "matching",
    samples.WRITE: "essay",
    samples.SEVERAL: "multichoice",
    samples.POLL: "description",
    samples.SCALE: "description",
    samples.REFLECT: "description",
    samples.TRY: "description",
    samples.PLAN: "description",
}


def types(data: bytes) -> list[str]:
    return [question.get("type", "") for question in fromstring(data)]


@pytest.mark.parametrize("text", samples.ALL)
def test_a_sample_goes_as_its_equal_of_moodles_and_comes_back(text: str) -> None:
    exercise = one(text)
    data = write([exercise]).data
    assert types(data) == [TYPES[text]]
    assert read(data).parts == (exercise,)
    assert read(data).notes == ()


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=25)
@given(data=st.data())
def test_any_exercise_comes_back_as_it_went(kind: Kind, data: st.DataObject) -> None:
    exercise = data.draw(strategies.exercises((kind,)))
    back = read(write([exercise]).data)
    assert back.parts == (exercise,)
    assert back.notes == ()


@given(st.lists(strategies.exercises(), max_size=4, unique_by=lambda exercise: exercise.id))
def test_many_exercises_come_back_in_their_order(exercises: list[Exercise]) -> None:
    assert read(write(exercises).data).exercises == tuple(exercises)


@given(strategies.mutations() | strategies.DOCUMENTS | strategies.ANY_LINES)
def test_whatever_reads_without_a_fault_comes_back(lines: list[str]) -> None:
    document = parse(lines, 1)
    unspoken = re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", "\n".join(lines))
    if document.faults or unspoken:
        return
    back = read(write(document.parts).data)
    assert back.exercises == document.exercises
    texts = ["\n".join(part.lines).strip() for part in document.parts if isinstance(part, Prose)]
    assert ["\n".join(part.lines).strip() for part in back.parts if isinstance(part, Prose)] == texts


def test_control_characters_are_left_out_with_a_note() -> None:
    exercise = one(samples.THIRD_CALL)
    exported = write([replace(exercise, prompt="Dana\x07 says\x00 it.")])
    assert read(exported.data).exercises == (replace(exercise, prompt="Dana says it."),)
    assert any("Control characters" in note.sentence for note in exported.notes)


PIXEL = b"\x89PNG\r\n\x1a\n" + b"\x00" * 8


def test_pictures_go_inside_the_file_and_come_back_beside_the_text() -> None:
    text = samples.THIRD_CALL.replace(
        'Dana says: "', '![Dana](images/dana.png "D") ![Not ours](images/none.png)\n\nDana: "'
    )
    exercise = one(text.replace("> You named", "> ![A heart](images/heart.png) You named"))
    poll = one(samples.POLL.replace("- [ ] on", "- [ ] ![Dana](images/dana.png) on"))
    pictures = {"images/dana.png": PIXEL, "images/heart.png": PIXEL + b"1"}
    exported = write([exercise, poll], pictures)
    back = read(exported.data)
    assert types(exported.data) == ["multichoice", "description"]
    assert back.exercises == (exercise, poll)
    assert {f"images/{picture.name}": picture.data for picture in back.pictures} == pictures
    assert b"@@PLUGINFILE@@/none.png" not in exported.data


def test_pictures_from_other_folders_come_back_in_one() -> None:
    exercise = one(samples.REFLECT.replace("Think", "![a](a/x.png) ![b](b/x.png) Think"))
    back = read(write([exercise], {"a/x.png": PIXEL, "b/x.png": PIXEL + b"1"}).data)
    assert back.exercises[0].prompt.startswith("![a](images/x.png) ![b](images/x-2.png) Think")


def test_what_is_no_picture_stays_behind_with_a_note() -> None:
    exported = write([one(samples.POLL)], {"images/x.png": b"<html>"})
    assert "“images/x.png” isn't an image that can go along, and was left out." in [n.sentence for n in exported.notes]


def shares(data: bytes) -> list[str | None]:
    return [answer.get("fraction") for answer in fromstring(data).iter("answer")]


def test_moodle_scores_several_picks_as_we_do() -> None:
    text = "### Question: Well?\n\n- [x] a\n- [x] b\n- [x] c\n- [~ 50%] d\n- [ ] e"
    exported = write([one(text)])
    assert shares(exported.data) == ["33.3333333", "33.3333333", "33.3333333", "16.6666667", "-33.3333333"]
    assert len(exported.notes) == 1


def test_a_share_that_moodle_does_not_know_is_noted() -> None:
    exported = write([one(samples.THE_WORD.replace("30%", "47%"))])
    assert shares(exported.data) == ["100", "100", "47", "0"]
    assert any("no answer worth 47 %" in note.sentence for note in exported.notes)
    assert not any("worth" in note.sentence for note in write([one(samples.THE_WORD)]).notes)


def test_what_has_no_equal_is_noted_with_the_line_of_its_question() -> None:
    document = parse(f"{samples.SEVERAL}\n{samples.POLL}".split("\n"), 12)
    notes = write(document.parts).notes
    assert (18, "“Where do you meet it most?”") in [(note.line, note.sentence.partition(": ")[0]) for note in notes]


def test_every_kind_but_five_finds_its_equal() -> None:
    """However its settings are: shuffling, marks, tags and the passage go along."""

    @settings(max_examples=60)
    @given(strategies.exercises(tuple(kind for kind in Kind if kind.graded and kind is not Kind.gaps)))
    def finds_its_equal(exercise: Exercise) -> None:
        assert types(write([exercise]).data) != ["description"]

    finds_its_equal()


def test_a_broken_line_in_a_gap_goes_as_our_own_notation() -> None:
    exercise = one(samples.FILL_IN.replace("fed up", "fed\nup"))
    exported = write([exercise])
    assert types(exported.data) == ["description"]
    assert any("could not hold it" in note.sentence for note in exported.notes)
    assert read(exported.data).exercises == (exercise,)


def test_blanks_at_the_end_of_a_text_stay() -> None:
    exercises = (one("### Reflect: The last time\nThink of them "), one(f"{samples.SEVERAL}\n> because  "))
    assert read(write(exercises).data).exercises == exercises
