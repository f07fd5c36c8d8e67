"""Addresses in a text that is read away from the site."""

import pytest

from coursesite.blog.posts.feeds.whole import with_whole_addresses

PAGE = "https://e.org/blog/sorry/"


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ('<a href="/courses/calls/">x</a>', '<a href="https://e.org/courses/calls/">x</a>'),
        ('<a href="#h-one">x</a>', '<a href="https://e.org/blog/sorry/#h-one">x</a>'),
        ('<img src="/images/a.webp" alt="a > b">', '<img src="https://e.org/images/a.webp" alt="a > b">'),
        ('<img alt="a > b" src="/i.webp">', '<img alt="a > b" src="https://e.org/i.webp">'),
        ('<a href="https://other.org/?a=1&amp;b=2">x</a>', '<a href="https://other.org/?a=1&amp;b=2">x</a>'),
        ('<a href="/s?a=1&amp;b=2">x</a>', '<a href="https://e.org/s?a=1&amp;b=2">x</a>'),
        ('<a href="mailto:a@e.org">x</a>', '<a href="mailto:a@e.org">x</a>'),
        ('<a href="http://[">x</a>', '<a href="http://[">x</a>'),
        (
            '<a title="see href=&quot;/x&quot;" href="/y">x</a>',
            '<a title="see href=&quot;/x&quot;" href="https://e.org/y">x</a>',
        ),
        ('<code>&lt;a href="/x"&gt;</code>', '<code>&lt;a href="/x"&gt;</code>'),
        ('<p data-href="/x">say "href" = "/x"</p>', '<p data-href="/x">say "href" = "/x"</p>'),
    ],
)
def test_links_and_images_get_the_whole_address_and_nothing_else_changes(html: str, whole: str) -> None:
    assert with_whole_addresses(html, PAGE) == whole
