"""A course that asks how somebody sees themselves, and a learner who answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from coursesite import clock
from coursesite.learning.growth.statements import key_of
from coursesite.learning.models import Enrolment
from tests.learning.learners import Learner, words_of
from tests.library.shelves import Shelf

SAYS_BACK, NAMES_COST, WAITS = "I say back what I heard.", "I name what it cost.", "I wait for the answer."
THREE = (SAYS_BACK, NAMES_COST, WAITS)
RATING = "/growth/calls/"


def write_statements(shelf: Shelf, statements: Sequence[str] = THREE) -> None:
    """Let the course ask by these statements."""
    listed = "".join(f"\n  - {one}" for one in statements)
    shelf.course(key="calls1", title="Course calls", topics=f"phone\ngrowth:{listed}")
    shelf.pushed()


@dataclass
class Rater:
    """A learner who looks at themselves."""

    learner: Learner

    def rates(self, status: int = 303, **steps: int) -> str:
        """Choose steps: says_back=2, names_cost=4, waits=5. Gives the words of the page that comes of it."""
        texts = {"says_back": SAYS_BACK, "names_cost": NAMES_COST, "waits": WAITS}
        chosen = {f"step-{key_of(texts[name])}": str(step) for name, step in steps.items()}
        return self.sends({"keep": "yes", "do": "keep", **chosen}, status)

    def sends(self, values: dict[str, Any], status: int = 303) -> str:
        """Send the form with these values."""
        self.learner.reads(RATING)
        response = self.learner.posts(RATING, self.learner.form(RATING) | values, status)
        self.learner.page = self.learner.follows(response) if status == 303 else response.text
        return words_of(self.learner.page)

    def completes(self, moment: datetime | None = None) -> None:
        """Complete the course, at a moment or now."""
        with self.learner.database.writing() as session:
            done = update(Enrolment).where(Enrolment.user_id == self.learner.person.id)
            session.execute(done.values(completed_at=moment or clock.now()))
            session.commit()

    def rows(self, table: Any) -> list[Any]:
        """This person's rows of a table."""
        with self.learner.database.reading() as session:
            return list(session.scalars(select(table).where(table.user_id == self.learner.person.id)))
