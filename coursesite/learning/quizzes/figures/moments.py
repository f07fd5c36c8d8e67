"""Sums over many pairs of numbers and what follows from them, exact until a square root is drawn.

Denominators are cleared first, so that the work is done in whole numbers of any size: nothing is rounded, and nothing
is lost where a mean is large and a spread small, as it is when sums of squares are kept in binary fractions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, sqrt

NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Sums:
    """What n pairs (x, y) add up to: x, y, their squares and their products."""

    n: int = 0
    x: Fraction = NONE
    y: Fraction = NONE
    xx: Fraction = NONE
    yy: Fraction = NONE
    xy: Fraction = NONE

    def __add__(self, other: "Sums") -> "Sums":
        """The sums over both lots of pairs."""
        return Sums(
            self.n + other.n,
            self.x + other.x,
            self.y + other.y,
            self.xx + other.xx,
            self.yy + other.yy,
            self.xy + other.xy,
        )

    @property
    def rest(self) -> "Sums":
        """The sums of the pairs (x, y - x): where y is a whole that holds x, of x and what is left of the whole."""
        yy = self.yy - 2 * self.xy + self.xx
        return Sums(self.n, self.x, self.y - self.x, self.xx, yy, self.xy - self.xx)

    @property
    def mean(self) -> Fraction | None:
        """The mean of x; None of nothing."""
        return self.x / self.n if self.n else None

    @property
    def variance(self) -> Fraction | None:
        """The sample variance of x, with n - 1 below; None for fewer than two."""
        return _about_mean(self.n, self.xx, self.x, self.x)

    @property
    def variance_of_y(self) -> Fraction | None:
        """The sample variance of y."""
        return _about_mean(self.n, self.yy, self.y, self.y)

    @property
    def covariance(self) -> Fraction | None:
        """The sample covariance of x and y."""
        return _about_mean(self.n, self.xy, self.x, self.y)


def _about_mean(n: int, products: Fraction, left: Fraction, right: Fraction) -> Fraction | None:
    return (products - left * right / n) / (n - 1) if n > 1 else None


def same(x: Fraction, n: int) -> Sums:
    """The sums over n values x, beside nothing."""
    return Sums(n, n * x, NONE, n * x * x)


def sums_with(x: int, ys: Iterable[tuple[int, int]], scale: int) -> Sums:
    """The sums over pairs of this x with each y, with how often it occurs; all in whole numbers of 1 / `scale`."""
    n = y_sum = yy = 0
    for y, times in ys:
        n += times
        y_times = y * times
        y_sum += y_times
        yy += y * y_times
    square = scale * scale
    return Sums(
        n,
        Fraction(x * n, scale),
        Fraction(y_sum, scale),
        Fraction(x * x * n, square),
        Fraction(yy, square),
        Fraction(x * y_sum, square),
    )


def greatest_covariance(xs: Mapping[int, int], ys: Mapping[int, int], scale: int) -> Fraction | None:
    """The largest sample covariance that these two lots of values could have, if they were paired otherwise.

    It is reached where both are sorted (the rearrangement inequality: Hardy, Littlewood & Pólya (1934),
    "Inequalities", 10.2). Each lot maps a value, in whole numbers of 1 / `scale`, to how often it occurs; both must
    hold the same number of values.
    """
    n = sum(xs.values())
    if n < 2:
        return None
    left, right = sorted(xs.items()), sorted(ys.items())
    products = 0
    at, (y, ready) = 0, right[0]
    for x, count in left:
        while count:
            if not ready:
                at += 1
                y, ready = right[at]
            taken = min(count, ready)
            products += x * y * taken
            count, ready = count - taken, ready - taken
    x_sum = sum(x * count for x, count in left)
    y_sum = sum(y * count for y, count in right)
    return Fraction(n * products - x_sum * y_sum, n * (n - 1) * scale * scale)


def root(square: Fraction) -> float:
    """The square root of an exact number."""
    return sqrt(square)


def correlation(sums: Sums) -> float | None:
    """Pearson's correlation of x and y, -1 to 1; None where one of them doesn't vary."""
    covariance, below, beside = sums.covariance, sums.variance, sums.variance_of_y
    if covariance is None or not below or not beside:
        return None
    size = root(covariance * covariance / (below * beside))
    return -size if covariance < 0 else size


@dataclass(frozen=True, slots=True)
class Spread:
    """How values lie about their mean: n, the mean, and the mean second, third and fourth power of the distances."""

    n: int
    mean: Fraction
    m2: Fraction
    m3: Fraction
    m4: Fraction


def spread_of(values: Mapping[Fraction, int]) -> Spread | None:
    """The central moments of values, each given with how often it occurs; None of nothing."""
    n = sum(values.values())
    if not n:
        return None
    scale = lcm(*(value.denominator for value in values))
    powers = [0] * 5
    for value, count in values.items():
        whole = value.numerator * (scale // value.denominator)
        for power in range(1, 5):
            powers[power] += whole**power * count
    r1, r2, r3, r4 = (Fraction(powers[power], n * scale**power) for power in range(1, 5))
    m3 = r3 - 3 * r1 * r2 + 2 * r1**3
    return Spread(n, r1, r2 - r1**2, m3, r4 - 4 * r1 * r3 + 6 * r1**2 * r2 - 3 * r1**4)


def median(values: Mapping[Fraction, int]) -> Fraction | None:
    """The middle value, or the mean of the middle two; None of nothing."""
    n = sum(values.values())
    if not n:
        return None
    below, found = 0, []
    for value, count in sorted(values.items()):
        places = range(below + 1, below + count + 1)
        found += [value] * ((n + 1) // 2 in places) + [value] * (n // 2 + 1 in places)
        below += count
    return (found[0] + found[-1]) / 2
