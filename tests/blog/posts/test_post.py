"""A post's own page: its text, what it leads on to, and what machines read of it."""

import json
from typing import Any

from coursesite.blog.models import State
from coursesite.db import Database
from tests.blog.posts.blogging import change_post, say, write_post
from tests.learning.learners import LESSON, Learner, elements, text_of, words_of
from tests.library.shelves import Shelf

POST = "/blog/two-kinds-of-sorry/"


def named(page: str, tag: str, name: str) -> list[str]:
    """What the head says under a property, or where its links of a kind lead."""
    wanted = ("property", "content") if tag == "meta" else ("rel", "href")
    return [node.get(wanted[1]) for node in elements(page, tag) if node.get(wanted[0]) == name]


def data_of(page: str) -> dict[str, Any]:
    """What search engines read."""
    scripts = [node for node in elements(page, "script") if node.get("type") == "application/ld+json"]
    found: dict[str, Any] = json.loads("".join(scripts[0].itertext()))
    return found


def test_a_post_shows_its_text_and_who_wrote_it_when(guest: Learner) -> None:
    page = guest.reads(POST)
    assert [text_of(node) for node in elements(page, "h1")] == ["Two kinds of sorry"]
    assert "Maren Holt 12 January 2026 one minute to read" in words_of(page)
    assert "<em>two</em>" in page
    assert {"/blog/authors/maren-holt/", "/blog/tags/phone/", "/blog/tags/putting-right/"} <= {
        node.get("href") for node in elements(page, "a")
    }
    assert elements(page, "time")[0].get("datetime") == "2026-01-12T00:00:00+00:00"


def test_a_post_names_the_lesson_that_it_belongs_to(guest: Learner) -> None:
    page = guest.reads(POST)
    assert "This belongs to the lesson Begin" in words_of(page)
    # The link says which post brought people, so that its figures can.
    assert LESSON in {(node.get("href") or "").partition("?from=")[0] for node in elements(page, "a")}
    assert "This belongs to" not in guest.reads("/blog/a-slower-yes/")


def test_a_post_leads_to_the_ones_before_and_after(guest: Learner) -> None:
    def pager(path: str) -> dict[str, str]:
        found = [node for node in elements(guest.reads(path), "nav") if node.get("class") == "pager"]
        return {node.get("href"): text_of(node) for node in (found[0].iter() if found else ()) if node.tag == "a"}

    assert pager(POST) == {
        "/blog/before-you-send/": "Older Before you send",
        "/blog/a-slower-yes/": "Newer A slower yes",
    }
    assert pager("/blog/a-slower-yes/") == {POST: "Older Two kinds of sorry"}
    assert pager("/blog/before-you-send/") == {POST: "Newer Two kinds of sorry"}


def test_posts_of_one_moment_are_not_lost_between_each_other(shelf: Shelf, guest: Learner) -> None:
    for slug in ("one", "two", "three"):
        write_post(shelf, f"2024-05-05-{slug}")
    shelf.pushed()
    met, path = [], "/blog/three/"
    for start in ("/blog/one/", "/blog/two/", "/blog/three/"):
        if 'rel="prev"' not in guest.reads(start):
            path = start
    for _ in range(3):
        met.append(path)
        nav = next(node for node in elements(guest.reads(path), "nav") if node.get("class") == "pager")
        path = next(node.get("href") for node in nav.iter() if node.get("rel") == "next")
    assert set(met) == {"/blog/one/", "/blog/two/", "/blog/three/"}
    assert path == "/blog/before-you-send/"


def test_posts_on_the_same_subjects_come_by_what_they_share_then_by_day(shelf: Shelf, guest: Learner) -> None:
    write_post(shelf, "2020-01-01-closest", "tags: phone, putting right", title="Closest")
    write_post(shelf, "2021-01-01-older", "tags: phone", title="Older on phones")
    shelf.pushed()
    words = words_of(guest.reads(POST)).partition("On the same subjects")[2]
    assert words.index("Closest") < words.index("A slower yes") < words.index("Older on phones")
    assert "On the same subjects" not in guest.reads("/blog/before-you-send/")


def test_machines_read_of_the_post(guest: Learner, database: Database) -> None:
    for state in (State.APPROVED, State.APPROVED, State.HELD, State.SPAM):
        say(database, "two-kinds-of-sorry", state=state)
    page = guest.reads(POST)
    address = f"http://localhost{POST}"
    assert named(page, "link", "canonical") == [address]
    assert named(page, "meta", "og:type") == ["article"]
    assert named(page, "meta", "og:title") == ["Two kinds of sorry"]
    assert named(page, "meta", "og:url") == [address]
    assert named(page, "meta", "og:description") == ["One word does two jobs."]
    assert named(page, "meta", "article:published_time") == ["2026-01-12T00:00:00+00:00"]
    assert named(page, "meta", "article:tag") == ["Putting right", "phone"]
    assert named(page, "meta", "article:author") == ["http://localhost/blog/authors/maren-holt/"]
    data = data_of(page)
    assert data["@type"] == "BlogPosting"
    assert data["headline"] == "Two kinds of sorry"
    assert data["commentCount"] == 2
    assert data["author"]["name"] == "Maren Holt"
    assert data["url"] == address
    assert data["datePublished"] == "2026-01-12T00:00:00+00:00"
    assert data["dateModified"] == named(page, "meta", "article:modified_time")[0]
    assert data["description"] == "One word does two jobs."


def test_other_pages_are_no_articles(guest: Learner) -> None:
    for path in ("/", "/blog/", "/courses/calls/"):
        assert named(guest.reads(path), "meta", "og:type") == ["website"], path


def test_what_machines_read_ends_where_it_should_whatever_the_title(guest: Learner, database: Database) -> None:
    title = '</script><script>alert(1)</script> & "quoted" \u2028'
    change_post(database, "two-kinds-of-sorry", title=title, author='<b>"Eve', author_slug="eve")
    page = guest.reads(POST)
    assert data_of(page)["headline"] == title
    assert data_of(page)["author"]["name"] == '<b>"Eve'
    assert "<script>alert" not in page


def test_a_new_response_is_counted_for_guests_at_once(guest: Learner, database: Database) -> None:
    assert data_of(guest.reads(POST))["commentCount"] == 0
    say(database, "two-kinds-of-sorry")
    assert data_of(guest.reads(POST))["commentCount"] == 1


def test_a_post_that_moved_is_found_where_it_stands_now(shelf: Shelf, guest: Learner) -> None:
    shelf.move("blog/2026-01-12-two-kinds-of-sorry.md", "blog/2026-01-12-sorry.md")
    shelf.pushed()
    answer = guest.client.get(POST)
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/blog/sorry/"


def test_guests_pages_of_the_blog_hold_no_token_and_set_no_cookie(guest: Learner) -> None:
    for path in ("/blog/", POST, "/blog/tags/phone/", "/blog/2026/01/", "/blog/authors/maren-holt/", "/blog/feed.atom"):
        answer = guest.client.get(path)
        assert "csrf_token" not in answer.text
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "public, no-cache"
