"""The list of posts, and the ways into it: a tag's posts, a month's, an author's, search."""

from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR

from flask import Response, render_template, request
from sqlalchemy import ColumnElement

from coursesite.accounts.picture_views import picture_of
from coursesite.accounts.queries import coach_named
from coursesite.blog.blog_views import bp
from coursesite.blog.posts import addresses, queries, shelf
from coursesite.blog.posts.listing import LEDE, ON_A_PAGE, Author, ListedPost, ListPage, coached_by, with_tags
from coursesite.library import reading, search
from coursesite.library.models import Kind
from coursesite.library.search.pages import SearchPage
from coursesite.library.search.words import LONGEST_INPUT
from coursesite.web.errors import NotHere
from coursesite.web.filters import month_in_words
from coursesite.web.pagecache import cached_with_talk
from coursesite.web.paging import page_number
from coursesite.web.state import read_db, settings


@bp.get("/blog/")
@cached_with_talk
def posts() -> str:
    """All posts."""
    number, found, more = _page_of(queries.every_post())
    if number > 1 and not found:
        raise NotHere
    return _shown(ListPage("Blog", addresses.BLOG, number, found, more, shelf.archive(read_db()), LEDE))


@bp.get("/blog/tags/<tag>/")
@cached_with_talk
def tagged(tag: str) -> str:
    """The posts with a tag."""
    number, found, more = _some_of(queries.with_tag(tag))
    path, name = addresses.tag_path(tag), next(one.name for one in found[0].tags if one.slug == tag)
    return _shown(ListPage(name, path, number, found, more, shelf.archive(read_db()), feed=path))


@bp.get("/blog/<int:year>/<int:month>/")
@cached_with_talk
def month(year: int, month: int) -> str:
    """The posts of a month."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12):
        raise NotHere
    number, found, more = _some_of(queries.of_month(year, month))
    path, name = addresses.month_path(year, month), month_in_words(year, month)
    return _shown(ListPage(name, path, number, found, more, shelf.archive(read_db())))


@bp.get("/blog/authors/<author>/")
@cached_with_talk
def author(author: str) -> str:
    """Who writes under a name: the courses and the posts."""
    number, found, more = _some_of(queries.by_author(author))
    name, ways, session = found[0].row.author, shelf.archive(read_db()), read_db()
    courses = coached_by(name, ways.coached, reading.courses(session)) if name in ways.coached else ()
    about = Author(name, addresses.picture_path(author), courses)
    return _shown(ListPage(name, addresses.author_path(author), number, found, more, ways, author=about))


@bp.get("/blog/authors/<author>/picture")
def author_picture(author: str) -> Response:
    """The picture of the coach who has the author's name, else one drawn from the name's place in addresses."""
    name = queries.author_named(read_db(), author)
    if name is None:
        raise NotHere
    coach = coach_named(read_db(), name)
    return picture_of(author, None) if coach is None else picture_of(coach.key, coach.picture_file)


@bp.get("/blog/search")
def search_posts() -> str:
    """Posts that hold the words that were typed."""
    typed = request.args.get("q", "").strip()[:LONGEST_INPUT]
    results = search.find(read_db(), typed, kinds=[Kind.POST], page=page_number())
    page = SearchPage(typed, results, addresses.SEARCH, "Search the blog", "post", mixed=False)
    return render_template("blog/search.html", page=page)


def _page_of(wanted: ColumnElement[bool]) -> tuple[int, tuple[ListedPost, ...], bool]:
    """The number of the page that is asked for, its posts, and whether there are more."""
    number = max(page_number(), 1)
    rows = queries.listed(read_db(), wanted, (number - 1) * ON_A_PAGE, ON_A_PAGE + 1)
    return number, _with_tags(rows[:ON_A_PAGE]), len(rows) > ON_A_PAGE


def _some_of(wanted: ColumnElement[bool]) -> tuple[int, tuple[ListedPost, ...], bool]:
    """The same of a list that isn't there while it is empty. Raises `NotHere`."""
    number, found, more = _page_of(wanted)
    if not found:
        raise NotHere
    return number, found, more


def _with_tags(rows: Sequence[queries.ListedRow]) -> tuple[ListedPost, ...]:
    return with_tags(rows, queries.tags_of(read_db(), [row.id for row in rows]))


def _shown(page: ListPage) -> str:
    return render_template("blog/list.html", page=page, page_url=settings().base_url + page.address)
