"""Drawings from a key: the same each time, safe to put into a page, and many."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from coursesite.drawing import motif, portrait
from coursesite.drawing.motifs import FAMILIES, MOODS
from coursesite.drawing.pen import Dice

Draw = Callable[[str], str]

KEYS = [f"key-{number}" for number in range(300)]
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "g", "path", "circle"}
SAID = {
    "class", "viewBox", "width", "height", "preserveAspectRatio", "aria-hidden", "focusable", "d", "cx", "cy", "r",
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin",
}  # fmt: skip


def test_a_key_always_gives_the_same_drawing() -> None:
    assert motif("q7f2mk") == motif("q7f2mk")
    assert portrait("q7f2mk") == portrait("q7f2mk")


@pytest.mark.parametrize("draw", [motif, portrait])
def test_a_drawing_is_well_formed_and_holds_nothing_but_shapes(draw: Draw) -> None:
    for key in [*KEYS, "", "<script>alert(1)</script>", "é\x00\u202e", "x" * 5000]:
        for element in ElementTree.fromstring(draw(key)).iter():
            assert element.tag.removeprefix(SVG) in DRAWN
            assert set(element.attrib) <= SAID
            assert not (element.text or "").strip()


@pytest.mark.parametrize("draw", [motif, portrait])
def test_people_and_courses_rarely_look_alike(draw: Draw) -> None:
    assert len({draw(key) for key in KEYS}) > 290


def test_every_family_and_mood_of_motif_is_drawn_for_some_course() -> None:
    assert len({family(Dice("one key")) for family in FAMILIES}) == len(FAMILIES) >= 12
    shelf = "".join(map(motif, KEYS))
    assert all(f'class="motif motif-{mood}"' in shelf for mood in MOODS)


def test_a_motif_takes_its_colours_from_the_page_and_a_portrait_brings_its_own() -> None:
    shelf, faces = "".join(map(motif, KEYS)), "".join(map(portrait, KEYS))
    assert "#" not in shelf
    assert "currentColor" not in faces
    assert "class=" not in faces


def test_drawings_are_small_enough_for_a_page_of_twenty() -> None:
    assert max(len(motif(key)) for key in KEYS) < 5000
    assert max(len(portrait(key)) for key in KEYS) < 2000
    assert sum(len(motif(key)) for key in KEYS) / len(KEYS) < 2500


def test_dice_are_fair_enough_to_reach_each_side() -> None:
    dice = Dice("any")
    assert {dice.below(6) for _ in range(200)} == set(range(6))
    assert {dice.between(3, 5) for _ in range(100)} == {3, 4, 5}
