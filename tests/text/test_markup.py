from __future__ import annotations

from collections.abc import Callable

import html5lib
import pytest

from coursesite.text.abbreviations import take_abbreviations
from coursesite.text.markup import (
    Anchors,
    Heading,
    Kind,
    Picture,
    Reference,
    Rendered,
    TooDeep,
    TooLong,
    heading_anchor,
    render,
    render_document,
)


def comment(text: str) -> str:
    return render(text, kind=Kind.COMMENT).html


def faults(text: str, first_line: int = 1) -> list[tuple[int, str]]:
    return [(fault.line, fault.problem) for fault in render(text, first_line=first_line).faults]


def known(*names: str) -> Callable[[str], str | None]:
    return lambda target: f"/courses/x/{target}" if target in names else None


def queue(target: str) -> Picture | None:
    return Picture("/media/abc.png", 640, 480) if target == "images/queue.png" else None


def test_plain_paragraphs_and_emphasis() -> None:
    assert render("One *two* **three**\nfour\n\nfive").html == (
        "<p>One <em>two</em> <strong>three</strong>\nfour</p>\n<p>five</p>"
    )


def test_quotes_and_dashes_stay_the_bytes_that_were_typed() -> None:
    assert render('"It\'s" -- x... (c)').html == '<p>"It\'s" -- x... (c)</p>'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(end: str) -> None:
    text = "## One\n\n- a\n  - b\n\n> [!NOTE] x\n> y\n\n[z](gone.md)\n"
    first, second = (render(source, link=known()) for source in (text, text.replace("\n", end)))
    assert first == second
    assert [fault.line for fault in second.faults] == [9]


def test_text_from_right_to_left_stays_as_it_is() -> None:
    rendered = render("## שלום עולם\n\nاهلا *وسهلا* [x](#שלום-עולם)")
    assert rendered.headings == (Heading(2, "שלום עולם", "h-שלום-עולם"),)
    assert "<em>وسهلا</em>" in rendered.html
    assert 'href="#h-שלום-עולם"' in rendered.html
    assert not rendered.faults


def test_headings_get_anchors_that_cannot_meet_the_pages_own() -> None:
    rendered = render("## Main\n\n### It's *late* `x`\n\n## Main")
    assert rendered.headings == (
        Heading(2, "Main", "h-main"),
        Heading(3, "It's late x", "h-its-late-x"),
        Heading(2, "Main", "h-main-1"),
    )
    assert '<h2 id="h-main">Main</h2>' in rendered.html
    assert heading_anchor("main") == "h-main"


def test_anchors_stay_unique_over_the_parts_of_a_page() -> None:
    anchors = Anchors()
    parts = [render("## Main", anchors=anchors) for _ in range(3)]
    assert [part.headings[0].anchor for part in parts] == ["h-main", "h-main-1", "h-main-2"]


def test_links_within_a_page_may_reach_a_later_part_and_an_exercise() -> None:
    anchors = Anchors()
    anchors.reserve("third-call")
    first = render("[a](#later) [b](#third-call) [c](#nowhere)", anchors=anchors, first_line=7)
    render("## Later", anchors=anchors)
    assert 'href="#h-later"' in first.html
    assert 'href="#third-call"' in first.html
    assert [(fault.line, "#nowhere" in fault.problem) for fault in anchors.faults()] == [(7, True)]


@pytest.mark.parametrize(("text", "line"), [("x\n\n# Title", 3), ("Title\n=====", 2), ("# ", 1)])
def test_a_title_in_the_body_is_a_fault(text: str, line: int) -> None:
    ((at, problem),) = faults(text)
    assert (at, "first level" in problem) == (line, True)
    assert "<h1" not in render(text).html


def test_a_hash_without_a_space_is_no_heading() -> None:
    assert render("#1 of three").html == "<p>#1 of three</p>"


def test_a_fence_may_show_headings_and_comments() -> None:
    rendered = render("```\n# x\n<!-- y -->\n[a](gone.md)\n```", link=known())
    assert rendered.html == '<pre tabindex="0"><code># x\n&lt;!-- y --&gt;\n[a](gone.md)</code></pre>'
    assert not rendered.faults


def test_fenced_code_names_its_language() -> None:
    assert '<code class="language-python">x &lt; 1</code>' in render("```python\nx < 1\n```").html


def test_a_fence_needs_no_blank_lines_around_it() -> None:
    assert render("a\n```\nb\n```\nc").html == '<p>a</p>\n<pre tabindex="0"><code>b</code></pre>\n<p>c</p>'


