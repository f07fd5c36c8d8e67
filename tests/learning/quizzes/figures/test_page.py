"""The coach's page of a quiz's figures, and its table for spreadsheets."""

import csv
import io
from fractions import Fraction

import pytest

from coursesite.db import Database
from coursesite.learning.quizzes.figures.computing import figures_of
from coursesite.learning.quizzes.figures.queries import answer_groups, answers_statement
from coursesite.learning.quizzes.figures.which import Which
from tests.learning.learners import Learner, elements, text_of, words_of
from tests.learning.quizzes.attempts import graded, write_attempts, write_unfinished
from tests.learning.quizzes.figures.classes import Answers, Class
from tests.learning.quizzes.figures.worlds import figures
from tests.learning.quizzes.quizzing import EVERY, PICK, write_quiz
from tests.library.shelves import Shelf

PAGE = "/studio/courses/calls/final-check/quiz"
DRAW = "draw:\n  - 1 from 08-pool"
POOL = PICK.replace("third-call", "drawn-one").replace("The third call", "=Drawn") + PICK.replace(
    "third-call", "drawn-two"
).replace("The third call", "Drawn two")
RIGHT, SORRY, NUMBER = "Three calls for one parcel.", "I'm sorry about that.", "Can I have your order number?"


@pytest.fixture
def class_(shelf: Shelf, database: Database) -> Class:
    """A quiz with every kind of question, which draws one of two more."""
    write_quiz(shelf, DRAW, body=EVERY, pool=POOL)
    return Class(database)


def strong(class_: Class, pick: str = RIGHT) -> Answers:
    """What somebody gives who knows it all, but for the first question."""
    feelings = class_.questions["feelings"]
    return {
        "third-call": class_.picks("third-call", pick),
        "what-helps": class_.picks("what-helps", "Saying it back", "Asking once"),
        "the-word": {"text": "Naming"},
        "how-many": {"text": "31"},
        "fill-in": {"gaps": ["fed up", "exhausting"]},
        "in-order": {"order": [option.key for option in class_.questions["in-order"].options]},
        "feelings": {"pairs": {left.key: left.partner for left in feelings.lefts}},
        "where": class_.picks("where", "at the counter"),
        "calm": {"step": 4},
        "drawn-one": class_.picks("drawn-one", RIGHT),
    }


def weak(class_: Class, pick: str = NUMBER) -> Answers:
    """What somebody gives who knows little and leaves a lot open."""
    return {
        "third-call": class_.picks("third-call", pick),
        "what-helps": class_.picks("what-helps", "Explaining the form"),
        "the-word": {"text": "labelling"},
        "calm": {"step": 1},
        "drawn-two": class_.picks("drawn-two", NUMBER),
    }


def section(page: str, title: str) -> str:
    """The words of the section of the question with this title."""
    for node in elements(page, "section"):
        heading = next((inner for inner in node.iter() if inner.tag == "h3"), None)
        if node.get("class") == "desk-question" and heading is not None and text_of(heading).endswith(title):
            return text_of(node)
    raise AssertionError(f"no question {title}")


def answer(page: str, text: str) -> list[str]:
    """The cells of the first table row that begins with this text."""
    for node in elements(page, "tr"):
        cells = [text_of(cell) for cell in node.iter() if cell.tag in ("th", "td")]
        if cells[0] == text:
            return cells
    raise AssertionError(f"no row {text}")


def test_before_anybody_has_finished_the_page_says_so(class_: Class, maren: Learner) -> None:
    with class_.database.writing() as session:
        write_unfinished(session, class_.place, class_.attempt(strong(class_)))
        session.commit()
    page = maren.reads(PAGE)
    assert "Nobody has finished “Final check” yet" in words_of(page)
    assert "No figures yet" in words_of(page)
    assert len(maren.client.get(f"{PAGE}.csv").text.splitlines()) == 1


