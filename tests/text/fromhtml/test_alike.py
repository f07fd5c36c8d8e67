"""HTML of another blog and the page that its Markdown gives have the same words in the same structure."""

from __future__ import annotations

import re

import pytest

from coursesite.text.fromhtml import Source, markdown_of_comment, markdown_of_post
from coursesite.text.markup import Kind, render, render_document
from tests.text.fromhtml.corpus import BLOGGER, CLASSIC, COMMENTS, GUTENBERG, Sample
from tests.text.fromhtml.structure import structure_of

POSTS = [*CLASSIC, *GUTENBERG, *BLOGGER]


def beside(address: str, alt: str) -> str:
    return f"images/{address.rpartition('/')[2]}"


def as_moved(html: str) -> str:
    """The same HTML with its pictures where `beside` puts them."""
    return re.sub(r'src="https?://[^"]*/([^"/]+)"', r'src="images/\1"', html)


def source_of(sample: Sample) -> Source:
    return Source.BLOGGER if sample in BLOGGER or "Blogger" in sample.name else Source.WORDPRESS


@pytest.mark.parametrize("sample", POSTS, ids=lambda sample: sample.name)
def test_a_post_reads_as_it_did(sample: Sample) -> None:
    converted = markdown_of_post(sample.stored, images=beside, source=source_of(sample))
    rendered = render_document(converted.markdown)
    assert structure_of(rendered.html) == structure_of(as_moved(sample.as_read)), converted.markdown
    assert rendered.faults == (), converted.markdown


@pytest.mark.parametrize("sample", COMMENTS, ids=lambda sample: sample.name)
def test_a_comment_reads_as_it_did(sample: Sample) -> None:
    converted = markdown_of_comment(sample.stored, source=source_of(sample))
    html = render(converted.markdown, kind=Kind.COMMENT).html
    assert structure_of(html) == structure_of(sample.as_read), converted.markdown


def test_there_are_enough_samples() -> None:
    assert len({sample.name for sample in [*POSTS, *COMMENTS]}) >= 60
