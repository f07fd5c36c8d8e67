"""The month that the demo tells: who is in it, when, and that the site itself would have written it so."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from coursesite import exercises
from coursesite.accounts.models import Role
from coursesite.blog.models import Comment
from coursesite.cli.migrate import load_models
from coursesite.db import Base
from coursesite.demo.calendar import DAYS, LONGEST_SITTING
from coursesite.demo.causes import OPEN_LESSON, TEMPTING
from coursesite.demo.filling import BEFORE
from coursesite.demo.people import learners
from coursesite.demo.plan import plan
from coursesite.demo.stages import PATHS, VISITORS, Stage
from coursesite.demo.threads import THREADS
from coursesite.learning.forms import form_for
from coursesite.learning.models import Consent, Enrolment, Entry, Tally
from coursesite.learning.quizzes.models import Attempt, Response
from coursesite.learning.tallies import counted
from tests.demo.conftest import NOW, SEED, Commanded, Month, month_in
from tests.demo.looking import answers, answers_everywhere, at_stage, ended_runs, finished, rows, users

FRESH_EACH_TIME = {
    "users": ("password_hash",),
    "sign_ins": ("token_hash",),
    "answers": ("once",),
    "attempts": ("once",),
    "card_reviews": ("once",),
    "certificates": ("code",),
}
"""Columns that hold a salt, a secret, or what took a value's place when somebody left."""
DATED_OTHERWISE = ("expires_at", "published_at", "publish_at", "ask_at")


def test_there_are_120_learners_three_coaches_an_admin_and_a_few_visitors(month: Month) -> None:
    here = Counter(user.role for user in users(month) if user.erased_at is None)
    guests = {said.who for thread in THREADS.values() for said in thread if said.standing == "guest"}
    assert here == {Role.LEARNER: 120, Role.COACH: 3, Role.ADMIN: 1, Role.VISITOR: VISITORS + len(guests)}


@pytest.mark.parametrize("stage", Stage)
def test_everybody_stands_where_their_stage_says(month: Month, stage: Stage) -> None:
    path, through, active = PATHS[stage], finished(month), {answer.key for answer in answers(month)}
    people = at_stage(month, stage)
    assert len(people) == path.learners
    lessons = [lesson.key for lesson in month.course.lessons]
    for person in people:
        done = [lesson for lesson in lessons if person.key in through[lesson]]
        assert done == lessons[: len(done)]
        assert path.lessons[0] <= len(done) <= path.lessons[1]
        assert (person.key in active) is (stage is not Stage.NEVER_STARTED)
        begun = {answer.lesson for answer in answers(month) if answer.key == person.key} - set(done)
        assert begun == (set(lessons[len(done) : len(done) + 1]) if path.begins else set())


def test_the_course_is_completed_by_exactly_those_who_did_all_of_it_and_passed_the_check(month: Month) -> None:
    ids = {user.id: user.key for user in users(month)}
    through = finished(month)
    all_done = set.intersection(*(through[lesson.key] for lesson in month.course.lessons))
    all_done &= through[TEMPTING.lesson] & {ids[row.user_id] for row in ended_runs(month)}
    enrolled = [row for row in rows(month, Enrolment.__table__) if row.course_id == month.course.id]
    completed = {ids[row.user_id] for row in enrolled if row.completed_at is not None}
    assert completed == all_done
    assert len(completed) >= 23


def test_everybody_who_finished_every_lesson_took_the_check_and_some_needed_a_second_attempt(month: Month) -> None:
    assert month.course.quiz is not None
    attempts = [row for row in rows(month, Attempt.__table__) if row.course_id == month.course.id]
    here = {row.id for row in attempts}
    asked = Counter(row.attempt_id for row in rows(month, Response.__table__) if row.attempt_id in here)
    through = finished(month)
    all_done = set.intersection(*(through[lesson.key] for lesson in month.course.lessons))
    assert len({row.user_id for row in attempts}) == len(all_done)
    assert set(asked.values()) == {len(month.course.quiz.asked("any"))}
    assert all(row.graded_at is not None and row.share for row in attempts)
    second = [row for row in attempts if row.number == 2]
    assert len(second) >= 3
    passed_at_once = {row.user_id for row in attempts if row.number == 1 and row.passed}
    assert not passed_at_once & {row.user_id for row in second}