def test_few_answers_are_no_ground_for_judgement(class_: Class, maren: Learner) -> None:
    class_.takes([[strong(class_)], [weak(class_)]])
    page = words_of(maren.reads(PAGE))
    assert "“Final check”: too few attempts to say much yet" in page
    assert "Too few answers to say much yet." in page
    assert "There is none: it takes at least three attempts." in page


def test_a_wrong_key_is_the_first_thing_to_look_at(class_: Class, maren: Learner) -> None:
    class_.takes([[strong(class_, NUMBER)]] * 9 + [[weak(class_, RIGHT)]] * 9)
    page = maren.reads(PAGE)
    look = [text_of(node) for node in elements(page, "li") if "right?" in text_of(node)]
    assert look[0].startswith("1. The third call")
    assert look[0].endswith(f"Most people who did well overall chose “{NUMBER}”: is the marked answer right?")
    assert "Those who did well overall got this wrong more often than the others." in section(page, "The third call")
    assert "need a look" in words_of(page)


def test_each_question_shows_who_chose_what_and_how_they_did(class_: Class, maren: Learner) -> None:
    class_.takes([[strong(class_)]] * 15 + [[weak(class_)]] * 5)
    page = maren.reads(PAGE)
    third = section(page, "The third call")
    assert "Pick one, 2 marks, asked 20 times, answered 20" in third
    assert answer(page, RIGHT) == [RIGHT, "right", "15", "75 %", "100 %"]
    assert answer(page, NUMBER)[1:4] == ["", "5", "25 %"]
    assert "5 of 20 wrote “labelling”, which earns nothing: should it be accepted?" in section(page, "The word for it")
    assert "5 of 20 left this open" in section(page, "How many rang")
    assert "Name the feeling. → Say what you will do. → Ask for the number." in section(page, "What comes first")
    assert "anger – a line was crossed" in section(page, "What it tells you")
    assert "fed up | exhausting" in section(page, "Fill in")


def test_a_poll_is_counted_and_a_scale_is_not(class_: Class, maren: Learner) -> None:
    class_.takes([[strong(class_)]] * 15 + [[weak(class_)]] * 5)
    page = maren.reads(PAGE)
    poll = section(page, "Where do you meet it")
    assert answer(page, "at the counter") == ["at the counter", "15", "75 %"]
    assert "Facility" not in poll
    assert "mean result" not in poll
    scale = section(page, "I stay calm")
    assert "it is in no figures" in scale
    assert "20" not in scale


def test_first_attempts_are_shown_unless_others_are_asked_for(class_: Class, maren: Learner) -> None:
    class_.takes([[weak(class_), strong(class_)]] * 12)
    assert "twelve attempts" in words_of(maren.reads(PAGE))
    for which, mean in (("first", "0 %"), ("last", "100 %"), ("counts", "100 %"), ("all", "50 %")):
        with class_.database.reading() as session:
            results = figures_of(session, class_.place.quiz_id, Which(which)).results
        assert (results.attempts, results.people) == (24 if which == "all" else 12, 12)
        assert f"Facility{mean}" in section(maren.reads(f"{PAGE}?of={which}"), "How many rang")
    assert maren.reads(f"{PAGE}?of=nonsense") == maren.reads(PAGE)


def test_the_table_keeps_text_text_and_numbers_numbers(class_: Class, maren: Learner) -> None:
    class_.takes([[strong(class_, NUMBER)]] * 9 + [[weak(class_, RIGHT)]] * 9)
    answer = maren.client.get(f"{PAGE}.csv?of=first")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=final-check-first.csv"
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    by_id = {row["Id"]: row for row in rows}
    assert by_id["drawn-one"]["Question"] == "'=Drawn"
    assert float(by_id["third-call"]["Discrimination index"]) < 0
    assert (by_id["third-call"]["Facility"], by_id["third-call"]["Marks"]) == ("0.5", "2")
    assert by_id["drawn-one"]["Discrimination index"] == ""
    assert "where" not in by_id


