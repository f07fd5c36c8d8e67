"""Which of a person's attempts the figures are about."""

from enum import StrEnum

from coursesite.learning.quizzes.models import Standing


class Which(StrEnum):
    """First attempts, last ones, those that count, or all of them.

    First ones are the default, as in Moodle ("Quiz statistics calculations", General issues: data of later attempts
    "probably does not satisfy the assumptions that underlie item analysis statistics"): who comes back has seen the
    questions, and one person's attempts are not independent of each other.
    """

    FIRST = "first"
    COUNTS = "counts"
    LAST = "last"
    ALL = "all"

    @property
    def standing(self) -> int:
        """The bit of `Standing` that an attempt must have; 0 where any attempt will do."""
        return int({"first": Standing.FIRST, "last": Standing.LAST, "counts": Standing.COUNTS}.get(self.value, 0))
