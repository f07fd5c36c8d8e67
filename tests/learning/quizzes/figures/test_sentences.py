"""What a coach is told to look at, and in which order."""

from fractions import Fraction

from coursesite.exercises import Compiled
from coursesite.learning.quizzes.figures.options import options_of
from coursesite.learning.quizzes.figures.sentences import remarks
from tests.learning.quizzes.attempts import Told, graded
from tests.learning.quizzes.contents import one
from tests.learning.quizzes.figures.worlds import QUIZ, figures
from tests.learning.quizzes.quizzing import PICK, SEVERAL, WORD

RIGHT, SORRY, NUMBER = "Three calls for one parcel.", "I'm sorry about that.", "Can I have your order number?"
THIRD = one(PICK.replace("; passage: 01-begin.md", "").replace("[~]", "[ ]"))


def said(rows: list[tuple[str, int, int]], compiled: Compiled = THIRD) -> list[str]:
    """The sentences for a question, when so many people gave this answer and had so many of ten elsewhere.

    A row: the option's text (or what was typed, or "" for nothing), marks elsewhere, how many people.
    """
    shares = {option.text: option.share for option in compiled.options}
    keys = {option.text: option.key for option in compiled.options} if compiled.kind.value.startswith("pick") else {}
    people = [
        [
            [
                Told(QUIZ, compiled.id, 1, keys.get(text, text), shares.get(text, Fraction(0))),
                Told(QUIZ, "rest", 2, "x", Fraction(elsewhere, 10), Fraction(10)),
            ]
        ]
        for text, elsewhere, times in rows
        for _ in range(times)
    ]
    found = figures(list(graded(people)), compiled=compiled)
    item = next(one for one in found.items if one.question[1] == compiled.id)
    return [remark.sentence for remark in remarks(item, options_of(item, compiled))]


def test_a_good_question_needs_no_look() -> None:
    assert said([(RIGHT, 9, 12), (RIGHT, 5, 4), (SORRY, 4, 6), (NUMBER, 2, 8)]) == []


def test_few_answers_say_nothing_else() -> None:
    assert said([(RIGHT, 0, 5), (NUMBER, 9, 4)]) == ["Too few answers to say much yet."]


def test_a_wrong_key_comes_first() -> None:
    assert said([(RIGHT, 2, 10), (NUMBER, 9, 10), (SORRY, 3, 3)]) == [
        f"Most people who did well overall chose “{NUMBER}”: is the marked answer right?",
        "Those who did well overall got this wrong more often than the others.",
        f"Those who chose “{NUMBER}” did better overall than those who chose the marked answer.",
    ]


def test_an_option_that_nobody_chose_is_named() -> None:
    assert said([(RIGHT, 9, 12), (NUMBER, 4, 8)]) == [f"Nobody chose “{SORRY}”; it may be too easy to rule out."]
    assert said([(RIGHT, 9, 25), (NUMBER, 4, 14), (SORRY, 3, 1)]) == [
        f"Hardly anyone chose “{SORRY}”; it may be too easy to rule out."
    ]


def test_what_nearly_everyone_knows_is_said_once() -> None:
    assert said([(RIGHT, 9, 20), (RIGHT, 3, 19), (NUMBER, 2, 1)]) == [
        "Nearly everyone gets this right; it tells little about who has learned it."
    ]


def test_no_better_than_guessing() -> None:
    found = said([(RIGHT, 9, 5), (NUMBER, 4, 8), (SORRY, 3, 8)])
    assert found == ["People do no better here than by guessing."]


def test_hardly_anyone_gets_it_right() -> None:
    found = said(
        [("naming", 9, 4), ("a", 8, 1), ("b", 5, 1), ("c", 4, 1), *((f"w{at}", 3, 1) for at in range(18))], one(WORD)
    )
    assert found == ["Hardly anyone gets this right: is it clear what is asked, and was it taught?"]


def test_an_answer_that_many_type_and_that_earns_nothing() -> None:
    found = said([("naming", 9, 12), ("labelling", 4, 8)], one(WORD))
    assert found == ["8 of 20 wrote “labelling”, which earns nothing: should it be accepted?"]


def test_a_question_that_hardly_discriminates() -> None:
    found = said([(RIGHT, 9, 6), (RIGHT, 2, 5), (NUMBER, 9, 3), (SORRY, 9, 2), (NUMBER, 2, 3), (SORRY, 2, 2)])
    assert found == ["Those who did well overall get this right hardly more often than the others."]


def test_a_question_that_many_leave_open() -> None:
    found = said([("Saying it back", 9, 8), ("", 3, 4)], one(SEVERAL))
    assert found == ["4 of 12 left this open: is it clear what to do, and is there time enough?"]
