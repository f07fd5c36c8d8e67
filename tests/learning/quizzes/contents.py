"""Quizzes and pools as rules see them: a text compiled, without a site around it."""

from coursesite.exercises import Compiled, Exercise, parse
from coursesite.exercises import compile as compile_exercise
from coursesite.learning.quizzes.asking import Source
from coursesite.library.models import Kind
from coursesite.library.reading import Block, Content


def compiled(text: str) -> list[Compiled]:
    """The exercises of a text, compiled, with their Markdown standing for HTML."""
    document = parse(text.strip("\n").split("\n"), 1)
    assert not document.faults, document.faults
    return [compile_exercise(part, lambda part: part) for part in document.parts if isinstance(part, Exercise)]


def one(text: str) -> Compiled:
    """The only exercise of a text."""
    (found,) = compiled(text)
    return found


def source(piece_id: int, text: str, revision_id: int = 1) -> Source:
    """A piece whose published wording is this text."""
    blocks = tuple(Block(exercise=found) for found in compiled(text))
    content = Content(
        revision_id=revision_id,
        kind=Kind.POOL,
        key="anykey",
        title="Any",
        summary="",
        description="",
        values={},
        blocks=blocks,
        sources="",
        headings=(),
        questions=(),
        minutes=1,
        words=1,
    )
    return Source(piece_id, content)


def picks(*names: str, tags: str = "", marks: int = 1) -> str:
    """Questions to pick one answer in, with these ids."""
    settings = (f"; tags: {tags}" if tags else "") + (f"; marks: {marks}" if marks != 1 else "")
    return "\n".join(
        f"### Question: About {name}\n<!-- id: {name}{settings} -->\n\nWhich?\n\n- [x] This\n- [~] Half\n- [ ] That\n"
        for name in names
    )