def test_a_comment_in_the_text_is_a_fault() -> None:
    assert [line for line, _ in faults("a\n\n<!-- todo -->", first_line=5)] == [7]


def test_lists_nest_at_two_spaces() -> None:
    assert render("Three:\n- a\n  - b\n- c").html == (
        "<p>Three:</p>\n<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>"
    )


def test_a_list_keeps_the_number_it_starts_with() -> None:
    assert '<ol start="3">' in render("3. a\n4. b").html


def test_two_quotes_stay_two() -> None:
    assert render("> a\n\n> b").html.count("<blockquote>") == 2


def test_definition_lists() -> None:
    assert render("Term\n:   What it means").html == "<dl>\n<dt>Term</dt>\n<dd>What it means</dd>\n</dl>"


def test_abbreviations_may_stand_anywhere_and_are_shared_by_parts() -> None:
    lines, meanings = take_abbreviations(
        ["A CSAT of 4.", "", "```", "*[X]: y", "```", "*[CSAT]: customer satisfaction"]
    )
    assert meanings == {"CSAT": "customer satisfaction"}
    assert lines[3] == "*[X]: y"
    assert render(lines[0], abbreviations=meanings).html == (
        '<p>A <abbr title="customer satisfaction">CSAT</abbr> of 4.</p>'
    )
    assert "<abbr" not in render("A CSAT of 4.").html


def test_a_table_stands_in_a_frame_that_scrolls_and_has_a_name() -> None:
    html = render("| feeling | | why |\n|:--|--:|:-:|\n| a \\| b | 2 | |").html
    frame = html5lib.parseFragment(html, namespaceHTMLElements=False).find("div")
    assert dict(frame.attrib) == {
        "class": "table",
        "tabindex": "0",
        "role": "region",
        "aria-label": "Table: feeling, why",
    }
    cells = [(cell.tag, cell.text, cell.get("class")) for cell in frame.iter() if cell.tag in {"th", "td"}]
    assert cells == [
        ("th", "feeling", "align-left"),
        ("td", None, "align-right"),
        ("th", "why", "align-center"),
        ("td", "a | b", "align-left"),
        ("td", "2", "align-right"),
        ("td", None, "align-center"),
    ]
    assert "style" not in html


@pytest.mark.parametrize(
    ("word", "title"),
    [("NOTE", "Note"), ("TIP", "Tip"), ("IMPORTANT", "Important"), ("EXAMPLE", "Example"), ("CARE", "Take care")],
)
def test_callouts_say_in_words_what_they_are(word: str, title: str) -> None:
    assert render(f"> [!{word}]\n> Text *here*.").html == (
        f'<aside class="callout callout-{word.lower()}" role="note">\n<p class="callout-title">{title}</p>\n'
        "<p>Text <em>here</em>.</p>\n</aside>"
    )


def test_a_callout_may_have_a_title_and_blocks_of_its_own() -> None:
    html = render("> [!tip] Two *kinds*\n> - a\n>   - b\n>\n> More").html
    assert '<p class="callout-title">Tip: Two <em>kinds</em></p>' in html
    assert html.count("<ul>") == 2
    assert "<p>More</p>" in html


def test_callouts_one_after_the_other_stay_apart() -> None:
    assert render("> [!NOTE]\n> a\n\n> [!TIP]\n> b").html.count("<aside") == 2


@pytest.mark.parametrize("word", ["WARNING", "Nota", "NOTE!", ""])
def test_an_unknown_callout_is_a_fault(word: str) -> None:
    ((line, problem),) = faults(f"x\n\n> [!{word}]\n> y", first_line=11)
    assert (line, f"[!{word}]" in problem) == (13, True)


def test_an_empty_callout_is_a_fault() -> None:
    assert [line for line, _ in faults("x\n\n> [!NOTE]\n\ny")] == [3]


def test_an_image_alone_with_a_title_is_a_figure() -> None:
    rendered = render('a\n\n![A queue](images/queue.png "Monday, 9 o\'clock")', image=queue)
    figure = html5lib.parseFragment(rendered.html, namespaceHTMLElements=False).find("figure")
    assert dict(figure[0].attrib) == {
        "src": "/media/abc.png",
        "alt": "A queue",
        "width": "640",
        "height": "480",
        "loading": "lazy",
    }
    assert (figure[1].tag, figure[1].text) == ("figcaption", "Monday, 9 o'clock")
    assert rendered.images == (Reference("images/queue.png", 3),)


