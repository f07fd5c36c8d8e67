"""Writing exercises as GIFT, so that Moodle asks the same and reading them here gives the same exercise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coursesite.text.shapes import shown

from ..comment import write_comment
from ..exchange import Exported, Note
from ..kinds import Exercise, Kind, Mark, Prose, Settings
from ..printing import print_exercise
from .blocks import mark_of
from .escapes import escaped
from .forms import MARKDOWN, is_truth, natural
from .reading import read_text
from .weights import MOODLE

_OURS = "// coursesite:"
_NAMES = {
    Kind.order: "is a list to put in order",
    Kind.gaps: "is a text with gaps",
    Kind.poll: "is a poll",
    Kind.scale: "is a scale",
    Kind.reflect: "is there to reflect on",
    Kind.try_: "is there to try",
    Kind.plan: "is a plan",
}


def write(parts: Sequence[Exercise | Prose]) -> Exported:
    """Write exercises and the text between them as one GIFT file in UTF-8. `read` gives equal exercises.

    What Moodle has no place for stands in comments or in descriptions that this site reads; each is a note.
    """
    notes: list[Note] = []
    written = [_prose(part, notes) if isinstance(part, Prose) else _exercise(part, notes) for part in parts]
    text = "\n\n".join(filter(None, written))
    return Exported(f"{text}\n".encode() if text else b"", tuple(sorted(notes)))


def _prose(prose: Prose, notes: list[Note]) -> str:
    text = "\n".join(prose.lines).strip("\n")
    _note_pictures(text, prose.first_line, notes)
    return MARKDOWN + escaped(text.rstrip())


def _exercise(exercise: Exercise, notes: list[Note]) -> str:
    own = print_exercise(exercise).strip("\n")
    _note_pictures(own, exercise.line, notes)
    question = natural(exercise)
    comments = "" if question is None else _comments(exercise)
    written = MARKDOWN + escaped(own) if question is None else question
    whole = _comes_back(exercise, comments + written)
    sentence = _said(exercise, asked=question is not None, whole=whole, settings=_OURS in comments)
    notes += [Note(exercise.line, sentence)] if sentence else []
    _note_weights(exercise, notes)
    return comments + written if whole else f"{comments}{_kept(own, written)}{written}"


def _said(exercise: Exercise, *, asked: bool, whole: bool, settings: bool) -> str:
    """Say what Moodle does not get of an exercise; nothing where it gets all."""
    called = _called(exercise)
    if not asked:
        name = _NAMES.get(exercise.kind, "has a form of its own")
        return f"{called} {name}, which GIFT has no question for: Moodle shows its text, this site reads it."
    if not whole:
        return f"{called} says more than GIFT has a place for; a comment keeps it, which only this site reads."
    return f"The settings of {called} stand in a comment, which only this site reads." if settings else ""


def _kept(own: str, question: str) -> str:
    """Our notation as a comment, for a question that alone would not come back as it was."""
    lines = "".join(f"// | {line}\n" for line in own.split("\n"))
    return f"// coursesite {mark_of(question)}, as it was written there:\n{lines}"


def _comes_back(exercise: Exercise, text: str) -> bool:
    return tuple(read_text(text)) == (exercise,)


def _comments(exercise: Exercise) -> str:
    id_ = [f"[id:{exercise.id}]"] if exercise.id else []
    tags = [f"[tag:{_in_brackets(tag)}]" for tag in exercise.settings.tags]
    lines = [f"// {' '.join([*id_, *tags])}\n"] if id_ or tags else []
    settings = replace(exercise.settings, tags=(), shuffle=exercise.settings.shuffle or is_truth(exercise))
    if settings != Settings():
        comment = write_comment(None, settings) or ""
        lines.append(f"{_OURS} {comment.removeprefix('<!-- ').removesuffix(' -->')}\n")
    return "".join(lines)


def _in_brackets(text: str) -> str:
    return text.replace("\\", "\\\\").replace("]", "\\]")


def _called(exercise: Exercise) -> str:
    return shown(exercise.title or exercise.prompt or exercise.headword)


def _note_weights(exercise: Exercise, notes: list[Note]) -> None:
    partly = [option for option in exercise.options if option.mark is Mark.partly]
    if exercise.kind is Kind.pick_several and partly:
        sentence = (
            f"In {_called(exercise)}, an answer that is partly right brings the weights over 100 %; Moodle says so at "
            "import, and counts as it does here."
        )
        notes.append(Note(exercise.line, sentence))
    elif any(option.share not in MOODLE for option in partly):
        sentence = (
            f"Moodle has no weight that is the share of each answer in {_called(exercise)}; choose “Nearest grade if "
            "not listed” when you import it there."
        )
        notes.append(Note(exercise.line, sentence))


def _note_pictures(text: str, line: int, notes: list[Note]) -> None:
    if "![" in text:
        notes.append(Note(line, "GIFT holds no pictures: this text shows one, and only its address goes along."))