def test_everybody_plays_the_conversation_to_an_ending_before_they_take_the_check(month: Month) -> None:
    ended = {row.user_id: row.ended_at for row in reversed(ended_runs(month))}
    attempts = [row for row in rows(month, Attempt.__table__) if row.course_id == month.course.id]
    assert {row.user_id for row in attempts} == ended.keys()
    assert all(ended[row.user_id] < row.started_at for row in attempts)


def test_nothing_happens_before_the_site_opened_or_after_the_month_ends(month: Month) -> None:
    moments = [
        value
        for table in Base.metadata.sorted_tables
        for row in rows(month, table)
        for name, value in row._mapping.items()
        # A post is dated by its author, as is one that was brought along; one that is scheduled comes later, and so
        # does the evening on which somebody will be asked after a promise.
        if str(name).endswith("_at") and value is not None and name not in DATED_OTHERWISE
    ]
    assert min(moments) == NOW - BEFORE
    assert max(moments) <= NOW
    assert min(answer.at for answer in answers_everywhere(month)) >= NOW - timedelta(days=DAYS)
    assert max(answer.at for answer in answers_everywhere(month)) >= NOW - timedelta(days=2)


def test_every_answer_is_marked_as_the_site_marks_it(month: Month) -> None:
    gone = {user.key for user in users(month) if user.erased_at is not None}
    for answer in answers_everywhere(month):
        if answer.key in gone:
            continue
        compiled = month.lesson(answer.lesson).exercises[answer.exercise].compiled
        marking = exercises.mark(compiled, answer.given)
        assert answer.outcome == marking.outcome
        assert answer.credit == (str(marking.credit) if compiled.graded else "")


def test_everything_that_takes_answers_is_answered_rightly_by_some_and_not_by_others(month: Month) -> None:
    outcomes: dict[str, set[str]] = defaultdict(set)
    for answer in answers(month):
        outcomes[answer.exercise].add(answer.outcome)
    for lesson in month.course.lessons:
        for exercise, found in lesson.exercises.items():
            if found.compiled.graded:
                assert "right" in outcomes[exercise]
                assert outcomes[exercise] & {"partly", "wrong"}
            elif form_for(found.question) is not None:
                assert outcomes[exercise] == {"noted"}


def test_tallies_count_everybodys_last_answer_once(month: Month) -> None:
    noted = [answer for answer in answers_everywhere(month) if answer.outcome == "noted"]
    latest = {(answer.key, answer.lesson_id, answer.exercise): answer for answer in noted}
    recounted = Counter(
        (one.lesson_id, one.exercise, option) for one in latest.values() for option in counted(one.given)
    )
    tallies = (row._mapping for row in rows(month, Tally.__table__))
    assert recounted == {(tally["lesson_id"], tally["exercise"], tally["option"]): tally["count"] for tally in tallies}


def test_people_learn_in_the_evening_and_at_lunch_and_seldom_at_weekends_or_at_night(month: Month) -> None:
    zones = {person.key: ZoneInfo(person.time_zone) for person in month.everyone}
    local = [answer.at.astimezone(zones[answer.key]) for answer in answers_everywhere(month) if answer.key in zones]
    hours, days = Counter(moment.hour for moment in local), Counter(moment.weekday() for moment in local)
    assert sum(hours[hour] for hour in range(19, 23)) > 0.35 * len(local)
    assert hours[12] + hours[13] > 2 * (hours[10] + hours[11])
    assert sum(hours[hour] for hour in range(1, 7)) == 0
    assert max(days[5], days[6]) < 0.7 * min(days[day] for day in range(5))


