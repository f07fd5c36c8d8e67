"""The demo's asks: one waits, one was answered openly, one is shown to everyone as it was agreed to."""

from coursesite.demo.asking import READER
from coursesite.learning.asking.consenting import Stage, stage_of
from coursesite.learning.asking.queries import placed
from tests.demo.conftest import NOW, Month


def test_three_asks_show_what_becomes_of_one(month: Month) -> None:
    with month.database.reading() as session:
        asks = [(row[0], row[1]) for row in session.execute(placed())]
    assert len({ask.user_id for ask, _ in asks}) == 3
    assert [ask.is_open for ask, name in asks if name == READER] == [True]
    assert sorted(stage_of(ask).name for ask, _ in asks) == [Stage.PRIVATE.name, Stage.PRIVATE.name, Stage.PUBLIC.name]
    assert [ask.answered_at for ask, _ in asks if ask.waits_since] == [None]
    assert all(ask.asked_at < NOW for ask, _ in asks)
