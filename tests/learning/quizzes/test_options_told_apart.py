"""Two options that were taken for one: told apart by the coach, taken for the same again, and decided about."""

from dataclasses import dataclass, field

import pytest

from coursesite.accounts.models import User
from coursesite.db import Database
from coursesite.exercises import Compiled
from coursesite.learning.quizzes import queries
from coursesite.learning.quizzes.corrections.effects import Numbers
from coursesite.learning.quizzes.models import Choice
from coursesite.library import reading
from tests.conftest import FrozenClock
from tests.inert import alive
from tests.learning.learners import Learner, elements, text_of, words_of
from tests.learning.quizzes.correcting import CALLS, FIRST, ORDER, SECOND, SORRY, STUDIO, Desk, contents
from tests.library.revisions import publish_in_browser, revisions
from tests.library.shelves import Shelf
from tests.mailbox import Mails

PAGE = f"{STUDIO}/corrections/quiz01/third-call"
OPTIONS = f"{PAGE}/options"
OTHER = "I'm sorry about that, and I'd like your order number."
REWORDED = FIRST.replace(f"- [x] {ORDER}", f"- [ ] {ORDER}").replace(f"- [ ] {SORRY}", f"- [x] {OTHER}")
DIFFERENT, SAME = "These are two different options", "It is the same option after all"


@dataclass
class Told:
    """A coach before a changed question."""

    desk: Desk
    coach: Learner
    page: str = field(default="", repr=False)

    def button(self, words: str) -> dict[str, object]:
        """The fields of the form with this button, on the question's page."""
        self.coach.reads(PAGE)
        for form in elements(self.coach.page, "form"):
            if form.get("action") == OPTIONS and words in text_of(form):
                return {node.get("name"): node.get("value", "") for node in form.iter() if node.tag == "input"}
        raise AssertionError(f"no button says {words}")

    def says(self, words: str) -> str:
        """Press it; gives the page that follows, as words."""
        return words_of(self.coach.follows(self.coach.posts(OPTIONS, self.button(words))))

    def keys(self) -> dict[str, str]:
        """The published options' keys by their texts."""
        return {option.text: option.key for option in reading_of(self).options}

    def revisions(self) -> int:
        """How many revisions the quiz has."""
        with self.desk.database.reading() as session:
            return len(revisions(session, "quiz01"))


@pytest.fixture
def told(shelf: Shelf, database: Database, clock: FrozenClock, maren: Learner) -> Told:
    """Three people took a quiz before an option was reworded into what is really another one."""
    assert maren.user is not None
    desk = Desk(shelf, database, maren.user)
    desk.publishes(FIRST, SECOND)
    for name, answer in (("Ann", ORDER), ("Bea", SORRY), ("Cis", CALLS)):
        desk.takes(name, third_call=answer, the_word="naming")
    desk.publishes(REWORDED, SECOND)
    return Told(desk, maren)


def reading_of(told: Told) -> Compiled:
    """The question as it is published."""
    with told.desk.database.reading() as session:
        return reading.content(session, told.desk.quiz.published_revision_id).exercises["third-call"]


def test_two_options_are_told_apart_and_the_question_says_what_changed(told: Told) -> None:
    before = told.keys()
    page = words_of(told.coach.reads(PAGE))
    assert f"“{OTHER}” is taken for “{SORRY}”" in page
    assert told.desk.dry()[Choice.REGRADE] == Numbers(rose=1, fell=1, stayed=1, passing=1)
    page = told.says(DIFFERENT)
    assert "They are two options from now on." in page
    assert f"“{SORRY}” was taken out." in page
    assert f"“{OTHER}” is new." in page
    assert "1 result falls, 2 stay the same." in page
    after = told.keys()
    assert after[OTHER] not in before.values()
    assert {text: key for text, key in after.items() if text != OTHER} == {
        text: key for text, key in before.items() if text != OTHER
    }
    with told.desk.database.reading() as session:
        newest = revisions(session, "quiz01")[-1]
    assert newest.note == "Two options of “The third call” were told apart by Maren."
    assert newest.author_id == told.desk.coach.id


def test_an_answer_to_the_option_that_is_gone_keeps_what_it_had(told: Told) -> None:
    told.says(DIFFERENT)
    told.desk.decides(Choice.REGRADE)
    assert told.desk.results("Bea") == [("1/2", False)]
    assert told.desk.results("Ann") == [("1/2", True)]
    assert told.desk.waits() == []


