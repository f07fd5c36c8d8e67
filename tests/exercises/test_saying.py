"""An answer in words, for the person who takes it along."""

from html import escape

import pytest

from coursesite.exercises import Compiled, Given, compile, in_words, parse

PICK = "### Question: One\n<!-- id: one -->\n- [x] yes, at once\n- [ ] no\n"
STOPS = "### Question: Two\n<!-- id: two -->\n- [x] Write it down.\n- [x] Ring her.\n"
ORDER = "### Question: Order\n<!-- id: order -->\n1. first\n2. second\n"
MATCH = "### Question: Match\n<!-- id: match -->\n\n| a | b |\n|---|---|\n| anger | a line |\n| fear | a loss |\n"
GAPS = "### Question: Gaps\n<!-- id: gaps -->\nIt is [[good|fine]] and [[*late|soon]].\n"
SCALE = "### Scale: Calm\n<!-- id: calm -->\n- [1] hardly ever\n- [5] nearly always\n"
WORD = "### Question: Word\n<!-- id: word -->\n- [=] naming\n"


def compiled(source: str) -> Compiled:
    return compile(parse(source.splitlines(), 1).exercises[0], escape)


def keys(source: str) -> list[str]:
    return [option.key for option in compiled(source).options]


@pytest.mark.parametrize(
    ("source", "given", "words"),
    [
        (PICK, {"picks": [keys(PICK)[0]]}, "yes, at once"),
        (PICK, {"picks": keys(PICK)}, "yes, at once; no"),
        (STOPS, {"picks": keys(STOPS)}, "Write it down; Ring her."),
        (PICK, {"picks": ["a-key-that-is-gone"]}, ""),
        (ORDER, {"order": keys(ORDER)[::-1]}, "second → first"),
        (MATCH, {"pairs": {compiled(MATCH).lefts[0].key: keys(MATCH)[1]}}, "anger: a loss"),
        (GAPS, {"gaps": ["good", "late"]}, "good; late"),
        (SCALE, {"step": 5}, "5, nearly always"),
        (SCALE, {"step": 3}, "3"),
        (WORD, {"text": "Naming"}, "Naming"),
    ],
)
def test_an_answer_is_said_in_the_words_of_its_question(source: str, given: Given, words: str) -> None:
    assert in_words(compiled(source), given) == words
