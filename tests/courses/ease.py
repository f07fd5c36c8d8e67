"""How easily a text reads: the length of its sentences, and the school grade that they and its words ask for."""

import re
from dataclasses import dataclass
from statistics import median

import syllapy

from tests.courses.shelf import sentences

_WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")
_DIGITS = re.compile(r"[\d.,:]+")


@dataclass(frozen=True)
class Ease:
    """Words in all, the median sentence in words, and the Flesch-Kincaid grade.

    The grade is 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid, Fishburne, Rogers & Chissom 1975,
    Research Branch Report 8-75, Naval Technical Training).
    """

    words: int
    median: float
    grade: float


def words(sentence: str) -> list[str]:
    """The words of a sentence; a number is one, and so is what a hyphen joins."""
    return _WORD.findall(sentence)


def syllables(word: str) -> int:
    """How many are heard: from the package's list of words, else by its rule; a figure counts one a digit."""
    if _DIGITS.fullmatch(word):
        return sum(character.isdigit() for character in word)
    parts = [re.sub(r"[^a-z]", "", part) for part in word.lower().split("-")]
    return sum(max(1, syllapy.count(part)) for part in parts if part) or 1


def ease(paragraphs: list[str]) -> Ease:
    """The measures of some running text, which has at least one sentence."""
    counted = [words(sentence) for sentence in sentences(paragraphs)]
    total = sum(map(len, counted))
    heard = sum(syllables(word) for sentence in counted for word in sentence)
    grade = 0.39 * total / len(counted) + 11.8 * heard / total - 15.59
    return Ease(total, median(map(len, counted)), round(grade, 1))
