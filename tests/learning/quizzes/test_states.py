"""Where an attempt stands by the server's clock, and whether another may begin."""

from datetime import UTC, datetime, timedelta

from coursesite.learning.quizzes.models import Allowance, Attempt
from coursesite.learning.quizzes.policy import policy_of
from coursesite.learning.quizzes.states import GRACE, State, due_at, may_start, seconds_left, state_of, takes_answers

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_an_attempt_without_a_limit_stays_in_progress() -> None:
    attempt = Attempt()
    assert state_of(attempt, NOW + timedelta(days=400)) is State.IN_PROGRESS
    assert takes_answers(attempt, NOW + timedelta(days=400))
    assert seconds_left(attempt, NOW) is None


def test_time_is_up_at_the_second_and_the_grace_lets_in_what_was_on_its_way() -> None:
    attempt = Attempt(due_at=NOW)
    assert state_of(attempt, NOW - timedelta(seconds=1)) is State.IN_PROGRESS
    assert state_of(attempt, NOW) is State.OVERDUE
    assert takes_answers(attempt, NOW + GRACE - timedelta(milliseconds=1))
    assert not takes_answers(attempt, NOW + GRACE)
    assert seconds_left(attempt, NOW - 2 * MINUTE) == 120
    assert seconds_left(attempt, NOW + MINUTE) == 0
    # No page may think that the time is up while it isn't.
    assert seconds_left(attempt, NOW - timedelta(milliseconds=1)) == 1


def test_what_is_handed_in_takes_no_answer_even_before_its_time_is_up() -> None:
    attempt = Attempt(due_at=NOW + MINUTE, submitted_at=NOW)
    assert state_of(attempt, NOW) is State.SUBMITTED
    assert not takes_answers(attempt, NOW)
    attempt.graded_at = NOW
    assert state_of(attempt, NOW) is State.GRADED


def test_a_coach_gives_one_person_more_minutes() -> None:
    policy = policy_of({"minutes": 20})
    assert due_at(policy, None, NOW) == NOW + 20 * MINUTE
    assert due_at(policy, Allowance(extra_minutes=15), NOW) == NOW + 35 * MINUTE
    assert due_at(policy_of({}), Allowance(extra_minutes=15), NOW) is None


def test_an_attempt_under_way_is_gone_on_with() -> None:
    open_ = Attempt(number=1)
    may = may_start(policy_of({"attempts": 1}), [open_], None, NOW)
    assert may.open is open_
    assert not may.now
    assert may.more_attempts


def test_attempts_run_out_and_a_coach_may_allow_one_more() -> None:
    policy, ended = policy_of({"attempts": 1}), [Attempt(submitted_at=NOW)]
    assert not may_start(policy, ended, None, NOW).now
    assert may_start(policy, ended, None, NOW).left == 0
    assert may_start(policy, ended, Allowance(extra_attempts=1), NOW).now


def test_a_pause_counts_from_the_last_handing_in_to_the_minute() -> None:
    policy, ended = policy_of({"wait": 60}), [Attempt(submitted_at=NOW - 2 * MINUTE), Attempt(submitted_at=NOW)]
    assert may_start(policy, ended, None, NOW + 59 * MINUTE).from_ == NOW + 60 * MINUTE
    assert not may_start(policy, ended, None, NOW + 59 * MINUTE).now
    assert may_start(policy, ended, None, NOW + 60 * MINUTE).now


def test_who_has_no_attempt_left_is_not_told_to_wait() -> None:
    may = may_start(policy_of({"wait": 60, "attempts": 1}), [Attempt(submitted_at=NOW)], None, NOW)
    assert (may.left, may.from_, may.more_attempts) == (0, None, False)
