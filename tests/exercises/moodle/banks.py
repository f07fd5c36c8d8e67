"""Small files as Moodle exports them, and what came of the one question in them."""

from __future__ import annotations

from coursesite.exercises import Exercise, Prose
from coursesite.exercises.moodle import read

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def quiz(*questions: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "\n</quiz>").encode()


def question(kind: str, inside: str, text: str = "Well?", name: str = "A call") -> str:
    return (
        f'<question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>{inside}</question>'
    )


def answer(share: str, text: str, more: str = "") -> str:
    return f'<answer fraction="{share}"><text>{text}</text>{more}</answer>'


def sole(kind: str, inside: str, text: str = "Well?") -> tuple[Exercise, list[str]]:
    """The only exercise of a file and what is noted, without the question's name."""
    found = read(quiz(question(kind, inside, text)))
    (exercise,) = found.exercises
    return exercise, [note.sentence.removeprefix("“A call”: ") for note in found.notes]


def kept(kind: str, inside: str, text: str = "Well?") -> tuple[str, str]:
    """The text that a question was kept as, and the note that says why."""
    found = read(quiz(question(kind, inside, text)))
    (part,) = found.parts
    assert isinstance(part, Prose)
    (note,) = found.notes
    assert note.line == part.first_line == 3
    return "\n".join(part.lines), note.sentence