def test_an_attempt_in_progress_keeps_its_options_and_is_marked_by_what_was_picked(told: Told) -> None:
    late, early = told.desk.begins("Dot"), told.desk.begins("Eve")
    told.says(DIFFERENT)
    told.desk.answers(late, {"third-call": OTHER, "the-word": "naming"})
    told.desk.hands_in(late)
    assert told.desk.results("Dot") == [("1", True)]
    # The very same words were picked: nobody has to decide about that, and a decision changes nothing of it.
    assert [(one.answers, len(one.revisions)) for one in told.desk.waits()] == [(3, 1)]
    told.desk.decides(Choice.REGRADE)
    told.desk.answers(early, {"third-call": OTHER, "the-word": "naming"})
    told.desk.hands_in(early)
    assert told.desk.results("Dot") == told.desk.results("Eve") == [("1", True)]
    assert told.desk.waits() == []


def test_answers_since_then_count_for_the_same_words_when_the_options_are_one_again(told: Told) -> None:
    before = told.keys()
    told.says(DIFFERENT)
    told.desk.takes("Dot", third_call=OTHER, the_word="naming")
    page = told.says(SAME)
    assert "They are one option again." in page
    assert f"“{OTHER}” is taken for “{SORRY}”" in page
    assert told.keys() == before
    assert [one.answers for one in told.desk.waits()] == [3]
    assert told.desk.dry()[Choice.REGRADE] == Numbers(rose=1, fell=1, stayed=1, passing=1)
    assert f"“{OTHER}” is new." in told.says(DIFFERENT)
    assert f"“{OTHER}” is taken for “{SORRY}”" in told.says(SAME)
    assert told.revisions() == 6


def test_a_question_that_was_decided_waits_again_once_its_options_are_told_apart(told: Told) -> None:
    fields = told.button(DIFFERENT)
    told.desk.decides(Choice.REGRADE)
    assert told.desk.waits() == []
    told.coach.posts(OPTIONS, fields)
    (one,) = told.desk.waits()
    assert f"“{OTHER}” is new." in [change.sentence for change in one.changes]


def test_a_decision_about_typed_words_holds_when_only_the_order_of_them_changes(told: Told) -> None:
    two = SECOND + "- [=] labelling\n"
    told.desk.publishes(REWORDED, two)
    told.desk.decides(Choice.REGRADE, told.desk.question("the-word"))
    told.desk.publishes(REWORDED, SECOND.replace("- [=] naming", "- [=] labelling\n- [=] naming"))
    assert [one.question.exercise for one in told.desk.waits()] == ["third-call"]


def test_a_push_of_the_same_file_keeps_them_apart_and_an_edit_goes_on_from_there(told: Told) -> None:
    told.says(DIFFERENT)
    apart = told.keys()
    told.desk.publishes(REWORDED, SECOND)
    assert (told.keys(), told.revisions()) == (apart, 3)
    again = OTHER.replace("I'd like", "may I have")
    told.desk.publishes(REWORDED.replace(OTHER, again), SECOND)
    assert told.keys()[again] == apart[OTHER]
    page = words_of(told.coach.reads(PAGE))
    assert f"“{SORRY}” was taken out." in page
    assert f"“{again}” is new." in page


