"""Pages of comments are bounded by what they send: however long comments are, pages stay light and threads whole."""

import random
import re
from collections.abc import Sequence

import pytest
from sqlalchemy import update

from coursesite.blog.comments import page_queries, room_queries
from coursesite.blog.comments.rendering import LONGEST, rendered
from coursesite.blog.models import Comment, State
from tests.blog.comments.talking import POST, Discussing, Person
from tests.blog.comments.test_threads import order, seed

pytestmark = pytest.mark.usefixtures("mails")
MOST = 150_000


def lengthen(talk: Discussing, rows: Sequence[Comment], texts: Sequence[str]) -> None:
    """Give comments these texts, by turns."""
    with talk.database.writing() as session:
        for index, row in enumerate(rows):
            session.execute(update(Comment).where(Comment.id == row.id).values(html=texts[index % len(texts)]))
        session.commit()


def pages_of(reader: Person, path: str = POST, sign: str = "?") -> list[str]:
    """All pages of a discussion, or of a thread of it, each of them light."""
    first = reader.reads(f"{path}{sign}comments=1")
    count = int(found.group(1)) if (found := re.search(r"Page 1 of (\d+)<", first)) else 1
    pages = [first, *(reader.reads(f"{path}{sign}comments={number}") for number in range(2, count + 1))]
    assert reader.opens(f"{path}{sign}comments={count + 1}").status_code == 404
    assert all(order(page) for page in pages)
    assert max(len(page.encode()) for page in pages) < MOST
    return pages


def ids(pages: Sequence[str]) -> list[int]:
    """The comments on pages, in their order."""
    return [number for page in pages for number, _level in order(page)]


def test_comments_of_the_longest_kind_make_more_pages_and_no_heavier_ones(talk: Discussing) -> None:
    rows = seed(talk, [None if index % 3 == 0 else index - index % 3 for index in range(60)])
    lengthen(talk, rows, [f"<p>{'Honest days. ' * (LONGEST // 13)}</p>"])
    for reader in (talk.guest(), talk.coached()):
        pages = pages_of(reader)
        assert len(pages) > 5
        assert all(order(page)[0][1] == 1 for page in pages)
        assert sorted(ids(pages)) == [row.id for row in rows]


def test_a_text_that_grows_most_when_it_is_rendered_makes_no_page_heavy(talk: Discussing) -> None:
    html = rendered("> a\n\n" * (LONGEST // 5))
    assert len(html) > 7 * LONGEST
    rows = seed(talk, [None, 0, 0, None, 3, None])
    lengthen(talk, rows, [html])
    assert ids(pages_of(talk.guest()))[0] == rows[0].id


def test_a_thread_of_long_comments_goes_on_where_its_posts_page_leaves_off(talk: Discussing) -> None:
    rows = seed(talk, [None, *[0] * 40, None])
    lengthen(talk, rows[:-1], [f"<p>{'x' * 7000}</p>", "<p>Short.</p>", f"<p>{'y' * 3000}</p>"])
    reader = talk.guest()
    here = ids([reader.reads()])
    assert 5 < len(here) < 41
    assert f"{42 - len(here) - 1} more comments in this thread" in pages_of(reader)[0]
    parts = pages_of(reader, f"{POST}?thread={rows[0].id}", "&")
    assert ids(parts[:1]) == here
    assert ids(parts) == [row.id for row in rows[:-1]]


@pytest.mark.parametrize("lot", range(3))
def test_pages_and_threads_together_hold_every_comment_once_and_permalinks_find_them(
    talk: Discussing, lot: int
) -> None:
    lots = random.Random(lot)
    shape: list[int | None] = [None]
    for index in range(1, 150):
        shape.append(None if lots.random() < 0.1 else lots.randrange(max(0, index - lots.choice((2, 90))), index))
    rows = seed(talk, shape)
    lengthen(talk, rows, [f"<p>{'z' * lots.choice((20, 300, 900, 4000, 8000))}</p>" for _ in range(47)])
    for row in lots.sample(rows, 10):
        talk.settles(row, lots.choice((State.REMOVED, State.SPAM)))
    reader = talk.guest()
    pages = pages_of(reader)
    seen = ids(pages)
    for number in re.findall(r'\?thread=(\d+)&amp;comments=2#comments">', "".join(pages)):
        seen += ids(pages_of(reader, f"{POST}?thread={number}", "&")[1:])
    approved = [row.id for row in talk.comments() if row.state == State.APPROVED]
    assert len(seen) == len(set(seen))
    assert set(approved) <= set(seen)
    for comment_id in lots.sample(approved, 25):
        path, _, anchor = reader.opens(f"/blog/comments/{comment_id}").headers["Location"].partition("#")
        assert f'id="{anchor}"' in reader.reads(path), path


def test_a_page_fetches_its_own_comments_and_no_others(talk: Discussing) -> None:
    rows = seed(talk, [None if index % 4 == 0 else index - index % 4 for index in range(400)])
    lengthen(talk, rows, [f"<p>{'Honest days. ' * 200}</p>", "<p>Short.</p>"])
    page = talk.guest().reads(f"{POST}?comments=2")
    with talk.database.reading() as session:
        fetched = page_queries.page_rows(session, talk.post_id(), 2)
        apart = page_queries.rows_apart(session, talk.post_id(), None)
    assert [row.id for row in fetched] == ids([page])
    assert not apart
    assert sum(len(row.html) for row in fetched) < 2 * room_queries.PAGE
