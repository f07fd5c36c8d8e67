"""What strangers write is mere text wherever a coach reads it."""

from urllib.parse import quote

import pytest

from coursesite.blog.models import Report
from tests.blog.comments.talking import Discussing
from tests.blog.moderation.desk import QUEUE, desk_of
from tests.conftest import FrozenClock
from tests.inert import MARK, alive
from tests.test_hostile_text import HOSTILE

pytestmark = pytest.mark.usefixtures("mails")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_strangers_write_is_mere_text_at_the_desk(text: str, talk: Discussing, clock: FrozenClock) -> None:
    guest = talk.guest(" ".join(text.split())[:70] or "Jo")
    guest.writes(f"{text}\n\nAnd a word.")
    clock.tick(minutes=1)
    desk = desk_of(talk)
    comment = talk.newest()
    with talk.database.writing() as session:
        session.add(Report(comment_id=comment.id, words=text[:500], reported_at=clock.now))
        session.commit()
    desk.blocks(comment, "guest", "day", text)
    desk.replies(comment, text)
    views = ("", "?state=approved", "?state=decided", f"?done={quote(text[:20])}", f"?post={quote(text[:20])}")
    pages = [f"{QUEUE}{view}" for view in views]
    for path in (*pages, f"{QUEUE}/{comment.id}", f"{QUEUE}/blocks", "/studio/blog/"):
        page = desk.coach.reads(path)
        assert alive(page) == [], path
    assert MARK in desk.coach.reads(f"{QUEUE}/blocks")
