"""A drawn face for a person without a picture: a few lines on a tinted disc."""

from __future__ import annotations

from coursesite.drawing.pen import Dice, disc

INK = "#27383a"
FACE = "#fffaf2"
TINTS = (
    ("#d3e2da", "#5f8a80"),
    ("#f0d9c9", "#b9714e"),
    ("#eddfb8", "#a5854a"),
    ("#d5dfe6", "#6a8499"),
    ("#dfe3c6", "#7d8754"),
    ("#e8d6da", "#9b6b77"),
)
"""A ground and the clothes that go with it. Set here, since a portrait is also a file of its own."""

LONG_HAIR = "M27 50q-4-30 21-30t21 30q2 14 6 24H21q4-10 6-24z"
BOB = "M28 50q-4-30 20-30t20 30v12H28z"
CLOUD = disc(48, 39, 24)
KNOT = disc(48, 18, 7)
CURLS = "".join(disc(x, y, 8.5) for x, y in ((30, 45), (29, 34), (37, 25), (48, 21), (59, 25), (67, 34), (66, 45)))

FRINGE = "M30 45q-1-23 18-23t18 23q-4-12-18-12t-18 12z"
PARTING = "M30 47q-1-25 19-25 17 0 17 22-11-2-17-11-6 11-19 14z"
CROP = "M30 44q-1-22 18-22t18 22l-4-8q-14-5-28 0z"
SWEEP = "M30 46q1-26 23-25 13 2 13 24-4-12-13-13-11 8-23 14z"

HEADS = (
    ("", ""),
    ("", CROP),
    ("", PARTING),
    ("", SWEEP),
    ("", FRINGE),
    (LONG_HAIR, PARTING),
    (LONG_HAIR, FRINGE),
    (BOB, FRINGE),
    (BOB, SWEEP),
    (CLOUD, CROP),
    (KNOT, FRINGE),
    (KNOT, SWEEP),
    (CURLS, ""),
    (CURLS, CROP),
)
"""What lies behind the face and what falls over it."""

DOTS = disc(41, 46, 1) + disc(55, 46, 1)
EYES = (
    DOTS,
    "M38 47q3-3.4 6 0M52 47q3-3.4 6 0",
    "M38 46q3 2.6 6 0M52 46q3 2.6 6 0",
    f"{DOTS}M37.5 41q3.5-2 7 0M51.5 41q3.5-2 7 0",
    f"{DOTS}M37.5 41.5l7-1M51.5 40.5l7 1",
)
NOSES = ("M48.5 46l-2.5 7h3.5", "M46.5 52.5q1.5 1.6 3 0", "M49 46q2 5-2 7", "M48 48v5")
MOUTHS = ("M42 58q6 5 12 0", "M43.5 59.5h9", "M43 59q6 3 10-1.5", "M42 58q6 7 12 0z", "M44 59.5q4-2.5 8 0")
EXTRAS = (
    "",
    "",
    "",
    disc(41, 46, 5.4) + disc(55, 46, 5.4) + "M46.6 45.4q1.4-1.2 2.8 0",
    "M35.4 42h11v8h-11zM49.6 42h11v8h-11zM46.4 45h3.2",
    "M37 53h.1M40 55h.1M56 55h.1M59 53h.1",
    disc(31.4, 55, 1.6) + disc(64.6, 55, 1.6),
)
COLLARS = ("M39 74l9 9 9-9", "M37 75q11 12 22 0", "M38 73q10 7 20 0M36 78q12 8 24 0", "M40 74l8 22 8-22")


def portrait(key: str) -> str:
    """The face of the person with this key, as a whole SVG file 96 units square with colours of its own.

    It claims nothing about its person: nothing but the key decides it, least of all a name.
    """
    dice = Dice(f"portrait:{key}")
    ground, clothes = dice.one_of(TINTS)
    back, front = dice.one_of(HEADS)
    hair = dice.one_of((INK, INK, clothes, FACE))
    width, chin = dice.between(15, 17), dice.between(20, 23)
    skull = f"M{48 - width} 44a{width} {width + 3} 0 0 1 {2 * width} 0"
    face = f"{skull}c0 {chin - 8}-8 {chin}-{width} {chin}s-{width}-8-{width}-{chin}z"
    lines = dice.one_of(EYES) + dice.one_of(NOSES) + dice.one_of(MOUTHS) + dice.one_of(EXTRAS)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96"'
        ' aria-hidden="true" focusable="false">'
        f'<circle cx="48" cy="48" r="48" fill="{ground}"/>'
        f'<g stroke="{INK}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f'<path fill="{hair}" d="{back}"/>'
        f'<path fill="{clothes}" d="M17.5 85q4-13 22.5-15h16q18.5 2 22.5 15A48 48 0 0 1 17.5 85z"/>'
        f'<path fill="{FACE}" d="M41 62v10q7 8 14 0V62z"/><path fill="{FACE}" d="{face}"/>'
        f'<path fill="{hair}" d="{front}"/>'
        f'<path fill="none" d="{lines}"/><path fill="none" stroke="{FACE}" d="{dice.one_of(COLLARS)}"/>'
        "</g></svg>"
    )