def test_sent_twice_it_publishes_once(told: Told) -> None:
    fields = told.button(DIFFERENT)
    first, second = (told.coach.posts(OPTIONS, fields) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"] == f"{PAGE}?done=apart"
    assert told.revisions() == 3


def test_a_page_that_no_longer_holds_says_so_and_changes_nothing(told: Told) -> None:
    fields = told.button(DIFFERENT)
    told.desk.publishes(REWORDED.replace("shuffle: no", "marks: 3"), SECOND)
    assert "Nothing was decided yet" in told.coach.posts(OPTIONS, fields, 409).text
    assert told.revisions() == 3


@pytest.mark.parametrize("name", ["key", "are", "seen"])
@pytest.mark.parametrize("typed", ["", "x", '"><script>canary()</script>', "٣" * 3000])
def test_nothing_that_the_page_does_not_offer_is_published(told: Told, name: str, typed: str) -> None:
    fields = told.button(DIFFERENT) | {name: typed}
    assert alive(told.coach.posts(OPTIONS, fields, 409).text) == []
    assert told.revisions() == 2


def test_a_text_that_cannot_be_published_any_more_says_why(told: Told, shelf: Shelf) -> None:
    linked = REWORDED + "\n> See [there](01-begin.md#a-place).\n"
    shelf.write("courses/calls/01-begin.md", shelf.read("courses/calls/01-begin.md") + b"\n## A place\n\nHere.\n")
    told.desk.publishes(linked, SECOND)
    text = shelf.read("courses/calls/01-begin.md").replace(b"## A place", b"## Another place")
    key = text.decode().partition("key: ")[2].partition("\n")[0]
    fields = told.button(DIFFERENT)
    with told.desk.database.writing() as session:
        publish_in_browser(session, key, text)
        session.commit()
    answer = words_of(told.coach.posts(OPTIONS, fields, 422).text)
    assert "can't be published as it is any more" in answer
    assert "no such heading" in answer
    assert told.revisions() == 3


def test_hostile_options_and_names_are_words_and_nothing_else(told: Told) -> None:
    hostile = "`<img src=x onerror=canary()>` I'm sorry about that & <b>you</b>."
    told.desk.publishes(FIRST.replace(SORRY, hostile), SECOND)
    with told.desk.database.writing() as session:
        session.get_one(User, told.desk.coach.id).name = "<script>canary()</script>" * 3
        session.commit()
    told.coach.reads(PAGE)
    assert alive(told.coach.page) == []
    told.says(DIFFERENT)
    assert alive(told.coach.page) == []
    told.says(SAME)
    assert alive(told.coach.page) == []
    with told.desk.database.reading() as session:
        assert all(len(one.note) <= 300 for one in revisions(session, "quiz01"))


def test_in_a_pool_it_holds_for_every_quiz_that_draws_from_it(told: Told, mails: Mails) -> None:
    pool = FIRST.replace("third-call", "drawn-one")
    told.desk.publishes_pool(pool)
    told.desk.publishes(SECOND, rules="draw: 1 from 08-pool\n")
    told.desk.takes("Dot", drawn_one=SORRY, the_word="naming")
    told.desk.publishes_pool(pool.replace(SORRY, OTHER))
    page = f"{STUDIO}/corrections/pool01/drawn-one"
    assert "every quiz that draws from “Questions to draw from”" in words_of(told.coach.reads(page))
    fields = next(
        {node.get("name"): node.get("value", "") for node in form.iter() if node.tag == "input"}
        for form in elements(told.coach.page, "form")
        if form.get("action") == f"{page}/options"
    )
    assert f"“{OTHER}” is new." in words_of(told.coach.follows(told.coach.posts(f"{page}/options", fields)))
    with told.desk.database.reading() as session:
        assert len(revisions(session, "pool01")) == 3


def test_rows_to_match_are_told_apart_too(told: Told) -> None:
    table = (
        "\n### Question: The third call\n<!-- id: third-call -->\n\nWhat belongs together?\n\n"
        "| Word | What it says |\n|---|---|\n| anger | a boundary was crossed |\n| grief | {what} |\n"
    )
    told.desk.publishes(table.format(what="something was lost"), SECOND)
    content = reading_of(told)
    pairs = {left.key: left.partner for left in content.lefts}
    attempt = told.desk.begins("Dot")
    with told.desk.database.writing() as session:
        for response in queries.responses_of(session, attempt.id):
            response.given = {"pairs": pairs} if response.exercise == "third-call" else None
        session.commit()
    told.desk.hands_in(attempt)
    told.desk.publishes(table.format(what="somebody was lost"), SECOND)
    page = told.says(DIFFERENT)
    assert "“something was lost” was taken out." in page
    assert told.desk.dry()[Choice.REGRADE].rose == 0
    before = contents(told.desk.database)
    assert "is taken for" in told.says(SAME)
    assert contents(told.desk.database) == before


def test_only_coaches_tell_options_apart(told: Told, alice: Learner) -> None:
    alice.reads("/courses/")
    alice.posts(OPTIONS, alice.form("/sign-out") | {"key": "x"}, 403)
    assert told.revisions() == 2


def test_every_page_of_the_quiz_says_how_many_questions_wait(told: Told) -> None:
    for page in ("quiz", "people", "corrections"):
        assert "Corrections (1)" in words_of(told.coach.reads(f"{STUDIO}/{page}"))
    assert "One question to decide" in words_of(told.coach.reads("/studio/quizzes/"))
