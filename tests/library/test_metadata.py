"""Front matter, typed by kind."""

import pytest

from coursesite.library.metadata import read_source
from coursesite.library.models import Kind
from tests.library.shelves import QUESTION, Shelf


def _read(kind: Kind, *lines: str) -> tuple[dict[str, object], list[tuple[int, str, str]]]:
    text = "\n".join(["---", *lines, "---", "Text.", ""])
    _front, metadata, faults = read_source(text.encode(), kind)
    return metadata.values, [(fault.line, fault.problem, fault.remedy) for fault in faults]


NAMED = ("key: q7f2mk", "title: A title", "summary: s")


def test_a_title_that_yaml_takes_for_no_is_a_title() -> None:
    _front, metadata, faults = read_source(b"---\nkey: q7f2mk\ntitle: No\nsummary: 1.0\n---\n", Kind.LESSON)

    assert (metadata.title, metadata.summary, faults) == ("No", "1.0", [])


def test_a_course_has_topics_outcomes_and_an_order() -> None:
    values, faults = _read(Kind.COURSE, *NAMED, "topics: phone, letters", "outcomes:\n  - One, and more.", "order: 3")

    assert faults == []
    assert values == {"topics": ("phone", "letters"), "outcomes": ("One, and more.",), "order": 3}


def test_a_course_may_ask_by_eight_statements_and_no_more() -> None:
    written = [f"I do it, {number} times." for number in range(9)]
    listed = [f"  - {one}" for one in written]
    values, faults = _read(Kind.COURSE, *NAMED, "topics: phone", "growth:", *listed[:8])
    assert (values["growth"], faults) == (tuple(written[:8]), [])
    _, faults = _read(Kind.COURSE, *NAMED, "topics: phone", "growth:", *listed)
    assert [fault[1] for fault in faults] == ["growth: These are 9 entries; there is room for 8."]


def test_a_quiz_has_its_settings() -> None:
    values, faults = _read(
        Kind.LESSON,
        "kind: quiz",
        *NAMED,
        "pass: 70%",
        "attempts: 3",
        "keep: best",
        "wait: 1 hour",
        "minutes: 20",
        "feedback: at the end",
        "answers shown: after the last attempt",
        "counts: yes",
        "draw: 5 from 08-pool tagged phone",
    )

    assert faults == []
    assert (values["pass"], values["wait"], values["draw"]) == (70, 60, ((5, "08-pool", "phone"),))


def test_a_conversation_has_its_meters() -> None:
    values, faults = _read(Kind.LESSON, "kind: conversation", *NAMED, "with: Dana", "meters: trust 40, heat 70")

    assert faults == []
    assert values["meters"] == (("trust", 40), ("heat", 70))


def test_an_unknown_field_is_named_with_its_line_and_what_may_be_meant() -> None:
    _values, faults = _read(Kind.LESSON, *NAMED, "sumary: x")

    assert faults == [(5, "A lesson has no field “sumary”.", "Did you mean “summary”?")]


def test_a_field_of_another_kind_is_unknown() -> None:
    _values, faults = _read(Kind.LESSON, *NAMED, "pass: 70%")

    assert [line for line, _problem, _remedy in faults] == [5]


def test_a_file_without_front_matter_is_told_what_to_begin_with() -> None:
    _front, _metadata, faults = read_source(b"title: A title\n\nText.\n", Kind.LESSON)

    assert [(fault.line, fault.problem) for fault in faults] == [(1, "The file has no front matter.")]
    assert "“title: …”" in faults[0].remedy


def test_missing_and_empty_fields_say_how_they_are_written() -> None:
    _values, faults = _read(Kind.COURSE, "title:", "summary: s")

    assert [(line, problem) for line, problem, _remedy in faults] == [
        (1, "The front matter has no “topics”."),
        (2, "“title” is empty."),
    ]
    assert "topics: customer service" in faults[0][2]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (Kind.LESSON, "minutes: ten"),
        (Kind.LESSON, "minutes: 0"),
        (Kind.LESSON, "minutes: ²"),
        (Kind.LESSON, "kind: film"),
        (Kind.LESSON, "title: [a, b]"),
        (Kind.LESSON, "key: Has Spaces"),
        (Kind.COURSE, "order: first"),
        (Kind.COURSE, f"level: {'x' * 200}"),
        (Kind.QUIZ, "pass: 170%"),
        (Kind.QUIZ, "wait: a while"),
        (Kind.QUIZ, "draw: some"),
        (Kind.QUIZ, "answers shown: perhaps"),
        (Kind.CONVERSATION, "meters: trust"),
        (Kind.CONVERSATION, "meters: trust 40, trust 50"),
        (Kind.POST, "published: 2026-02-30"),
        (Kind.POST, "comments: maybe"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_line(kind: Kind, line: str) -> None:
    name = line.split(":")[0]
    needed = [field for field in (*NAMED, "topics: t", "with: Dana") if not field.startswith(name + ":")]
    kept = {Kind.COURSE: 4, Kind.CONVERSATION: 5}.get(kind, 3)
    wanted = [field for field in needed if kept > 3 or not field.startswith(("topics", "with"))]
    if kind is Kind.COURSE:
        wanted = [field for field in wanted if not field.startswith("with")]
    if kind is Kind.CONVERSATION:
        wanted = [field for field in wanted if not field.startswith("topics")]

    _values, faults = _read(kind, line, *wanted)

    assert [place for place, _problem, _remedy in faults] == [2]
    assert all(problem and remedy for _line, problem, remedy in faults)


def test_a_file_that_is_not_utf8_is_a_fault_at_its_line() -> None:
    _front, _metadata, faults = read_source(b"---\ntitle: a\n---\nfine\n\xff\n", Kind.LESSON)

    assert [fault.line for fault in faults] == [5]


def test_a_quiz_draws_from_pools_that_exist(shelf: Shelf) -> None:
    shelf.course()
    shelf.write("courses/calls/08-pool.md", "---\nkey: pool01\ntitle: Pool\nkind: pool\n---\n" + QUESTION)
    quiz = (
        "---\nkey: quiz01\ntitle: Quiz\nkind: quiz\ndraw:\n  - 1 from 08-pool\n  - 2 from 07-none tagged phone\n---\n"
    )
    shelf.write("courses/calls/09-quiz.md", quiz)

    faults = shelf.push().faults

    assert [(fault.path, fault.fault.line) for fault in faults] == [("courses/calls/09-quiz.md", 5)]
    assert "07-none.md" in faults[0].fault.problem


def test_a_posts_lesson_exists(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-first", key="lesson1")
    post = "---\nkey: post01\ntitle: Post\nsummary: s\nlesson: {}\n---\nText.\n"
    shelf.write("blog/2026-11-02-one.md", post.format("calls/01-first"))
    shelf.write("blog/2026-11-03-two.md", post.replace("post01", "post02").format("calls/02-none"))

    assert [fault.path for fault in shelf.push().faults] == ["blog/2026-11-03-two.md"]
