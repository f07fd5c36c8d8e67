"""Patterned papers: motifs that repeat over the whole board, 320 by 120 units."""

from __future__ import annotations

from math import cos, radians, sin

from coursesite.drawing.pen import Dice, disc, fill, number, points, shape, stroke

WIDTH, HEIGHT = 320, 120


def scallops(dice: Dice) -> str:
    """Rows of overlapping scales, each with smaller ones inside."""
    radius = dice.one_of((24, 30, 40))
    rings = [radius, radius * 0.66, radius * 0.33][: dice.between(2, 3)]
    note_row = dice.between(1, HEIGHT // radius)
    drawn: list[str] = []
    noted: list[str] = []
    for row in range(HEIGHT // radius + 2):
        start = -radius if row % 2 else -2 * radius
        for ring in rings:
            gap, size = radius - ring, number(ring)
            arc = f"a{size} {size} 0 0 1 {number(2 * ring)} 0"
            step = f"m{number(2 * gap)} 0" if gap else ""
            line = f"M{points(start + gap, row * radius)}" + step.join([arc] * (WIDTH // (2 * radius) + 2))
            (noted if row == note_row and ring == rings[-1] else drawn).append(line)
    return stroke(drawn, 1.4) + stroke(noted, 1.8, note=True)


def rain(dice: Dice) -> str:
    """Slanting strokes in a staggered grid, a few of them warm."""
    step, length = dice.one_of((14, 16, 20)), dice.between(7, 11)
    slant = dice.one_of((-5, -3, 3, 5))
    drawn: list[str] = []
    noted: list[str] = []
    for row in range(HEIGHT // step + 1):
        for column in range(WIDTH // step + 1):
            x = column * step + (step / 2 if row % 2 else 0)
            mark = f"M{points(x, row * step + 2)}l{slant} {length}"
            (noted if dice.chance(6) else drawn).append(mark)
    return stroke(drawn, 1.4) + stroke(noted, 2, note=True)


def weave(dice: Dice) -> str:
    """Basketwork: blocks of lines, by turns upright and level."""
    size, lines = dice.one_of((30, 40)), dice.between(3, 4)
    gap = size / (lines + 1)
    drawn: list[str] = []
    noted: list[str] = []
    for row in range(HEIGHT // size + 1):
        for column in range(WIDTH // size + 1):
            x, y, reach = column * size, row * size, size - gap
            level = (row + column) % 2 == 0
            marks = [
                f"M{points(x + gap / 2, y + gap * i)}h{number(reach)}"
                if level
                else f"M{points(x + gap * i, y + gap / 2)}v{number(reach)}"
                for i in range(1, lines + 1)
            ]
            (noted if dice.chance(7) else drawn).extend(marks)
    return stroke(drawn, 1.8) + stroke(noted, 1.8, note=True)


def threads(dice: Dice) -> str:
    """Threads that run beside and across each other."""
    swing, wave = dice.between(14, 30), dice.one_of((40, 53, 80))
    strands, space = dice.between(5, 8), dice.between(9, 15)
    special = dice.below(strands)
    out = []
    for strand in range(strands):
        shift = (strand % 2) * wave + dice.between(-6, 6)
        y = 60 + (strand - (strands - 1) / 2) * space
        bend = swing if strand % 2 else -swing
        data = f"M{points(shift - 2 * wave, y)}q{points(wave / 2, bend, wave, 0)}"
        data += f"t{wave} 0" * (WIDTH // wave + 3)
        out.append(stroke(data, 2 if strand == special else 1.5, note=strand == special))
    return "".join(out)


def winding(dice: Dice) -> str:
    """Quarter circles turned by chance, which join into winding paths."""
    size = 40
    outer, inner = dice.one_of(((26, 14), (27, 13), (30, 10), (20, 20)))
    drawn: list[str] = []
    noted: list[str] = []
    for row in range(HEIGHT // size):
        for column in range(WIDTH // size):
            x, y = column * size, row * size
            turned = dice.chance(50)
            for r in sorted({outer, inner}):
                if turned:
                    drawn.append(f"M{x + r} {y}a{r} {r} 0 0 1-{r} {r}M{x + size - r} {y + size}a{r} {r} 0 0 1 {r}-{r}")
                else:
                    drawn.append(f"M{x + size - r} {y}a{r} {r} 0 0 0 {r} {r}M{x} {y + size - r}a{r} {r} 0 0 1 {r} {r}")
            if dice.chance(12):
                noted.append(disc(x + size / 2, y + size / 2, 2.6))
    return stroke(drawn, 1.8) + fill(noted, note=True)


def petals(dice: Dice) -> str:
    """Four-petalled flowers in a grid, with a seed in some of the spaces."""
    size = dice.one_of((40, 48, 60))
    plump = size * dice.one_of((0.3, 0.42, 0.55))
    half, neg = number(size / 2), number(-size / 2)
    up, down = number(-plump), number(plump)
    leaves: list[str] = []
    seeds: list[str] = []
    for row in range(HEIGHT // size + 2):
        for column in range(WIDTH // size + 2):
            x, y = column * size - size / 2, row * size - size / 2
            leaves.append(f"M{points(x, y)}q{half} {up} {size} 0q{neg} {down}-{size} 0")
            leaves.append(f"q{up} {half} 0 {size}q{down} {neg} 0-{size}")
            if dice.chance(30):
                seeds.append(disc(x + size / 2, y + size / 2, size / 13))
    return shape(leaves, 0.28, 1.1) + fill(seeds, note=True)


def lattice(dice: Dice) -> str:
    """Crossing diagonals with a small lozenge in some of the openings."""
    wide = dice.one_of((32, 40, 53))
    tall = dice.one_of((30, 40, 60))
    lines: list[str] = []
    stones: list[str] = []
    warm: list[str] = []
    for column in range(-HEIGHT // tall - 1, WIDTH // wide + 2):
        run = wide * HEIGHT / tall
        left = column * wide
        lines.append(f"M{left} 0l{points(run, HEIGHT)}M{points(left + run, 0)}l{points(-run, HEIGHT)}")
    for row in range(HEIGHT // tall * 2 + 1):
        for column in range(WIDTH // wide + 2):
            x = column * wide + (wide / 2 if row % 2 else 0)
            side, up = wide / 5, tall / 5
            lozenge = f"M{points(x - side, row * tall / 2)}l{points(side, -up, side, up, -side, up)}z"
            if dice.chance(9):
                warm.append(lozenge)
            elif dice.chance(50):
                stones.append(lozenge)
    return stroke(lines, 1.2) + fill(stones, 0.35) + fill(warm, note=True)


def ripples(dice: Dice) -> str:
    """Rings on water that meet."""
    space = dice.one_of((8, 10, 12))
    out = []
    for ring_centre in range(dice.between(2, 3)):
        x, y = 40 + ring_centre * dice.between(90, 125), dice.between(25, 100)
        rings = [disc(x, y, space * ring) for ring in range(2, dice.between(8, 13))]
        out += [stroke(rings, 1.3), fill(disc(x, y, space * 0.6), note=ring_centre == 0)]
    return "".join(out)


def fans(dice: Dice) -> str:
    """Pages opened in a fan, side by side."""
    across, leaves = dice.one_of((80, 107)), dice.between(8, 10)
    spokes: list[str] = []
    arcs: list[str] = []
    feet: list[str] = []
    for row in range(2):
        for fan in range(-1, WIDTH // across + 2):
            x, y = fan * across + (across / 2 if row == 0 else 0), 62 + row * 60
            reach = across * 0.56
            for leaf in range(leaves + 1):
                angle = radians(180 * leaf / leaves)
                level, up = cos(angle), sin(angle)
                start = points(x + 9 * level, y - 9 * up)
                spokes.append(f"M{start}l{points((reach - 9) * level, (9 - reach) * up)}")
            feet.append(disc(x, y, 4))
            arcs.append(f"M{points(x - reach, y)}a{number(reach)} {number(reach)} 0 0 1 {number(2 * reach)} 0")
    return stroke(spokes, 1) + stroke(arcs, 1.6) + fill(feet, note=True)


def stars(dice: Dice) -> str:
    """A night's stars, some of them joined into a figure."""
    spread = [(20 + 40 * column + dice.between(-13, 13), dice.between(16, 104)) for column in range(8)]
    figure = "M" + " ".join(points(x, y) for x, y in spread)
    small = [
        disc(dice.between(4, 316), dice.between(4, 116), dice.one_of((1, 1.3, 1.8)))
        for _ in range(dice.between(24, 40))
    ]
    bright = dice.below(8)
    large = [disc(x, y, dice.one_of((2.6, 3.2, 4))) for x, y in spread]
    halo = stroke(disc(*spread[bright], 9), 1.3, note=True)
    return fill(small, 0.6) + stroke(figure, 1.1) + fill(large) + fill(disc(*spread[bright], 5), note=True) + halo
