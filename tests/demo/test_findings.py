"""Each cause of the month leaves a finding in the figures, as a coach would come upon it."""

from collections import Counter, defaultdict
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import median

from coursesite.demo.calendar import busy_days
from coursesite.demo.causes import EASY, HARD_LESSON, MISLEADING, SCALE, TEMPTING, misleading_key
from coursesite.demo.people import EMPLOYER
from coursesite.learning.quizzes.models import Response
from tests.demo.conftest import NOW, Month
from tests.demo.looking import Told, answers, answers_everywhere, finished, first_tries, mean_credit, rows


def upper_half(month: Month, without: str) -> set[str]:
    """Those whose first answers to everything but one exercise earn more than the median."""
    by_person: dict[str, list[Told]] = defaultdict(list)
    for answer in first_tries(month):
        if answer.credit and answer.exercise != without:
            by_person[answer.key].append(answer)
    credits = {key: mean_credit(found) for key, found in by_person.items()}
    return {key for key, credit in credits.items() if credit > median(credits.values())}


def test_more_people_stop_in_the_hard_lesson_than_anywhere_else(month: Month) -> None:
    through = finished(month)
    counts = [len(through[lesson.key]) for lesson in month.course.lessons]
    hard = [lesson.key for lesson in month.course.lessons].index(HARD_LESSON.lesson)
    lost = [before - after for before, after in pairwise(counts)]
    assert lost[hard - 1] == max(lost)
    assert all(one <= 0.7 * lost[hard - 1] for place, one in enumerate(lost) if place != hard - 1)


def test_of_those_who_begin_a_lesson_most_leave_the_hard_one(month: Month) -> None:
    through = finished(month)
    begun: dict[str, set[str]] = defaultdict(set)
    for answer in answers(month):
        begun[answer.lesson].add(answer.key)
    left = {lesson: 1 - len(through[lesson]) / len(people) for lesson, people in begun.items()}
    assert left.pop(HARD_LESSON.lesson) > 1.4 * max(left.values())


def test_the_hard_lesson_earns_the_lowest_credits(month: Month) -> None:
    by_lesson: dict[str, list[Told]] = defaultdict(list)
    for answer in first_tries(month):
        by_lesson[answer.lesson].append(answer)
    credits = {lesson: mean_credit(found) for lesson, found in by_lesson.items()}
    assert credits.pop(HARD_LESSON.lesson) < min(credits.values()) - 0.1


def test_the_misleading_option_is_the_wrong_one_that_the_able_choose(month: Month) -> None:
    compiled = month.course.lesson(MISLEADING.lesson).exercises[MISLEADING.exercise].compiled
    tempting, able = misleading_key(compiled), upper_half(month, MISLEADING.exercise)
    asked = [answer for answer in first_tries(month) if answer.exercise == MISLEADING.exercise]
    chosen = Counter(answer.given["picks"][0] for answer in asked if answer.key in able and answer.outcome == "wrong")
    assert chosen.most_common(1)[0][0] == tempting
    shares = {
        upper: sum(answer.given["picks"] == [tempting] for answer in asked if (answer.key in able) is upper)
        / sum((answer.key in able) is upper for answer in asked)
        for upper in (True, False)
    }
    assert shares[True] > shares[False] + 0.1


def test_the_tempting_answer_of_the_check_draws_those_who_do_well_in_the_rest_of_it(month: Month) -> None:
    assert month.course.quiz is not None
    compiled = month.course.quiz.source.content.exercises[TEMPTING.exercise]
    tempting = misleading_key(compiled)
    asked = [row for row in rows(month, Response.__table__) if row.exercise == TEMPTING.exercise and row.standing & 1]
    asks = len(month.course.quiz.asked("any"))
    rest = [Fraction(row.total) * asks - Fraction(row.credit) for row in asked]
    upper = [row.chosen == tempting for row, others in zip(asked, rest, strict=True) if others > median(rest)]
    lower = [row.chosen == tempting for row, others in zip(asked, rest, strict=True) if others <= median(rest)]
    assert sum(upper) / len(upper) > sum(lower) / len(lower) + 0.2


def test_elsewhere_the_able_do_better(month: Month) -> None:
    able = upper_half(month, MISLEADING.exercise)
    others = [answer for answer in first_tries(month) if answer.exercise != MISLEADING.exercise]
    asked = [answer for answer in first_tries(month) if answer.exercise == MISLEADING.exercise]
    for found, better in ((others, True), (asked, False)):
        upper = mean_credit([answer for answer in found if answer.key in able])
        lower = mean_credit([answer for answer in found if answer.key not in able])
        assert (upper > lower + 0.1) is better


def test_nearly_everybody_gets_the_easy_question_right(month: Month) -> None:
    by_exercise: dict[str, list[Told]] = defaultdict(list)
    for answer in first_tries(month):
        if answer.credit:
            by_exercise[answer.exercise].append(answer)
    credits = {exercise: mean_credit(found) for exercise, found in by_exercise.items()}
    assert credits[EASY.exercise] > 0.93
    assert max(credits, key=lambda exercise: credits[exercise]) == EASY.exercise


def test_the_scale_has_two_humps_and_a_valley_between(month: Month) -> None:
    counts = Counter(answer.given["step"] for answer in first_tries(month) if answer.exercise == SCALE.exercise)
    assert set(counts) == {1, 2, 3, 4, 5}
    assert counts[2] > 1.5 * counts[3] < counts[4]


def test_nobody_from_the_employer_is_here_in_the_busy_week_and_they_all_come_back(month: Month) -> None:
    away = busy_days(NOW)
    days: dict[str, list[object]] = defaultdict(list)
    for answer in answers_everywhere(month):
        if answer.address and answer.address.endswith(EMPLOYER):
            days[answer.key].append((answer.at.date() > away.last) - (answer.at.date() < away.first))
    assert len(days) >= 20
    assert all(set(found) == {-1, 1} for found in days.values())


def test_the_whole_site_is_quieter_in_the_busy_week_than_before_and_after(month: Month) -> None:
    monday = busy_days(NOW).first + timedelta(days=2)
    weeks = Counter((answer.at.date() - monday).days // 7 for answer in answers_everywhere(month))
    assert weeks[0] < 0.85 * weeks[-1]
    assert weeks[0] < 0.85 * weeks[1]
