"""Words of the library: no worn phrases, no shouting, and nothing said twice."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.courses.ease import words
from tests.courses.shelf import COURSES, LESSONS, PIECES, Piece, sentences, told

CLICHES = [
    re.compile(line, re.IGNORECASE)
    for line in (Path(__file__).parent / "cliches.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
# Not of a callout, a picture or a comment.
SHOUTS = re.compile(r"(?<![\[<])!(?!\[|-)")
SPOKEN = re.compile(r'"[^"\n]*"')
SHORTEST_SAID_TWICE = 6

texts = sorted(COURSES.rglob("*.md"))
every_text = pytest.mark.parametrize("path", texts, ids=lambda path: f"{path.parent.name}/{path.name}")


@every_text
def test_no_worn_phrase(path: Path) -> None:
    text = path.read_text()
    assert [found[0] for cliche in CLICHES for found in cliche.finditer(text)] == []


@every_text
def test_nobody_shouts_and_no_dash_stands_for_a_pause(path: Path) -> None:
    assert shouts(path.read_text()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Well done!", ["!"]),
        ("> [!CARE] Slowly", []),
        ("![A grid](a.svg)", []),
        ("<!-- id: a -->", []),
        ("so — and", ["—"]),
    ],
)
def test_a_shout_is_found(text: str, found: list[str]) -> None:
    assert shouts(text) == found


def shouts(text: str) -> list[str]:
    """Exclamation marks, but for those in what somebody is heard saying, and dashes that stand between no figures."""
    return SHOUTS.findall(SPOKEN.sub("", text)) + re.findall(r"[—–](?!\d)", text)


def test_no_sentence_stands_in_two_lessons() -> None:
    """Of six words or more, whatever their case and stops."""
    found: dict[str, set[str]] = defaultdict(set)
    for piece in PIECES:
        for sentence in _said(piece):
            if len(words(sentence)) >= SHORTEST_SAID_TWICE:
                found[" ".join(words(sentence.lower()))].add(piece.name)
    assert {sentence: names for sentence, names in found.items() if len(names) > 1} == {}


def _said(piece: Piece) -> list[str]:
    return list(sentences([*piece.prose, *(text for one in piece.exercises for text in told(one))]))


def test_lessons_open_in_their_own_words() -> None:
    opened = [" ".join(words(lesson.prose[0])[:4]).lower() for lesson in LESSONS]
    assert len(set(opened)) == len(opened)
