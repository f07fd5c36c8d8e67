"""Files that were made to keep a reader busy."""

from __future__ import annotations

import pytest

from coursesite.exercises import Prose, gift
from tests.exercises.steps import calls_of

SIZE = 1500
SHAPES = {
    "opening braces": ("", "{", ""),
    "braces": ("", "{}", ""),
    "braces in the answers": ("q{", "{", "}"),
    "wrong answers": ("q{", "~", "}"),
    "backslashes": ("", "\\", ""),
    "backslashes in a question": ("q", "\\", "{=a ~b}"),
    "gaps": ("", "[[", ""),
    "gaps in a question": ("q", "[[", "{=a ~b}"),
    "gaps in Markdown": ("[markdown]q", "[[", "{=a ~b}"),
    "gaps in an option": ("[markdown]q{=a ~", "[[", "}"),
    "number signs": ("q{=a", "#", "}"),
    "per cent signs": ("q{=a ~", "%", "b}"),
    "comments": ("", "//\n", ""),
    "titles": ("", "::", ""),
    "elements": ("[html]", "<b>", "{=a ~b}"),
    "categories": ("", "$CATEGORY: a\n", ""),
    "tags that never end": ("// ", "[tag:a", "\nq{=a ~b}"),
    "quotes": ("[markdown]q", "\\n> a", "{=a ~b}"),
    "boxes": ("[markdown]q", "\\n- [x] a", "{=a ~b}"),
    "headings": ("[markdown]q", "\\n### Quesion\\: a", "{=a ~b}"),
    "stars": ("q{=", "*a", "}"),
    "blank lines": ("", "a\n\n", ""),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_is_twice_the_work(shape: str) -> None:
    before, repeated, after = SHAPES[shape]
    short, long = (f"{before}{repeated * size}{after}".encode() for size in (SIZE, 2 * SIZE))
    gift.read(short)  # whatever is made once is made
    assert calls_of(lambda: gift.read(long)) < 2.3 * calls_of(lambda: gift.read(short)) + 2000


def test_a_question_with_answers_without_end_is_kept_as_text() -> None:
    imported = gift.read(("q{=a" + "".join(f"~b{place}" for place in range(500)) + "}").encode())
    assert [type(part) for part in imported.parts] == [Prose]
    assert "more than 500 answers" in imported.notes[0].sentence


def test_a_question_without_end_is_kept_as_text() -> None:
    imported = gift.read(b"q" * 200_001 + b"{T}")
    assert [type(part) for part in imported.parts] == [Prose]
    assert "longer than 200,000 characters" in imported.notes[0].sentence
