"""The blog as one file that WordPress reads: WXR 1.2, written a little at a time.

The format has no specification; what its elements mean is said by WordPress's own export.php and by the importer that
reads them. Notes that begin with `_coursesite_` are for ourselves: with them, what is exported here comes back as it
was (`blog/importing/own.py`). Nothing in the file depends on this database's numbers, so that two sites that hold the
same blog write the same file, but for the moment at which it was made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

from sqlalchemy.orm import Session

from coursesite.blog.exporting import items, queries
from coursesite.blog.exporting.pictures import original
from coursesite.blog.exporting.queries import PlaceRow
from coursesite.blog.exporting.talk import comment
from coursesite.blog.exporting.threads import Numbers, along
from coursesite.blog.exporting.xml import as_html, element, wrapped
from coursesite.blog.importing import own
from coursesite.blog.posts import queries as posts
from coursesite.blog.posts.feeds.making import Site
from coursesite.library.staff_queries import Who

CONTENT_TYPE = "application/xml"
_OPENING = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
_CLOSING = "</channel>\n</rss>\n"


def wxr(
    session: Session, site: Site, data_dir: Path, now: datetime, *, with_addresses: bool, who: Who | None = None
) -> Iterator[bytes]:
    """The file in pieces, as they are read. Guests' addresses are in it only `with_addresses`; accounts' never are."""
    logins = _logins(queries.authors(session, who))
    tags = queries.tags(session, who)
    yield _channel(site, now, logins, tags).encode()
    number = 0
    for number, row in enumerate(queries.pictures(session), 1):
        yield items.picture(row, number, site, original(data_dir, row)).encode()
    ids = queries.piece_ids(session, who)
    yield from _pieces(session, site, logins, number, ids, with_addresses=with_addresses)
    yield _CLOSING.encode()


def _channel(site: Site, now: datetime, logins: Mapping[str, str], tags: Sequence[tuple[str, str]]) -> str:
    lines = [
        wrapped("title", as_html(site.name)),
        element("link", f"{site.base_url}/"),
        wrapped("description", as_html(site.description)),
        element("pubDate", format_datetime(now)),
        element("language", "en"),
        element("wp:wxr_version", "1.2"),
        element("wp:base_site_url", site.base_url),
        element("wp:base_blog_url", site.base_url),
        *(_author(number, login, name) for number, (name, login) in enumerate(logins.items(), 1)),
        *(_tag(number, slug, name) for number, (slug, name) in enumerate(tags, 1)),
        element("generator", own.PROGRAM),
    ]
    return _OPENING + "".join(lines)


def _logins(authors: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """A login for each name: as its address has it, counted on where two names have the same."""
    taken: dict[str, str] = {}
    for name, slug in authors:
        login, count = slug, 1
        while login in taken.values():
            count += 1
            login = f"{slug}-{count}"
        taken[name] = login
    return taken


def _author(number: int, login: str, name: str) -> str:
    lines = [
        element("wp:author_id", number),
        wrapped("wp:author_login", login),
        element("wp:author_email"),
        wrapped("wp:author_display_name", as_html(name)),
        wrapped("wp:author_first_name", ""),
        wrapped("wp:author_last_name", ""),
    ]
    return f"<wp:author>\n{''.join(lines)}</wp:author>\n"


def _tag(number: int, slug: str, name: str) -> str:
    lines = [element("wp:term_id", number), element("wp:tag_slug", slug), wrapped("wp:tag_name", as_html(name))]
    return f"<wp:tag>\n{''.join(lines)}</wp:tag>\n"


def _pieces(
    session: Session, site: Site, logins: Mapping[str, str], last: int, ids: Sequence[int], *, with_addresses: bool
) -> Iterator[bytes]:
    """These posts and pages, numbered on from `last`, each with what was said below it."""
    numbers = Numbers()
    for start in range(0, len(ids), queries.PIECES):
        batch = ids[start : start + queries.PIECES]
        tags, old = _by_post(posts.tags_of(session, batch)), queries.old_addresses(session, batch)
        threads = _threads(queries.places(session, batch))
        said = [place.id for piece_id in batch for place in threads.get(piece_id, ())]
        numbers.count(said)
        # Read across the posts, in the order in which they are written.
        rows = queries.comments(session, said)
        for number, row in enumerate(queries.pieces(session, batch), last + start + 1):
            login = logins.get(row.author, "")
            yield items.opening(row, number, site, login, tags.get(row.id, ()), old.get(row.id, ())).encode()
            for place, spoken in zip(threads.get(row.id, ()), rows, strict=False):
                answers = numbers.of(place.parent_id)
                yield comment(spoken, numbers.of(place.id), answers, with_address=with_addresses).encode()
            yield items.CLOSING.encode()


def _threads(rows: Sequence[PlaceRow]) -> Mapping[int, Sequence[PlaceRow]]:
    found: dict[int, list[PlaceRow]] = {}
    for row in along(rows):
        found.setdefault(row.post_id, []).append(row)
    return found


def _by_post(rows: Iterable[posts.TagRow]) -> Mapping[int, Sequence[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row.post_id, []).append((row.slug, row.name))
    return found
