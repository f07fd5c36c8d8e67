"""Threads: where answers stand, what is shown of what is gone, pages, permalinks, the count in words."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from coursesite import clock as site_clock
from coursesite.blog.comments import paths, settling
from coursesite.blog.comments import queries as comment_queries
from coursesite.blog.comments.words import responses
from coursesite.blog.models import Comment, State
from coursesite.db import Database
from tests.blog.comments.talking import POST, Discussing
from tests.conftest import FrozenClock
from tests.counting import count_queries

pytestmark = pytest.mark.usefixtures("mails")
SAID = "What somebody wrote in a few sentences about parcels, patience and an honest day, so that it has some length. "


def order(page: str) -> list[tuple[int, int]]:
    """The comments of a page in their order: number and level."""
    return [(int(number), int(level)) for level, number in re.findall(r'level-(\d)[^"]*" id="comment-(\d+)"', page)]


def seed(talk: Discussing, shape: list[int | None], state: State = State.APPROVED, text: str = SAID) -> list[Comment]:
    """Comments by one person, each answering the one at an index of this list, or nobody; a minute apart."""
    person = talk.member("Ines").user
    assert person is not None
    now = site_clock.now() - timedelta(days=1)
    rows: list[Comment] = []
    with talk.database.writing() as session:
        comment_queries.take_turn(session, [talk.post_id()], now)
        for index, answered in enumerate(shape):
            parent = rows[answered] if answered is not None else None
            row = Comment(
                post_id=talk.post_id(), user_id=person.id, parent_id=parent.id if parent else None, source=text,
                html=f"<p>{text}{index}</p>", policy=1, state=state.value, created_at=now + timedelta(minutes=index),
                shown_at=now, once=f"seed-{index}",
            )  # fmt: skip
            session.add(row)
            session.flush()
            row.path = paths.path_below(parent.path if parent else "", row.created_at, row.id)
            row.level = paths.level_of(row.path)
            rows.append(row)
        settling.recount_post(session, talk.post_id(), now)
        session.commit()
    return rows


def test_answers_stand_below_what_they_answer_in_three_levels(talk: Discussing) -> None:
    first, second, answer, deeper, deepest, late = seed(talk, [None, None, 0, 2, 3, 2])
    assert order(talk.guest().reads()) == [
        (first.id, 1), (answer.id, 2), (deeper.id, 3), (deepest.id, 3), (late.id, 3), (second.id, 1),
    ]  # fmt: skip


def test_what_stands_deeper_says_whom_it_answers_and_leads_there(talk: Discussing) -> None:
    rows = seed(talk, [None, 0, 1, 2])
    page = talk.guest().reads()
    assert page.count(f'in reply to <a href="#comment-{rows[2].id}">') == 1
    assert page.count("in reply to") == 3


def test_what_is_gone_leaves_a_line_only_where_it_was_answered(talk: Discussing) -> None:
    answered, answer, alone = seed(talk, [None, 0, None])
    for comment in (answered, alone):
        talk.settles(comment, State.REMOVED)
    page = talk.guest().reads()
    assert order(page) == [(answered.id, 1), (answer.id, 2)]
    assert page.count("A coach took this comment down.") == 1
    assert "in reply to <bdi>a comment that is gone</bdi>" in page
    assert f"{SAID}0" not in page
    talk.settles(answer, State.SPAM)
    assert order(talk.guest().reads()) == []


def test_ones_own_comment_that_waits_stands_in_its_place(talk: Discussing) -> None:
    first, answer, second = seed(talk, [None, 0, None])
    guest = talk.guest()
    guest.writes("An answer by a guest.", to=first.id)
    own = talk.newest()
    assert order(guest.reads()) == [(first.id, 1), (answer.id, 2), (own.id, 2), (second.id, 1)]
    assert order(talk.guest().reads()) == [(first.id, 1), (answer.id, 2), (second.id, 1)]


def test_ones_own_comment_that_waits_and_was_answered_stands_once(talk: Discussing) -> None:
    guest = talk.guest()
    first = talk.shown(guest, "A comment by a guest.")
    talk.shown(talk.trusted(), "And an answer to it.", to=first.id)
    talk.settles(first, State.HELD)
    page = guest.reads()
    assert page.count(f'id="comment-{first.id}"') == 1
    assert "A comment by a guest." in page
    assert "This comment is not shown at the moment." in talk.guest().reads()


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "No responses yet"),
        (1, "One response to “Calls”"),
        (2, "2 responses to “Calls”"),
        (12, "12 responses to “Calls”"),
        (1234, "1,234 responses to “Calls”"),
    ],
)
def test_the_count_is_said_in_words(count: int, said: str) -> None:
    assert responses(count, "Calls") == said


def test_counts_follow_every_change_exactly(talk: Discussing) -> None:
    first, answer, deeper, other = seed(talk, [None, 0, 1, None])

    def counted() -> tuple[int, list[int]]:
        return talk.discussion().comments, [talk.comment(row.id).below for row in (first, answer, deeper, other)]

    assert counted() == (4, [2, 1, 0, 0])
    talk.settles(deeper, State.SPAM)
    assert counted() == (3, [1, 0, 0, 0])
    talk.settles(answer, State.REMOVED)
    assert counted() == (2, [0, 0, 0, 0])
    talk.settles(deeper, State.APPROVED)
    assert counted() == (3, [1, 1, 0, 0])
    talk.settles(first, State.HELD)
    assert counted() == (2, [1, 1, 0, 0])


def test_pages_hold_whole_threads_and_lose_and_repeat_nothing(talk: Discussing) -> None:
    shape: list[int | None] = []
    for _thread in range(45):
        root = len(shape)
        shape += [None, root, root + 1, root]
    rows = seed(talk, shape)
    reader, seen = talk.guest(), []
    for number in range(1, 5):
        found = order(reader.reads(f"{POST}?comments={number}"))
        assert found[0][1] == 1
        assert 40 <= len(found) <= 53 or number == 4
        seen += [comment for comment, _level in found]
    assert sorted(seen) == [row.id for row in rows]
    assert reader.opens(f"{POST}?comments=5").status_code == 404
    assert "Page 2 of 4" in reader.reads(f"{POST}?comments=2")
    assert f'href="{POST}?comments=2#comments" rel="next"' in reader.reads()


def test_a_long_thread_goes_on_on_pages_of_its_own(talk: Discussing) -> None:
    rows = seed(talk, [None, *[0] * 120, None])
    reader = talk.guest()
    page = reader.reads()
    assert len(order(page)) == 50
    assert "71 more comments in this thread" in page
    seen = []
    for number in (1, 2, 3):
        part = reader.reads(f"{POST}?thread={rows[0].id}&comments={number}")
        seen += [comment for comment, _level in order(part)]
        assert "See the whole discussion" in part
    assert seen == [row.id for row in rows[:121]]
    assert reader.opens(f"{POST}?thread={rows[0].id}&comments=4").status_code == 404
    assert reader.opens(f"{POST}?thread={rows[1].id}").status_code == 404
    assert reader.opens(f"{POST}?thread=999").status_code == 404


def test_a_permalink_leads_to_the_page_where_the_comment_stands(talk: Discussing) -> None:
    rows = seed(talk, [*[None] * 120, *[119] * 60])
    reader = talk.guest()
    for row in (rows[0], rows[49], rows[50], rows[119], rows[125], rows[179]):
        answer = reader.opens(f"/blog/comments/{row.id}")
        assert answer.status_code == 303
        path, _, anchor = answer.headers["Location"].partition("#")
        assert anchor == f"comment-{row.id}"
        assert row.id in [number for number, _level in order(reader.reads(path))]


def test_a_permalink_leads_nowhere_for_who_may_not_see_the_comment(talk: Discussing) -> None:
    guest = talk.guest()
    guest.writes("A comment that waits.")
    comment = talk.newest()
    path = f"/blog/comments/{comment.id}"
    assert guest.opens(path).status_code == 303
    assert talk.guest("Bo", "bo@example.net").opens(path).status_code == 404
    talk.approves(comment)
    assert talk.guest("Bo", "bo@example.net").opens(path).status_code == 303
    talk.settles(comment, State.REMOVED)
    assert guest.opens(path).status_code == 404
    assert guest.opens("/blog/comments/999").status_code == 404


def test_guests_cached_page_is_made_anew_only_when_readers_see_something_else(talk: Discussing) -> None:
    talk.guest().reads()
    before = talk.talk()
    guest = talk.guest()
    guest.writes("A comment that waits.")
    comment = talk.newest()
    assert talk.talk() == before
    talk.settles(comment, State.SPAM)
    assert talk.talk() == before
    talk.approves(comment)
    assert talk.talk() == before + 1
    assert "A comment that waits." in talk.guest().reads()


@pytest.mark.parametrize("count", [10, 2000])
def test_a_post_costs_six_queries_at_most_whatever_its_number_of_comments(
    count: int, talk: Discussing, app: Flask, database: Database, clock: FrozenClock
) -> None:
    seed(talk, [None if index % 4 == 0 else index - index % 4 for index in range(count)])
    member = talk.member()
    member.reads()
    with count_queries(app) as asked:
        page = member.reads(f"{POST}?comments=1")
    # Who is asking, and six for the page.
    assert len(asked) <= 7, str(asked)
    assert len(page.encode()) < 150_000
    assert len(order(page)) == min(count, 52)
    guest = talk.guest()
    guest.reads()
    clock.tick(minutes=1)


def test_a_full_page_for_somebody_who_may_do_most_stays_light(talk: Discussing) -> None:
    seed(talk, [None if index % 10 == 0 else index - index % 10 for index in range(60)], text=SAID * 5)
    assert len(talk.coached().reads().encode()) < 150_000
