"""How the demo's people play a conversation: to an ending, and some of them once more from where it turned."""

from coursesite.conversations import play
from coursesite.demo.asking import READER
from coursesite.demo.conversing import LEAVES_IT_AT, run, run_again
from coursesite.demo.course import Talk
from coursesite.demo.dice import Dice
from coursesite.learning.conversing.models import Run
from tests.demo.conftest import SEED, Month
from tests.demo.looking import rows, users


def talk_of(month: Month) -> Talk:
    assert month.course.talk is not None
    return month.course.talk


def test_a_run_leads_from_the_beginning_to_an_ending(month: Month) -> None:
    conversation = talk_of(month).conversation
    for number in range(20):
        said = run(conversation, Dice(SEED, f"run {number}"))
        states = play.walk(conversation, [key for _scene, key in said])
        assert [state.scene for state in states[:-1]] == [scene for scene, _key in said]
        assert conversation.by_name[states[-1].scene].is_ending


def test_a_second_run_keeps_the_first_half_and_may_be_left(month: Month) -> None:
    conversation = talk_of(month).conversation
    said = run(conversation, Dice(SEED, "first"))
    again = run_again(conversation, said, Dice(SEED, "again"), leaves=True)
    half = len(said) // 2
    assert again[:half] == said[:half]
    assert half < len(again) <= half + LEAVES_IT_AT


def test_some_come_back_to_where_it_turned_and_the_reader_is_in_the_middle_of_it(month: Month) -> None:
    names = {user.id: user.name for user in users(month)}
    runs = [row for row in rows(month, Run.__table__) if row.lesson_id == talk_of(month).place.lesson_id]
    again = [row for row in runs if row.number == 2]
    assert len(again) >= 5
    assert all(row.copied for row in again)
    assert [names[row.user_id] for row in runs if row.ended_at is None] == [READER]
