"""What a lesson's page shows below an exercise that is answered in one's own words: what stands there, and its form."""

from collections.abc import Callable
from typing import Protocol

from coursesite.exercises import Kind
from coursesite.learning.lesson_queries import Mine
from coursesite.learning.showing.prepared import Prepared
from coursesite.learning.showing.typed import Refused


class Own(Protocol):
    """One such part; `template` draws it, and finds it there as `own`."""

    @property
    def template(self) -> str:
        """The name of the template that draws it."""


Maker = Callable[[Prepared, str, Mine, Refused | None], Own]
"""Makes the part from the exercise, its lesson's address, what its reader did, and what was not taken."""

MAKERS: dict[Kind, Maker] = {}
"""By kind of exercise."""
