from __future__ import annotations

from hypothesis import given

from coursesite.exercises import Exercise, parse, suggested_id, with_ids

from . import samples, strategies
from .samples import one


def written(text: str, new_id: str | None = None) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(with_ids(lines, parse(lines, 1), (lambda _: new_id) if new_id else suggested_id))


def test_an_id_is_written_directly_under_the_heading() -> None:
    assert written("### Reflect: The last time\n\nThink.\n") == (
        "### Reflect: The last time\n<!-- id: the-last-time -->\n\nThink.\n"
    )


def test_an_id_joins_the_settings_that_are_there_and_nothing_else_changes() -> None:
    assert written(samples.TRY) == samples.TRY.replace("<!-- ask", "<!-- id: one-call; ask")
    assert (
        written("### Reflect: A\n\n  <!--tags: b-->  \nText\n")
        == "### Reflect: A\n\n  <!-- id: a; tags: b-->  \nText\n"
    )
    assert written("### Reflect: A\n<!-- -->\nText\n") == "### Reflect: A\n<!-- id: a -->\nText\n"


def test_exercises_that_have_an_id_are_left_alone() -> None:
    assert written(samples.THIRD_CALL) == samples.THIRD_CALL


def test_line_ends_are_kept_and_a_last_heading_without_one_gets_one() -> None:
    assert written("Text\r\n### Reflect: A\r\nB\r\n") == "Text\r\n### Reflect: A\r\n<!-- id: a -->\r\nB\r\n"
    assert written("Text\r\n### Reflect: A") == "Text\r\n### Reflect: A\r\n<!-- id: a -->"
    lines = ["### Reflect: A", "B"]
    assert with_ids(lines, parse(lines, 1), suggested_id) == ["### Reflect: A", "<!-- id: a -->", "B"]
    assert lines == ["### Reflect: A", "B"]


def test_ids_are_unique_in_the_document_whoever_suggests_them() -> None:
    text = "### Reflect: A\nx\n### Reflect: A\ny\n### Reflect: B\n<!-- id: a-2 -->\nz\n"
    assert [exercise.id for exercise in parse(written(text).split("\n"), 1).exercises] == ["a", "a-3", "a-2"]
    assert [exercise.id for exercise in parse(written(text, "k").split("\n"), 1).exercises] == ["k", "k-2", "a-2"]


def test_lines_in_front_of_the_body_count() -> None:
    lines = ["---\n", "title: A\n", "---\n", "### Reflect: A\n", "x\n"]
    assert with_ids(lines, parse(lines[3:], 4), suggested_id)[4] == "<!-- id: a -->\n"


def test_a_suggestion_comes_from_the_title_then_the_prompt_then_the_kind() -> None:
    assert suggested_id(one("### Reflect: The *last* time, really?\nx")) == "the-last-time-really"
    assert suggested_id(one("### Reflect:\nThink of someone who was angry with you at a counter")) == (
        "think-of-someone-who-was-angry-with-you"
    )
    assert suggested_id(one("### Reflect: …\n***")) == "reflect"
    arabic = suggested_id(one("### Reflect: المكالمة الثالثة\nx"))
    assert one(f"### Reflect: A\n<!-- id: {arabic} -->\nx").id == arabic


@given(strategies.mutations() | strategies.DOCUMENTS)
def test_writing_ids_adds_ids_and_changes_nothing_that_is_read(lines: list[str]) -> None:
    before = parse(lines, 1)
    if before.faults:
        return
    after = parse(with_ids(lines, before, suggested_id), 1)
    assert after.faults == ()
    assert all(exercise.id for exercise in after.exercises)
    assert [_without_id(exercise) for exercise in after.exercises] == [_without_id(old) for old in before.exercises]
    assert with_ids(list(lines), after, suggested_id) == list(lines)


def _without_id(exercise: Exercise) -> tuple[object, ...]:
    return exercise.kind, exercise.title, exercise.settings, exercise.prompt, exercise.options, exercise.explanation
