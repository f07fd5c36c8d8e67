"""Writing a file for Moodle that comes back as it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, fromstring, indent, tostring

from coursesite.text.shapes import shown

from ..exchange import NO_PICTURES, Exported, Note, own_exercise
from ..kinds import Exercise, Kind, Prose
from ..printing import print_exercise
from .book import Book
from .outgoing import Gallery, Outgoing, speakable
from .reader import read_question
from .tree import Found
from .writers import write_description, write_native

_NO_EQUAL = {
    Kind.poll: "a poll",
    Kind.scale: "a scale",
    Kind.reflect: "a reflection",
    Kind.try_: "something to try",
    Kind.plan: "a plan",
}
_LONGEST_NAME = 60


def write(parts: Sequence[Exercise | Prose], pictures: Mapping[str, bytes] = NO_PICTURES) -> Exported:
    """Write exercises and the text between them in the format Moodle XML.

    `pictures` holds images by the path that the texts give; they go inside the file and come back as
    `images/<name>`. What Moodle has no equal for goes as a description whose text is our own notation. Reading the
    file gives the same exercises; whatever Moodle shows or counts in another way is a note.
    """
    gallery = Gallery.of(pictures)
    quiz = Element("quiz")
    notes: list[Note] = []
    for part in parts:
        out = _prose(part, gallery) if isinstance(part, Prose) else _exercise(part, gallery)
        quiz.append(out.element)
        line = part.first_line if isinstance(part, Prose) else part.line
        notes += [Note(line, sentence) for sentence in out.notes]
    notes += _about_words(parts)
    notes += [_no_image(path) for path in pictures if path not in gallery.names]
    indent(quiz)
    data: bytes = tostring(quiz, encoding="utf-8", xml_declaration=True)
    return Exported(data + b"\n", tuple(sorted(set(notes))))


def _prose(part: Prose, gallery: Gallery) -> Outgoing:
    text = "\n".join(part.lines).strip("\n")
    cleaned = gallery.led_home(speakable(text))
    words = " ".join(cleaned.replace("#", " ").split())
    out = write_description(words[:_LONGEST_NAME] or "…", cleaned, gallery)
    _mind_speech(out, "Text", text)
    return out


def _exercise(exercise: Exercise, gallery: Gallery) -> Outgoing:
    printed = print_exercise(exercise)
    spoken = own_exercise(gallery.led_home(speakable(printed))) or exercise
    out = _equal(spoken, gallery) or _own_notation(spoken, gallery)
    name = shown(exercise.title or exercise.prompt or exercise.headword)
    out.notes = [f"{name}: {sentence}" for sentence in out.notes]
    _mind_speech(out, name, printed)
    return out


def _equal(exercise: Exercise, gallery: Gallery) -> Outgoing | None:
    """The question of Moodle's, if it comes back as what it is."""
    out = write_native(exercise, gallery)
    if out is None:
        return None
    back = read_question(Found(fromstring(tostring(out.element)), exercise.line), Book())  # noqa: S314 - just written
    return out if back == [exercise] else None


def _own_notation(exercise: Exercise, gallery: Gallery) -> Outgoing:
    out = write_description(exercise.title, print_exercise(exercise).strip("\n"), gallery)
    what = _NO_EQUAL.get(exercise.kind)
    why = f"Moodle has nothing like {what}" if what else "Moodle could not hold it as it is"
    out.note(f"{why}, so it goes as a description in our own notation, which comes back as what it was.")
    return out


def _mind_speech(out: Outgoing, name: str, text: str) -> None:
    if speakable(text) != text:
        out.note(f"{name}: Control characters, which XML cannot hold, were left out.")


def _about_words(parts: Sequence[Exercise | Prose]) -> list[Note]:
    """One note for the file: how Moodle compares what is typed."""
    typed = [part for part in parts if isinstance(part, Exercise) and part.kind in {Kind.short_answer, Kind.gaps}]
    sentence = "Moodle minds accents and a full stop at the end of what is typed: add such wordings where they matter."
    return [Note(typed[0].line, sentence)] if typed else []


def _no_image(path: str) -> Note:
    return Note(0, f"{shown(path)} isn't an image that can go along, and was left out.")
