"""Reading a file of Moodle's: each question becomes an exercise, or text with a note that says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import tostring

from coursesite.text.shapes import shown

from ..exchange import Imported, Note, Unfit, category_of, own_exercise
from ..fitting import as_code, fitted, fitted_prose, set_apart
from ..kinds import Exercise, Prose
from .arranging import essay, matching, ordering
from .book import Book, Question
from .gapping import cloze, numbered_gaps
from .picking import multichoice, truefalse
from .tree import Found, read_tree
from .typed import numerical, shortanswer

_READERS: dict[str, Callable[[Question], Exercise]] = {
    "multichoice": multichoice,
    "truefalse": truefalse,
    "shortanswer": shortanswer,
    "numerical": numerical,
    "matching": matching,
    "match": matching,
    "ddmatch": matching,
    "ordering": ordering,
    "essay": essay,
    "cloze": cloze,
    "multianswer": cloze,
    "gapselect": numbered_gaps,
    "ddwtos": numbered_gaps,
}
_TOP = re.compile(r"^(?:\$\w+\$|top|default for .*)$", re.IGNORECASE)


def read(data: bytes) -> Imported:
    """Read a file in the format Moodle XML.

    Every question becomes an exercise or, where it has no equal, text with a note; nothing is dropped without a
    word. Raises Unreadable where the file as a whole cannot be taken in: it is no XML of Moodle's, too large,
    or declares entities.
    """
    book = Book()
    parts = [part for found in read_tree(data) for part in read_question(found, book)]
    if book.tries:
        sentence = "Hints, and what Moodle takes off for a further try, have no equal here and were left out."
        book.notes.append(Note(book.tries, sentence))
    return Imported(set_apart(parts), tuple(sorted(set(book.notes))), tuple(book.store.pictures.values()))


def read_question(found: Found, book: Book) -> list[Exercise | Prose]:
    """Read one question: what it became, nothing for a category."""
    question = Question(found.element, found.line, book)
    if question.kind == "category":
        book.category = _category(question.says("category/text"))
        return []
    _mind_tries(question)
    part = _description(question) if question.kind == "description" else _exercise(question)
    name = shown(" ".join((question.element.findtext("name/text") or "").split()) or question.kind)
    book.notes += [Note(found.line, f"{name}: {sentence}") for sentence in dict.fromkeys(question.notes)]
    for file in question.files.refused:
        sentence = f"{name}: The file {shown(file)} isn't an image that can be kept, and was left out."
        book.notes.append(Note(found.line, sentence))
    return [part] if part is not None else []


def _exercise(question: Question) -> Exercise | Prose:
    reader = _READERS.get(question.kind)
    if reader is None:
        why = f"Its type {shown(question.kind)} has no equal here, so it was kept as text."
        return _kept(question, why)
    taken = set(question.book.ids)
    try:
        exercise, escaped = fitted(reader(question))
    except Unfit as unfit:
        question.book.ids = taken
        return _kept(question, f"It was kept as text. {unfit.sentence}")
    question.notes += [escaped] if escaped else []
    return exercise


def _kept(question: Question, why: str) -> Prose:
    """Keep a question whole, as it stood in the file, without the bytes of its files."""
    question.notes = [why]
    for file in question.element.iter("file"):
        file.text = "…"
    question.element.tail = None
    return as_code(tostring(question.element, encoding="unicode").split("\n"), question.line, "xml")


def _description(question: Question) -> Exercise | Prose | None:
    """Text between questions; one that is an exercise in our own notation is that exercise."""
    element = question.element.find("questiontext")
    text = question.prompt
    found = own_exercise(text) if element is not None and element.get("format") == "markdown" else None
    if found is not None and (found.id is None or found.id not in question.book.ids):
        question.book.ids |= {found.id} if found.id else set()
        return found
    said = [part for part in (text, question.explanation) if part]
    if not said:
        question.note("It says nothing, and was left out.")
        return None
    kept, escaped = fitted_prose(["\n\n".join(said)], question.line)
    question.notes += [escaped] if escaped else []
    return kept


def _category(path: str) -> str:
    """The last part of a category's path; the names that Moodle gives by itself say nothing."""
    last = category_of(path).strip()
    return "" if _TOP.match(last) else last


def _mind_tries(question: Question) -> None:
    """Remember the first question with hints or a penalty: one note for the file says enough."""
    penalty = question.says("penalty", "0").strip("0.")
    if not question.book.tries and (penalty or question.element.find("hint") is not None):
        question.book.tries = question.line
