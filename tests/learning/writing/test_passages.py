"""Passages are found by the words that somebody copied, and a text is cut up at them."""

import pytest

from coursesite.learning.writing.passages import Marked, cut, found

TEXT = "I am sorry.\nI am\n\nvery sorry. 😀 Sorry?"


@pytest.mark.parametrize(
    ("words", "at", "place"),
    [
        ("I am", None, (0, 4)),
        ("I am", 12, (12, 16)),
        ("I am", 999, (0, 4)),
        ("I am very", None, (12, 22)),
        ("  very\tsorry ", None, (18, 28)),
        ("😀 Sorry?", None, (30, 38)),
        ("sorry.*", None, None),
        ("SORRY", None, None),
        (" \n ", None, None),
        ("", 0, None),
    ],
)
def test_words_are_found_wherever_lines_end(words: str, at: int | None, place: tuple[int, int] | None) -> None:
    assert found(TEXT, words, at) == place


def test_the_same_words_twice_are_two_places() -> None:
    first = Marked(5, 10, "")
    assert found(TEXT, "sorry", taken=[first]) == (23, 28)
    assert found(TEXT, "sorry", taken=[first, Marked(23, 28, "")]) == (5, 10)


def test_a_text_is_cut_at_marks_that_may_overlap_and_reach_beyond_it() -> None:
    pieces = cut("abcdefgh", [Marked(1, 4, ""), Marked(3, 6, ""), Marked(7, 99, ""), Marked(50, 60, "")])
    assert [(one.text, one.is_marked, one.notes) for one in pieces] == [
        ("a", False, ()),
        ("bc", True, ()),
        ("d", True, (1,)),
        ("ef", True, (2,)),
        ("g", False, ()),
        ("h", True, (3,)),
    ]
    assert cut("", []) == []
