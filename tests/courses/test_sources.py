"""Every source says who, when, where and what was found; what the text says of people cites one."""

import re

import pytest

from coursesite.exercises import Prose
from tests.courses.shelf import LESSONS, PIECES, Piece

SHAPE = re.compile(r"(?P<who>.+?) \((?P<year>(?:19|20)\d\d)\), (?P<where>[^:]+): (?P<found>.{40,})")
# Words by which a finding is told; the paragraph, or the one before or after it, cites whose it is.
CLAIMS = re.compile(
    r"\b(meta-analys[ie]s|randomi[sz]ed|experiments? (found|showed)|stud(y|ies) (of|found|in|with)|researchers)\b",
    re.IGNORECASE,
)

every_piece = pytest.mark.parametrize("piece", [one for one in PIECES if one.sources], ids=lambda piece: piece.name)
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)


@every_piece
def test_a_source_names_author_year_and_journal_and_says_what_it_found(piece: Piece) -> None:
    assert [name for name, says in piece.sources.items() if not SHAPE.fullmatch(says)] == []


@every_lesson
def test_a_lesson_has_sources(lesson: Piece) -> None:
    assert lesson.sources


@every_lesson
def test_a_finding_is_told_beside_its_source(lesson: Piece) -> None:
    lines = "\n".join(line for part in lesson.parts if isinstance(part, Prose) for line in part.lines)
    told = [text for text in re.split(r"\n\s*\n", lines) if not text.strip().startswith("#")]
    for before, text, after in zip(["", *told], told, [*told[1:], ""], strict=False):
        if found := CLAIMS.search(text):
            assert "[^" in before + text + after, found[0]


@every_lesson
def test_a_source_is_named_alike_wherever_it_is_cited(lesson: Piece) -> None:
    """The same study has the same authors, year and journal in every lesson."""
    elsewhere = {name: says for piece in PIECES for name, says in piece.sources.items()}
    for name, says in lesson.sources.items():
        assert _shape(says) == _shape(elsewhere[name]), name


def _shape(says: str) -> tuple[str, ...]:
    found = SHAPE.fullmatch(says)
    assert found, says
    return found["who"], found["year"], found["where"]
