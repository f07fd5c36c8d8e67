"""How much a comment's words are like those of comments that coaches here called spam, from 0 to 1.

The formulas are G. Robinson's, "A Statistical Approach to the Spam Problem", Linux Journal 107 (March 2003), in the
form that SpamBayes made of them. For each word

    b = comments of spam with it / comments of spam        g = the same of the honest ones
    p = b / (b + g)                                        n = comments with it, of both sorts
    f = (STRENGTH * PRIOR + n * p) / (STRENGTH + n)        a rare word is drawn towards PRIOR

The words whose f is far enough from a half are combined by R. A. Fisher's method (1925): for m of them, and with
Q(x, 2m) the chance that a chi-square of 2m degrees of freedom exceeds x,

    H = Q(-2 * sum(ln f), 2m)            S = Q(-2 * sum(ln(1 - f)), 2m)           I = (1 + H - S) / 2

I is near 1 for spam, near 0 for honest text, and near a half where the words say both or nothing.

The filter sorts the queue. It decides nothing: the rule (`rule.py`) doesn't ask it.
"""

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coursesite.blog.moderation.links import links_in
from coursesite.text.folding import folded, undisguised, words_of

STRENGTH = 0.45
PRIOR = 0.5
LEAST_DIFFERENCE = 0.1
MOST_WORDS = 150
"""The most telling words that are combined; what is longer repeats itself."""
MOST_KEPT = 400
"""Different words of one comment that are learnt."""
FEWEST_TAUGHT = 10
"""Comments of each sort that coaches have to have decided on before the filter says anything."""
SPAM_FROM, HONEST_TO = 90, 10


@dataclass(frozen=True, slots=True)
class Count:
    """In how many comments something stood: spam, and honest."""

    spam: int = 0
    honest: int = 0


def words_kept(text: str, name: str, site: str, secret: str) -> frozenset[str]:
    """The hashed words of a comment, each once: of its text, and marked as such of its name and site.

    The hash is keyed with the site's secret, so that the table of counts tells nobody what was written here.
    """
    found = links_in(text)
    marked = (
        undisguised(folded(found.rest)),
        *(f"name:{word}" for word in words_of(folded(name))),
        *(f"site:{word}" for word in words_of(folded(site))),
    )
    words = words_of(marked[0])
    distinct = [*dict.fromkeys(words), *dict.fromkeys(marked[1:])]
    return frozenset(_hashed(word, secret) for word in distinct[:MOST_KEPT])


def robinson(word: Count, taught: Count) -> float:
    """f above: how much one word says that a comment is spam, from 0 to 1."""
    seen = word.spam + word.honest
    if not seen:
        return PRIOR
    bad, good = word.spam / max(taught.spam, 1), word.honest / max(taught.honest, 1)
    return (STRENGTH * PRIOR + seen * bad / (bad + good)) / (STRENGTH + seen)


def fisher(values: Iterable[float]) -> float:
    """I above, of the most telling of these values; a half where none tells anything."""
    telling = [value for value in values if abs(value - 0.5) >= LEAST_DIFFERENCE]
    telling = sorted(telling, key=lambda value: -abs(value - 0.5))[:MOST_WORDS]
    if not telling:
        return 0.5
    spam = chi_square_exceeds(-2 * sum(math.log(value) for value in telling), 2 * len(telling))
    honest = chi_square_exceeds(-2 * sum(math.log(1 - value) for value in telling), 2 * len(telling))
    return (1 + spam - honest) / 2


def chi_square_exceeds(value: float, degrees: int) -> float:
    """The chance that a chi-square of an even number of degrees of freedom exceeds a value.

    exp(-h) * sum of h^i / i! for i below degrees / 2, with h = value / 2 (Abramowitz and Stegun, 26.4.21).
    """
    half = value / 2
    term = total = math.exp(-half)
    for step in range(1, degrees // 2):
        term *= half / step
        total += term
    return min(total, 1.0)


def percent_spam(words: Mapping[str, Count], taught: Count) -> int | None:
    """How likely the words are spam's, in percent; None until coaches have decided on enough comments of each sort."""
    if min(taught.spam, taught.honest) < FEWEST_TAUGHT:
        return None
    return round(100 * fisher(robinson(word, taught) for word in words.values()))


def in_words(percent: int | None) -> str:
    """What a coach reads of the filter's opinion."""
    if percent is None:
        return ""
    if percent >= SPAM_FROM:
        return "Its words are like those of the spam here."
    if percent <= HONEST_TO:
        return "Its words are like those of honest comments here."
    return "Its words don’t say whether it is spam."


def _hashed(word: str, secret: str) -> str:
    return hashlib.blake2b(word.encode(), key=secret.encode()[:64], digest_size=8).hexdigest()
