from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursesite.exercises import parse
from coursesite.exercises.escaping import markdown_of_text
from coursesite.exercises.htmltext import LONGEST, markdown_of
from coursesite.text.markup import render
from coursesite.text.plain import plain_text


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One <b>two</b> <i>three</i>.</p><p>Four<br>\n five</p>", "One **two** *three*.\n\nFour  \nfive"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul><ol start='3'><li>c</li></ol>", "- a\n  - b\n\n3. c"),
        ("<ol start='²'><li>a</li></ol><ol start='-1'><li>b</li></ol>", "1. a\n\n1. b"),
        ("<a href='https://example.org/a_b' onclick='x()'>here</a>", "[here](https://example.org/a_b)"),
        ("<a href='javascript:alert(1)'>here</a>", "here"),
        ("<img src='a b(1).png' alt='A [desk]' onerror='x()'>", "![A \\[desk\\]](a%20b%281%29.png)"),
        ("<img src='data:image/png;base64,AAAA' alt='A desk'>", "A desk"),
        ("Use <code>a | `b`</code> now", "Use `` a | `b` `` now"),
        ("<pre>a\n  - [x] b\n```</pre>", "````\na\n  - [x] b\n```\n````"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1 | 2</td><td>3<br>4</td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1 \\| 2 | 3 4 |",
        ),
        ("H<sub>2</sub>O, x<sup>2</sup>, y<sup>abc</sup>", "H₂O, x², y^(abc)"),
        ("<h2>Steps &amp; <b>ends</b></h2><p>x</p>", "**Steps & ends**\n\nx"),
        ("a<hr>b", "a\n\n***\n\nb"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("&lt;b&gt; &eacute; &#8364; 5&nbsp;km &nbsp; end", "\\<b> é € 5\u00a0km end"),
        ("<b>a</b><b> b</b> <strong>c <b>d</b></strong>", "**a b** **c d**"),
        ("<b><p>a</p><p>b</p></b>", "a\n\nb"),
        ("<script>alert('<p>')</script><style>p {}</style>x<!-- y --><!-- <p>z -->", "x"),
        ("<iframe src='https://example.org/v' title='A film'></iframe>", "[A film](https://example.org/v)"),
        (
            "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><p class=MsoNormal style='x:y'>"
            "<span style='mso-ansi:EN'>From <o:p>Word</o:p></span></p><p class=MsoNormal>&nbsp;</p>",
            "From Word",
        ),
        ("C:\\new and \\(x^2\\)", "C:\\new and \\\\(x^2\\\\)"),
        ("snake_case, _x_ and 2 * 3", "snake_case, \\_x\\_ and 2 \\* 3"),
        ("", ""),
    ],
)
def test_html_becomes_the_markdown_that_a_coach_would_write(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


@pytest.mark.parametrize(
    "text",
    [
        "- [x] a",
        "[x] a",
        "### Question: a",
        "# a",
        "[[a|b]]",
        "---",
        "- - -",
        "> a",
        "1. a",
        "12) a",
        "+ a",
        "* a",
        "===",
        "~~~",
        "```",
        "| a |",
        "a | b",
        "<!-- id: a -->",
        "[^note]: a",
        "[a]: b",
        ": a",
        "&lt;",
        "a\\",
        "https://example.org/a_b_c",
    ],
)
def test_text_that_would_be_notation_stays_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for html in (escaped, f"<p>{escaped}</p>", f"a<br>{escaped}", f"<b></b><span>{escaped}</span>", f"<li>{escaped}"):
        markdown = markdown_of(html)
        question = ["### Question: t", "", *markdown.split("\n"), "", "- [x] yes", "- [ ] no", "", "> because"]
        document = parse(question, 1)
        assert document.faults == (), markdown
        assert document.exercises[0].prompt == markdown
        assert len(document.exercises[0].options) == 2
        assert plain_text(render(markdown).html).split("\n")[-1] == " ".join(text.split())


@given(st.text(max_size=60))
def test_plain_text_reads_as_it_was(text: str) -> None:
    rendered = plain_text(render(markdown_of_text(text)).html)
    assert "".join(rendered.split()) == "".join(_visible(text).split())


@given(st.text(alphabet=st.sampled_from("<>/abpliuo=\"' &;#x!-[]*_`|\n"), max_size=80))
def test_any_html_gives_markdown_that_renders_and_asks_nothing(html: str) -> None:
    markdown = markdown_of(html)
    assert not parse(markdown.split("\n"), 1).exercises
    render(markdown)


def test_endless_nesting_keeps_its_words() -> None:
    assert markdown_of("<div>" * 10_000 + "deep" + "</div>" * 10_000) == "deep"
    assert markdown_of("<ul><li>" * 500 + "deep") == "deep"


def test_a_text_without_end_keeps_its_words() -> None:
    assert markdown_of("<b>word</b> " * (LONGEST // 10)).startswith("word word")


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "<![CDATA[", "&#", "<li>x</li>", "<b>x</b>", "</p>", "<template><a>", "\u00a0", " "]
)
def test_hostile_html_is_read_in_a_moment(piece: str) -> None:
    html = piece * (LONGEST // len(piece))
    start = time.process_time()
    markdown_of(html + "x")
    markdown_of("<pre>" + html[:LONGEST] + "x")
    assert time.process_time() - start < 15


def _visible(text: str) -> str:
    return "".join(letter for letter in text if letter not in "\ue010\ue011\x02\x03\x00")
