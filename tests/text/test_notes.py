from __future__ import annotations

import html5lib

from coursesite.text.markup import Anchors, render, render_document, render_sources
from coursesite.text.notes import Notes, take_notes

LESSON = """\
People felt understood.[^weger] Others didn't.[^fair]

Again.[^weger]

[^fair]: Tax (1998), *Journal of Marketing*.
[^weger]: Weger et al. (2014):
    115 people.

    A second paragraph.

After.
"""


def notes_of(text: str, first_line: int = 1) -> Notes:
    return take_notes(text.split("\n"), first_line)[1]


def problems(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.problem) for fault in render_document(text).faults]


def test_definitions_leave_empty_lines_behind() -> None:
    rest, _ = take_notes(LESSON.split("\n"), 1)
    assert len(rest) == len(LESSON.split("\n"))
    assert [number for number, line in enumerate(rest, 1) if line] == [1, 3, 11]


def test_sources_are_numbered_as_the_text_first_cites_them() -> None:
    assert [(note.id, note.number, note.line) for note in notes_of(LESSON, 20).items] == [
        ("weger", 1, 25),
        ("fair", 2, 24),
    ]


def test_uncited_sources_come_last_in_their_own_order() -> None:
    notes = notes_of("x[^c]\n\n[^a]: A\n[^b]: B\n[^c]: C")
    assert [note.id for note in notes.items] == ["c", "a", "b"]


def test_a_definition_may_go_on_indented_or_wrapped() -> None:
    notes = notes_of(
        "[^a]: one\n    two\n\n    three\n[^b]: one\ntwo\n\nnot two\n[^c]: one\n- list\n[^d]: x\n## Heading"
    )
    assert {note.id: note.text for note in notes.items} == {
        "a": "one\ntwo\n\nthree",
        "b": "one\ntwo",
        "c": "one",
        "d": "x",
    }


def test_code_holds_neither_definitions_nor_citations() -> None:
    rest, notes = take_notes(["```", "[^a]: no", "x[^b]", "```", "`[^b]` y[^c]", "", "[^b]: B", "[^c]: C"], 1)
    assert rest[1] == "[^a]: no"
    assert [note.id for note in notes.items] == ["c", "b"]


def test_a_source_defined_twice_is_a_fault_in_the_second_line() -> None:
    assert [line for line, problem in problems("x[^a]\n\n[^a]: A\n[^a]: B") if "twice" in problem] == [4]


def test_a_source_nobody_cites_is_a_fault() -> None:
    ((line, problem),) = problems("x\n\n[^a]: A")
    assert (line, "nothing in the text cites it" in problem) == (3, True)


def test_an_empty_source_is_a_fault() -> None:
    ((line, problem),) = problems("x[^a]\n\n[^a]:")
    assert (line, "empty" in problem) == (3, True)


def test_a_citation_without_source_is_a_fault_in_its_own_line() -> None:
    ((line, problem),) = problems("x\n\n`[^a]` y\nz[^a]")
    assert (line, "[^a]" in problem) == (4, True)


def test_a_citation_is_a_raised_link_with_the_source_in_words() -> None:
    html = render_document("x[^a]\n\n[^a]: Weger, *Journal* [at home](https://e.example)").html
    link = html5lib.parseFragment(html, namespaceHTMLElements=False).find(".//sup[@class='cite']/a")
    assert (link.text, link.get("href"), link.get("aria-label")) == (
        "1",
        "#source-a",
        "Source 1: Weger, Journal at home",
    )


def test_every_link_between_text_and_sources_arrives() -> None:
    tree = html5lib.parseFragment(render_document(LESSON).html, namespaceHTMLElements=False)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    targets = [element.get("href") for element in tree.iter("a")]
    assert len(ids) == len(set(ids)) == 5
    assert sorted(targets) == sorted(
        ["#source-weger", "#source-weger", "#source-fair", "#cite-weger", "#cite-weger-1", "#cite-fair"]
    )
    assert {target[1:] for target in targets} == set(ids)


def test_parts_rendered_one_by_one_share_numbers_and_ids() -> None:
    lines, notes = take_notes(LESSON.split("\n"), 1)
    anchors = Anchors()
    parts = [render(line, notes=notes, anchors=anchors, first_line=n) for n, line in enumerate(lines, 1)]
    cited = [citation for part in parts for citation in part.cited]
    assert [(citation.id, citation.anchor, citation.line) for citation in cited] == [
        ("weger", "cite-weger", 1),
        ("fair", "cite-fair", 1),
        ("weger", "cite-weger-1", 3),
    ]
    sources = render_sources(notes, cited)
    assert not sources.faults
    assert sources.html.count('class="back"') == 3
    assert sources.html.index("source-weger") < sources.html.index("source-fair")


def test_names_that_look_alike_get_anchors_of_their_own() -> None:
    anchors = [note.anchor for note in notes_of("[^a.b]: x\n[^a-b]: y").items]
    assert len(set(anchors)) == 2


def test_links_in_sources_are_checked_in_their_own_line() -> None:
    rendered = render_document("x[^a]\n\n[^a]: one\n    [y](gone.md)", link=lambda _: None)
    assert [(fault.line, "gone.md" in fault.problem) for fault in rendered.faults] == [(4, True)]


def test_a_text_without_sources_has_no_list() -> None:
    assert "sources" not in render_document("x").html


def test_without_notes_the_notation_stays_text() -> None:
    assert render("x[^a]").html == "<p>x[^a]</p>"
