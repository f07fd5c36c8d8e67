"""What gives an answer away: where it stands, how long it is, or an option that swallows the others."""

import re
from collections import Counter
from statistics import mean

import pytest

from coursesite.exercises import Exercise, Kind, Mark
from tests.courses.shelf import PIECES, SLUGS, Piece, plain

TO_PICK = {Kind.pick_one, Kind.pick_several}
MOST_LONGER = 1.1
SWALLOWS = re.compile(
    r"\b(all|none|both|neither) of the (above|others|options|answers)\b|^(all|none|both|neither) of (these|them)\W*$",
    re.IGNORECASE,
)

every_course = pytest.mark.parametrize("course", SLUGS)
every_piece = pytest.mark.parametrize("piece", [one for one in PIECES if one.questions], ids=lambda piece: piece.name)


def questions(course: str) -> list[Exercise]:
    return [one for piece in PIECES if piece.path.parent.name == course for one in piece.questions]


@every_course
def test_the_right_option_stands_in_every_place_about_as_often(course: str) -> None:
    """By the number of options: no place holds it more often than half again its share, and one question."""
    picked = [[option.mark for option in one.options] for one in questions(course) if one.kind is Kind.pick_one]
    for number in sorted({len(marks) for marks in picked}):
        places = Counter(marks.index(Mark.right) for marks in picked if len(marks) == number)
        share = places.total() / number
        assert max(places.values()) <= 1.5 * share + 1, (number, places)
        assert min(places[place] for place in range(number)) >= share / 2 - 1, (number, places)


@every_course
def test_right_options_are_as_long_as_the_others(course: str) -> None:
    options = [option for one in questions(course) if one.kind in TO_PICK for option in one.options]
    right = mean(len(plain(option.text)) for option in options if option.mark is Mark.right)
    others = mean(len(plain(option.text)) for option in options if option.mark is not Mark.right)
    assert 1 / MOST_LONGER <= right / others <= MOST_LONGER


@every_course
def test_the_longest_option_is_seldom_the_right_one(course: str) -> None:
    """Who always picks the longest does hardly better than somebody who guesses."""
    picked = [one.options for one in questions(course) if one.kind is Kind.pick_one]
    found = sum(max(options, key=lambda option: len(plain(option.text))).mark is Mark.right for options in picked)
    assert found / len(picked) <= 0.35


@every_piece
def test_no_option_swallows_the_others(piece: Piece) -> None:
    for one in piece.questions:
        assert not [option.text for option in one.options if SWALLOWS.search(option.text)]


@every_piece
def test_every_option_explains_itself_and_every_question_too(piece: Piece) -> None:
    for one in piece.questions:
        unexplained = [option.text for option in one.options if not option.feedback and option.mark is not Mark.answer]
        unexplained += [pair.right for pair in one.pairs if not pair.why]
        assert unexplained == [], one.title
        assert one.explanation, one.title
