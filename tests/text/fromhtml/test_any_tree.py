"""Whatever blogs hold, put together at random: it reads as it did, without a fault."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings

from coursesite.text.fromhtml import Source, markdown_of_comment, markdown_of_post
from coursesite.text.markup import Kind, render, render_document
from coursesite.text.plain import plain_text
from tests.text.fromhtml.structure import Structure, structure_of
from tests.text.fromhtml.trees import comments, posts


def read(html: str) -> str:
    return "".join(plain_text(html).replace("\u200b", "").split())


def without_links(html: str) -> Structure:
    return structure_of(re.sub(r"</?a\b[^>]*>", "", html))


@given(posts)
@settings(max_examples=120, deadline=None)
def test_any_post_has_the_same_words_and_structure(html: str) -> None:
    converted = markdown_of_post(html, source=Source.BLOGGER)
    rendered = render_document(converted.markdown)
    assert structure_of(rendered.html) == structure_of(html), converted.markdown
    assert read(rendered.html) == read(html), converted.markdown
    assert rendered.faults == (), converted.markdown
    assert [use.alt for use in converted.images] == re.findall('alt="([^"]*)"', html)


@given(posts)
@settings(max_examples=30, deadline=None)
def test_what_was_rendered_once_may_move_again(html: str) -> None:
    once = render_document(markdown_of_post(html, source=Source.BLOGGER).markdown).html
    twice = render_document(markdown_of_post(once, source=Source.BLOGGER).markdown).html
    assert structure_of(once) == structure_of(twice)


@given(comments)
@settings(max_examples=80, deadline=None)
def test_any_comment_has_the_same_words_and_structure(html: str) -> None:
    converted = markdown_of_comment(html, source=Source.BLOGGER)
    shown = render(converted.markdown, kind=Kind.COMMENT).html
    assert without_links(shown) == without_links(html), converted.markdown
    assert read(shown) == read(html), converted.markdown
    targets = {unescape(found) for found in re.findall('href="([^"]*)"', shown)}
    assert set(converted.links) <= targets, converted.markdown
