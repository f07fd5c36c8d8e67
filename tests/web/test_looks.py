"""The site's own accent: read well enough in both themes, or refused with the nearest that is."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursesite
from coursesite.drawing.colours import WHITE, contrast, parsed, written
from coursesite.web.looks import DARK, ENOUGH, LIGHT, READY, Theme, address, sheet_name, stylesheet, wash, weakness

CSS = (Path(coursesite.__file__).parent / "static" / "css" / "site.css").read_text()
COLOURS = st.tuples(*[st.integers(0, 255)] * 3)


def test_the_arithmetic_is_wcags() -> None:
    assert contrast((0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast((0x77, 0x77, 0x77), WHITE) == pytest.approx(4.48, abs=0.005)
    assert contrast(WHITE, WHITE) == 1


@pytest.mark.parametrize(("typed", "meant"), [("#1F5B57", "#1f5b57"), (" 1f5b57 ", "#1f5b57"), ("#abc", "#aabbcc")])
def test_a_colour_may_be_written_in_the_usual_ways(typed: str, meant: str) -> None:
    colour = parsed(typed)
    assert colour is not None
    assert written(colour) == meant


@pytest.mark.parametrize("typed", ["", "green", "#12", "#1234567", "url(#a)", "#1f5b57;}", "＃１ｆ５ｂ５７"])
def test_nothing_else_is_a_colour(typed: str) -> None:
    assert parsed(typed) is None


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_papers_are_those_of_the_style_sheet(theme: Theme) -> None:
    place = 0 if theme is LIGHT else 1
    found = {
        name: re.search(rf"--{name}: var\(--light, (#\w+)\) var\(--dark, (#\w+)\);", CSS)
        for name in ("paper", "surface", "sunk")
    }
    assert [written(ground) for ground in theme.grounds] == [one[1 + place] for one in found.values() if one]
    assert theme.paper == theme.grounds[0]


@pytest.mark.parametrize("ready", READY, ids=lambda ready: ready.name)
def test_every_ready_colour_is_read_well_in_both_themes(ready: tuple[str, str, str]) -> None:
    for typed, theme in zip(ready[1:], (LIGHT, DARK), strict=True):
        colour = parsed(typed)
        assert colour is not None
        assert weakness(colour, theme) is None


@given(COLOURS, st.sampled_from([LIGHT, DARK]))
def test_what_is_refused_comes_with_one_that_will_do(colour: tuple[int, int, int], theme: Theme) -> None:
    weak = weakness(colour, theme)
    if weak is None:
        assert all(contrast(colour, ground) >= ENOUGH for ground in (*theme.grounds, wash(colour, theme)))
    else:
        nearest = parsed(weak.nearest)
        assert nearest is not None
        assert weakness(nearest, theme) is None


def test_the_sheet_holds_nothing_but_colours() -> None:
    sheet = stylesheet({"accent_light": "#1d5576", "accent_dark": "#86bfe0"})
    assert re.fullmatch(
        r":root,\[data-theme\]\{(--pine[a-z-]*:var\(--light,#[0-9a-f]{6}\) var\(--dark,#[0-9a-f]{6}\);?)+\}\n", sheet
    )
    assert stylesheet({"accent_light": "red;}body{display:none", "accent_dark": "#86bfe0"}) == ""
    assert re.fullmatch("[0-9a-f]{12}", sheet_name(sheet))


def test_every_pair_of_colours_has_an_address_of_its_own_and_none_has_none() -> None:
    pairs = [{"accent_light": ready.light, "accent_dark": ready.dark} for ready in READY]
    assert len({address(pair) for pair in pairs}) == len(READY)
    assert address(pairs[1]) == f"/look/{sheet_name(stylesheet(pairs[1]))}.css"
    assert address({}) == address({"accent_light": "#1d5576"}) == ""