def test_whoever_finishes_quickly_takes_two_evenings(month: Month) -> None:
    by_person = defaultdict(list)
    for answer in answers(month):
        by_person[answer.key].append(answer.at)
    for person in at_stage(month, Stage.QUICK):
        sittings = 1 + sum(later - earlier > LONGEST_SITTING for earlier, later in pairwise(by_person[person.key]))
        assert sittings == 2


def test_slow_finishers_have_put_most_of_what_went_wrong_right(month: Month) -> None:
    slow = {person.key for person in at_stage(month, Stage.SLOW)}
    tries = defaultdict(list)
    for answer in answers(month):
        if answer.key in slow and answer.credit:
            tries[answer.key, answer.exercise].append(answer)
    missed = [found for found in tries.values() if found[0].outcome != "right"]
    assert sum(found[-1].outcome == "right" for found in missed) > 0.8 * len(missed)
    days_between = [found[-1].at - found[0].at for found in missed]
    assert any(span > timedelta(days=1) for span in days_between)


def test_entries_are_kept_only_for_those_who_agreed_and_no_two_are_alike(month: Month) -> None:
    entries = rows(month, Entry.__table__)
    assert len(entries) >= 25
    assert {row.user_id for row in entries} == {row.user_id for row in rows(month, Consent.__table__)}
    assert len({row.text for row in entries}) == len(entries)


def test_visitors_tried_the_open_lesson_or_wrote_below_a_post_and_did_nothing_else(month: Month) -> None:
    writers = {row.user_id for row in rows(month, Comment.__table__)}
    visitors = {user.key for user in users(month) if user.role == Role.VISITOR and user.id not in writers}
    theirs = [answer for answer in answers_everywhere(month) if answer.key in visitors]
    assert {answer.key for answer in theirs} == visitors
    assert {answer.lesson for answer in theirs} == {OPEN_LESSON}


def test_whoever_came_as_a_visitor_kept_what_they_had_answered(month: Month) -> None:
    created = {user.key: user.created_at for user in users(month)}
    came = [person for person in at_stage(month, Stage.TRIED) if person.came_as_visitor]
    assert len(came) == PATHS[Stage.TRIED].learners
    for person in came:
        assert min(answer.at for answer in answers(month) if answer.key == person.key) < created[person.key]


def test_who_left_is_a_number_without_a_name(month: Month) -> None:
    (gone,) = (user for user in users(month) if user.erased_at is not None)
    assert (gone.name, gone.address, gone.password_hash) == ("", None, None)
    texts = [answer.given for answer in answers_everywhere(month) if answer.key == gone.key]
    assert texts
    assert not any("text" in given for given in texts)


def test_one_account_is_closed(month: Month) -> None:
    closed = [user.address for user in users(month) if user.disabled_at is not None]
    assert closed == [person.address for person in at_stage(month, Stage.DISABLED)]


def test_the_same_seed_and_end_make_the_same_rows(month: Month, commanded: Commanded) -> None:
    load_models()
    again = month_in(commanded.folder)
    for table in Base.metadata.sorted_tables:
        leave_out = FRESH_EACH_TIME.get(table.name, ())
        if table.name == "users":
            # Who has left got a new key when that happened, so that nothing leads back to the old one.
            leave_out = (*leave_out, "key")
        assert rows(month, table, leave_out) == rows(again, table, leave_out), table.name
    keys, keys_again = ([user.key for user in users(one) if user.erased_at is None] for one in (month, again))
    assert keys == keys_again
    again.database.dispose()


def test_another_seed_makes_another_month(month: Month) -> None:
    one, same, other = (
        plan(learners(seed, VISITORS), month.course, NOW, seed, month.others) for seed in (SEED, SEED, SEED + 1)
    )
    assert one == same
    assert [deed.at for deed in one] != [deed.at for deed in other]
