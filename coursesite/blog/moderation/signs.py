"""The signs of spam in a comment, each with its points and a sentence that a coach reads (`rule.py` has the table)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coursesite.blog.moderation.arrived import Arrived
from coursesite.blog.moderation.links import ADDRESS, Links, links_in
from coursesite.blog.moderation.praise import shared_with, stock_phrases
from coursesite.blog.moderation.shingles import FEWEST_WORDS, essence
from coursesite.blog.moderation.words import own_words_in, strong_phrases, trade_words, weak_words
from coursesite.text.folding import has_unseen_inside, mixed_words

TOO_FAST = 3.0
"""Seconds. Opening a form, reading it and typing one word takes a person longer."""
BURSTS = ((20, 6), (10, 4), (5, 2))
MOST_OF_WORDS = 12
MOST_OF_PRAISE = 6
LONG_PRAISE = 25
"""Words. A longer praise has to take up two words of the post: one may be chance."""
BARE = 4
"""Words. A comment with a link and fewer words than this says nothing else."""
WEAK_ENOUGH = 3

_TELEPHONE = re.compile(r"(?<!\w)\+?\d(?:[\s().-]?\d){8,14}(?!\w)")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its points, a sentence, and whether it makes the comment spam by itself."""

    points: int
    sentence: str
    decides: bool = False


def signs_of(arrived: Arrived) -> list[Sign]:
    """Every sign of spam in a comment."""
    links = links_in(arrived.text, arrived.own_host)
    found = (
        _of_the_sending(arrived),
        _of_repeats(arrived),
        _of_links(arrived, links),
        _of_the_name(arrived),
        _of_words(arrived),
        _of_letters(arrived.text),
        _of_praise(arrived),
    )
    return [sign for signs in found for sign in signs]


def _of_the_sending(arrived: Arrived) -> Iterator[Sign]:
    if arrived.honeypot:
        yield Sign(10, "The field that people can’t see was filled in, as programs do.", decides=True)
    if arrived.blocked.person:
        yield Sign(10, "The writer is blocked.", decides=True)
    if arrived.seconds is None:
        yield Sign(4, "It didn’t come from a form of this site shown within three days.")
    elif arrived.seconds < TOO_FAST:
        yield Sign(4, f"It was sent {arrived.seconds:.0f} s after the form was shown, faster than people write.")
    for comments, points in () if arrived.trusted else BURSTS:
        if arrived.burst >= comments:
            yield Sign(points, f"{arrived.burst} more comments came from the same network within an hour.")
            break


def _of_repeats(arrived: Arrived) -> Iterator[Sign]:
    repeats = arrived.repeats
    short = len(essence(arrived.text)) < FEWEST_WORDS
    if repeats.same_spam:
        yield Sign(3 if short else 10, "The same text is among the spam.")
    elif repeats.like_spam:
        yield Sign(8, "Nearly the same text is among the spam.")
    if repeats.same_elsewhere and not short:
        yield Sign(6, "The same text stands below another post.")
    elif repeats.like_elsewhere:
        yield Sign(5, "Nearly the same text stands below another post.")


def _of_links(arrived: Arrived, links: Links) -> Iterator[Sign]:
    if links.count:
        words = "There is one link in it." if links.count == 1 else f"There are {links.count} links in it."
        yield Sign(min(links.count, 3) + 2 * max(links.count - 3, 0), words)
    if links.dressed:
        yield Sign(2, "A link is written in HTML or BBCode, as programs do.")
    if links.disguised:
        yield Sign(3, "A link is written so that a filter would not see it.")
    if arrived.site and arrived.first_time:
        yield Sign(1, "A site was given, and nothing of this writer was approved yet.")
    if links.count and len(essence(arrived.text)) < BARE + links.count:
        yield Sign(2, "There is hardly more in it than a link.")
    if ADDRESS.search(arrived.text) or _TELEPHONE.search(arrived.text):
        yield Sign(1, "There is a mail address or a telephone number in it.")


def _of_the_name(arrived: Arrived) -> Iterator[Sign]:
    if arrived.name_of_coach and not arrived.by_coach:
        yield Sign(4, "The name reads as a coach’s, and no coach wrote it.")
    if links_in(arrived.name).count:
        yield Sign(6, "There is a link in the name.")
    if words := trade_words(arrived.name):
        yield Sign(4, f"The name is a trade’s rather than a person’s ({_named(words)}).")


def _of_words(arrived: Arrived) -> Iterator[Sign]:
    # The site's address is asked too: many say there what they sell, and nothing in the text.
    text = f"{arrived.text}\n{arrived.name}\n{re.sub(r'[-_./:]+', ' ', arrived.site)}"
    strong = [phrase for phrases in strong_phrases(text).values() for phrase in phrases]
    if strong:
        yield Sign(min(4 * len(strong), MOST_OF_WORDS), f"It says what spam sells ({_named(strong)}).")
    weak = [word for word in weak_words(text) if not any(word in phrase for phrase in strong)]
    if len(weak) >= WEAK_ENOUGH:
        yield Sign(2, f"Several of its words are often in spam ({_named(weak)}).")
    if own := own_words_in(text, arrived.own_words):
        yield Sign(min(4 * len(own), MOST_OF_WORDS), f"It has words from this site’s own list ({_named(own)}).")


def _of_letters(text: str) -> Iterator[Sign]:
    if mixed := mixed_words(text):
        yield Sign(3 if mixed == 1 else 5, "Letters of two scripts are mixed inside a word.")
    if has_unseen_inside(text):
        yield Sign(3, "There are unseen characters inside its words.")


def _of_praise(arrived: Arrived) -> Iterator[Sign]:
    phrases = stock_phrases(arrived.text)
    shared = shared_with(arrived.subject, arrived.text)
    enough = 2 if len(essence(arrived.text)) > LONG_PRAISE else 1
    if phrases and len(shared) < enough:
        points = min(2 * len(phrases), MOST_OF_PRAISE)
        yield Sign(points, f"It praises without taking up a word of the post ({_named(phrases)}).")


def _named(words: list[str]) -> str:
    shown = [f"“{word[:40]}”" for word in words[:3]]
    return ", ".join(shown) + (" and more" if len(words) > len(shown) else "")
