"""Where the blog's pages stand."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from coursesite.library.addresses import address_of
from coursesite.library.models import Kind

BLOG = "/blog/"
SEARCH = f"{BLOG}search"
_TO_A_COURSE = re.compile(r'href="(/courses/[^"?#]+)(#[^"]*)?"')


def post_path(slug: str) -> str:
    """A post's page."""
    return address_of(Kind.POST, quote(slug), None)


def tag_path(slug: str) -> str:
    """The posts with a tag."""
    return f"{BLOG}tags/{quote(slug)}/"


def month_path(year: int, month: int) -> str:
    """The posts of a month."""
    return f"{BLOG}{year}/{month:02d}/"


def author_path(slug: str) -> str:
    """An author's page."""
    return f"{BLOG}authors/{quote(slug)}/"


def picture_path(slug: str) -> str:
    """An author's picture."""
    return f"{author_path(slug)}picture"


def comment_path(comment_id: int) -> str:
    """What leads to a comment on whichever page of its post it stands."""
    return f"{BLOG}comments/{comment_id}"


def with_page(path: str, page: int, **asked: str) -> str:
    """A page of a list, whose first page is the path itself."""
    parts: Mapping[str, str | int] = asked if page == 1 else {**asked, "page": page}
    return f"{path}?{urlencode(parts)}" if parts else path


def leading(path: str, key: str) -> str:
    """A course's or a lesson's page, as the post with this key links to it: who joins from there came by the post."""
    return f"{path}?from={key}"


def with_leading_links(html: str, key: str) -> str:
    """A post's text with every link to a course or a lesson as `leading` makes it."""
    return _TO_A_COURSE.sub(lambda link: f'href="{leading(link[1], key)}{link[2] or ""}"', html)
