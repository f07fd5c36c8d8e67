"""From text to glyphs: which font draws each letter, how letters join, where a line breaks.

HarfBuzz shapes each run in its own direction and script. Han letters get their Japanese forms unless Korean letters
stand beside them: a name alone doesn't say which country it is written in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple
from unicodedata import category, normalize

import uharfbuzz

from coursesite.learning.certificates.printed import NotPrinted
from coursesite.learning.certificates.typesetting.fonts import Font, FontShelf, is_unseen
from coursesite.learning.certificates.typesetting.runs import Run, tidied, visual_runs

JOINER = "\u200d"
BLANK = -1
"""The number of a glyph that is nothing to be seen, whatever the font."""
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
"""What runs to the left is drawn with its brackets turned, and readers of PDFs turn them back as they find them."""
LANGUAGES = {"Hang": "ko", "Hira": "ja", "Kana": "ja"}


class Glyph(NamedTuple):
    """One glyph at its place; `text` is what it stands for. Lengths are thousandths of the letters' size."""

    font: Font
    number: int
    text: str
    advance: float
    right: float
    up: float


@dataclass(frozen=True)
class Line:
    """Glyphs from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def width(self) -> float:
        """How wide it is, in thousandths of the letters' size."""
        return sum(glyph.advance for glyph in self.glyphs)

    def spaced(self, by: float) -> "Line":
        """The same with so much more room after each letter but the last."""
        last = len(self.glyphs) - 1
        return Line(
            tuple(
                glyph._replace(advance=glyph.advance + (by if at < last else 0)) for at, glyph in enumerate(self.glyphs)
            )
        )


def missing_in(shelf: FontShelf, text: str) -> list[str]:
    """The letters of a text that no font has, each once."""
    found = (part for part in clusters(normalize("NFC", tidied(text))) if shelf.font_for(part) is None)
    return list(dict.fromkeys(found))


def without_pictures(shelf: FontShelf, text: str) -> str:
    """A text without the pictures among its letters (emoji and their like) that no font has."""
    parts = clusters(normalize("NFC", tidied(text)))
    return "".join(one for one in parts if category(one[0])[0] != "S" or shelf.font_for(one) is not None).strip()


def set_line(shelf: FontShelf, text: str) -> Line:
    """A line of text as glyphs. Raises `NotPrinted`."""
    text = normalize("NFC", tidied(text))
    if letters := missing_in(shelf, text):
        raise NotPrinted(letters)
    glyphs: list[Glyph] = []
    for run in visual_runs(text):
        parts = [(font, "".join(same)) for font, same in groupby(clusters(run.text), key=shelf.font_for)]
        for font, part in reversed(parts) if run.is_rtl else parts:
            if font is not None:
                glyphs += shaped(font, run._replace(text=part))
    return Line(tuple(glyphs))


def clusters(text: str) -> Iterator[str]:
    """A text cut into letters, each with its marks and with what is joined to it."""
    held = ""
    for one in text:
        joins = category(one).startswith("M") or is_unseen(one) or held.endswith(JOINER)
        if held and not joins:
            yield held
            held = ""
        held += one
    if held:
        yield held


def shaped(font: Font, run: Run) -> Iterator[Glyph]:
    """A run as glyphs from left to right."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.direction = "rtl" if run.is_rtl else "ltr"
    buffer.script = run.script
    buffer.language = LANGUAGES.get(run.script, "und")
    uharfbuzz.shape(font.font, buffer)
    written = run._replace(text=run.text.translate(MIRRORED)) if run.is_rtl else run
    texts = _texts(written, [info.cluster for info in buffer.glyph_infos])
    for info, place, text in zip(buffer.glyph_infos, buffer.glyph_positions, texts, strict=True):
        across, right, up = (value * font.scale for value in (place.x_advance, place.x_offset, place.y_offset))
        first = 1 if run.is_rtl else len(text)
        # Readers of PDFs turn letters that run to the left round one glyph at a time, and so they would the two of a
        # ligature. Its second letter stands for itself, as a blank without width at the ligature's left.
        for letter in reversed(text[first:]):
            yield Glyph(font, BLANK, letter, 0, 0, 0)
        yield Glyph(font, info.codepoint, text[:first], across, right, up)


def _texts(run: Run, starts: Sequence[int]) -> list[str]:
    """What each glyph stands for, so that all of them together spell the run once.

    The glyphs of one cluster share its letters in the order in which these are read; the last one gets what is left.
    """
    edges = [*sorted(set(starts)), len(run.text)]
    ends = dict(pairwise(edges))
    found = [""] * len(starts)
    order = list(reversed(range(len(starts)))) if run.is_rtl else list(range(len(starts)))
    for start, same in groupby(order, key=lambda at: starts[at]):
        places, letters = list(same), run.text[start : ends[start]]
        for nth, place in enumerate(places):
            found[place] = letters[nth:] if nth == len(places) - 1 else letters[nth : nth + 1]
    return found


def wrapped(shelf: FontShelf, text: str, most: float) -> list[Line]:
    """A text in lines of at most this width (thousandths of the size), broken at spaces, and within a word that is
    wider than a line. Raises `NotPrinted`.
    """
    lines, held = [], ""
    for word in tidied(text).split(" "):
        for at, part in enumerate(_pieces(shelf, word, most)):
            joined = f"{held} {part}" if held and at == 0 else held + part
            if held and set_line(shelf, joined).width > most:
                lines.append(held)
                joined = part
            held = joined
    return [set_line(shelf, line) for line in [*lines, held] if line]


def _pieces(shelf: FontShelf, word: str, most: float) -> Iterator[str]:
    if set_line(shelf, word).width <= most:
        yield word
        return
    held = ""
    for letter in clusters(word):
        if held and set_line(shelf, held + letter).width > most:
            yield held
            held = ""
        held += letter
    yield held


def fitted(shelf: FontShelf, text: str, room: float, sizes: Sequence[int], most_lines: int) -> tuple[int, list[Line]]:
    """The largest of these sizes (in points, largest first) at which a text fits into the fewest lines of this room
    (points), with its lines; at the smallest of them whatever it takes. Raises `NotPrinted`.
    """
    whole = set_line(shelf, text)
    for size in sizes:
        if whole.width * size / 1000 <= room:
            return size, [whole]
    for lines in range(2, most_lines + 1):
        for size in sizes:
            if whole.width * size / 1000 <= room * lines:
                found = wrapped(shelf, text, room * 1000 / size)
                if len(found) <= lines:
                    return size, found
    return sizes[-1], wrapped(shelf, text, room * 1000 / sizes[-1])