def test_an_image_within_a_sentence_stays_there() -> None:
    html = render('Look: ![A queue](images/queue.png "x")', image=queue).html
    assert "<figure>" not in html
    assert html.startswith("<p>Look: <img ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("![](images/queue.png)", "cannot see it"),
        ("![ ](images/queue.png)", "cannot see it"),
        ("![x](images/gone.png)", "not there"),
        ("![x](https://e.example/x.png)", "own files"),
        ("![x](data:image/png;base64,AAAA)", "own files"),
    ],
)
def test_an_image_that_cannot_be_shown_to_everyone_is_a_fault(text: str, words: str) -> None:
    rendered = render(f"a\n\n{text}", image=queue)
    assert [fault.line for fault in rendered.faults] == [3]
    assert words in rendered.faults[0].problem


def test_links_to_other_pieces_become_addresses() -> None:
    rendered = render("[a](02-x.md#naming)\n\n[b](02-y.md)", link=known("02-x.md#naming"), first_line=4)
    assert 'href="/courses/x/02-x.md#naming"' in rendered.html
    assert rendered.links == (Reference("02-x.md#naming", 4), Reference("02-y.md", 6))
    assert [(fault.line, "02-y.md" in fault.problem) for fault in rendered.faults] == [(6, True)]
    assert "<p>b</p>" in rendered.html


def test_links_outside_give_away_nothing() -> None:
    assert 'href="https://e.example/" rel="noopener"' in render("[a](https://e.example/)", link=known()).html
    assert 'href="https://e.example" rel="nofollow ugc noopener"' in comment("<https://e.example>")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://e.example/?a=1&b=2", "https://e.example/?a=1&b=2"),
        ("https://e.example/?a=1&amp;b=2", "https://e.example/?a=1&b=2"),
        ("https://e.example/?a=1&amp;amp;b=2", "https://e.example/?a=1&amp;b=2"),
        (
            "https://e.example/?page=2&copy=1&currency=EUR&section=3",
            "https://e.example/?page=2&copy=1&currency=EUR&section=3",
        ),
        ("https://e.example/?x=&unknown;1", "https://e.example/?x=&unknown;1"),
        ("https://e.example/caf&eacute;/&#38;/&#x26;1", "https://e.example/café/&/&1"),
    ],
)
@pytest.mark.parametrize("text", ["[a]({})", "<{}>", "{} and on", '[a]({} "A title")'])
def test_an_address_leads_where_it_says_with_its_entities_resolved_once(text: str, written: str, meant: str) -> None:
    for kind in Kind:
        rendered = render(text.format(written), kind=kind)
        links = [
            element.get("href") for element in html5lib.parse(rendered.html, namespaceHTMLElements=False).iter("a")
        ]
        assert links == [reference.target for reference in rendered.links] == [meant]


def test_what_stands_in_attributes_is_read_as_it_is_in_the_text() -> None:
    image = '![a &amp;lt; b](x&amp;amp;y.png "c &amp;gt; d &copy=1")'
    rendered = render(f"## Q&amp;amp;A &copy\n\n{image}\n\n| &amp;amp; |\n|---|\n| x |\n")
    read = html5lib.parse(rendered.html, namespaceHTMLElements=False)
    assert [heading.text for heading in rendered.headings] == [read.findtext(".//h2")] == ["Q&amp;A &copy"]
    shown, frame = read.find(".//img"), read.find(".//div")
    assert shown is not None
    assert frame is not None
    assert (shown.get("alt"), shown.get("src")) == ("a &lt; b", "x&amp;y.png")
    assert read.findtext(".//figcaption") == "c &gt; d &copy=1"
    assert frame.get("aria-label") == f"Table: {read.findtext('.//th')}" == "Table: &amp;"
    assert comment("![a &amp;lt; b](https://e.example/?a&amp;amp;b)") == (
        '<p><a href="https://e.example/?a&amp;amp;b" rel="nofollow ugc noopener">a &amp;lt; b</a></p>'
    )


@pytest.mark.parametrize("target", ["javascript:x", "ftp://e.example", "//e.example", "https:e.example", "tel:112", ""])
def test_an_address_that_may_not_be_linked_is_a_fault(target: str) -> None:
    for link in (None, known(target)):
        rendered = render(f"a\n[words]({target})", link=link)
        assert [fault.line for fault in rendered.faults] == [2]
        assert "<a" not in rendered.html
        assert "words" in rendered.html


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("see https://e.example/a_b_c.", "https://e.example/a_b_c", "."),
        ("(https://e.example/x)", "https://e.example/x", ")"),
        ("https://doi.org/10.1/x_(y)!", "https://doi.org/10.1/x_(y)", "!"),
        ("**https://e.example**", "https://e.example", ""),
        ("https://e.example/?a=1&b=2", "https://e.example/?a=1&amp;b=2", ""),
    ],
)
def test_a_bare_address_becomes_a_link_without_its_full_stop(text: str, address: str, after: str) -> None:
    html = render(text).html
    assert f'<a href="{address}" rel="noopener">{address}</a>' in html
    assert plain_end(html).endswith(after)


