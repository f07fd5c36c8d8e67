"""What has to be finished before something else opens. What somebody has finished stays open to them."""

from collections.abc import Collection

from coursesite.library.reading import Outline, OutlineLesson


def waits_for(outline: Outline, lesson_id: int, finished: Collection[int]) -> OutlineLesson | None:
    """What this lesson or quiz waits for; None where it is open to who has finished these."""
    gate = outline.gates.get(lesson_id)
    if gate is None or gate in finished or lesson_id in finished:
        return None
    return outline.lesson(gate)


def opens_in_words(gate: OutlineLesson) -> str:
    """When something that waits for this opens, as in "once you have passed “Final check”"."""
    if not gate.is_quiz:
        return f"once you have finished “{gate.title}”"
    return f"once you have {'handed in' if gate.pass_mark is None else 'passed'} “{gate.title}”"
