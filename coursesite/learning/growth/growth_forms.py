"""What people send about themselves: the steps they chose, a feeling, what is to be deleted."""

from collections.abc import Mapping

from coursesite.accounts.forms import plain_lines, tidy
from coursesite.learning.growth.bounds import LONGEST_NOTE, LONGEST_WORD
from coursesite.learning.growth.grid import CELLS, Cell
from coursesite.learning.growth.statements import STEPS, Statement

LONGEST_NUMBER = 9
NO_PLACE = (
    "Choose the place on the grid that comes nearest; a word of your own stands beside it. Nothing was kept yet, and "
    "what you wrote is still here."
)


class RatingForm:
    """A step for each statement; what has none was left out."""

    def __init__(self, sent: Mapping[str, str], statements: tuple[Statement, ...]) -> None:
        asked = {one.key: sent.get(f"step-{one.key}", "") for one in statements}
        numbers = {key: int(value) for key, value in asked.items() if value in "12345" and len(value) == 1}
        self.steps: Mapping[str, int] = {key: step for key, step in numbers.items() if step in STEPS}
        self.agrees = sent.get("keep") == "yes"
        self.leaves_out = sent.get("do") == "skip"
        self.moment = sent.get("moment", "")


class FeelingForm:
    """A place on the grid, a word of one's own, a note."""

    def __init__(self, sent: Mapping[str, str]) -> None:
        self.cell: Cell | None = CELLS.get(sent.get("place", ""))
        self.word = tidy(sent.get("word"))
        self.note = plain_lines(sent.get("note")).strip()
        self.agrees = sent.get("keep") == "yes"

    @property
    def sentence(self) -> str:
        """What is wrong with it; empty where nothing is."""
        if self.cell is None:
            return NO_PLACE
        for text, most, what in ((self.word, LONGEST_WORD, "word"), (self.note, LONGEST_NOTE, "note")):
            if len(text) > most:
                return (
                    f"There is room for {most:,} characters, and your {what} has {len(text):,}. Nothing was kept yet; "
                    "shorten it, and send it again."
                )
        return ""


def number_in(text: str) -> int:
    """A row's number out of a form; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
