"""XML that attacks its reader is refused with a sentence, before it costs anything."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursesite.exercises.exchange import LARGEST_FILE, MOST_QUESTIONS, Unreadable
from coursesite.exercises.moodle import read, tree

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
CALL = '<question type="description"><questiontext><text>{}</text></questiontext></question>'


@pytest.mark.parametrize(
    "head",
    [
        f'<!DOCTYPE quiz [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE quiz [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE quiz [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        '<!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/quiz.dtd">',
        "<!DOCTYPE quiz>",
    ],
)
def test_document_types_and_entities_are_refused(head: str) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable, match="document type"):
        read(f"{head}<quiz>{CALL.format('&l9;')}</quiz>".encode())
    assert time.process_time() - start < 1


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(Unreadable, match="inside one another"):
        read(b"<quiz>" + b"<a>" * 10_000 + b"</a>" * 10_000 + b"</quiz>")


def test_elements_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_ELEMENTS", 100)
    with pytest.raises(Unreadable, match="more, than questions need"):
        read(b"<quiz>" + b"<a/>" * 101 + b"</quiz>")


def test_too_many_questions_are_refused() -> None:
    many = CALL.format("a").encode() * (MOST_QUESTIONS + 1)
    with pytest.raises(Unreadable, match="more than 2,000 questions"):
        read(b"<quiz>" + many + b"</quiz>")


def test_a_file_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(Unreadable, match="MB"):
        read(b" " * (LARGEST_FILE + 1))


@pytest.mark.parametrize(
    ("form", "piece"),
    [
        ("html", "{1:SA:"),
        ("markdown", "{1:SA:=a} "),
        ("markdown", "["),
        ("html", "@@PLUGINFILE@@/"),
        ("markdown", "![](@@PLUGINFILE@@/"),
        ("moodle_auto_format", "&lt;p"),
        ("html", "{1:MC:" + "~" * 9),
        ("html", "[[1]]"),
    ],
)
@pytest.mark.parametrize("kind", ["cloze", "description", "gapselect"])
def test_texts_that_cost_time_are_read_in_a_moment(kind: str, form: str, piece: str) -> None:
    start = time.process_time()
    xml = (
        CALL.format(piece * 30_000)
        .replace("description", kind)
        .replace("<questiontext", f'<questiontext format="{form}"')
    )
    read(f"<quiz>{xml}</quiz>".encode())
    assert time.process_time() - start < 10


TAGS = [
    "question",
    "name",
    "text",
    "questiontext",
    "answer",
    "feedback",
    "subquestion",
    "file",
    "tags",
    "tag",
    "single",
]
KINDS = ["multichoice", "truefalse", "shortanswer", "numerical", "matching", "ordering", "essay", "cloze", "gapselect"]


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> str:
    """Elements of Moodle's names in any order, with any text."""
    tag = "question" if depth == 0 else draw(st.sampled_from(TAGS))
    kind = draw(st.sampled_from([*KINDS, "", "x"]))
    inside = "".join(draw(st.lists(trees(depth + 1), max_size=4))) if depth < 4 else ""
    text = draw(
        st.sampled_from(["", "100", "true", "{1:SA:=a}", "[[1]]", "- [x] a", "&lt;p&gt;### a&lt;/p&gt;", "1e9", "*"])
    )
    return f'<{tag} type="{kind}" fraction="{draw(st.sampled_from(["100", "-5", "x", "1e5"]))}">{text}{inside}</{tag}>'


@given(trees())
def test_whatever_stands_in_a_question_is_read_and_nothing_vanishes(question: str) -> None:
    read(f"<quiz>{question}</quiz>".encode())


@given(
    st.binary(max_size=200)
    | st.binary(max_size=60).map(lambda junk: b"<quiz><question>" + junk + b"</question></quiz>")
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Unreadable):
        read(data)
