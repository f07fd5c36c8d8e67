"""What is said below the posts of the demo: as written, by those who were here, decided by coaches."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from coursesite.accounts.models import User
from coursesite.blog.models import Comment, Discussion, State
from coursesite.demo.commenting import AFTER_OPENING
from coursesite.demo.deeds import SignUp, Visit
from coursesite.demo.filling import BEFORE, live, open_site, talk
from coursesite.demo.people import learners
from coursesite.demo.plan import plan
from coursesite.demo.stages import VISITORS
from coursesite.demo.threads import THREADS
from coursesite.library.models import Piece
from tests.demo.conftest import NOW, PERSONAL, SEED, Month, empty_site


@pytest.fixture(scope="module")
def comments(month: Month) -> list[tuple[Comment, str]]:
    """Every comment with the key of its post."""
    with month.database.reading() as session:
        found = select(Comment, Piece.key).join(Piece, Comment.post_id == Piece.id).order_by(Comment.id)
        return [(row[0], row[1]) for row in session.execute(found)]


def test_what_was_written_is_said_below_its_post_and_ends_as_written(comments: list[tuple[Comment, str]]) -> None:
    said = {(key, one.text): one for key, thread in THREADS.items() for one in thread}
    here = {(key, comment.source): comment for comment, key in comments}
    assert here.keys() <= said.keys()
    # The newest post's thread is still going on.
    assert len(here) > len(said) * 3 / 4
    decided = [
        (said[place].state, comment.state)
        for place, comment in here.items()
        if comment.created_at < NOW - timedelta(days=1)
    ]
    assert all(written == became for written, became in decided)


def test_nothing_is_said_before_the_site_opened_or_by_somebody_who_was_not_there(
    month: Month, comments: list[tuple[Comment, str]]
) -> None:
    with month.database.reading() as session:
        since = {user.id: user.created_at for user in session.scalars(select(User))}
    for comment, _key in comments:
        assert NOW - BEFORE + AFTER_OPENING < comment.created_at <= NOW
        assert comment.user_id is None or since[comment.user_id] <= comment.created_at


def test_threads_are_counted_as_they_stand(month: Month, comments: list[tuple[Comment, str]]) -> None:
    shown = Counter(comment.post_id for comment, _key in comments if comment.state == State.APPROVED)
    with month.database.reading() as session:
        counted = {row.post_id: row.comments for row in session.scalars(select(Discussion))}
    assert counted == shown
    assert sum(comment.pinned_at is not None for comment, _key in comments) == 1


def test_a_demo_of_a_later_year_tells_the_same_threads(tmp_path: Path) -> None:
    later = NOW + timedelta(days=400)
    settings, database = empty_site(tmp_path)
    site, employed = open_site(database, settings, PERSONAL, later, SEED)
    month = plan(learners(SEED, VISITORS), site.courses[0], later, SEED)
    # Nothing is said below posts by what people do in courses: it is enough that they come.
    live(database, site, [deed for deed in month if isinstance(deed, Visit | SignUp)])
    talk(database, settings, site, employed, later, SEED)
    with database.reading() as session:
        here = {comment.source: comment.state for comment in session.scalars(select(Comment))}
    database.dispose()
    assert here == {said.text: said.state for thread in THREADS.values() for said in thread}
    assert set(here.values()) == {State.APPROVED, State.HELD, State.SPAM}
