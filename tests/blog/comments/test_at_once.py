"""Many people at once below the same posts: nothing lost, nothing twice, nobody waits for ever, every count exact."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from coursesite.blog.comments import paths, settling
from coursesite.blog.models import Comment, Discussion, State
from coursesite.config import Settings
from coursesite.library.models import Piece
from tests.accounts.pages import ORIGIN, hidden_fields
from tests.blog.comments.talking import Discussing
from tests.factories import make_user
from tests.library.shelves import Shelf

pytestmark = pytest.mark.usefixtures("mails")
CROWD, EACH = 8, 5
SLUGS = ("consoled", "another")


@pytest.fixture
def posts(talk: Discussing, settings: Settings) -> list[int]:
    """Two posts."""
    shelf = Shelf(settings.content_dir, talk.database, settings)
    shelf.post("2026-02-01-another", key="another1", title="Another")
    shelf.pushed()
    with talk.database.reading() as session:
        return list(session.scalars(select(Piece.id).where(Piece.slug.in_(SLUGS)).order_by(Piece.id)))


def test_a_crowd_that_comments_withdraws_and_is_decided_about_loses_nothing(talk: Discussing, posts: list[int]) -> None:
    users = [make_user(talk.database, name=f"Person {number}") for number in range(CROWD)]
    clients = [talk.sign_in(talk.app.test_client(), user) for user in users]
    forms = [
        [hidden_fields(client.get(f"/blog/{slug}/respond")) for slug in itertools.islice(itertools.cycle(SLUGS), EACH)]
        for client in clients
    ]
    talk.clock.tick(minutes=1)
    together, statuses = Barrier(CROWD), []

    def talks(number: int) -> None:
        together.wait(30)
        for turn, (form, slug) in enumerate(zip(forms[number], itertools.cycle(SLUGS), strict=False)):
            data = {**form, "text": f"What person {number} says in turn {turn}.", "do": "send", "notify_all": "y"}
            for _click in range(2):
                answer = clients[number].post(f"/blog/{slug}/respond", data=data, headers=ORIGIN)
                statuses.append(answer.status_code)
        decide(number)

    def decide(number: int) -> None:
        with talk.database.writing() as session:
            ids = list(session.scalars(select(Comment.id).where(Comment.user_id == users[number].id)))
            session.rollback()
            now = talk.clock.now
            # A coach decides in bulk, below both posts and in the order in which the page had them.
            found = settling.taken(session, reversed(ids), now)
            done = [settling.settle(session, one, State.APPROVED, now, by=talk.coach.id) for one in found]
            settling.close(session, done, now)
            session.commit()

    with ThreadPoolExecutor(CROWD) as pool:
        list(pool.map(talks, range(CROWD)))
    assert statuses == [303] * (CROWD * EACH * 2)
    texts = [comment.source for comment in talk.comments()]
    assert sorted(texts) == sorted(
        f"What person {number} says in turn {turn}." for number in range(CROWD) for turn in range(EACH)
    )
    with talk.database.reading() as session:
        for post_id in posts:
            shown = select(func.count()).select_from(Comment).where(Comment.post_id == post_id)
            shown = shown.where(Comment.state == State.APPROVED.value)
            assert session.get_one(Discussion, post_id).comments == session.scalar(shown)
    assert all(comment.path == paths.segment(comment.created_at, comment.id) for comment in talk.comments())


def test_answers_at_once_are_all_counted_above_them(talk: Discussing) -> None:
    first = talk.shown(talk.guest(), "First I would let them finish, and then say it back.")
    people = [talk.trusted(f"Person {number}") for number in range(4)]
    forms = [person.form(first.id) for person in people]
    talk.clock.tick(minutes=1)
    together = Barrier(len(people))

    def answers(number: int) -> int:
        together.wait(30)
        return people[number].sends("/blog/consoled/respond", **forms[number], text=f"Answer {number}").status_code

    with ThreadPoolExecutor(len(people)) as pool:
        assert list(pool.map(answers, range(len(people)))) == [303] * len(people)
    assert talk.comment(first.id).below == len(people)
    assert talk.discussion().comments == 1 + 2 * len(people)
