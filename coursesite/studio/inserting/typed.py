"""What was typed into a form, read with everything that is amiss in it kept by the name of its field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from coursesite.exercises.kinds import HALF, Mark, Option

LONGEST_TEXT = 20_000
LONGEST_LINE = 300
RIGHT, ACCEPTABLE, WRONG = "right", "acceptable", "wrong"

Values = Mapping[str, Any]


class Amiss(Exception):
    """What keeps a form from becoming an exercise: a sentence for each field; an empty name is the whole form."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list in a form: where it stands, and what was typed into it."""

    list_name: str
    place: int
    values: Values

    def text(self, name: str = "text") -> str:
        """What one field of the row holds."""
        return str(self.values.get(name) or "").strip()

    def field(self, name: str = "text") -> str:
        """The name of one field of the row."""
        return f"{self.list_name}-{self.place}-{name}"


@dataclass
class Typed:
    """A form's values, and what was found amiss so far."""

    values: Values
    problems: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text as it was typed, without the blank lines around it."""
        return str(self.values.get(name) or "").strip("\n").rstrip()

    def line(self, name: str) -> str:
        """A text that stands on one line."""
        return " ".join(str(self.values.get(name) or "").split())

    def amiss(self, name: str, sentence: str) -> None:
        """Keep what is amiss with a field; what was found first stands."""
        self.problems.setdefault(name, sentence)

    def rows(self, list_name: str, needed: str = "text") -> list[Row]:
        """The rows in which something stands. A row without its `needed` field is amiss, and is left out."""
        found = []
        for place, values in enumerate(self.values.get(list_name) or ()):
            row = Row(list_name, place, values)
            others = [name for name in values if name not in (needed, "mark") and row.text(name)]
            if row.text(needed):
                found.append(row)
            elif others:
                sentence = "This is empty, and something stands beside it. Fill it in, or empty both."
                self.amiss(row.field(needed), sentence)
        return found

    def at_least(self, rows: Sequence[Row], list_name: str, wanted: int, sentence: str, needed: str = "text") -> None:
        """Say so where there are fewer rows; the sentence stands at the first one that is empty."""
        if len(rows) >= wanted:
            return
        filled = {row.place for row in rows}
        count = len(self.values.get(list_name) or ())
        empty = next((place for place in range(count) if place not in filled), 0)
        self.amiss(Row(list_name, empty, {}).field(needed), sentence)

    def differ(
        self,
        rows: Sequence[Row],
        form: Callable[[str], str],
        name: str = "text",
        wording: Callable[[Row], str] | None = None,
    ) -> None:
        """Name each row that says the same as one before it, in this form of its words."""
        seen: set[str] = set()
        for row in rows:
            said = form(wording(row) if wording else row.text(name))
            if said in seen:
                self.amiss(row.field(name), "This stands there twice. Make the two differ, or empty one.")
            seen.add(said)


def marked(rows: Sequence[Row], right: Mark, wording: Callable[[Row], str] = Row.text) -> tuple[Option, ...]:
    """The options that rows are: right ones with this mark, acceptable ones for half the marks, wrong ones."""
    marks = {RIGHT: (right, Fraction(1)), ACCEPTABLE: (Mark.partly, HALF)}
    options = []
    for row in rows:
        mark, share = marks.get(row.text("mark"), (Mark.wrong, Fraction(0)))
        options.append(Option(wording(row), mark, share, row.text("feedback") or None, 0))
    return tuple(options)


def unmarked(rows: Sequence[Row], mark: Mark) -> tuple[Option, ...]:
    """The items that rows are, where none is more right than another."""
    return tuple(Option(row.text(), mark, Fraction(0), None, 0) for row in rows)
