from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coursesite.text.frontmatter import FrontMatter, FrontMatterError, read, with_field


def values(source: str) -> dict[str, str | tuple[str, ...]]:
    return {name: field.value for name, field in read(source).fields.items()}


def only(value: str) -> str | tuple[str, ...]:
    found = read(f"---\nfield: {value}\n---\n")
    assert not found.faults
    return found.fields["field"].value


def the_fault(front: str) -> tuple[int, str, str]:
    (fault,) = read(f"---\n{front}\n---\nbody\n").faults
    return fault.line, fault.problem, fault.remedy


def test_fields_and_body_come_with_their_lines() -> None:
    found = read("---\ntitle: One\n\nkey: q7f2mk\n---\nHello\n\nthere\n")
    assert {name: (field.value, field.line) for name, field in found.fields.items()} == {
        "title": ("One", 2),
        "key": ("q7f2mk", 4),
    }
    assert (found.body, found.body_line, found.faults) == ("Hello\n\nthere\n", 6, ())


def test_a_file_without_front_matter_is_all_body() -> None:
    assert read("Hello\n---\n") == FrontMatter({}, "Hello\n---\n", 1, ())


def test_an_empty_file_and_an_empty_front_matter_are_no_fault() -> None:
    assert read("") == FrontMatter({}, "", 1, ())
    assert read("---\n---\nx") == FrontMatter({}, "x", 3, ())


@pytest.mark.parametrize("text", ["No", "yes", "1.0", "~", "null", "2026-11-02", "0x10", "on", "1_000", "70%", "-5"])
def test_every_value_is_the_words_that_stand_there(text: str) -> None:
    assert only(text) == text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Dana: a story", "Dana: a story"),
        ("What now:", "What now:"),
        ("best | last: first", "best | last: first"),
        ("@dana", "@dana"),
        ('"Dana: a story"', "Dana: a story"),
        ("'It''s late'", "It's late"),
        (r'"two\nlines \u00e9"', "two\nlines é"),
        ("C#", "C#"),
        ("", ""),
        ("   spaced   ", "spaced"),
        ("שלום עולם", "שלום עולם"),
        ("5 - 3", "5 - 3"),
        ('She said "no"', 'She said "no"'),
    ],
)
def test_values_are_read_kindly(written: str, value: str) -> None:
    assert only(written) == value


@pytest.mark.parametrize(
    "written",
    [
        "topics: [a, 'b, c']",
        "topics:\n- a\n- 'b, c'",
        "topics:\n  - a\n  - b, c",
        "topics:\n\n  # why\n  - a\n\n  - b, c",
    ],
)
def test_a_list_gives_its_items(written: str) -> None:
    assert values(f"---\n{written}\nkey: x\n---\n") == {"topics": ("a", "b, c"), "key": "x"}


def test_an_item_may_hold_a_colon_and_go_on_below() -> None:
    assert values("---\noutcomes:\n  - Notice this: the first\n    minute\n  - Two\n---\n") == {
        "outcomes": ("Notice this: the first minute", "Two")
    }


def test_long_values_may_be_folded() -> None:
    assert values("---\nsummary: >\n  one\n  two\nother: |\n  a\n  b\nplain: c\n  d\n---\n") == {
        "summary": "one two\n",
        "other": "a\nb\n",
        "plain": "c d",
    }


def test_names_may_have_spaces() -> None:
    assert values("---\nanswers shown: always\nask-after: 7 days\n---\n") == {
        "answers shown": "always",
        "ask-after": "7 days",
    }


def test_a_front_matter_that_never_ends_is_a_fault() -> None:
    found = read("---\ntitle: One\n\nBody\n")
    assert [fault.line for fault in found.faults] == [1]
    assert "never ends" in found.faults[0].problem
    assert found.fields == {}
    assert found.body_line == 2


def test_a_name_given_twice_is_a_fault_and_the_first_one_counts() -> None:
    line, problem, _ = the_fault("title: One\nkey: x\ntitle: Two")
    assert (line, "line 2" in problem) == (4, True)
    assert values("---\ntitle: One\ntitle: Two\n---\n") == {"title": "One"}


@pytest.mark.parametrize(
    "front", ["a: &x one", "a: *x", "a: !!python/name:os.system x", "a: [&x one, *x]", "a: !tag x"]
)
def test_anchors_aliases_and_tags_are_refused(front: str) -> None:
    assert "quotes" in the_fault(front)[2]


def test_an_alias_bomb_is_refused_at_once() -> None:
    rows = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 30))]
    assert len(read("---\n" + "\n".join(rows) + "\n---\n").faults) == 30


@pytest.mark.parametrize("front", ["a:\n  b: c", "a: {b: c}", "a: [[b]]", "a: [b, {c: d}]", "a:\n  - [b]"])
def test_values_inside_values_are_refused(front: str) -> None:
    line, problem, remedy = the_fault(front)
    assert line == 2
    assert "list" in problem + remedy


def test_brackets_without_end_do_not_exhaust_the_reader() -> None:
    assert the_fault("a: " + "[" * 15_000)[0] == 2


def test_a_huge_front_matter_is_refused() -> None:
    assert "20,000" in the_fault("a: " + "x" * 20_001)[1]


