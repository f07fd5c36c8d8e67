"""What somebody who only guesses would earn on average: the random guess score."""

from fractions import Fraction

from coursesite.exercises import Compiled, Kind
from coursesite.text.wording import answer_form

NOTHING = Fraction(0)


def random_guess(compiled: Compiled) -> Fraction | None:
    """The expected share of the marks, exact; None where there is no right answer.

    Pick one, match: as in Moodle ("Quiz statistics calculations", Random guess score), the mean of the options'
    shares, and one right row in as many as there are answers to choose from. What is typed is never guessed: 0, as in
    Moodle. Beyond Moodle, which leaves them out: pick several, where every choice of at least one option is equally
    likely; an order, where every order is (two neighbours follow each other rightly in one of n orders of n items);
    a gap with a list, where every word is.
    """
    if not compiled.graded:
        return None
    if compiled.kind is Kind.pick_one:
        return sum((option.share for option in compiled.options), NOTHING) / len(compiled.options)
    if compiled.kind is Kind.pick_several:
        return _pick_several(compiled)
    if compiled.kind in {Kind.order, Kind.match}:
        return Fraction(1, len(compiled.options))
    if compiled.kind is Kind.gaps:
        return _gaps(compiled)
    return NOTHING


def _pick_several(compiled: Compiled) -> Fraction:
    """Add each option's part of the marks or don't, and count the sums reached: no need to go through 2ⁿ sets."""
    sums = {NOTHING: 1}
    for option in compiled.options:
        step = option.share if option.share else Fraction(-1)
        reached = dict(sums)
        for value, count in sums.items():
            reached[value + step] = reached.get(value + step, 0) + count
        sums = reached
    rights = sum(option.right for option in compiled.options)
    credits = (min(max(value / rights, NOTHING), Fraction(1)) * count for value, count in sums.items())
    sets = (1 << len(compiled.options)) - 1
    return sum(credits, NOTHING) / sets


def _gaps(compiled: Compiled) -> Fraction:
    hits = []
    for gap in compiled.gaps:
        accepted = {answer_form(word) for word in gap.accepted}
        right = sum(answer_form(word) in accepted for word in gap.choices)
        hits.append(Fraction(right, len(gap.choices)) if gap.choices else NOTHING)
    return sum(hits, NOTHING) / len(hits)