def test_a_question_that_was_taken_out_is_shown_in_its_last_words(class_: Class, shelf: Shelf, maren: Learner) -> None:
    class_.takes([[strong(class_)]] * 10 + [[weak(class_)]] * 5)
    write_quiz(shelf, body=EVERY.replace(PICK, ""), pool=POOL)
    assert "What do you say first?" in section(maren.reads(PAGE), "The third call")


def test_attempts_of_another_form_are_scaled_and_counted(class_: Class, shelf: Shelf, maren: Learner) -> None:
    class_.takes([[strong(class_)]] * 3)
    write_quiz(shelf, body=PICK)
    newer = Class(class_.database)
    newer.takes([[{"third-call": newer.picks("third-call", RIGHT)}]] * 12)
    page = words_of(maren.reads(PAGE))
    assert "3 of these attempts were out of another number of marks than 2" in page


def test_only_coaches_see_figures(class_: Class, alice: Learner, guest: Learner, maren: Learner) -> None:
    for address in (PAGE, f"{PAGE}.csv"):
        assert alice.client.get(address).status_code == 403
        assert guest.client.get(address).status_code == 303
        assert maren.client.get(address.replace("final-check", "begin")).status_code == 404


@pytest.mark.parametrize("which", list(Which))
def test_the_database_gives_the_groups_that_the_definitions_were_checked_with(class_: Class, which: Which) -> None:
    people: list[list[Answers]] = [[strong(class_), weak(class_)], [weak(class_)], [strong(class_, SORRY)], [{}]]
    attempts = list(graded([[class_.attempt(one) for one in each] for each in people]))
    with class_.database.writing() as session:
        write_attempts(session, class_.place, attempts)
        session.commit()
        found = figures_of(session, class_.place.quiz_id, which)
        questions = found.wordings
    plain = {item.question: item for item in figures(attempts, which, compiled=None).items}
    assert {item.question for item in found.items} == set(plain) == set(questions)
    for item in found.items:
        assert item.facility == plain[item.question].facility
        assert item.discrimination == plain[item.question].discrimination
    assert sum(Fraction(item.asked) for item in found.items) == sum(item.asked for item in plain.values())


def test_sqlite_groups_while_it_reads_the_index(
    class_: Class, database: Database, request: pytest.FixtureRequest
) -> None:
    if database.read.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by the size of the table")
    for which in Which:
        statement = answers_statement(which).params(quiz=1, standing=1)
        text = str(statement.compile(database.read, compile_kwargs={"literal_binds": True}))
        with database.reading() as session:
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}").all()
        assert [row[-1] for row in plan] == ["SEARCH responses USING COVERING INDEX ix_responses_figures (quiz_id=?)"]


def test_answers_that_people_type_are_kept_up_to_two_hundred(class_: Class) -> None:
    people = [[{"the-word": {"text": f"word {number}"}}] for number in range(500)]
    class_.takes(people + [[{"the-word": {"text": "naming"}}]] * 3)
    with class_.database.reading() as session:
        found = figures_of(session, class_.place.quiz_id, Which.ALL)
        batches = list(answer_groups(session, class_.place.quiz_id, Which.ALL))
    item = next(one for one in found.items if one.question[1] == "the-word")
    assert (len(item.taken), item.others, item.others_given) == (200, 301, 301)
    assert next(iter(item.taken)) == "naming"
    assert item.asked == item.answered == 503
    assert sum(len(batch) for batch in batches) > 500


def test_a_long_quiz_shows_its_questions_in_pages(shelf: Shelf, database: Database, maren: Learner) -> None:
    body = "".join(PICK.replace("third-call", f"call-{at}").replace("The third", f"The {at}.") for at in range(40))
    write_quiz(shelf, body=body)
    made = Class(database)
    made.takes([[{f"call-{at}": made.picks(f"call-{at}", RIGHT) for at in range(40)}]] * 12)
    page = maren.reads(PAGE)
    assert len(page.encode()) < 100_000
    assert section(page, "The 0. call")
    assert section(maren.reads(f"{PAGE}?of=first&page=3"), "The 39. call")
