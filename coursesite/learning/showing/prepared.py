"""What is the same for every reader of a revision, made once: the order of options, the wording's fingerprint."""

import hashlib
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache, cached

from coursesite.exercises import Compiled, Question
from coursesite.library.reading import Content

MOST_KEPT = 512
MOST_DRAWINGS = 400


@dataclass(frozen=True, slots=True)
class Prepared:
    """An exercise with the view of it that gives nothing away, and the fingerprint of its wording.

    `level` is that of its heading: 3 under a heading of the text, 2 where none stands before it, so that no level
    is left out.
    """

    compiled: Compiled
    question: Question
    wording: str
    level: int


@dataclass(frozen=True, slots=True)
class PreparedLesson:
    """The exercises of a revision by their ids, and what they have been drawn as.

    It holds the content itself, so that no other content can get its identity while this is kept.
    """

    content: Content
    exercises: Mapping[str, Prepared]
    drawings: "Drawings"


class Drawings:
    """Exercises as HTML, by all that their looks depend on; least recently used first out."""

    def __init__(self) -> None:
        self._kept: LRUCache[Hashable, str] = LRUCache(MOST_DRAWINGS)
        self._lock = Lock()

    def get(self, looks: Hashable, draw: Callable[[], str]) -> str:
        """The HTML for these looks, drawn if it isn't here."""
        with self._lock:
            found = self._kept.get(looks)
        if found is None:
            found = draw()
            with self._lock:
                self._kept[looks] = found
        return found


@cached(LRUCache(MOST_KEPT), key=id, lock=Lock())
def prepared_lesson(content: Content) -> PreparedLesson:
    """A revision made ready for its readers.

    Options stand in one order for everybody, decided by the lesson's key: a page that is kept for all guests must be
    the same for each of them, and nothing moves when a guest becomes somebody by answering.
    """
    return prepare(content)


def prepare(content: Content) -> PreparedLesson:
    """The same for a text that is still being written, and so is not worth keeping."""
    return PreparedLesson(content, dict(_each(content)), Drawings())


def prepared(content: Content) -> Mapping[str, Prepared]:
    """The exercises of a revision by their ids."""
    return prepared_lesson(content).exercises


def _each(content: Content) -> Iterator[tuple[str, Prepared]]:
    level = 2
    for block in content.blocks:
        if block.exercise is not None:
            found = block.exercise
            yield found.id, Prepared(found, found.question(content.key), wording(found), level)
        elif "<h2" in block.prose:
            level = 3


def wording(compiled: Compiled) -> str:
    """A short fingerprint of what a learner reads before answering; feedback and marks don't count."""
    question = compiled.question()
    parts = (
        question.kind.value,
        question.prompt,
        question.pieces,
        sorted((choice.key, choice.html) for choice in question.choices),
        [(left.key, left.html) for left in question.lefts],
        question.gaps,
        [(step.value, step.text) for step in question.steps],
    )
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
