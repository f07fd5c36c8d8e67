"""What every question has in common: title, id, settings, prompt, explanation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from coursesite.text.faults import Fault

from ..comment import read_comment, write_comment
from ..kinds import Exercise, Gap, Kind, Option, Pair, Settings
from .book import Question


def draft(
    question: Question,
    kind: Kind,
    *,
    prompt: str | None = None,
    options: Sequence[Option] = (),
    columns: Sequence[str] = (),
    pairs: Sequence[Pair] = (),
    gaps: Sequence[Gap] = (),
    shuffle: bool = True,
    after: Sequence[str] = (),
) -> Exercise:
    """Make an exercise of a question; `after` are further paragraphs of its explanation."""
    said = [text for text in (question.explanation, *after) if text]
    settings = replace(own_settings(question), tags=question.tags())
    settings = replace(settings, shuffle=shuffle and settings.shuffle)
    if kind.graded:
        settings = replace(settings, marks=question.marks())
    elif question.says("defaultgrade", "1").rstrip("0").rstrip(".") != "1":
        question.note("Its marks were left out: nothing is graded here by itself.")
    return Exercise(
        kind=kind,
        title=question.title,
        id=question.take_id(),
        settings=settings,
        prompt=question.prompt if prompt is None else prompt,
        line=question.line,
        id_line=None,
        options=tuple(options),
        columns=tuple(columns),
        pairs=tuple(pairs),
        gaps=tuple(gaps),
        explanation="\n\n".join(said) or None,
    )


def own_settings(question: Question) -> Settings:
    """Give the settings of ours that Moodle doesn't know and that a file of ours carries along."""
    text = question.element.get("settings", "")
    faults: list[Fault] = []
    comment = read_comment(f"<!-- {text} -->", question.line, faults)
    return Settings() if faults else replace(comment.settings, marks=Fraction(1), ask_after=None)


def settings_along(exercise: Exercise) -> str:
    """Write the settings that have no place of their own in Moodle's format."""
    picked = exercise.kind in {Kind.pick_one, Kind.pick_several}
    settings = replace(exercise.settings, tags=(), marks=Fraction(1))
    comment = write_comment(None, replace(settings, shuffle=True) if picked else settings)
    return (comment or "").removeprefix("<!--").removesuffix("-->").strip()
