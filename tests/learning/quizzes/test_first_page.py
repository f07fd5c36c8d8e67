"""What the front page says of attempts that somebody has begun."""

from tests.learning.learners import Learner, words_of
from tests.learning.quizzes.quizzing import joined, write_quiz
from tests.library.shelves import Shelf


def test_an_attempt_under_way_stands_first_on_the_front_page(shelf: Shelf, alice: Learner) -> None:
    write_quiz(shelf, "minutes: 20")
    taker = joined(alice)
    assert "Quizzes under way" not in alice.reads("/")
    taker.begins()
    page = words_of(alice.reads("/"))
    assert page.index("Final check") < page.index("Courses", page.index("Final check"))
    assert "You have until" in page
    taker.hands_in()
    assert "Quizzes under way" not in alice.reads("/")
