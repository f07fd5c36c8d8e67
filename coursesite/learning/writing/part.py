"""What stands below a Write on its lesson's page: the form, or where the text is."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from coursesite.exercises import Compiled
from coursesite.learning.lesson_queries import Begun, Mine
from coursesite.learning.showing.prepared import Prepared
from coursesite.learning.showing.typed import Refused, first
from coursesite.learning.writing.drafts import OPEN, Task
from coursesite.learning.writing.models import Stage
from coursesite.learning.writing.pages import own_address
from coursesite.text.harm import speaks_of_harm
from coursesite.text.plain import count_words
from coursesite.web.filters import count_in_words
from coursesite.web.markup import safe

ASKS = "asks"
"""Under this name a refusal says what its form needs besides: `measure`, `account` or `both` texts."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the rubric with its box."""

    key: str
    html: Markup
    ticked: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The form with what stands in it, and where the writing is. `asks` is what a refusal needs besides."""

    address: str
    rubric: tuple[Tick, ...]
    text: str
    begun: Begun | None
    refused: str
    asks: str

    @property
    def template(self) -> str:
        """The name of the template that draws it."""
        return "learning/writing.html"

    @property
    def is_open(self) -> bool:
        """Whether its writer goes on with it."""
        return self.begun is None or self.begun.stage in OPEN

    @property
    def is_sent(self) -> bool:
        """Whether it waits for a coach."""
        return self.begun is not None and self.begun.stage == Stage.SENT

    @property
    def is_again(self) -> bool:
        """Whether a coach asked for another round."""
        return self.begun is not None and self.begun.stage == Stage.AGAIN

    @property
    def version(self) -> int:
        """The version that the form begins from."""
        return self.begun.version if self.begun else 0

    @property
    def saved_at(self) -> datetime | None:
        """When it was saved or sent last."""
        return self.begun.saved_at if self.begun else None

    @property
    def other(self) -> str:
        """The text that was saved meanwhile, where the form holds another."""
        return self.begun.text if self.begun and self.asks == "both" else ""

    @property
    def own_href(self) -> str:
        """The page with all rounds."""
        return own_address(self.begun.lesson_key, self.begun.exercise) if self.begun else ""

    @property
    def words(self) -> str:
        """How long the text is."""
        return count_in_words(count_words(self.text), "word")

    @property
    def is_heavy(self) -> bool:
        """Whether what was saved or sent speaks of harming oneself."""
        return self.begun is not None and speaks_of_harm(self.begun.text)


def task_of(compiled: Compiled) -> Task:
    """A Write as its drafts know it."""
    return Task(compiled.id, compiled.title_text, tuple(option.key for option in compiled.options))


def part_of(exercise: Prepared, lesson_address: str, mine: Mine, refused: Refused | None) -> Part:
    """The part for what this person wrote; after a refusal with what they typed."""
    compiled = exercise.compiled
    begun = mine.writings.get(compiled.id)
    ticked = refused.typed.get("pick", ()) if refused else begun.ticked if begun else ()
    text = first(refused.typed, "text") if refused else begun.text if begun else ""
    # As written: a rubric has an order, whatever its coach set about shuffling.
    rubric = tuple(Tick(one.key, safe(one.html), one.key in ticked) for one in compiled.options)
    asks = first(refused.typed, ASKS) if refused else ""
    sentence = refused.sentence if refused else ""
    return Part(f"{lesson_address}writings/{compiled.id}", rubric, text, begun, sentence, asks)