def test_words_that_yaml_would_drop_as_a_comment_are_a_fault() -> None:
    line, problem, remedy = the_fault("key: x\ntitle: Why we are #1")
    assert (line, "#" in problem, "quotes" in remedy) == (3, True, True)


@pytest.mark.parametrize("front", ["just words", "- item", "  indented: x", ": x", "???", "title:no space"])
def test_a_line_that_is_no_field_is_a_fault(front: str) -> None:
    assert the_fault(front)[0] == 2


@pytest.mark.parametrize("front", ['a: "open', "a: [b", "a: 'x' y", 'a: "\\q"', "a: b\x01c", "a: %x\x7f"])
def test_a_value_that_cannot_be_read_is_a_fault_with_its_line(front: str) -> None:
    line, problem, remedy = the_fault(f"title: x\n{front}")
    assert line == 3
    assert problem.startswith("The value of “a”")
    assert remedy


def test_all_faults_come_at_once_in_order() -> None:
    found = read("---\nx\na: [\nb: *y\ntitle: fine\n---\n")
    assert [fault.line for fault in found.faults] == [2, 3, 4]
    assert found.fields["title"].value == "fine"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_the_byte_order_mark_make_no_difference(end: str) -> None:
    found = read("\ufeff" + end.join(["---", "title: One", "---", "a", "b"]))
    assert (found.fields["title"].value, found.body, found.body_line) == ("One", "a\nb", 4)


def test_setting_a_new_field_adds_one_line_at_the_end() -> None:
    assert with_field("---\ntitle: One\n---\nBody", "key", "q7f2mk") == "---\ntitle: One\nkey: q7f2mk\n---\nBody"


def test_setting_a_field_replaces_its_line_only() -> None:
    before = "\ufeff---\r\n# why\r\nkey:  old\r\ntitle :  x\r\n\r\n---\r\nBody\r\nkey: old"
    assert with_field(before, "key", "new") == before.replace("key:  old\r\n", "key: new\r\n")


def test_a_line_keeps_its_own_line_end_in_a_file_that_mixes_them() -> None:
    assert with_field("---\r\na: x\nb: y\r\n---", "a", "z") == "---\r\na: z\nb: y\r\n---"


def test_setting_a_list_to_a_word_takes_the_place_of_the_whole_list() -> None:
    assert with_field("---\na: x\ntags:\n  - b\n  - c\nd: e\n---\n", "tags", "f") == "---\na: x\ntags: f\nd: e\n---\n"


def test_a_file_without_front_matter_gets_one() -> None:
    assert with_field("Body\r\nmore", "key", "q7") == "---\r\nkey: q7\r\n---\r\nBody\r\nmore"
    assert with_field("", "key", "q7") == "---\nkey: q7\n---\n"


def test_nothing_is_written_into_a_front_matter_that_never_ends() -> None:
    with pytest.raises(FrontMatterError, match="never ends"):
        with_field("---\ntitle: x\n", "key", "q7")


@pytest.mark.parametrize("name", ["", "a:b", "# a", "- a", "a\nb", " a", "'a'"])
def test_a_name_that_would_not_read_back_is_refused(name: str) -> None:
    with pytest.raises(FrontMatterError, match="name"):
        with_field("", name, "x")


ENDS = st.sampled_from(["\n", "\r\n", "\r"])
LINES = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=20)
VALUES = st.text(st.characters(exclude_categories=["Cs"])) | st.from_regex(
    r"[-:#\[\]{}&*!|>'\"%@ a?,~\\]*", fullmatch=True
)


@given(VALUES)
@example("No")
@example("x: y")
@example("a #b")
@example(" a ")
@example("\x85\u2028\ufeff\x00\x7f")
@example("---")
@example("\r\n")
@example("\U0001f642 \ufffe")
def test_what_is_written_reads_back(value: str) -> None:
    for source in ("", "---\nfield: x\nother: y\n---\nbody", "---\nother: y\n---\nbody"):
        found = read(with_field(source, "field", value))
        assert found.fields["field"].value == value
        assert not found.faults
        assert found.body == source.rpartition("---\n")[2]


@given(st.lists(LINES), ENDS, st.sampled_from(["", "\ufeff"]), st.booleans(), st.booleans())
def test_every_other_byte_stays(lines: list[str], end: str, mark: str, last_end: bool, present: bool) -> None:
    front = ["title: x: y", "key: old", "tags:", "  - a"] if present else ["title: x: y", "tags:", "  - a"]
    source = mark + end.join(["---", *front, "---", *lines]) + (end if last_end else "")
    written = with_field(source, "key", "q7f2mk")
    if present:
        assert written == source.replace("key: old", "key: q7f2mk", 1)
    else:
        assert written == source.replace(f"  - a{end}---", f"  - a{end}key: q7f2mk{end}---", 1)
    assert with_field(written, "key", "q7f2mk") == written


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.lists(LINES).map(lambda rows: "---\n" + "\n".join(rows)))
def test_any_text_at_all_is_read_without_a_crash(source: str) -> None:
    found = read(source)
    assert all(fault.line >= 1 and fault.problem and fault.remedy for fault in found.faults)
    assert list(found.faults) == sorted(found.faults)
