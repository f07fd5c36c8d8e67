"""What is the same for every reader of a revision, made once: the order of options, the wording's fingerprint."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from coursesite.exercises import Compiled, Question
from coursesite.library.reading import Content

MOST_KEPT = 512


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


_kept: OrderedDict[int, tuple[Content, dict[str, Prepared]]] = OrderedDict()
_lock = Lock()


def prepared(content: Content) -> Mapping[str, Prepared]:
    """The exercises of a revision by their ids.

    Options stand in one order for everybody, decided by the lesson's key: a page that is kept for all guests must be
    the same for each of them, and nothing moves when a guest becomes somebody by answering.
    """
    with _lock:
        found = _kept.get(id(content))
        if found is not None and found[0] is content:
            _kept.move_to_end(id(content))
            return found[1]
    made = dict(_each(content))
    with _lock:
        _kept[id(content)] = (content, made)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


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
