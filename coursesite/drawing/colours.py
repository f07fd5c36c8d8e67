"""Colours by WCAG's arithmetic: how well one is read on another, and the nearest that is read well enough.

Relative luminance and contrast ratio are those of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

import re

Rgb = tuple[int, int, int]

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE | re.ASCII)
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def parsed(text: str) -> Rgb | None:
    """The colour that somebody wrote as #1f5b57, 1F5B57 or #abc; None for anything else."""
    match = _HEX.fullmatch(text.strip())
    if match is None:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def written(colour: Rgb) -> str:
    """A colour as style sheets write it: #1f5b57."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def mixed(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """The first colour with this share (0 to 1) of the other in it."""
    red, green, blue = (round(own + (theirs - own) * share) for own, theirs in zip(colour, other, strict=True))
    return red, green, blue


def luminance(colour: Rgb) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21, whichever is the darker."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lowest(colour: Rgb, grounds: tuple[Rgb, ...]) -> float:
    """The contrast of a colour with that of the grounds on which it is read worst."""
    return min(contrast(colour, ground) for ground in grounds)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
