"""Writing an exercise as Markdown, in the one form that this room would choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coursesite.text.tables import row

from .comment import write_comment
from .kinds import HALF, Exercise, Kind, Mark, Option
from .numbers import write_share


def print_exercise(exercise: Exercise) -> str:
    """Write an exercise as Markdown, ending in a line end. Reading it gives an equal exercise."""
    heading = [f"### {exercise.headword}: {exercise.title}".rstrip()]
    comment = write_comment(exercise.id, exercise.settings)
    blocks = ["\n".join([*heading, comment] if comment else heading)]
    if exercise.prompt:
        blocks.append(exercise.prompt)
    answers = "\n".join(_answers(exercise))
    if answers:
        blocks.append(answers)
    if exercise.explanation is not None:
        blocks.append("\n".join(_quote(exercise.explanation, "")))
    return "\n\n".join(blocks) + "\n"


def _answers(exercise: Exercise) -> Iterator[str]:
    if exercise.kind is Kind.match:
        yield row(list(exercise.columns))
        yield "|" + "---|" * len(exercise.columns)
        for pair in exercise.pairs:
            yield row([pair.left, pair.right, pair.why or ""][: max(len(exercise.columns), 2)])
    for step in exercise.steps:
        yield from _item(f"- [{step.value}]", step.text, None)
    for place, option in enumerate(exercise.options, 1):
        marker = f"{place}." if exercise.kind is Kind.order else "-"
        yield from _item(_with_mark(marker, option), option.text, option.feedback)


def _with_mark(marker: str, option: Option) -> str:
    if option.mark is Mark.none:
        return marker
    if option.mark is Mark.partly and option.share != HALF:
        return f"{marker} [~ {write_share(option.share)}]"
    return f"{marker} [{option.mark}]"


def _item(marker: str, text: str, feedback: str | None) -> Iterator[str]:
    first, *further = text.split("\n")
    yield f"{marker} {first}".rstrip(" ") if not first else f"{marker} {first}"
    yield from _indented(further)
    if feedback is not None:
        yield from _quote(feedback, "  ")


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"  {line}" if line else ""


def _quote(text: str, indent: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield f"{indent}> {line}" if line else f"{indent}>"
