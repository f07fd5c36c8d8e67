"""Moodle's notation for answers embedded in a text: `{1:SHORTANSWER:=frustrated~%50%angry#Nearly}`."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

MOST = 200
LONGEST = 20_000

_OPENING = re.compile(r"\{(?P<weight>\d{0,3}):(?P<type>[A-Z_]{2,20}):")
_SHARE = re.compile(r"(?:%(?P<percent>-?\d{1,3}(?:\.\d{1,7})?)%|(?P<right>=))?")
_ESCAPED = re.compile(r"\\([}#~/\"\\=%{])")
_SPECIAL = re.compile(r"[}#~\\]")


class Sort(Enum):
    """What is asked for."""

    WORD = "word"
    NUMBER = "number"
    PICK = "pick"
    SEVERAL = "several"


_SORTS = {
    **dict.fromkeys(("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"), Sort.WORD),
    **dict.fromkeys(("NUMERICAL", "NM"), Sort.NUMBER),
    **dict.fromkeys(("MULTICHOICE", "MC", "MULTICHOICE_S", "MCS"), Sort.PICK),
    **dict.fromkeys(("MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"), Sort.PICK),
    **dict.fromkeys(("MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"), Sort.PICK),
    **dict.fromkeys(("MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH"), Sort.SEVERAL),
    **dict.fromkeys(("MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_HS", "MRHS"), Sort.SEVERAL),
}


@dataclass(frozen=True)
class Answer:
    """One answer: its text as written (HTML where the question is), its share of the marks, what is said to it."""

    text: str
    share: Fraction
    feedback: str


@dataclass(frozen=True)
class Piece:
    """One embedded question and where it stands in the text, from `start` up to `end`."""

    start: int
    end: int
    weight: int
    sort: Sort
    answers: tuple[Answer, ...]
    shuffled: bool
    cased: bool


def find_pieces(text: str) -> list[Piece]:
    """Find the embedded questions of a text; braces of other kinds are text."""
    pieces: list[Piece] = []
    place = end = 0
    while len(pieces) < MOST and (opening := _OPENING.search(text, place)) is not None:
        place = opening.end()
        if end < place:
            end = _closing(text, place)
        sort = _SORTS.get(opening["type"])
        if end < 0:
            break
        if sort is None or end - place > LONGEST:
            continue
        answers = tuple(_answer(part) for part in _split(text[place:end], "~") if part.strip())
        weight = int(opening["weight"] or 1) or 1
        shuffled = opening["type"].endswith("S") and sort in {Sort.PICK, Sort.SEVERAL}
        cased = opening["type"].endswith("C") and sort is Sort.WORD
        pieces.append(Piece(opening.start(), end + 1, weight, sort, answers, shuffled, cased))
        place = end + 1
    return pieces


def write_word(word: str) -> str:
    """Write an answer so that its letters mean nothing."""
    return _SPECIAL.sub(r"\\\g<0>", html.escape(word, quote=False))


def _closing(text: str, place: int) -> int:
    """The place of the next brace that no backslash precedes; -1 where there is none."""
    end = text.find("}", place)
    while end > 0 and text[end - 1] == "\\":
        end = text.find("}", end + 1)
    return end


def _split(text: str, mark: str) -> list[str]:
    """Split at a mark that no backslash precedes, and that begins no entity (`&#126;`)."""
    parts, start, place = [], 0, 0
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] == mark and not (mark == "#" and text[place - 1 : place] == "&"):
            parts.append(text[start:place])
            start = place + 1
        place += 1
    return [*parts, text[start:]]


def _answer(part: str) -> Answer:
    part = part.strip()
    match = _SHARE.match(part)
    share = Fraction(0)
    if match and match["right"]:
        share = Fraction(1)
    elif match and match["percent"]:
        share = Fraction(match["percent"]) / 100
    text, *feedback = _split(part[match.end() if match else 0 :], "#")
    return Answer(_plain(text), share, _plain("#".join(feedback)))


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text.strip())
