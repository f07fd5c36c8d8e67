"""Finding words in one's own texts, whatever their letters' case and accents: in memory, with no index."""

import unicodedata
from collections.abc import Sequence

from coursesite.text.folding import folded, words_of

LONGEST_INPUT = 200
MOST_WORDS = 12
MOST_REPLACED = 24
BEFORE, AROUND = 60, 300
"""Characters of an extract before its first match, and in all."""


class _Letters(dict[int, str]):
    """Each letter as `folded` gives it, worked out once."""

    def __missing__(self, letter: int) -> str:
        self[letter] = found = folded(chr(letter)).lower()
        return found


_LETTERS = _Letters()

Marked = tuple[tuple[str, bool], ...]
"""Text in pieces, each with whether it matches."""


def plain(text: str) -> str:
    """A text in small letters without accents, as `folded` gives it."""
    if text.isascii():
        return text.lower()
    strange = [letter for letter in set(text) if letter > "\x7f"]
    if len(strange) > MOST_REPLACED:
        return text.translate(_LETTERS)
    # A text in one of Europe's languages has a few such letters, and is read three times as fast so.
    for letter in strange:
        text = text.replace(letter, _LETTERS[ord(letter)])
    return text.lower()


def asked_for(typed: str) -> tuple[str, ...]:
    """The words in what was typed; where it holds none, such as a picture of a face, what stands there."""
    read = plain(typed[:LONGEST_INPUT])
    return tuple(dict.fromkeys(words_of(read) or read.split()))[:MOST_WORDS]


def matches(text: str, asked: Sequence[str]) -> bool:
    """Whether a text holds all the words, or words that hold them."""
    read = plain(text)
    return all(word in read for word in asked)


def beginning(text: str, length: int = AROUND) -> Marked:
    """A text's first characters on one line, with nothing marked."""
    line = " ".join(text[: 4 * length].split())
    if len(line) <= length and len(text) <= 4 * length:
        return ((line, False),)
    blank = line.rfind(" ", length // 2, length)
    return ((f"{line[: blank if blank > 0 else length]} …", False),)


def extract(text: str, asked: Sequence[str]) -> Marked:
    """The part of a text around its first match, on one line, with every match in it marked."""
    spans = _spans(text, asked)
    if not spans:
        return beginning(text)
    start = max(spans[0][0] - BEFORE, 0)
    if start and (blank := text.find(" ", start, spans[0][0])) >= 0:
        start = blank + 1
    end = min(max(start + AROUND, spans[0][1]), len(text))
    inside = [(first, last) for first, last in spans if last <= end]
    before = (("… ", False),) if start else ()
    after = ((" …", False),) if end < len(text) else ()
    return before + _pieces(text, start, end, inside) + after


def _pieces(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> Marked:
    found: list[tuple[str, bool]] = []
    at = start
    for first, last in [*spans, (end, end)]:
        found += [(_on_one_line(text[at:first]), False), (_on_one_line(text[first:last]), True)]
        at = last
    return tuple(piece for piece in found if piece[0])


def _on_one_line(text: str) -> str:
    return text.replace("\r", "").replace("\n", " ")


def _spans(text: str, asked: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand in the text itself, in order, none within another."""
    read, places = _with_places(text)
    found: list[tuple[int, int]] = []
    for word in asked:
        at = read.find(word)
        while at >= 0:
            found.append((places[at], _end(text, places[at + len(word) - 1])))
            at = read.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """The plain text, and for each of its letters the place in the text that it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    parts = [_LETTERS[ord(letter)] for letter in text]
    places = [place for place, part in enumerate(parts) for _ in part]
    return "".join(parts), places


def _end(text: str, last: int) -> int:
    """Behind a letter, with the accents that stand after it as characters of their own."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
