"""Rating oneself by a course's statements: keeping it, leaving it out, and what changed since an earlier time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from coursesite.learning.growth import queries
from coursesite.learning.growth.models import SelfRating, When
from coursesite.learning.growth.statements import STEPS, Statement, change_in_words


@dataclass(frozen=True, slots=True)
class Mark:
    """What was chosen at one of the times."""

    when: When
    step: int
    rated_at: datetime

    @property
    def words(self) -> str:
        """The step by its name."""
        return STEPS[self.step]


@dataclass(frozen=True, slots=True)
class Compared:
    """One statement, with what was chosen at each time at which it was."""

    text: str
    marks: Sequence[Mark]

    @property
    def change(self) -> str:
        """What the latest choice is beside the one before and the first, in words; empty for a single one."""
        if len(self.marks) < 2:
            return ""
        last, before, first = self.marks[-1], self.marks[-2], self.marks[0]
        if first is not before and first.step == before.step == last.step:
            return f"the same as {_THEN[before.when]} and {_THEN[first.when]}"
        said = _beside(before, last)
        return f"{said}, and {_beside(first, last)}" if first is not before else said

    def at(self, when: When) -> Mark | None:
        """What was chosen at this time."""
        return next((mark for mark in self.marks if mark.when is when), None)


_THEN = {When.START: "at the start", When.END: "at the end", When.LATER: "two months later"}


def _beside(before: Mark, last: Mark) -> str:
    joined = "as" if before.step == last.step else "than"
    return f"{change_in_words(before.step, last.step)} {joined} {_THEN[before.when]}"


def keep(
    session: Session,
    key: tuple[int, int, When],
    statements: Sequence[Statement],
    steps: Mapping[str, int],
    now: datetime,
) -> None:
    """Keep what somebody chose (key: person's id, course's id, time), over what they chose at that time before.

    Without any step it says that they left it out.
    """
    user_id, course_id, when = key
    words = {statement.key: statement.text for statement in statements if statement.key in steps}
    values = {"steps": {name: steps[name] for name in words}, "words": words, "rated_at": now}
    queries.put_rating(session, user_id, course_id, when.value, values)


def in_order(ratings: Iterable[SelfRating]) -> list[SelfRating]:
    """The ratings of one course by their times, those without any step left out."""
    order = [when.value for when in When]
    return sorted(
        (one for one in ratings if one.steps and one.moment in order), key=lambda one: order.index(one.moment)
    )


def compared(statements: Sequence[Statement], ratings: Sequence[SelfRating]) -> list[Compared]:
    """Each statement that was answered, in its words of now or of then, with the steps chosen."""
    texts = {one.key: one.text for one in statements}
    for rating in ratings:
        texts |= {key: str(text) for key, text in rating.words.items() if key not in texts}
    found = (
        Compared(
            text,
            [Mark(When(one.moment), one.steps[key], one.rated_at) for one in ratings if one.steps.get(key) in STEPS],
        )
        for key, text in texts.items()
    )
    return [one for one in found if one.marks]
