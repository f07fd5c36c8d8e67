"""The face of somebody one talks to: a few drawn lines that follow how much they have to bear."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from coursesite.drawing.pen import Dice, disc, number
from coursesite.drawing.portraits import CROP, PARTING, SWEEP

ROUND, LINE = disc(48, 39.5, 21.5), "M31.5 45q2-9 16.5-9t16.5 9q1-20-16.5-20t-16.5 20z"
SHORT = "M30.5 45q-2-23 17.5-23t17.5 23q-2-7-6-10-11 3-19 .5-7 1-10 9.5z"
HEADS = (("", CROP), ("", PARTING), ("", SWEEP), ("", SHORT), (ROUND, ""), ("", LINE))
"""What lies behind the face and what falls over it: such hair as anybody may have, whatever their name."""
SHADES = (".08", ".2", ".4", ".65")
NOSES = ("M48.5 51l-2 6h3", "M46.5 57q1.5 1.5 3 0", "M48.5 51q1.5 4-1.5 6")
EXTRAS = ("", "", "", disc(30.6, 60, 1.3) + disc(65.4, 60, 1.3), "")
COLLARS = ("M38 80l10 9 10-9", "M37 80q11 11 22 0", "M40 79l8 17 8-17")

_OPEN = disc(41, 50.5, 1.3) + disc(55, 50.5, 1.3)


@dataclass(frozen=True, slots=True)
class Expression:
    """How a face looks from this strain on, and the same in words. `open_mouth` is drawn filled."""

    least: int
    words: str
    brows: str
    eyes: str
    mouth: str
    open_mouth: str = ""


EXPRESSIONS = (
    Expression(
        0,
        "smiling, with eyes that smile too",
        "M37 44.5q4-2.5 7.5-.5M51.5 44q3.5-2 7.5.5",
        "M38.2 51.200q2.8-3.2 5.6 0M52.2 51.200q2.8-3.2 5.6 0",
        "M41 61q7 6.5 14 0",
    ),
    Expression(
        16,
        "at ease, with the hint of a smile",
        "M37 45q4-2 7.5-.3M51.5 44.700q3.5-1.7 7.5.3",
        _OPEN,
        "M43 62q5 3.2 10 0",
    ),
    Expression(
        36,
        "attentive, giving nothing away",
        "M37.2 45.500h7M51.8 45.500h7",
        _OPEN,
        "M43.5 63h9",
    ),
    Expression(
        46,
        "uneasy, with brows raised in the middle",
        "M37 46q4.2-.6 7.2-3M51.8 43q3 2.4 7.2 3",
        _OPEN,
        "M43 64q5-2.4 10 0",
    ),
    Expression(
        56,
        "tense, with lowered brows and pressed lips",
        "M37.5 44.800q4 .4 7.5 2.200M51 47q3.5-1.8 7.5-2.2",
        f"{disc(41, 51, 1.2)}{disc(55, 51, 1.2)}M38.3 49.500h5.400M52.3 49.500h5.4",
        "M43 62.800h10M45.5 65.400h5",
    ),
    Expression(
        76,
        "upset, frowning, with the corners of the mouth drawn down",
        "M37 43.600l8.2 3.800M50.8 47.400l8.2-3.800M48 44v2.4",
        f"{disc(41, 51.4, 1.2)}{disc(55, 51.4, 1.2)}M38 49.200l5.6 1.200M52.4 50.400l5.6-1.2",
        "M42 65.200q6-5.6 12 0",
    ),
    Expression(
        91,
        "at the end of patience, with narrowed eyes and an open mouth",
        "M37 42.800l8.6 5M50.4 47.800l8.6-5M46.8 43v2.600M49.2 43v2.6",
        "M38 50l5.8 1.800M52.2 51.800l5.8-1.8",
        "",
        "M43.2 66q.3-5.4 4.8-5.4t4.8 5.4q-4.8-1.8-9.6 0z",
    ),
)
"""From the least strain to the most; each is told from its neighbours by brows and mouth together."""


def expression(strain: int) -> Expression:
    """How somebody looks who has this much to bear, from 0 to 100."""
    return [one for one in EXPRESSIONS if one.least <= max(strain, 0)][-1]


def face(name: str, strain: int) -> str:
    """The face of the person with this name, as SVG in the ink of the text around it, 72 units by 88.

    Hair, outline and collar hang on the name alone and stay; brows, eyes and mouth follow `strain`, from 0 to 100, and
    its label says the same in words.
    """
    look, dice = expression(strain), Dice(f"face:{name}")
    back, front = dice.one_of(HEADS)
    shade, width, chin = dice.one_of(SHADES), dice.between(16, 17), dice.between(26, 28)
    nose, extra, collar = dice.one_of(NOSES), dice.one_of(EXTRAS), dice.one_of(COLLARS)
    skull = f"M{48 - width} 44a{width} {width + 2} 0 0 1 {2 * width} 0"
    outline = f"{skull}c0 {number(chin - 9)}-8 {chin}-{width} {chin}s-{width}-9-{width}-{chin}z"
    return (
        f'<svg class="face" data-look="{EXPRESSIONS.index(look)}" viewBox="12 8 72 88" width="72" height="88"'
        f' role="img" aria-label="{escape(name)}’s face: {look.words}" focusable="false"'
        ' fill="none" stroke="currentColor" stroke-width="1.6"'
        ' stroke-linecap="round" stroke-linejoin="round">'
        + (f'<path fill="currentColor" fill-opacity="{shade}" d="{back}"/>' if back else "")
        + '<path class="face-skin" d="M16 97q3-19 24-20h16q21 1 24 20"/>'
        '<path class="face-skin" d="M42 66v11q6 6 12 0V66"/>'
        f'<path class="face-skin" d="{outline}"/>'
        f'<path fill="currentColor" fill-opacity="{shade}" d="{front}"/>'
        f'<path stroke-opacity=".7" d="{nose}{extra}{collar}"/>'
        f'<path stroke-width="2.2" d="{look.brows}{look.mouth}"/>'
        f'<path stroke-width="1.8" d="{look.eyes}"/>'
        + (f'<path fill="currentColor" d="{look.open_mouth}"/>' if look.open_mouth else "")
        + "</svg>"
    )
