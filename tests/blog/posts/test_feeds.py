"""Feeds: read by a feed reader's own parser, whole, with ids that stay, and not sent twice to who has them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser
import pytest

from coursesite.accounts.models import Role, User
from coursesite.blog.models import State
from coursesite.db import Database
from tests.blog.posts.blogging import LATELY, change_post, many_posts, say, write_post
from tests.conftest import FrozenClock
from tests.factories import make_user
from tests.learning.learners import Learner
from tests.library.pictures import png
from tests.library.shelves import Shelf

ALL = ("/blog/feed", "/blog/tags/phone/feed", "/blog/two-kinds-of-sorry/comments")
HOSTILE = (
    "<script>canary()</script>]]><b>",
    "\x01\x08\x0b\x1f\ufffe\uffff bell and end",
    "&amp;&#0;&#x1; \" ' \u2028 \u0085",
    "</title><!-- <![CDATA[ ?>",
    "\U0001f642 e\u0301 \u202egnol",
)


def atom(guest: Learner, path: str) -> Any:
    """The feed as a feed reader understands it; nothing about it may be wrong."""
    answer = guest.client.get(f"{path}.atom")
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def json_of(guest: Learner, path: str) -> Any:
    """The other form of it."""
    answer = guest.client.get(f"{path}.json")
    assert answer.status_code == 200
    assert answer.content_type == "application/feed+json"
    return json.loads(answer.data)


def test_the_feed_holds_the_newest_posts_whole(guest: Learner) -> None:
    feed = atom(guest, "/blog/feed")
    assert [entry.title for entry in feed.entries] == ["A slower yes", "Two kinds of sorry", "Before you send"]
    entry = feed.entries[1]
    assert entry.link == "http://localhost/blog/two-kinds-of-sorry/"
    assert entry.author == "Maren Holt"
    assert entry.published == "2026-01-12T00:00:00Z"
    assert [tag.label for tag in entry.tags] == ["Putting right", "phone"]
    assert entry.summary == "One word does two jobs."
    text = entry.content[0].value
    assert "<em>two</em>" in text
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)
    assert {(link.rel, link.href) for link in feed.feed.links} == {
        ("self", "http://localhost/blog/feed.atom"),
        ("alternate", "http://localhost/blog/"),
    }


def test_links_in_a_feed_lead_to_the_site_from_anywhere(guest: Learner) -> None:
    for text in (
        atom(guest, "/blog/feed").entries[1].content[0].value,
        json_of(guest, "/blog/feed")["items"][1]["content_html"],
    ):
        assert 'href="http://localhost/courses/calls/begin/"' in text
        assert 'href="http://localhost/blog/two-kinds-of-sorry/#h-the-bicycle"' in text
        assert 'href="/' not in text


def test_json_says_the_same(guest: Learner) -> None:
    xml, feed = atom(guest, "/blog/feed"), json_of(guest, "/blog/feed")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == "http://localhost/blog/"
    assert feed["feed_url"] == "http://localhost/blog/feed.json"
    for one, other in zip(xml.entries, feed["items"], strict=True):
        assert one.id == other["id"]
        assert one.link == other["url"]
        assert one.title == other["title"]
    item = feed["items"][1]
    assert item["authors"] == [{"name": "Maren Holt", "url": "http://localhost/blog/authors/maren-holt/"}]
    assert item["tags"] == ["Putting right", "phone"]
    assert item["date_published"] == "2026-01-12T00:00:00+00:00"


def test_an_id_stays_when_title_address_and_day_change(shelf: Shelf, guest: Learner) -> None:
    before = atom(guest, "/blog/feed").entries[1]
    text = shelf.read("blog/2026-01-12-two-kinds-of-sorry.md").decode().replace("Two kinds of", "Three kinds of")
    shelf.write("blog/2026-01-13-three-kinds.md", text)
    (shelf.root / "blog/2026-01-12-two-kinds-of-sorry.md").unlink()
    shelf.pushed()
    after = atom(guest, "/blog/feed").entries[1]
    assert after.title == "Three kinds of sorry"
    assert after.link != before.link
    assert after.id == before.id
    assert after.id.startswith("urn:uuid:")


def test_a_tags_feed_holds_its_posts(guest: Learner) -> None:
    feed = atom(guest, "/blog/tags/putting-right/feed")
    assert [entry.title for entry in feed.entries] == ["Two kinds of sorry"]
    assert feed.feed.title.endswith("Putting right")


def test_a_feed_holds_twenty_posts_at_most(guest: Learner, database: Database) -> None:
    many_posts(database, 30)
    assert len(atom(guest, "/blog/feed").entries) == 20
    assert len(atom(guest, "/blog/tags/phone/feed").entries) == 20


def test_a_posts_responses_are_a_feed_in_which_each_names_what_it_answers(guest: Learner, database: Database) -> None:
    coach = make_user(database, role=Role.COACH, name="Maren Holt")
    first = say(database, "two-kinds-of-sorry", "<p>See <a href='https://e.org/'>this</a>.</p>", site="https://a.org/")
    second = say(
        database, "two-kinds-of-sorry", below=first, moment=LATELY + timedelta(hours=1), user_id=coach.id, name=""
    )
    for state in (State.HELD, State.SPAM, State.REMOVED, State.WITHDRAWN):
        say(database, "two-kinds-of-sorry", "<p>hidden</p>", state=state)
    feed = atom(guest, "/blog/two-kinds-of-sorry/comments")
    assert [entry.author for entry in feed.entries] == ["Maren Holt", "Ada"]
    assert [entry.link for entry in feed.entries] == [f"http://localhost/blog/comments/{n}" for n in (second, first)]
    assert "hidden" not in str(feed)
    answered = [node.get("ref") for node in references(guest)]
    assert answered == [feed.entries[1].id, atom(guest, "/blog/feed").entries[1].id]
    items = json_of(guest, "/blog/two-kinds-of-sorry/comments")["items"]
    assert [item["_in_reply_to"]["id"] for item in items] == answered
    assert items[1]["authors"] == [{"name": "Ada", "url": "https://a.org/"}]


def references(guest: Learner) -> list[Any]:
    root = fromstring(guest.client.get("/blog/two-kinds-of-sorry/comments.atom").data)
    return list(root.iter("{http://purl.org/syndication/thread/1.0}in-reply-to"))


def test_an_answer_to_what_is_no_longer_shown_answers_the_post(guest: Learner, database: Database) -> None:
    first = say(database, "two-kinds-of-sorry", state=State.WITHDRAWN)
    say(database, "two-kinds-of-sorry", below=first)
    assert [node.get("href") for node in references(guest)] == ["http://localhost/blog/two-kinds-of-sorry/"]


def test_an_imported_site_that_is_no_address_is_left_out(guest: Learner, database: Database) -> None:
    for site in ("javascript:alert(1)", "data:text/html,x", "example.org"):
        say(database, "two-kinds-of-sorry", site=site)
    raw = guest.client.get("/blog/two-kinds-of-sorry/comments.atom").text
    assert "<uri>" not in raw
    assert all("url" not in item["authors"][0] for item in json_of(guest, "/blog/two-kinds-of-sorry/comments")["items"])


def test_who_has_left_is_not_named(guest: Learner, database: Database) -> None:
    gone = make_user(database, name="", erased_at=LATELY)
    with database.writing() as session:
        session.get_one(User, gone.id).name = ""
        session.commit()
    say(database, "two-kinds-of-sorry", user_id=gone.id, name="")
    assert atom(guest, "/blog/two-kinds-of-sorry/comments").entries[0].author == "Somebody who has left"


def test_the_feed_of_responses_holds_the_newest_fifty(guest: Learner, database: Database) -> None:
    for number in range(52):
        say(database, "two-kinds-of-sorry", moment=LATELY + timedelta(minutes=number), name=f"N{number}")
    names = [entry.author for entry in atom(guest, "/blog/two-kinds-of-sorry/comments").entries]
    assert (len(names), names[0], names[-1]) == (50, "N51", "N2")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_a_feed_or_becomes_markup_in_it(text: str, guest: Learner, database: Database) -> None:
    change_post(database, "two-kinds-of-sorry", title=text, summary=text, author=text, author_slug="x")
    say(database, "two-kinds-of-sorry", name=text, site=f"https://e.org/{text}")
    for path in ALL:
        raw = guest.client.get(f"{path}.atom").data
        assert atom(guest, path).entries
        tags = {node.tag.rpartition("}")[2] for node in fromstring(raw).iter()}
        assert not tags & {"script", "b", "canary"}
        assert json_of(guest, path)["items"]
    titles = [item["title"] for item in json_of(guest, "/blog/feed")["items"]]
    assert text in titles


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize("form", ["atom", "json"])
@pytest.mark.parametrize("cookie", [False, True], ids=["a guest", "somebody with a cookie"])
def test_a_reader_that_has_the_newest_is_told_so(path: str, form: str, cookie: bool, guest: Learner) -> None:
    if cookie:
        guest.client.set_cookie("seen", "1")
    first = guest.client.get(f"{path}.{form}")
    etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in ({"If-None-Match": etag}, {"If-Modified-Since": changed}):
        again = guest.client.get(f"{path}.{form}", headers=headers)
        assert again.status_code == 304
        assert again.data == b""
    assert guest.client.get(f"{path}.{form}", headers={"If-None-Match": '"another"'}).status_code == 200
    early = {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}
    assert guest.client.get(f"{path}.{form}", headers=early).status_code == 200


def test_what_is_new_is_sent(clock: FrozenClock, shelf: Shelf, guest: Learner, database: Database) -> None:
    asked = {path: guest.client.get(f"{path}.atom").headers for path in ALL}
    clock.tick(minutes=1)
    write_post(shelf, "2026-02-25-new", "tags: phone", title="New")
    shelf.pushed()
    say(database, "two-kinds-of-sorry", moment=datetime(2996, 3, 5, tzinfo=UTC))
    for path, headers in asked.items():
        for name, kept in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
            assert guest.client.get(f"{path}.atom", headers={name: headers[kept]}).status_code == 200, (path, name)


def test_a_page_of_the_site_that_a_reader_keeps_is_unchanged_as_ever(guest: Learner) -> None:
    page = guest.client.get("/blog/")
    assert "Last-Modified" not in page.headers
    assert guest.client.get("/blog/", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304


def test_a_picture_may_be_shown_where_the_feed_is_read(shelf: Shelf, guest: Learner) -> None:
    shelf.write("courses/calls/images/place.png", png(40, 30))
    write_post(shelf, "2026-02-26-seen", body="![A place by the door](../courses/calls/images/place.png)")
    shelf.pushed()
    text = atom(guest, "/blog/feed").entries[0].content[0].value
    address = text.partition('src="')[2].partition('"')[0]
    assert address.startswith("http://localhost/images/")
    answer = guest.client.get(address.removeprefix("http://localhost"))
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    answer.close()
