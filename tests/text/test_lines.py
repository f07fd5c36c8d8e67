from __future__ import annotations

import pytest

from coursesite.text.lines import Places, in_fence, split_lines, without_code
from coursesite.text.tidy import tidy


def inside(text: str) -> str:
    return "".join("x" if fenced else "." for fenced in in_fence(text.split("\n")))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_editor_ends_them(end: str) -> None:
    assert split_lines(f"a{end}{end}b\x0cc\u2028d{end}") == ["a", "", "b\x0cc\u2028d", ""]


@pytest.mark.parametrize(
    ("text", "fenced"),
    [
        ("a\n```\nb\n```\nc", ".xxx."),
        ("```python\n~~~\n````\nb", "xxx."),
        ("````\n```\nb\n````\nc", "xxxx."),
        ("~~~\na\n~~~\nb", "xxx."),
        ("``` a`b\nc", ".."),
        ("> ```\n> a\n> ```\nb", "xxx."),
        ("> ```\n> a\nb", "xx."),
        ("- ```\n  a\n  ```\nb", "xxx."),
        ("```\nnever closed", "xx"),
    ],
)
def test_fences_are_found_wherever_they_stand(text: str, fenced: str) -> None:
    assert inside(text) == fenced


def test_code_is_blanked_and_everything_keeps_its_column() -> None:
    assert without_code(["a `[^x]` b", "```", "[^x]", "```", "``a`b`` [^y] `c"]) == [
        "a        b",
        "",
        "",
        "",
        "        [^y] `c",
    ]


def test_a_line_of_backticks_without_end_is_read_at_once() -> None:
    line = "`a``b```c" * 20_000
    assert len(without_code([line])[0]) == len(line)


def test_places_are_found_one_after_the_other() -> None:
    places = Places(["x `(a)` (a) (a)", "", "(a)"], first_line=10)
    assert [places.next("(a)") for _ in range(4)] == [10, 10, 12, 12]
    assert places.next("absent") == 10


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("- a\n  - b\n    - c", "- a\n    - b\n        - c"),
        ("1) a\n   - b", "1. a\n    - b"),
        ("1. a\n  - b", "1. a\n    - b"),
        ("- a\n\n  b", "- a\n\n    b"),
        ("- a\n\n  b\n- c", "- a\n\n    b\n\n- c"),
        ("Three:\n- a\n- b", "Three:\n\n- a\n- b"),
        ("- a\n## H", "- a\n\n## H"),
        ("It was in\n1986. A good year", "It was in\n1986. A good year"),
        ("    - code", "    - code"),
        ("- a\n\t- b", "- a\n    - b"),
        ("- a\n  > b\n  > c", "- a\n\n    > b\n    > c"),
        ("> - a\n>   - b", "> - a\n>     - b"),
        ("- a\n  ```\n    x\n  ```\n  b", "- a\n\n    ```\n      x\n    ```\n\n    b"),
        ("```\n- a\n  - b\n```", "```\n- a\n  - b\n```"),
        ("Figures:\n| a | b |\n|---|---|\n| 1 | 2 |", "Figures:\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        ("***", "***"),
        ("- - -", "- - -"),
        ("*a* b", "*a* b"),
    ],
)
def test_lists_are_widened_to_what_the_parser_reads(written: str, read: str) -> None:
    assert tidy(written.split("\n")) == read.split("\n")


def test_quotes_nested_without_end_are_left_alone() -> None:
    assert len(tidy(["> " * 5000 + "x"])) == 1
