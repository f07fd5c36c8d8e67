"""The figures once more, as slowly and plainly as their definitions read: over every single attempt, pair by pair."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from statistics import correlation, mean, median, stdev, variance

from tests.learning.quizzes.attempts import Graded, Told

Number = float | Fraction | None


def covariance(xs: Sequence[Fraction], ys: Sequence[Fraction]) -> Fraction:
    """The sample covariance."""
    x_mean, y_mean = mean(xs), mean(ys)
    return sum(((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)), Fraction(0)) / (len(xs) - 1)


def varies(values: Sequence[Fraction]) -> bool:
    """Whether there are two that differ."""
    return len(set(values)) > 1


def item(attempts: Sequence[Graded], out_of: Fraction, question: tuple[int, str]) -> dict[str, Number]:
    """One question's figures."""
    found = [(told, one) for one in attempts for told in one.told if (told.source_id, told.exercise) == question]
    credits = [told.credit for told, _ in found]
    here = [told.credit * told.marks for told, _ in found]
    rest = [one.share * out_of - marks for (_, one), marks in zip(found, here, strict=True)]
    figures: dict[str, Number] = {"asked": Fraction(len(found)), "facility": mean(credits)}
    figures["answered"] = Fraction(sum(told.chosen != "" for told, _ in found))
    figures["deviation"] = stdev(credits) if len(found) > 1 else None
    figures["discrimination"] = correlation(here, rest) if varies(here) and varies(rest) else None
    greatest = covariance(sorted(here), sorted(rest)) if len(found) > 1 else 0
    figures["efficiency"] = covariance(here, rest) / greatest if greatest else None
    return figures


def option(attempts: Sequence[Graded], question: tuple[int, str], key: str) -> dict[str, Number]:
    """How many picked an option, and the mean of their results."""
    chose = [
        one.share
        for one in attempts
        for told in one.told
        if (told.source_id, told.exercise) == question and key in told.chosen.split(",")
    ]
    return {"count": Fraction(len(chose)), "shares": sum(chose, Fraction(0))}


def weights(attempts: Sequence[Graded], out_of: Fraction, quiz_id: int) -> dict[tuple[str, int], Number]:
    """The effective weight of a question in place (by its id), and of one question of a draw (by its slot)."""
    if len(attempts) < 2:
        return {}
    roots, times = {}, {}
    for unit, pairs in _units(attempts, out_of, quiz_id).items():
        together = covariance([x for x, _ in pairs], [y for _, y in pairs]) if len(pairs) > 1 else Fraction(-1)
        times[unit] = len(pairs) / len(attempts)
        roots[unit] = sqrt(together) if together >= 0 else None
    whole = sum(size * times[unit] for unit, size in roots.items() if size is not None)
    return {unit: size / whole if whole and size is not None else None for unit, size in roots.items()}


def _units(
    attempts: Sequence[Graded], out_of: Fraction, quiz_id: int
) -> dict[tuple[str, int], list[tuple[Fraction, Fraction]]]:
    found = defaultdict(list)
    for one in attempts:
        for told in one.told:
            unit = (told.exercise, 0) if told.source_id == quiz_id else ("", told.slot)
            found[unit].append((told.credit * told.marks, one.share * out_of))
    return dict(found)


def whole(attempts: Sequence[Graded], out_of: Fraction, quiz_id: int) -> dict[str, Number]:
    """The quiz's figures, for attempts of one form."""
    shares = [one.share for one in attempts]
    n = len(shares)
    figures: dict[str, Number] = {"mean": mean(shares), "median": median(shares)}
    figures["deviation"] = stdev(shares) if n > 1 else None
    m2, m3, m4 = (mean((share - mean(shares)) ** power for share in shares) for power in (2, 3, 4))
    figures["skewness"] = figures["kurtosis"] = None
    if m2 and n > 2:
        figures["skewness"] = sqrt(n * (n - 1)) / (n - 2) * float(m3) / float(m2) ** 1.5
    if m2 and n > 3:
        excess = float(m4) / float(m2) ** 2 - 3
        figures["kurtosis"] = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6)
    figures["alpha"] = _alpha(attempts, out_of, quiz_id) if m2 else None
    return figures


def _alpha(attempts: Sequence[Graded], out_of: Fraction, quiz_id: int) -> Number:
    """Every place of the form is an item; the places of one draw share the squares of all answers given there."""
    places: list[Told] = list(attempts[0].told)
    if len(places) < 2:
        return None
    units = _units(attempts, out_of, quiz_id)
    parts = Fraction(0)
    for told in places:
        unit = (told.exercise, 0) if told.source_id == quiz_id else ("", told.slot)
        earned = [marks for marks, _ in units[unit]]  # the draw's k places of n attempts: k times n of them
        distances = [marks - mean(earned) for marks in earned]
        squares = sum((distance**2 for distance in distances), Fraction(0))
        parts += squares / (len(earned) // len(attempts) * (len(attempts) - 1))
    all_marks = variance([one.share * out_of for one in attempts])
    return Fraction(len(places), len(places) - 1) * (1 - parts / all_marks)
