"""When a comment isn't taken: closed discussions, what is gone, limits. The text always comes back with a sentence."""

from dataclasses import replace

import pytest
from flask import Flask

from coursesite.blog.comments import bounds
from coursesite.blog.models import Discussion, State
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.web.limits import Limit
from tests.blog.comments.talking import RESPOND, Discussing, write_post
from tests.conftest import FrozenClock
from tests.library.shelves import Shelf

pytestmark = pytest.mark.usefixtures("mails")
TEXT = "First I would let them finish, and then say it back to them."


@pytest.mark.parametrize("state", [State.HELD, State.REMOVED, State.SPAM])
def test_what_is_not_shown_cannot_be_answered_and_the_text_comes_back(state: State, talk: Discussing) -> None:
    first = talk.shown(talk.guest(), TEXT)
    bo = talk.guest("Bo", "bo@example.net")
    form = {**bo.form(first.id), "text": "An answer already typed."}
    talk.settles(first, state)
    answer = bo.sends(RESPOND, **form)
    assert answer.status_code == 409
    assert "no longer shown" in answer.text
    assert "An answer already typed." in answer.text
    assert 'name="to"' not in answer.text
    assert len(talk.comments()) == 1
    assert "no longer shown" in bo.reads(f"{RESPOND}?to={first.id}")


def test_a_discussion_closed_by_a_coach_says_so_and_gives_typed_text_back(
    talk: Discussing, database: Database, clock: FrozenClock
) -> None:
    talk.shown(talk.guest(), TEXT)
    bo = talk.guest("Bo", "bo@example.net")
    form = {**bo.form(), "text": "An answer already typed."}
    with database.writing() as session:
        session.get_one(Discussion, talk.post_id()).closed_at = clock.now
        session.commit()
    member = talk.member()
    assert "A coach closed this discussion on 2 March 2026." in member.reads()
    assert "data-respond" not in member.reads()
    answer = bo.sends(RESPOND, **form)
    assert answer.status_code == 409
    assert "A coach closed this discussion" in answer.text
    assert "An answer already typed." in answer.text


def test_a_discussion_closes_by_age_where_the_site_says_so(talk: Discussing, app: Flask, clock: FrozenClock) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], comments_close_after_days=30)
    guest = talk.member()
    clock.tick(days=28)
    assert "Write the first comment" in guest.reads()
    clock.tick(days=2)
    page = guest.reads()
    assert "Discussions here close 30 days after a post is published" in page
    assert "on 31 March 2026" in page
    assert guest.sends(RESPOND, **guest.form(), text=TEXT).status_code == 409


def test_a_post_that_takes_no_comments_says_so(talk: Discussing, settings: Settings, database: Database) -> None:
    write_post(Shelf(settings.content_dir, database, settings), "published: 2026-03-01", "comments: closed")
    assert "This post takes no comments." in talk.member().reads()
    assert talk.guest().writes(TEXT).status_code == 409


def test_there_is_nothing_to_answer_below_a_post_that_isnt_there(talk: Discussing) -> None:
    assert talk.guest().opens("/blog/no-such-post/respond").status_code == 404
    assert talk.guest().sends("/blog/no-such-post/respond", text=TEXT).status_code == 404


@pytest.mark.parametrize(
    ("limit", "do"), [("COMMENTS_PERSON", "send"), ("COMMENTS_NETWORK", "send"), ("PREVIEWS_PERSON", "preview")]
)
def test_over_a_limit_nothing_is_stored_and_the_text_comes_back(
    limit: str, do: str, talk: Discussing, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Limit = getattr(bounds, limit)
    monkeypatch.setattr(bounds, limit, replace(real, times=2))
    guest = talk.guest()
    for number in range(2):
        assert guest.writes(f"{TEXT} {number}", do=do).status_code in (200, 303)
    answer = guest.writes(f"{TEXT} again", do=do)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert f"{TEXT} again</textarea>" in answer.text
    assert len(talk.comments()) == (2 if do == "send" else 0)


def test_a_text_that_cannot_be_rendered_comes_back_with_a_sentence(talk: Discussing) -> None:
    answer = talk.guest().writes("ж" * 6000)
    assert answer.status_code == 422
    assert "жжж" in answer.text
    assert talk.comments() == []
