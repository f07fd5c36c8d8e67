"""What the blog's pages ask of the database: as little for thousands of posts as for a few."""

import pytest
from flask import Flask

from coursesite.app import create_app
from coursesite.config import Settings
from coursesite.db import Database
from tests.blog.posts.blogging import many_posts, say
from tests.counting import count_queries
from tests.learning.learners import Learner

POST = "/blog/two-kinds-of-sorry/"
PAGES = [
    ("/blog/", 5),
    ("/blog/?page=2", 5),
    ("/blog/tags/phone/", 5),
    ("/blog/2026/02/", 5),
    ("/blog/authors/maren-holt/", 5),
    ("/blog/search?q=words", 3),
    (POST, 6),
    ("/blog/feed.atom", 5),
    (f"{POST}comments.atom", 4),
    ("/", 4),
]


def queries_for(app: Flask, learner: Learner, path: str) -> tuple[int, str]:
    """How many queries this page takes once caches are filled, and which."""
    learner.reads(path)
    with count_queries(app) as counted:
        learner.reads(path)
    return len(counted), str(counted)


@pytest.mark.parametrize(("path", "budget"), PAGES, ids=[path for path, _budget in PAGES])
def test_a_page_takes_as_few_queries_with_thousands_of_posts_as_with_a_dozen(
    app: Flask, alice: Learner, database: Database, path: str, budget: int
) -> None:
    many_posts(database, 12)
    say(database, "two-kinds-of-sorry")
    small, _ = queries_for(app, alice, path)
    many_posts(database, 5000)
    for _ in range(10):
        say(database, "two-kinds-of-sorry")
    large, which = queries_for(app, alice, path)
    assert large == small, which
    assert large <= budget, which


def test_what_a_post_leads_on_to_takes_no_query_of_its_own_once_it_is_known(
    app: Flask, alice: Learner, database: Database
) -> None:
    _, which = queries_for(app, alice, POST)
    of_the_post = [line for line in which.splitlines() if "pieces" in line and "discussions" not in line]
    assert len(of_the_post) == 1, which
    assert "post_tags" not in which


def test_a_feed_reads_all_its_texts_at_once(settings: Settings, database: Database, guest: Learner) -> None:
    many_posts(database, 40)
    restarted = create_app(settings)
    with count_queries(restarted) as cold:
        assert restarted.test_client().get("/blog/feed.atom").status_code == 200
    restarted.extensions["database"].dispose()
    assert len(cold) <= 6, str(cold)


@pytest.mark.parametrize("path", ["/blog/", "/blog/tags/phone/", POST])
def test_a_page_stays_small_among_thousands_of_posts(alice: Learner, database: Database, path: str) -> None:
    many_posts(database, 5000)
    assert len(alice.reads(path)) < 40_000


def test_a_guest_reads_the_blog_from_memory(app: Flask, guest: Learner) -> None:
    for path in ("/blog/", POST, "/blog/tags/phone/", "/blog/2026/02/", "/blog/authors/maren-holt/", "/blog/feed.atom"):
        guest.reads(path)
        with count_queries(app) as counted:
            Learner(app.test_client(), guest.database).reads(path)
        assert len(counted) == 1, f"{path}\n{counted}"
