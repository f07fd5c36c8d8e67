"""The kept sums are what counting every row would give, whatever happens in whichever order."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.db import Database
from coursesite.learning.insights import cells, folding, queries, tasks
from coursesite.learning.insights.cells import ANSWERS, PATH
from coursesite.learning.insights.models import CountedAt, CourseSum, Journey
from coursesite.learning.insights.periods import Period
from coursesite.learning.insights.queries import counted_since
from coursesite.learning.models import Enrolment
from tests.conftest import FrozenClock
from tests.learning.insights.histories import START, History, counted_directly

ALWAYS = Period("", None, date(2027, 1, 1))
PERIODS = (
    ALWAYS,
    Period("", date(2026, 1, 22), date(2026, 3, 2)),
    Period("", date(2026, 2, 1), date(2026, 2, 28)),
    Period("", date(2026, 1, 20), date(2026, 1, 20)),
)
person, lesson = st.integers(0, 4), st.integers(0, 4)
DEEDS = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([1, 7, 40, 60 * 26, 60 * 24 * 11])),
    st.tuples(st.just("join"), st.integers(2, 4), st.integers(0, 1), st.booleans()),
    st.tuples(st.just("answer"), person, lesson, st.integers(0, 1), st.integers(0, 3), st.sampled_from([0, 0, 3, 90])),
    st.tuples(st.just("finish"), person, lesson),
    st.tuples(st.just("sit"), person, st.booleans()),
    st.tuples(st.just("sign_in"), st.integers(0, 1), st.integers(2, 4)),
    st.tuples(st.just("leave"), person),
    st.tuples(st.just("move"), lesson),
    st.tuples(st.just("change_group"), person),
    st.tuples(st.just("count"), st.sampled_from([1, 3, 100])),
)
KEYWORDS = {"join": "by_post", "sit": "hand_in"}


def carry_out(story: History, deed: tuple[object, ...]) -> None:
    name, *rest = deed
    last = {KEYWORDS[str(name)]: rest.pop()} if name in KEYWORDS else {}
    getattr(story, str(name))(*rest, **last)


def kept(session: Session, course_id: int, period: Period) -> dict[str, dict[str, int]]:
    tally = queries.sums(session, course_id, period.spans, (*PATH, *ANSWERS))
    return {figure: dict(cells) for figure, cells in tally.numbers.items()}


def kept_of_group(session: Session, story: History, period: Period) -> dict[str, dict[str, int]]:
    course_id, group_id = story.courses[0].id, story.group.id
    found: dict[str, dict[str, int]] = {}
    for answers in (False, True):
        tally = queries.group_tally(session, course_id, group_id, period.days, answers=answers)
        found |= {figure: dict(cells) for figure, cells in tally.numbers.items()}
    return found


def days_of(period: Period) -> tuple[date, date]:
    return period.first or date.min, period.last


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(deeds=st.lists(DEEDS, min_size=5, max_size=40))
def test_sums_are_what_a_slow_count_of_everything_gives(
    database: Database, history: Callable[[Session], History], deeds: list[tuple[object, ...]]
) -> None:
    with database.writing() as session:
        story = history(session)
        for deed in deeds:
            carry_out(story, deed)
        story.count(1000)
        for course in story.courses:
            for period in PERIODS:
                assert kept(session, course.id, period) == counted_directly(session, course.id, *days_of(period))
        for period in PERIODS:
            direct = counted_directly(session, story.courses[0].id, *days_of(period), story.group.id)
            assert kept_of_group(session, story, period) == direct
        session.rollback()


COUNT = ("count", 100)
TURNS: dict[str, list[tuple[object, ...]]] = {
    "a visitor whom nobody can come back to leaves the sums": [("answer", 0, 0, 0, 2, 0), COUNT, ("leave", 0)],
    "a visitor's answers move to their account": [
        *(("answer", 0, 0, 0, 2, 0), ("join", 2, 0, False), COUNT, ("sign_in", 0, 2)),
    ],
    "who leaves stays without a name": [("join", 2, 0, True), ("answer", 2, 0, 1, 0, 0), COUNT, ("leave", 2)],
    "a move completes the course for who had finished all that is left": [
        *(("join", 2, 1, False), ("finish", 2, 3), ("join", 3, 0, False), COUNT, ("move", 4)),
    ],
    "what moves takes its people along": [("join", 2, 0, False), ("answer", 2, 0, 0, 1, 0), COUNT, ("move", 0)],
    "an answer is committed after a later one was counted": [
        *(("join", 2, 0, False), ("wait", 40), ("answer", 2, 0, 0, 2, 0), COUNT, ("answer", 2, 1, 0, 2, 25)),
    ],
    "a second try is no first one": [
        *(("join", 2, 0, False), ("answer", 2, 0, 0, 2, 0), COUNT, ("answer", 2, 0, 0, 0, 0)),
    ],
    "an attempt is handed in a day later": [
        *(("join", 2, 0, False), ("sit", 2, False), COUNT, ("wait", 1500), ("sit", 2, True)),
    ],
}


@pytest.mark.parametrize("turns", TURNS.values(), ids=TURNS.keys())
def test_what_changes_after_it_was_counted_is_counted_anew(
    database: Database, history: Callable[[Session], History], turns: list[tuple[object, ...]]
) -> None:
    with database.writing() as session:
        story = history(session)
        for turn in turns:
            carry_out(story, turn)
        before = [kept(session, course.id, ALWAYS) for course in story.courses]
        story.count(100)
        after = [kept(session, course.id, ALWAYS) for course in story.courses]
        assert after == [counted_directly(session, course.id, *days_of(ALWAYS)) for course in story.courses]
        unchanged = (TURNS["who leaves stays without a name"], TURNS["a second try is no first one"])
        assert (before == after) is (turns in unchanged)
        session.rollback()


def test_a_history_with_everything_in_it_comes_out_by_hand(
    database: Database, history: Callable[[Session], History]
) -> None:
    with database.writing() as session:
        story = history(session)
        calls, begin, second = story.courses[0].id, story.lessons[0].id, story.lessons[1].id
        story.join(2, 0, by_post=True)
        story.wait(12)
        story.answer(2, 0, 0, 2, 0)
        story.wait(50)
        story.finish(2, 0)
        story.answer(0, 0, 0, 1, 0)
        story.count(100)
        found = kept(session, calls, ALWAYS)
        day = START.date().isoformat()
        assert found["j"] == found["v"] == {"": 1}
        # Twelve minutes until the answer; then fifty, of which thirty count.
        assert found["t"] == {f"{begin}:42": 1}
        assert found["s"] == {f"{begin}:{day}": 1}
        assert found["q"] == {f"{begin}:third-call:wrong": 1}
        assert found["o"] == {f"{begin}:third-call:a": 1, f"{begin}:third-call:b": 1}
        assert found["p"] == {str(story.post.id): 1}
        story.move(0)
        story.finish(2, 1)
        story.count(100)
        moved = kept(session, calls, ALWAYS)
        assert (moved["f"], moved.get("q")) == ({str(second): 1}, None)
        assert kept(session, story.courses[1].id, ALWAYS)["f"] == {str(begin): 1}


def test_days_are_made_up_of_as_few_spans_as_can_be() -> None:
    first, last = date(2025, 11, 29), date(2026, 2, 2)
    assert cells.spans_between(first, last) == [
        *("2025-11-29", "2025-11-30", "2025-12", "2026-01"),
        *("2026-02-01", "2026-02-02"),
    ]
    assert cells.spans_between(first, first - timedelta(days=1)) == []
    assert len(cells.spans_between(date(2000, 1, 2), date(2026, 11, 29))) < 400


def test_the_worker_counts_everybody_on_a_site_that_was_never_counted(
    database: Database, crowd: Callable[[int], list[int]], session: Session, clock: FrozenClock
) -> None:
    crowd(7)
    tasks.keep_sums(database, clock.now)
    session.execute(delete(CountedAt))
    session.execute(delete(CourseSum))
    session.execute(delete(Journey))
    session.commit()
    tasks.keep_sums(database, clock.now)
    (course,) = queries.courses_counted(session)
    assert kept(session, course, ALWAYS)["j"] == {"": 7}
    assert counted_since(session) == (clock.now, False)


def test_rebuilding_mends_sums_that_somebody_has_broken(
    database: Database, crowd: Callable[[int], list[int]], session: Session
) -> None:
    crowd(6)
    tasks.keep_sums(database, clock.now())
    (course,) = queries.courses_counted(session)
    before = kept(session, course, ALWAYS)
    session.execute(update(CourseSum).where(CourseSum.figure == "j").values(number=77))
    session.execute(update(Journey).values(path="j"))
    session.commit()
    assert tasks.rebuild(database, clock.now()) > 0
    session.rollback()
    assert kept(session, course, ALWAYS) == before
    session.rollback()
    assert tasks.rebuild(database, clock.now()) == 0


def test_what_is_written_while_the_worker_counts_is_counted_the_next_time(
    crowd: Callable[[int], list[int]], session: Session
) -> None:
    ids = crowd(5)
    prepared = folding.prepare(session, 100)
    queries.mark(session, ids[:1])
    assert folding.put(session, prepared)
    assert [user_id for _, user_id in queries.waiting(session, 10)] == ids[:1]


def test_what_another_worker_has_counted_meanwhile_is_not_counted_over(
    crowd: Callable[[int], list[int]], session: Session
) -> None:
    ids = crowd(5)
    late = folding.prepare(session, 100)
    session.execute(delete(Enrolment).where(Enrolment.user_id == ids[0]))
    assert folding.put(session, folding.prepare(session, 100))
    (course,) = queries.courses_counted(session)
    before = kept(session, course, ALWAYS)
    assert not folding.put(session, late)
    assert kept(session, course, ALWAYS) == before
    assert before["j"] == {"": 4}
