"""The pages of figures: what a coach reads there, of whom, how fresh it is, and what it costs."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import insert, select

from coursesite.db import Database
from coursesite.learning.groups.models import Group, Member
from coursesite.learning.insights import tasks
from coursesite.learning.insights.working import one_figure
from coursesite.library.models import Piece
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.learners import Learner, words_of
from tests.library.shelves import Shelf

PAGE = "/studio/insights/calls1/"
ADDRESSES = ("/studio/insights/", PAGE, f"{PAGE}questions", f"{PAGE}path.csv", "/studio/insights/searches")
Crowd = Callable[[int], list[int]]


def table_of(learner: Learner, path: str) -> list[str]:
    return learner.reads(path).removeprefix("\ufeff").splitlines()


def test_a_coach_reads_how_people_go_through_a_course(
    database: Database, maren: Learner, crowd: Crowd, clock: FrozenClock
) -> None:
    crowd(60)
    tasks.keep_sums(database, clock.now)
    words = words_of(maren.reads(PAGE))
    assert "“Course calls”: 48 of 60 people have finished the course" in words
    assert "The largest step down is between lesson 1 and lesson 2: 12 of 60" in words
    assert "Most people who stop, stop at lesson 1: 12 of 12" in words
    assert "Lesson 1 takes longer than it says: half need more than eleven minutes, it says 1" in words
    assert "As of Monday 2 March 2026, 09:30." in words
    assert 'href="/studio/courses/calls/check/quiz"' in maren.page
    asked = words_of(maren.reads(f"{PAGE}questions"))
    assert "“The third call” is hardest: 0 of 60 have it right at first" in asked


def test_tables_say_the_same_to_a_spreadsheet(
    database: Database, maren: Learner, crowd: Crowd, clock: FrozenClock
) -> None:
    crowd(20)
    tasks.keep_sums(database, clock.now)
    path = table_of(maren, f"{PAGE}path.csv")
    assert path[:3] == [",Begun,Finished", "Joined,20,", "1. Begin,20,20"]
    assert path[-2:] == ["Quiz: quiz01,16,16", "Finished the course,,16"]
    assert table_of(maren, f"{PAGE}stops.csv?days=30")[2] == "1. Begin,4,4,0,0"
    assert table_of(maren, f"{PAGE}time.csv")[1] == "1. Begin,1,20,12,12,12"
    assert table_of(maren, f"{PAGE}questions.csv")[1].startswith("1. The third call,1. Begin,20,0,0,20,")
    assert table_of(maren, f"{PAGE}posts.csv") == ["Post,Joined,Finished the course"]
    maren.reads(f"{PAGE}nothing.csv", 404)


def test_figures_are_about_who_joined_in_the_days_asked_for(
    database: Database, maren: Learner, crowd: Crowd, clock: FrozenClock
) -> None:
    crowd(20)
    clock.tick(days=60)
    crowd(5)
    tasks.keep_sums(database, clock.now)
    for asked, joined in (("", 25), ("?days=30", 5), ("?days=90", 25), ("?from=2026-02-01&to=2026-02-28", 20)):
        assert table_of(maren, f"{PAGE}path.csv{asked}")[1] == f"Joined,{joined},"
    assert "nobody joined then" in maren.reads(f"{PAGE}?from=2020-01-01&to=2020-02-01")
    assert "Five people so far: too few to conclude from" in words_of(maren.reads(f"{PAGE}?days=30"))


def test_a_group_is_shown_from_five_people_on(
    database: Database, maren: Learner, crowd: Crowd, clock: FrozenClock
) -> None:
    ids = crowd(20)
    tasks.keep_sums(database, clock.now)
    with database.writing() as session:
        course = session.scalars(select(Piece).where(Piece.key == "calls1")).one()
        group = Group(key="group01", course_id=course.id, name="The <b>night</b> shift", made_at=clock.now)
        session.add(group)
        session.flush()
        members = [{"group_id": group.id, "user_id": one, "joined_at": clock.now} for one in ids[:4]]
        session.execute(insert(Member), members)
        session.commit()
        group_id = group.id
    hidden = maren.reads(f"{PAGE}?group=group01")
    assert "Nothing is shown" in hidden
    assert "desk-picture" not in hidden
    maren.reads(f"{PAGE}path.csv?group=group01", 404)
    with database.writing() as session:
        session.execute(insert(Member).values(group_id=group_id, user_id=ids[4], joined_at=clock.now))
        session.commit()
    assert table_of(maren, f"{PAGE}path.csv?group=group01")[1] == "Joined,5,"
    assert table_of(maren, f"{PAGE}questions.csv?group=group01")[1].startswith("1. The third call,1. Begin,5,0,0,5,")
    assert "of the group “The &lt;b&gt;night&lt;/b&gt; shift”" in maren.reads(f"{PAGE}?group=group01")
    # Fewer of them joined in these days than may be shown.
    assert "Nothing is shown" in maren.reads(f"{PAGE}?group=group01&from=2020-01-01&to=2020-02-01")
    maren.reads(f"{PAGE}?group=elsewhere", 404)


def test_the_page_says_until_when_it_has_counted(
    database: Database, maren: Learner, alice: Learner, courses: Shelf, clock: FrozenClock
) -> None:
    assert "The worker has not counted anything yet" in maren.reads(PAGE)
    tasks.keep_sums(database, clock.now)
    clock.tick(minutes=7)
    assert "As of Monday 2 March 2026, 09:37." in maren.reads(PAGE)
    alice.joins()
    assert "As of Monday 2 March 2026, 09:30." in maren.reads(PAGE)
    tasks.keep_sums(database, clock.now)
    assert "One person so far: too few to conclude from" in words_of(maren.reads(PAGE))
    assert "As of Monday 2 March 2026, 09:37." in maren.page


def test_the_list_gives_each_course_one_honest_figure(
    database: Database, maren: Learner, crowd: Crowd, clock: FrozenClock, app: Flask
) -> None:
    crowd(15)
    tasks.keep_sums(database, clock.now)
    words = words_of(maren.reads("/studio/insights/"))
    assert "12 of 15 people have finished it (80" in words
    assert "Nobody has joined yet." in words
    with database.reading() as session:
        ids = list(session.scalars(select(Piece.id).where(Piece.kind == "course").order_by(Piece.key)))
        with count_queries(app) as counted:
            figures = one_figure(session, ids)
    assert len(counted) <= 1
    assert [figures[one][:8] for one in ids] == ["12 of 15", "Nobody h"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_asks_as_often_for_many_people_as_for_few(
    app: Flask, database: Database, maren: Learner, crowd: Crowd, clock: FrozenClock, address: str
) -> None:
    counts = []
    for people in (10, 1500):
        crowd(people)
        tasks.keep_sums(database, clock.now)
        maren.reads(address)
        with count_queries(app) as counted:
            maren.reads(address)
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 9
