"""“Continue” is always right, whatever a person has done before."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coursesite.learning import progress
from coursesite.learning.queries import Standing

START = datetime(2026, 11, 2, 18, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


LESSONS = st.integers(1, 12)
MOMENTS = st.dictionaries(LESSONS, st.integers(0, 5000).map(at), max_size=12)
ORDERS = st.lists(LESSONS, unique=True, max_size=12)


def goes_on(order: list[int], finished: dict[int, datetime], answered: dict[int, datetime]) -> int | None:
    standing = Standing(1, finished=finished, answered=answered)
    return progress.next_lesson(order, standing.finished, progress.touched(standing))


def test_someone_new_begins_with_the_first_lesson() -> None:
    assert goes_on([3, 1, 2], {}, {}) == 3


def test_a_lesson_that_was_begun_comes_first() -> None:
    assert goes_on([1, 2, 3], {1: at(1)}, {1: at(0), 2: at(5)}) == 2


def test_after_a_finished_lesson_comes_the_one_behind_it_and_not_an_earlier_gap() -> None:
    assert goes_on([1, 2, 3, 4], {3: at(9)}, {3: at(8)}) == 4


def test_a_gap_comes_back_when_nothing_is_left_behind_the_last_lesson() -> None:
    assert goes_on([1, 2, 3], {1: at(1), 3: at(9)}, {}) == 2


def test_going_back_to_an_earlier_lesson_goes_on_from_there() -> None:
    assert goes_on([1, 2, 3, 4], {1: at(1), 3: at(3)}, {1: at(9)}) == 2


def test_a_lesson_that_left_the_outline_leads_nowhere() -> None:
    assert goes_on([1, 2], {}, {7: at(9)}) == 1


def test_what_opens_a_lesson_comes_before_it_even_where_it_does_not_count() -> None:
    assert progress.next_lesson([1, 3], {1: at(1)}, {1: at(1)}, {3: 2}) == 2
    assert progress.next_lesson([1, 3], {1: at(1), 2: at(2)}, {1: at(1)}, {3: 2}) == 3


@given(ORDERS, MOMENTS, MOMENTS, st.data())
def test_it_never_leads_to_what_still_waits_and_in_the_end_everywhere(
    order: list[int], finished: dict[int, datetime], answered: dict[int, datetime], data: st.DataObject
) -> None:
    gates = {
        lesson: data.draw(st.sampled_from(order[:place]))
        for place, lesson in enumerate(order)
        if place and data.draw(st.booleans())
    }
    done = dict(finished)
    for minute in range(len(order) + 1):
        standing = Standing(1, finished=done, answered=answered)
        found = progress.next_lesson(order, done, progress.touched(standing), gates)
        if found is None:
            break
        assert found not in done
        assert gates.get(found, found) in {found, *done}
        done[found] = at(10_000 + minute)
    assert set(order) <= set(done)


@given(ORDERS, MOMENTS, MOMENTS)
def test_it_names_an_unfinished_lesson_of_the_outline_unless_all_are_finished(
    order: list[int], finished: dict[int, datetime], answered: dict[int, datetime]
) -> None:
    found = goes_on(order, finished, answered)
    unfinished = [lesson for lesson in order if lesson not in finished]
    assert (found in unfinished) if unfinished else (found is None)


@given(ORDERS, MOMENTS, MOMENTS)
def test_nothing_unfinished_is_passed_over_between_the_last_lesson_and_the_next(
    order: list[int], finished: dict[int, datetime], answered: dict[int, datetime]
) -> None:
    found = goes_on(order, finished, answered)
    moments = {lesson: max(times) for lesson in order if (times := _times(lesson, finished, answered))}
    if found is None or not moments:
        return
    newest = max(moments.values())
    last = max(order.index(lesson) for lesson, moment in moments.items() if moment == newest)
    ahead = [lesson for lesson in order[last:] if lesson not in finished]
    behind = [lesson for lesson in order[:last] if lesson not in finished]
    assert found == [*ahead, *behind][0]


@given(ORDERS, MOMENTS, MOMENTS)
def test_finishing_whatever_comes_next_leads_through_every_lesson_exactly_once(
    order: list[int], finished: dict[int, datetime], answered: dict[int, datetime]
) -> None:
    done, minute = dict(finished), 10_000
    walked = []
    while (lesson := goes_on(order, done, answered)) is not None:
        walked.append(lesson)
        done[lesson] = at(minute)
        minute += 1
    assert sorted(walked) == sorted(lesson for lesson in order if lesson not in finished)


@given(st.dictionaries(st.integers(1, 6), st.tuples(st.integers(0, 50), MOMENTS, MOMENTS), max_size=6))
def test_the_course_with_the_newest_activity_comes_first(
    courses: dict[int, tuple[int, dict[int, datetime], dict[int, datetime]]],
) -> None:
    standings = [
        Standing(course, enrolled_at=at(enrolled), finished=finished, answered=answered)
        for course, (enrolled, finished, answered) in courses.items()
    ]
    ordered = [progress.last_activity(standing) for standing in progress.newest_first(standings)]
    assert ordered == sorted(ordered, reverse=True)


def _times(lesson: int, *histories: dict[int, datetime]) -> list[datetime]:
    return [history[lesson] for history in histories if lesson in history]
