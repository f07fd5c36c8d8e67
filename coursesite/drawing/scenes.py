"""Small scenes: motifs with one thing to look at, on a board of 320 by 120 units."""

from __future__ import annotations

from coursesite.drawing.pen import Dice, disc, fill, number, oval, points, shape, stroke

WIDTH, HEIGHT = 320, 120


def _ridge(dice: Dice, base: int, swing: int, steps: int) -> str:
    step = (WIDTH + 40) / steps
    heights = [base + dice.between(-swing, swing) for _ in range(steps + 1)]
    data = f"M-20 {heights[0]}"
    for i in range(steps):
        x = -20 + i * step
        data += f"C{points(x + step / 2, heights[i], x + step / 2, heights[i + 1], x + step, heights[i + 1])}"
    return data


def hills(dice: Dice) -> str:
    """Ranges of hills, one behind the other, and a low sun."""
    layers, steps = dice.between(3, 5), dice.between(3, 6)
    out = [fill(disc(dice.between(40, 280), dice.between(26, 44), dice.between(11, 18)), note=True)]
    for layer in range(layers):
        ridge = _ridge(dice, 48 + layer * 64 // layers, 14, steps)
        out += [fill(f"{ridge}V120H-20z", 0.22), stroke(ridge, 1.3)]
    return "".join(out)


def branch(dice: Dice) -> str:
    """One long branch with leaves in pairs, and berries."""
    pairs, bend, length = dice.between(8, 12), dice.between(-34, 34), dice.between(24, 32)
    stem = f"M-6 {60 + bend / 2:g}Q160 {60 - bend:g} 326 {60 + bend / 2:g}"
    leaves: list[str] = []
    berries: list[str] = []
    for i in range(pairs):
        t = (i + 0.5) / pairs
        x = -6 + 332 * t
        y = 60 + bend / 2 - 3 * bend * t * (1 - t)
        for side in (-1, 1):
            root = x + (0 if side < 0 else 8)
            dx, dy, belly = length * 0.62, side * length, length * 0.42
            tip = points(dx, dy)
            edge = f"q{points(-belly * 0.1, dy * 0.7)} {tip}"
            back = f"q{points(belly, -dy * 0.55)} {points(-dx, -dy)}"
            leaves.append(f"M{points(root, y)}{edge}{back}l{tip}")
            if dice.chance(22):
                berries.append(disc(root - 7, y + side * dice.between(10, 17), 3.2))
    return shape(leaves, 0.3, 1.1) + stroke(stem, 1.8) + fill(berries, note=True)


def reeds(dice: Dice) -> str:
    """Reeds of many heights standing in water."""
    count = dice.between(20, 30)
    stems: list[str] = []
    heads: list[str] = []
    warm: list[str] = []
    water: list[str] = []
    for i in range(count):
        x, top = (i + 0.5) * WIDTH / count + dice.between(-3, 3), dice.between(14, 70)
        lean = dice.between(-9, 9)
        stems.append(f"M{points(x, 106)}Q{points(x, top + 30, x + lean, top)}")
        head = oval(x + lean, top - 6, 2.7, 10)
        (warm if dice.chance(12) else heads).append(head)
    for row in range(3):
        y = 103 + row * 6
        for _ in range(dice.between(5, 8)):
            water.append(f"M{dice.between(0, 300)} {y}h{dice.between(12, 46)}")
    return stroke(stems, 1.2) + fill(heads, 0.75) + fill(warm, note=True) + stroke(water, 1.3)


def stones(dice: Dice) -> str:
    """Flat stones set on each other by a careful hand."""
    piles = dice.between(4, 6)
    outlines: list[str] = []
    solid: list[str] = []
    warm: list[str] = []
    for pile in range(piles):
        x, y = (pile + 0.5) * WIDTH / piles + dice.between(-8, 8), 104.0
        across = dice.between(23, 32) if piles < 6 else dice.between(19, 24)
        for _ in range(dice.between(3, 5)):
            up = dice.between(7, 10)
            stone = oval(x + dice.between(-3, 3), y - up, across, up)
            (warm if dice.chance(10) else solid if dice.chance(45) else outlines).append(stone)
            y -= 2 * up + 0.6
            across = max(7, across - dice.between(2, 6))
    ground = "M0 105h320"
    return stroke(ground, 1.4) + stroke([*outlines, *solid, *warm], 1.3) + fill(solid, 0.4) + fill(warm, note=True)


def arcade(dice: Dice) -> str:
    """An arcade of round arches, with one of them lit."""
    across = dice.one_of((32, 40, 53))
    count, lit = WIDTH // across + 1, dice.between(1, 4)
    shift = (WIDTH - count * across) / 2
    outer: list[str] = []
    inner: list[str] = []
    shade: list[str] = []
    light = ""
    for i in range(count):
        x, r = shift + i * across + across / 2, across * 0.4
        for ring, out in ((r, outer), (r * 0.68, inner)):
            s = number(ring)
            out.append(f"M{points(x - ring, 112)}V{number(28 + r)}a{s} {s} 0 0 1 {number(2 * ring)} 0V112")
        if i == lit:
            light = inner[-1]
        elif dice.chance(60):
            shade.append(inner[-1])
    steps = "M0 112h320M0 116.5h320M0 14h320M0 18.5h320"
    return stroke([*outer, steps], 1.4) + stroke(inner, 1) + fill(shade, 0.3) + fill(light, note=True)


def birds(dice: Dice) -> str:
    """A flock crossing the board, one of them warm."""
    count, rise = dice.between(16, 26), dice.between(-40, 40)
    flock = []
    for i in range(count):
        along = i / count
        x = 14 + 282 * along + dice.between(-6, 6)
        y = 60 - rise * (along - 0.5) + dice.between(-36, 30)
        wing, lift = dice.between(6, 12), dice.between(4, 8)
        half, low = number(wing / 2), number(lift * 0.2)
        flock.append(f"M{points(x - wing, y)}q{half}-{lift} {wing} {low}q{half}-{lift} {wing}-{low}")
    lines = [f"M{dice.between(-20, 200)} {y}h{dice.between(90, 220)}" for y in (98, 104, 110)]
    return stroke(flock[:7] + flock[8:], 1.6) + stroke(flock[7], 2.2, note=True) + stroke(lines, 1, faint=True)


def horizon(dice: Dice) -> str:
    """A sun on the sea's edge and its light on the water."""
    x, radius, level = dice.between(70, 250), dice.between(24, 38), dice.between(62, 72)
    sun = f"M{x - radius} {level}a{radius} {radius} 0 0 1 {2 * radius} 0z"
    sky, sea, glow = [], [f"M0 {level}h320"], []
    for y in range(level + 7, HEIGHT, dice.one_of((6, 7, 9))):
        reach = radius * (1 - (y - level) / 90) + dice.between(-6, 6)
        glow.append(f"M{points(x - reach, y)}h{number(2 * reach)}")
        sea.append(f"M{dice.between(-20, 40)} {y}H{number(max(0, x - reach - 10))}")
        sea.append(f"M{points(x + reach + 10, y)}h{dice.between(30, 160)}")
    for ring in range(1, dice.between(3, 5)):
        r = radius + ring * 11
        sky.append(f"M{x - r} {level}a{r} {r} 0 0 1 {2 * r} 0")
    return stroke(sky, 1.1) + stroke(sea, 1.4) + fill(sun, note=True) + stroke(glow, 1.6, note=True)


def village(dice: Dice) -> str:
    """A row of gabled houses with one window lit."""
    houses: list[str] = []
    shade: list[str] = []
    windows: list[str] = []
    lamps: list[str] = []
    x, lit = -6, dice.between(2, 5)
    count = 0
    while x < WIDTH:
        wide, wall, roof = dice.between(28, 46), dice.between(26, 54), dice.between(12, 26)
        house = f"M{x} 108v-{wall}l{points(wide / 2, -roof)} {points(wide / 2, roof)}v{wall}"
        houses.append(house)
        if dice.chance(55):
            shade.append(f"{house}z")
        pane = f"M{points(x + wide / 2 - 4, 108 - wall + 8)}h8v10h-8z"
        (lamps if count == lit else windows).append(pane)
        if dice.chance(60):
            windows.append(f"M{points(x + wide / 2 - 4, 94)}h8v14h-8z")
        x += wide + dice.one_of((0, 0, 5))
        count += 1
    street = "M0 108h320M0 112.5h320"
    return fill(shade, 0.22) + stroke([*houses, street], 1.4) + stroke(windows, 1.1) + fill(lamps, note=True)


def bridge(dice: Dice) -> str:
    """A stone bridge and the river under it."""
    span = dice.one_of((64, 80, 107))
    deck, radius = dice.between(36, 48), span * 0.4
    arches: list[str] = []
    river: list[str] = []
    for i in range(WIDTH // span + 2):
        x, s = i * span - span / 2, number(radius)
        top = number(deck + 12 + radius)
        arches.append(f"M{points(x - radius, 92)}V{top}a{s} {s} 0 0 1 {number(2 * radius)} 0V92")
    rail = f"M0 {deck}h320M0 {deck + 5}h320M0 {deck - 9}h320" + "".join(
        f"M{x} {deck - 9}v9" for x in range(8, WIDTH, dice.one_of((12, 16, 20)))
    )
    for y in (96, 102, 108, 114):
        river += [f"M{dice.between(0, 290)} {y}q8-4 16 0t16 0t16 0" for _ in range(dice.between(3, 5))]
    moon = fill(disc(dice.between(30, 290), 16, 8), note=True)
    return moon + fill(arches, 0.2) + stroke([*arches, rail], 1.4) + stroke(river, 1.2)


def moons(dice: Dice) -> str:
    """A month of moons, in one row or two."""
    rows, count = dice.one_of(((1, 7), (1, 9), (2, 8), (2, 10)))
    radius = 15 if rows == 1 and count == 7 else 12
    turn = dice.below(count)
    rings: list[str] = []
    light: list[str] = []
    full = ""
    for row in range(rows):
        for i in range(count):
            x, y = (i + 0.5) * WIDTH / count, (row + 0.5) * HEIGHT / rows
            rings.append(disc(x, y, radius))
            phase = (i + turn + row * count // 2) % count / count * 2 - 1
            if row == 0 and abs(phase) < 1 / count:
                full = disc(x, y, radius)
                continue
            belly = number(abs(1 - 2 * abs(phase)) * radius)
            side, inner = int(phase > 0), int((phase > 0) == (abs(phase) > 0.5))
            edge = f"A{radius} {radius} 0 0 {1 - side} {points(x, y + radius)}"
            light.append(f"M{points(x, y - radius)}{edge}A{belly} {radius} 0 0 {inner} {points(x, y - radius)}")
    line = "M0 60h320" if rows == 1 else "M0 30h320M0 90h320"
    return stroke(line, 1, faint=True) + fill(light, 0.5) + stroke(rings, 1.3) + fill(full, note=True)
