"""Hostile HTML: nothing of it acts on the page that its Markdown gives, and nothing of it takes long to read."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.text.fromhtml import Source, markdown_of_comment, markdown_of_post, words_only
from coursesite.text.fromhtml.converting import MOST_CHARACTERS
from coursesite.text.markup import Kind, render, render_document
from tests.inert import alive
from tests.text.test_hostile import PAYLOADS, assert_tame

POINTED = [
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#9;script:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="https://e.example/)[y](javascript:alert(1)">x</a>',
    '<a href="https://e.example/&quot;onmouseover=&quot;alert(1)">x</a>',
    '<a href="https://e.example">](javascript:alert(1)) [y</a>',
    '<img src="javascript:alert(1)" alt="x">',
    '<img src="x" onerror="alert(1)" alt="](javascript:alert(1))">',
    '<img src="images/x.png) [y](javascript:alert(1)" alt="y">',
    '<figure><img src="images/x.png" alt="x"><figcaption>" onerror="alert(1)</figcaption></figure>',
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<p>[x](javascript:alert(1))</p>",
    "<p>&amp;lt;script&amp;gt;</p>",
    "<pre>```\n<script>alert(1)</script>\n```</pre>",
    "<code>`<script>alert(1)</script>`</code>",
    '<abbr title="&quot; onmouseover=&quot;alert(1)">CSAT</abbr> CSAT',
    "[caption]<script>alert(1)</script><img src=x onerror=alert(1)>[/caption]",
    "[embed]javascript:alert(1)[/embed][audio src='javascript:alert(1)']",
    '<iframe src="javascript:alert(1)" title="](javascript:alert(1))"></iframe>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<h2><script>alert(1)</script>x</h2>",
    "<table><tr><td><img src=x onerror=alert(1)></td><td>|</td></tr></table>",
]
HOSTILE = [*PAYLOADS, *POINTED]
PIECES = [
    "<",
    "<a ",
    "<!--",
    "<![CDATA[",
    "&#",
    "<li>x</li>",
    "<b>x</b>",
    "</p>",
    "<template><a>",
    "\u00a0",
    "[a",
    "[a b=c]",
]
PIECES += [
    "[caption]",
    "[code][/code]",
    "<b><p>",
    "<font color=1>",
    "<ul><li>",
    "<table><tr><td>",
    "<abbr title=x>",
    "<sup>",
]
PIECES += [
    "<blockquote>",
    "<pre>",
    "<br>",
    "x\n\n",
    "* ",
    "`",
    "https://e.example/",
    "<img src=x>",
    "<iframe src=//e.example/x>",
]


def test_the_oracle_for_pages_sees_what_is_live() -> None:
    assert alive("<p onclick=x>y</p>")
    assert alive("<a href='java\tscript:x'>y</a>")


@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_of_it_acts(payload: str) -> None:
    for html in (payload, f"<p>Well, {payload} indeed.</p>", f"<ul><li>{payload}</li></ul>"):
        for source in Source:
            post = render_document(markdown_of_post(html, source=source).markdown).html
            comment = render(markdown_of_comment(html, source=source).markdown, kind=Kind.COMMENT).html
            assert_tame(post, Kind.LESSON)
            assert_tame(comment, Kind.COMMENT)
            assert alive(post) == alive(comment) == []


@given(st.lists(st.sampled_from([*HOSTILE, "\n", "\n\n", "<b>", "</b>", "<td>", "[", "](", "`", '"']), max_size=5))
@settings(max_examples=60, deadline=None)
def test_nothing_of_any_mixture_acts(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert_tame(render_document(markdown_of_post(html).markdown).html, Kind.LESSON)
    assert_tame(render(markdown_of_comment(html).markdown, kind=Kind.COMMENT).html, Kind.COMMENT)


@pytest.mark.parametrize("piece", PIECES)
def test_endless_repetition_is_read_in_a_moment(piece: str) -> None:
    html = piece * (60_000 // len(piece))
    start = time.process_time()
    markdown_of_post(f"{html}x")
    markdown_of_comment(f"{html}x")
    words_only(html)
    assert time.process_time() - start < 8


def test_endless_nesting_keeps_its_words_and_says_so() -> None:
    converted = markdown_of_post("<div>" * 10_000 + "deep" + "</div>" * 10_000)
    assert converted.markdown == "deep"
    assert any("without end" in doubt for doubt in converted.doubts)


def test_lists_far_too_deep_become_paragraphs_and_can_be_rendered() -> None:
    converted = markdown_of_post("<ul><li>" * 100 + "deep")
    assert "deep" in render_document(converted.markdown).html
    assert any("deep became paragraphs" in doubt for doubt in converted.doubts)


def test_a_huge_text_keeps_its_words_and_says_so() -> None:
    converted = markdown_of_post("<p>word</p>" + "<b>word</b> " * (MOST_CHARACTERS // 10))
    assert converted.markdown.startswith("word\n\nword word")
    assert any("too long to be read" in doubt for doubt in converted.doubts)


def test_a_text_too_long_for_a_post_says_by_how_much() -> None:
    converted = markdown_of_post("<p>" + "word " * 50_000 + "</p>")
    assert any("200,000" in doubt for doubt in converted.doubts)
