"""The posts at the desk, and discussions closed by hand."""

import pytest

from tests.blog.comments.talking import POST, RESPOND, Discussing
from tests.blog.moderation.desk import desk_of

pytestmark = pytest.mark.usefixtures("mails")
POSTS = "/studio/blog/"
CLOSE = f"{POSTS}consoled/discussion"


def test_the_list_says_of_each_post_where_it_stands_and_what_waits(talk: Discussing) -> None:
    desk = desk_of(talk)
    talk.shown(talk.guest(), "The parcel came four days late.")
    talk.guest("Al", "al@example.net").writes("And the lamp, too.")
    page = desk.coach.reads(POSTS)
    assert "published 1 March 2026" in page
    assert 'href="/studio/comments?state=approved&amp;post=consoled">1<' in page
    assert 'href="/studio/comments?post=consoled">1<' in page
    assert ">open<" in page


def test_a_coach_closes_a_discussion_and_opens_it_again(talk: Discussing) -> None:
    desk = desk_of(talk)
    seen = talk.talk()
    assert "The discussion is closed" in desk.follows(desk._sends(CLOSE, to="closed"))
    assert "A coach closed this discussion" in talk.guest().reads()
    assert talk.guest().opens(RESPOND).status_code == 200
    assert "A coach closed" in talk.guest().reads(RESPOND)
    assert talk.talk() > seen
    assert "closed by hand" in desk.coach.reads(POSTS)
    assert "The discussion is open" in desk.follows(desk._sends(CLOSE, to="open"))
    assert "A coach closed" not in talk.guest().reads()


def test_closing_what_is_closed_changes_nothing(talk: Discussing) -> None:
    desk = desk_of(talk)
    desk._sends(CLOSE, to="closed")
    closed_at, seen = talk.discussion().closed_at, talk.talk()
    desk._sends(CLOSE, to="closed")
    assert (talk.discussion().closed_at, talk.talk()) == (closed_at, seen)


def test_the_way_back_leads_to_this_site_only(talk: Discussing) -> None:
    desk = desk_of(talk)
    assert desk._sends(CLOSE, to="open", back=POST).headers["Location"] == POST
    assert desk._sends(CLOSE, to="open", back="//evil.example/").headers["Location"].startswith(POSTS)


def test_a_post_that_is_not_there_has_no_discussion(talk: Discussing) -> None:
    assert desk_of(talk)._sends(f"{POSTS}nothing/discussion", to="closed").status_code == 404
