"""What docs/authoring.md tells coaches about scoring is what marking does: its own questions, its own examples."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from coursesite.exercises import Compiled, Kind, compile, mark, parse
from coursesite.exercises.kinds import GRADED

from .samples import wrap

GUIDE = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
SECTION = GUIDE.split("### How each kind is scored")[1].split("\n### ")[0]
FENCE = re.compile(r"```markdown\n(.*?)```", re.DOTALL)


def rows(title: str) -> list[list[str]]:
    """The cells of the table in that section whose first column has this title."""
    table = SECTION.split(f"| {title} |")[1].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()[2:]]


def questions() -> dict[str, Compiled]:
    """Every exercise that the guide shows, by its title."""
    found = {}
    for fence in FENCE.findall(GUIDE):
        document = parse(fence.split("\n"), 1)
        for exercise in document.exercises:
            assert document.faults == ()
            found[exercise.title] = compile(exercise, wrap)
    return found


def given_in(question: Compiled, answer: str) -> dict[str, Any]:
    """An answer written as the guide writes it: its parts in quotation marks."""
    parts = re.findall(r"“([^”]*)”", answer)
    keys = {option.text: option.key for option in question.options}
    match question.kind:
        case Kind.pick_one | Kind.pick_several | Kind.poll:
            return {"picks": [keys[part] for part in parts]}
        case Kind.order:
            return {"order": [keys[part] for part in parts]}
        case Kind.match:
            lefts = {left.text: left.key for left in question.lefts}
            pairs = zip(parts[::2], parts[1::2], strict=True)
            return {"pairs": {lefts[left]: keys[right] for left, right in pairs}}
        case Kind.gaps:
            return {"gaps": parts}
    return {"text": parts[0]}


@pytest.mark.parametrize(("title", "answer", "earns"), rows("question"))
def test_a_worked_example_earns_what_the_guide_says(title: str, answer: str, earns: str) -> None:
    question = questions()[title]
    said = re.match(r"\d+(?:/\d+)?", earns)
    assert said is not None
    assert mark(question, given_in(question, answer)).credit == Fraction(said[0])


def test_every_kind_has_its_rule_and_every_marked_kind_an_example() -> None:
    named = {name for row in rows("kind") for name in row[0].split(", ")}
    words = {Kind.short_answer: "a word", Kind.number: "a number", Kind.try_: "try"}
    assert named == {words.get(kind, kind.value.replace("_", " ")) for kind in Kind}
    assert {questions()[row[0]].kind for row in rows("question")} >= GRADED
