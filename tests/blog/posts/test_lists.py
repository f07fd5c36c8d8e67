"""Lists of posts: all of them, a tag's, a month's, an author's, and what search finds."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from flask import Flask

from coursesite.accounts.models import Role
from coursesite.config import Settings
from coursesite.db import Database
from tests.blog.posts.blogging import change_post, change_tag, many_posts, say, write_post
from tests.factories import make_user
from tests.inert import MARK, alive
from tests.learning.learners import Learner, elements, text_of, words_of
from tests.library.shelves import Shelf
from tests.test_hostile_text import HOSTILE


def titles(page: str) -> list[str]:
    """The titles of the posts that a page lists."""
    listed = [node for node in elements(page, "article") if node.get("class") == "listed"]
    return [text_of(next(node for node in article.iter() if node.tag == "h2")) for article in listed]


def links(page: str) -> dict[str, str]:
    """The words of each link by its address, the last one of several."""
    return {node.get("href"): text_of(node) for node in elements(page, "a")}


def test_the_newest_post_stands_first_with_who_when_and_how_long(guest: Learner) -> None:
    page = guest.reads("/blog/")
    assert titles(page) == ["A slower yes", "Two kinds of sorry", "Before you send"]
    second = words_of(page).partition("Two kinds of sorry")[2].partition("Before you send")[0]
    assert "Maren Holt 12 January 2026 one minute to read No responses yet One word does two jobs." in second
    assert "Putting right phone" in second
    assert "/blog/authors/maren-holt/picture" in page


def test_responses_are_counted_in_words(guest: Learner, database: Database) -> None:
    for count, words in ((1, "One response"), (2, "2 responses")):
        say(database, "two-kinds-of-sorry")
        assert words in words_of(guest.reads("/blog/")), count
    for _ in range(11):
        say(database, "two-kinds-of-sorry")
    assert "13 responses" in words_of(guest.reads("/blog/"))


def test_a_post_that_takes_no_comments_says_nothing_of_them(guest: Learner) -> None:
    first = words_of(guest.reads("/blog/")).partition("A slower yes")[2].partition("Two kinds")[0]
    assert "response" not in first


def test_drafts_and_posts_of_the_future_are_in_no_list(shelf: Shelf, guest: Learner) -> None:
    write_post(shelf, "2026-01-20-half-done", "state: draft", title="Half done", body="A xylograph.")
    write_post(shelf, "2997-01-01-far-away", title="Far away", body="A xylograph.")
    shelf.pushed()
    for path in ("/blog/", "/blog/feed.atom", "/blog/2026/01/", "/blog/search?q=xylograph", "/", "/sitemap.xml"):
        page = guest.reads(path)
        assert "Half done" not in page, path
        assert "Far away" not in page, path
    for path in ("/blog/half-done/", "/blog/far-away/", "/blog/2997/01/", "/blog/far-away/comments.atom"):
        guest.reads(path, 404)


def test_many_posts_come_in_pages_that_lead_to_each_other(guest: Learner, database: Database) -> None:
    many_posts(database, 19)
    first, second = guest.reads("/blog/"), guest.reads("/blog/?page=2")
    assert len(titles(first)) == 10
    assert len(titles(second)) == 10
    assert set(titles(first)).isdisjoint(titles(second))
    assert len(titles(guest.reads("/blog/?page=3"))) == 2
    assert links(first)["/blog/?page=2"] == "Older posts"
    assert "Newer posts" not in first
    assert '<a class="next" href="/blog/" rel="prev">Newer posts' in second
    assert links(second)["/blog/?page=3"] == "Older posts"
    guest.reads("/blog/?page=4", 404)
    guest.reads("/blog/?page=99999", 404)
    for strange in ("0", "-1", "x", "²"):
        assert titles(guest.reads(f"/blog/?page={strange}")) == titles(first)


def test_every_month_with_posts_is_counted_and_opens(guest: Learner) -> None:
    found = links(guest.reads("/blog/"))
    assert found["/blog/2026/02/"] == "February 2026, one post"
    assert found["/blog/2025/12/"] == "December 2025, one post"
    page = guest.reads("/blog/2025/12/")
    assert titles(page) == ["Before you send"]
    assert text_of(elements(page, "h1")[0]) == "December 2025"


def test_a_month_ends_where_the_next_begins(shelf: Shelf, guest: Learner) -> None:
    write_post(shelf, "2024-01-31-last", "published: 2024-01-31 23:59", title="The last of January")
    write_post(shelf, "2024-02-01-first", "published: 2024-02-01", title="The first of February")
    shelf.pushed()
    assert titles(guest.reads("/blog/2024/01/")) == ["The last of January"]
    assert titles(guest.reads("/blog/2024/02/")) == ["The first of February"]


@pytest.mark.parametrize(
    "path",
    [
        "/blog/2025/11/",
        "/blog/2026/13/",
        "/blog/2026/0/",
        "/blog/0/1/",
        "/blog/9999/12/",
        "/blog/99999/1/",
        "/blog/tags/nobody/",
        "/blog/tags/",
        "/blog/authors/nobody/",
        "/blog/authors/nobody/picture",
        "/blog/no-such-post/",
        "/blog/tags/phone/?page=2",
        "/blog/tags/nobody/feed.atom",
        "/blog/no-such-post/comments.json",
    ],
)
def test_what_is_not_there_is_not_here(guest: Learner, path: str) -> None:
    guest.reads(path, 404)


def test_a_tag_is_shown_as_it_was_written_and_lists_its_posts(guest: Learner) -> None:
    page = guest.reads("/blog/tags/putting-right/")
    assert text_of(elements(page, "h1")[0]) == "Putting right"
    assert titles(page) == ["Two kinds of sorry"]
    assert titles(guest.reads("/blog/tags/phone/")) == ["A slower yes", "Two kinds of sorry"]
    assert links(page)["/blog/tags/phone/"] == "phone 2"


def test_a_tag_in_another_script_has_a_page(shelf: Shelf, guest: Learner) -> None:
    write_post(shelf, "2026-02-01-greek", "tags: θυμός", title="In Greek")
    shelf.pushed()
    path = next(href for href, words in links(guest.reads("/blog/")).items() if "θυμός" in words)
    assert titles(guest.reads(path)) == ["In Greek"]
    assert "In Greek" in guest.reads(f"{path}feed.atom")


def test_an_author_has_a_page_with_courses_and_posts(shelf: Shelf, guest: Learner) -> None:
    text = shelf.read("courses/calls/course.md").decode()
    shelf.write("courses/calls/course.md", text.replace("topics:", "coach: Maren Holt\ntopics:"))
    shelf.pushed()
    page = guest.reads("/blog/authors/maren-holt/")
    assert text_of(elements(page, "h1")[0]) == "Maren Holt"
    assert titles(page) == ["A slower yes", "Two kinds of sorry"]
    assert "/courses/calls/" in links(page)
    assert "/courses/calls/" not in links(guest.reads("/blog/authors/kofi-adjei/"))


def test_an_authors_picture_is_that_of_the_coach_of_this_name_and_of_nobody_else(
    guest: Learner, database: Database
) -> None:
    def picture(path: str = "/blog/authors/maren-holt/picture") -> bytes:
        answer = guest.client.get(path)
        assert answer.mimetype == "image/svg+xml"
        return bytes(answer.data)

    drawn = picture()
    learner = make_user(database, name="Maren Holt")
    assert picture() == drawn != picture(f"/people/{learner.key}/picture")
    coach = make_user(database, role=Role.COACH, name="Maren Holt")
    assert picture() == picture(f"/people/{coach.key}/picture") != drawn


def test_a_post_without_an_author_stands_in_lists_without_one(shelf: Shelf, guest: Learner) -> None:
    write_post(shelf, "2026-02-25-unsigned", title="Unsigned")
    shelf.pushed()
    first = words_of(guest.reads("/blog/")).partition("Unsigned")[2]
    assert first.startswith(" 25 February 2026 one minute to read")


def test_a_blog_without_posts_says_so(app: Flask, database: Database) -> None:
    nobody = Learner(app.test_client(), database)
    assert "Nothing is published yet" in words_of(nobody.reads("/blog/"))
    nobody.reads("/blog/feed.atom")
    nobody.reads("/blog/feed.json")


def test_search_within_the_blog_finds_posts_only_and_marks_the_words(shelf: Shelf, guest: Learner) -> None:
    write_post(shelf, "2026-02-01-quiet", title="On keeping quiet", body="Listen before you ask.")
    shelf.pushed()
    page = guest.reads("/blog/search?q=listen")
    assert [text_of(node) for node in elements(page, "mark")] == ["Listen"]
    assert "One post found." in words_of(page)
    assert "/blog/quiet/" in links(page)
    everywhere = links(guest.reads("/search?q=listen"))
    assert {"/blog/quiet/", "/courses/calls/begin/"} <= everywhere.keys()
    assert "Look through every post" in words_of(guest.reads("/blog/search"))
    assert "Nothing here holds all of these words" in words_of(guest.reads("/blog/search?q=zzzz"))


def test_search_within_the_blog_turns_its_own_pages(shelf: Shelf, guest: Learner) -> None:
    for number in range(12):
        write_post(shelf, f"2024-03-{number + 1:02d}-x{number}", body="A xylograph hangs here.")
    shelf.pushed()
    assert "/blog/search?q=xylograph&page=2" in links(guest.reads("/blog/search?q=xylograph"))
    assert len(elements(guest.reads("/blog/search?q=xylograph&page=2"), "mark")) == 2


def test_lists_say_where_their_feeds_are(guest: Learner) -> None:
    def alternates(path: str) -> list[str]:
        found = [node for node in elements(guest.reads(path), "link") if node.get("rel") == "alternate"]
        return [node.get("href") for node in found]

    assert alternates("/blog/") == ["/blog/feed.atom", "/blog/feed.json"]
    assert alternates("/blog/tags/phone/")[2:] == ["/blog/tags/phone/feed.atom", "/blog/tags/phone/feed.json"]


def test_the_front_page_shows_the_newest_three_to_everyone(guest: Learner, alice: Learner, shelf: Shelf) -> None:
    write_post(shelf, "2026-02-25-newest", title="The newest")
    shelf.pushed()
    for person in (guest, alice):
        words = words_of(person.reads("/"))
        assert "From the blog" in words
        assert words.index("The newest") < words.index("A slower yes") < words.index("Two kinds of sorry")
        assert "Before you send" not in words


def test_a_title_that_changes_changes_on_every_kept_page(guest: Learner, database: Database) -> None:
    for path in ("/", "/blog/", "/blog/feed.atom", "/blog/two-kinds-of-sorry/"):
        guest.reads(path)
    change_post(database, "a-slower-yes", title="A quicker no", changed_at=datetime(2026, 3, 1, tzinfo=UTC))
    for path in ("/", "/blog/", "/blog/feed.atom", "/blog/two-kinds-of-sorry/"):
        assert "A quicker no" in guest.reads(path), path


def test_every_address_of_the_sitemap_opens_for_a_guest(guest: Learner, settings: Settings) -> None:
    page = guest.reads("/sitemap.xml")
    for path in ("/blog/", "/blog/two-kinds-of-sorry/", "/blog/a-slower-yes/"):
        assert f"<loc>http://localhost{path}</loc>" in page
        guest.reads(path)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_of_a_post_is_alive_on_any_page(
    text: str, guest: Learner, alice: Learner, database: Database, settings: Settings
) -> None:
    change_post(database, "two-kinds-of-sorry", title=text, summary=text, author=text, author_slug="eve")
    # A tag is kept to 60 characters.
    change_tag(database, "putting-right", text[:60])
    pages = ("/", "/blog/", "/blog/two-kinds-of-sorry/", "/blog/a-slower-yes/", "/blog/before-you-send/")
    lists = ("/blog/tags/putting-right/", "/blog/tags/phone/", "/blog/authors/eve/", "/blog/2026/01/")
    for path in (*pages, *lists):
        for person in (guest, alice):
            page = person.reads(path)
            assert alive(page) == [], path
            assert MARK in page, path
    typed = quote(text)
    for path in (f"/blog/search?q={typed}", f"/blog/tags/{typed}/", f"/blog/authors/{typed}/", f"/blog/{typed}/"):
        assert alive(guest.client.get(path, follow_redirects=True).text) == [], path