def plain_end(html: str) -> str:
    return html.rpartition("</a>")[2].removesuffix("</p>").removesuffix("</strong>")


def test_a_bare_address_within_a_link_or_code_is_left_alone() -> None:
    assert render("[https://a.example](https://b.example)").html.count("<a ") == 1
    assert render("`https://a.example`").html == "<p><code>https://a.example</code></p>"


def test_a_mail_address_can_be_read_and_followed() -> None:
    rendered = render("a\n\nWrite to <dana@e.example>")
    assert 'href="mailto:dana@e.example"' in rendered.html
    assert rendered.links == (Reference("mailto:dana@e.example", 3),)


def test_words_are_those_that_are_read() -> None:
    assert render("## One two\n\n`three` [four](https://e.example/five) ![six](x.png)\n").words == 4


def test_a_comment_holds_paragraphs_emphasis_links_lists_quotes_and_code() -> None:
    html = comment("One\ntwo *three*\n\n- a\n\n1. b\n\n> c\n\n`d`\n\n```\ne\n```")
    assert html == (
        "<p>One<br>\ntwo <em>three</em></p>\n<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>\n"
        '<blockquote>\n<p>c</p>\n</blockquote>\n<p><code>d</code></p>\n<pre tabindex="0"><code>e</code></pre>'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("## x", "<p>## x</p>"),
        ("x\n===", "<p>x<br>\n===</p>"),
        ("![a cat](https://e.example/x)", '<p><a href="https://e.example/x" rel="nofollow ugc noopener">a cat</a></p>'),
        ("[x](/courses/)", "<p>x</p>"),
        ("[x](#main)", "<p>x</p>"),
        ("x[^a]\n\n[^a]: y", "<p>x[^a]</p>\n<p>[^a]: y</p>"),
    ],
)
def test_a_comment_holds_nothing_else(text: str, html: str) -> None:
    assert comment(text) == html


def test_a_comment_has_no_faults() -> None:
    assert render("# x\n![](y) [z](gone.md) <!-- -->\n> [!FOO]", kind=Kind.COMMENT).faults == ()


@pytest.mark.parametrize(("kind", "most"), [(Kind.LESSON, 200_000), (Kind.COMMENT, 10_000)])
def test_a_text_may_be_so_long_and_no_longer(kind: Kind, most: int) -> None:
    line = "é" * 40 + "\n\n"
    text = (line * (most // 82 + 1)).encode()[:most].decode(errors="ignore")
    assert isinstance(render(text, kind=kind), Rendered)
    with pytest.raises(TooLong, match=f"{most:,}"):
        render(text + "ééé", kind=kind)


def test_an_earlier_text_leaves_nothing_behind() -> None:
    before = render("[x][r]\n\nCSAT").html
    render_document("*[CSAT]: y\n\n[r]: https://e.example\n\nx[^a]\n\n[^a]: z")
    assert render("[x][r]\n\nCSAT").html == before == "<p>[x][r]</p>\n<p>CSAT</p>"


@pytest.mark.parametrize("text", ["> " * 4000, "- " * 4000, "[" * 2000, "*" * 4000, "`" * 4000, "**a " * 2000])
@pytest.mark.parametrize("kind", list(Kind))
def test_marks_without_end_are_shown_and_break_nothing(text: str, kind: Kind) -> None:
    assert render(text, kind=kind).html
    assert render("fine", kind=kind).html == "<p>fine</p>"


@pytest.mark.parametrize("kind", list(Kind))
def test_lists_inside_lists_without_end_are_refused_with_a_sentence(kind: Kind) -> None:
    with pytest.raises(TooDeep, match="send it again"):
        render("1. " * 3000, kind=kind)
    assert render("fine", kind=kind).html == "<p>fine</p>"


def test_code_lines_in_a_comment_are_code_and_a_rule_stays_three_stars() -> None:
    assert comment("    x < 1") == '<pre tabindex="0"><code>x &lt; 1</code></pre>'
    assert comment("a\n\n***\n\nb") == "<p>a</p>\n<p>* * *</p>\n<p>b</p>"


def test_a_backslash_takes_the_meaning_from_any_mark() -> None:
    assert render(r"Questions\: \*open\* \~ \<b\> C:\dir").html == "<p>Questions: *open* ~ &lt;b&gt; C:\\dir</p>"
