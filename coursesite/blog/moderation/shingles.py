"""Texts that are nearly the same, found by a few numbers of each.

A text is the set of its shingles: every run of SHINGLE words. How much two texts resemble each other is the share of
shingles that they have in common (their Jaccard index). Each shingle is hashed to a number, and of a text only its
SKETCH least numbers are kept. Of the least SKETCH numbers of both texts together, the share that stands in both
sketches
is an unbiased estimate of the resemblance: A. Broder, "On the resemblance and containment of documents",
Compression and Complexity of Sequences 1997, theorem 1. A text with fewer shingles than SKETCH is kept whole, and
the figure is exact.
"""

import hashlib

from coursesite.blog.moderation.links import links_in
from coursesite.text.folding import folded, without_quotes, words_of

SHINGLE = 3
SKETCH = 24
ALIKE = 0.35
"""Texts that resemble each other as much as this are nearly the same: one word in eight may have been replaced."""
FEWEST_SHINGLES = 6
"""Two short texts are easily alike by chance, so that a text of fewer shingles has no sketch."""
FEWEST_WORDS = 6
"""People write the same few words of thanks; what is shorter is no repeat of what stands elsewhere."""


def essence(text: str) -> list[str]:
    """The words of a text by which repeats are told: folded, each link as one word, quoted lines left out."""
    return words_of(folded(links_in(without_quotes(text)).rest))


def text_hash(text: str) -> str:
    """The same for texts of the same words, whatever their case, accents, punctuation and links."""
    return hashlib.sha256(" ".join(essence(text)).encode()).hexdigest()


def sketch(text: str) -> tuple[int, ...]:
    """The least SKETCH hashes of the text's shingles, ascending; empty for a short text."""
    words = essence(text)
    runs = {" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}
    if len(runs) < FEWEST_SHINGLES:
        return ()
    return tuple(sorted(_number(run) for run in runs)[:SKETCH])


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """How much two texts resemble each other by their sketches, from 0 to 1."""
    if not one or not other:
        return 0.0
    least = sorted({*one, *other})[: SKETCH if SKETCH in (len(one), len(other)) else None]
    common = set(one) & set(other)
    return sum(1 for number in least if number in common) / len(least)


def _number(run: str) -> int:
    # 63 bits, so that it is a positive number for the database too.
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest()) >> 1
