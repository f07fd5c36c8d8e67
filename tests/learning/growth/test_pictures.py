"""What the pictures of growth say, before they are drawn."""

from datetime import date

import pytest

from coursesite.conversations.mood import Mood
from coursesite.learning.growth.grid import CELLS, ROWS
from coursesite.learning.growth.pages import Grid, recall_of, week_begins
from coursesite.learning.growth.pictures import lines_picture, spots, weeks_picture
from coursesite.learning.growth.statements import change_in_words
from coursesite.learning.growth.talk_pages import TalkSection, Way


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(1, 5, "four steps higher"), (3, 2, "one step lower"), (4, 4, "the same"), (2, 4, "two steps higher")],
)
def test_what_changed_is_said_in_steps(before: int, after: int, said: str) -> None:
    assert change_in_words(before, after) == said


def test_the_grid_has_a_word_of_its_own_for_each_of_its_places() -> None:
    words = [cell.word for row in ROWS for cell in row]
    assert len(set(words)) == len(CELLS) == 25
    assert max(len(word) for word in words) <= 10  # so that five of them stand side by side on a telephone
    assert (ROWS[0][0].word, ROWS[4][4].word) == ("furious", "at peace")
    assert len({cell.meaning for row in ROWS for cell in row}) == 25


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({(2, 0): 1}, "One feeling was noted in the last four weeks: very pleasant, middling energy."),
        ({(-1, 2): 2, (-2, 0): 1}, "All three feelings noted in the last four weeks lie on the unpleasant side."),
        (
            {(1, 1): 1, (0, -2): 4, (-1, -1): 20},
            "Of 25 feelings noted in the last four weeks, one lies on the pleasant side, four in the middle and 20 on "
            "the unpleasant side.",
        ),
        (
            {(1, 1): 3, (-1, -1): 1},
            "Of four feelings noted in the last four weeks, three lie on the pleasant side and one on the unpleasant "
            "side.",
        ),
    ],
)
def test_the_picture_of_feelings_says_where_they_lie(counts: dict[tuple[int, int], int], said: str) -> None:
    assert Grid(counts).finding == said
    table = Grid(counts).rows
    assert sum(sum(numbers) for _, numbers in table) == Grid(counts).total


def test_a_dots_area_grows_with_the_count_and_pleasant_is_to_the_right() -> None:
    few, many = spots({(-2, 2): 1, (2, -2): 16})
    assert (few.x, few.y) < (many.x, many.y)
    assert few.radius < many.radius <= 28


def test_weeks_begin_on_mondays_of_the_persons_own_clock_also_when_the_clocks_change() -> None:
    begins = week_begins(date(2026, 4, 1), "Europe/Berlin")
    assert [moment.isoformat() for moment in begins[-2:]] == ["2026-03-22T23:00:00+00:00", "2026-03-29T22:00:00+00:00"]
    weeks = recall_of({}, begins, "Europe/Berlin").weeks
    assert [week.monday.weekday() for week in weeks] == [0] * 12
    assert weeks[-1].monday == date(2026, 3, 30)


def test_recall_is_drawn_from_a_sensible_number_on() -> None:
    begins = week_begins(date(2026, 3, 2), "UTC")
    assert not recall_of({3: (40, 30), 11: (4, 4)}, begins, "UTC").is_shown
    recall = recall_of({3: (15, 9), 7: (4, 0), 11: (16, 14)}, begins, "UTC")
    assert recall.is_shown
    assert recall.finding == (
        "In the week of 2 March you remembered 14 of 16 questions that came back; in the week of 5 January it was 9 of "
        "15."
    )
    assert [week.share for week in recall.weeks if week.cards] == ["60 %", "", "88 %"]
    assert [(column.cards, column.height) for column in recall.picture if column.is_drawn] == [(15, 60.0), (16, 87.5)]


def test_a_week_of_too_few_cards_has_no_column_but_its_number() -> None:
    column = weeks_picture([("2 Mar", 4, 4)], least=5)[0]
    assert (column.is_drawn, column.cards) == (False, 4)


def test_two_runs_stand_on_the_same_line_of_steps() -> None:
    picture = lines_picture([70, 80, 90], [70, 60, 40, 20, 0])
    assert picture.first == "0.0,30.0 75.0,20.0 150.0,10.0"
    assert picture.latest_end == (300.0, 100.0)
    assert lines_picture([50], ()).latest == ""


@pytest.mark.parametrize(
    ("latest", "said"),
    [
        (None, "At the end of your first run, Dana was angry."),
        ("calm", "Dana was angry at the end of your first run, and calm at the end of your latest."),
        ("angry", "Dana was angry at the end of your first run, and at the end of your latest."),
    ],
)
def test_two_runs_are_told_in_words(latest: str | None, said: str) -> None:
    first = Way([Mood(60, "wary", 2), Mood(70, "angry", 3)], "2 March 2026")
    other = None if latest is None else Way([Mood(60, "wary", 2), Mood(30, latest, 1)], "3 March 2026")
    section = TalkSection("Dana calls", "", "Dana", first, other)
    assert section.finding == said
    assert section.rows[0][:2] == ("At the beginning", "wary (60)")
    assert [row[0] for row in section.rows] == ["At the beginning", "After reply 1"]
