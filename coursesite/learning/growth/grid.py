"""The grid of feelings: how pleasant one is, how much energy is in it, and a word for each place.

The two axes are those of the circumplex of affect (J. A. Russell, "A circumplex model of affect", Journal of
Personality and Social Psychology, 1980). The words are ours, and near rather than exact.
"""

from dataclasses import dataclass

RANGE = range(-2, 3)
PLEASANT = {
    -2: "very unpleasant",
    -1: "rather unpleasant",
    0: "neither pleasant nor unpleasant",
    1: "rather pleasant",
    2: "very pleasant",
}
ENERGETIC = {
    2: "a great deal of energy",
    1: "rather much energy",
    0: "middling energy",
    -1: "little energy",
    -2: "hardly any energy",
}
_WORDS = {
    2: ("furious", "alarmed", "stirred up", "excited", "elated"),
    1: ("anxious", "annoyed", "alert", "hopeful", "joyful"),
    0: ("hurt", "uneasy", "so-so", "pleased", "happy"),
    -1: ("sad", "let down", "quiet", "calm", "content"),
    -2: ("hopeless", "drained", "sleepy", "at ease", "at peace"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the grid."""

    pleasant: int
    energetic: int

    @property
    def word(self) -> str:
        """The word that stands there."""
        return _WORDS[self.energetic][self.pleasant - RANGE.start]

    @property
    def meaning(self) -> str:
        """Where it lies, in words."""
        return f"{PLEASANT[self.pleasant]}, {ENERGETIC[self.energetic]}"

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return f"{self.pleasant},{self.energetic}"


ROWS = tuple(tuple(Cell(pleasant, energetic) for pleasant in RANGE) for energetic in reversed(RANGE))
"""The grid as it is drawn: much energy above, pleasant on the right."""
CELLS = {cell.value: cell for row in ROWS for cell in row}
