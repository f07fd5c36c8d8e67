"""What an attempt asks."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursesite.learning.quizzes.asking import TooFew, ask
from coursesite.learning.quizzes.policy import Draw
from tests.learning.quizzes.contents import picks, source

QUIZ = source(1, picks("first", "second"))
POLL = "\n### Poll: Where\n<!-- id: where; tags: phone -->\n\n- [ ] here\n- [ ] there\n"
POOL = source(2, picks("a", "b", "c", tags="phone") + picks("d", "e", tags="letters", marks=3) + POLL)
POOLS = {"08-pool": POOL}


def test_questions_in_place_come_first_as_they_stand_then_the_drawn_ones() -> None:
    asked = ask(QUIZ, POOLS, [Draw(2, "08-pool", "phone"), Draw(2, "08-pool", "letters")], "seed")
    assert [one.exercise.id for one in asked[:2]] == ["first", "second"]
    assert {one.exercise.id for one in asked[2:4]} < {"a", "b", "c"}
    assert {one.exercise.id for one in asked[4:]} == {"d", "e"}
    assert [one.place for one in asked] == [1, 2, 3, 4, 5, 6]
    assert [one.slot for one in asked] == [1, 2, 3, 3, 4, 4]
    assert [one.marks for one in asked] == [1, 1, 1, 1, 3, 3]
    assert {one.source.piece_id for one in asked[2:]} == {2}


@given(st.text(max_size=20))
def test_one_seed_always_draws_the_same_and_nothing_is_asked_twice(seed: str) -> None:
    draws = [Draw(2, "08-pool", "phone"), Draw(3, "08-pool", "")]
    asked = ask(QUIZ, POOLS, draws, seed)
    assert asked == ask(QUIZ, POOLS, draws, seed)
    assert max(Counter(one.exercise.id for one in asked).values()) == 1


def test_every_question_of_a_pool_is_drawn_about_as_often_as_the_others() -> None:
    drawn = Counter(ask(QUIZ, POOLS, [Draw(1, "08-pool", "")], str(seed))[-1].exercise.id for seed in range(1000))
    assert set(drawn) == {"a", "b", "c", "d", "e"}
    assert all(150 < count < 250 for count in drawn.values()), drawn


def test_a_poll_is_never_drawn_and_earns_nothing_where_it_stands() -> None:
    assert ask(source(1, POLL), {}, [], "seed")[0].marks == Fraction(0)
    with pytest.raises(TooFew):
        ask(QUIZ, POOLS, [Draw(4, "08-pool", "phone")], "seed")


def test_a_pool_that_is_gone_or_too_small_is_named() -> None:
    with pytest.raises(TooFew, match="09-pool"):
        ask(QUIZ, POOLS, [Draw(1, "09-pool", "")], "seed")
    with pytest.raises(TooFew, match="08-pool"):
        ask(QUIZ, POOLS, [Draw(3, "08-pool", ""), Draw(3, "08-pool", "")], "seed")
