"""Questions come back: chosen for a day, answered, told."""

import pytest
from sqlalchemy import select, update

from coursesite.db import Database
from coursesite.learning.arrivals import adopt
from coursesite.learning.review.models import Card, CardReview
from coursesite.learning.showing.typed import typed_of
from coursesite.library import reading
from coursesite.library.models import Piece, State
from tests.conftest import FrozenClock
from tests.learning.courses import ALL_KINDS, NUMBER, PICK, QUESTIONS, WORD, write_course
from tests.learning.learners import LESSON, Learner, words_of
from tests.learning.review.deck import fill
from tests.library.shelves import Shelf

RIGHT, PARTLY, WRONG = "Three calls for one parcel.", "I'm sorry about that.", "Can I have your order number?"


def cards(database: Database, learner: Learner) -> list[Card]:
    with database.reading() as session:
        return list(session.scalars(select(Card).where(Card.user_id == learner.person.id).order_by(Card.id)))


def only_card(database: Database, learner: Learner) -> Card:
    (card,) = cards(database, learner)
    return card


def reviews(database: Database) -> list[CardReview]:
    with database.reading() as session:
        return list(session.scalars(select(CardReview).order_by(CardReview.id)))


def meets(learner: Learner, clock: FrozenClock, words: str = RIGHT, days: int = 10) -> None:
    """Answer the first lesson's question, and come back some days later."""
    learner.joins()
    learner.picks("third-call", words)
    clock.tick(days=days)


def answers(learner: Learner, card: Card, words: str) -> str:
    """Answer what comes back; gives what the page says."""
    learner.reads("/review/")
    action = f"/review/{card.id}/answer"
    return learner.follows(learner.sends(action, pick=learner.option_keys("third-call")[words]))


@pytest.mark.parametrize(
    ("words", "day"),
    [(WRONG, "2026-03-03"), (PARTLY, "2026-03-03"), (RIGHT, "2026-03-04")],
    ids=["wrong", "partly", "right"],
)
def test_the_first_answer_in_a_lesson_makes_a_card_and_decides_when_it_comes(
    database: Database, alice: Learner, clock: FrozenClock, words: str, day: str
) -> None:
    alice.joins()
    alice.picks("third-call", words)
    card = only_card(database, alice)
    assert (str(card.due), str(card.last_review), card.state) == (day, "2026-03-02", 2)
    if words != RIGHT:
        alice.picks("third-call", RIGHT)
    assert only_card(database, alice).due == card.due
    assert reviews(database) == []


def right_fields(database: Database, exercise: str) -> dict[str, object]:
    """What a form sends that answers an exercise of the first lesson rightly."""
    with database.reading() as session:
        lesson = session.scalars(select(Piece).where(Piece.slug == "begin")).one()
        assert lesson.published_revision_id is not None
        compiled = reading.content(session, lesson.published_revision_id).exercises[exercise]
    given = {
        "picks": [option.key for option in compiled.options if option.right],
        "text": compiled.options[0].text if compiled.options else "",
        "gaps": [gap.accepted[0] for gap in compiled.gaps],
        "order": [option.key for option in compiled.options],
        "pairs": {left.key: left.partner for left in compiled.lefts},
    }
    return dict(typed_of(compiled.question(), given | ({"text": "31"} if exercise == "how-many" else {})))


def test_every_sort_of_question_comes_back_and_nothing_that_has_no_answer(
    database: Database, alice: Learner, shelf: Shelf, clock: FrozenClock
) -> None:
    write_course(shelf, first=ALL_KINDS)
    alice.joins()
    for exercise in QUESTIONS:
        alice.reads(LESSON)
        action = f"{LESSON}answers/{exercise}"
        alice.posts(action, alice.form(action) | right_fields(database, exercise))
    alice.answers("calm", step="3")
    assert {card.exercise for card in cards(database, alice)} == set(QUESTIONS)
    clock.tick(days=30)
    by_number = {card.id: card.exercise for card in cards(database, alice)}
    for left in range(len(QUESTIONS), 0, -1):
        page = alice.reads("/review/")
        assert f"{left} for today, about" in words_of(page)
        number = next(number for number in by_number if f"/review/{number}/answer" in page)
        action = f"/review/{number}/answer"
        told = alice.follows(alice.posts(action, alice.form(action) | right_fields(database, by_number[number])))
        assert f'id="exercise-{by_number[number]}"' in told
        assert "It comes back in" in words_of(told)
    assert "That is all for today" in alice.reads("/review/")
    assert [row.outcome for row in reviews(database)] == ["right"] * len(QUESTIONS)


def test_a_question_gives_nothing_away_and_its_answer_is_told_with_the_way_to_its_passage(
    database: Database, alice: Learner, clock: FrozenClock
) -> None:
    meets(alice, clock)
    page = alice.reads("/review/")
    told = ("You named what happened", "Naming it lowers the heat", "Warmer, and still vague")
    assert not [words for words in told if words in page]
    assert "1 for today, about one minute" in words_of(page)
    answered = answers(alice, only_card(database, alice), WRONG)
    assert "You will need it later." in answered
    assert "Naming it lowers the heat" in answered
    assert f'href="{LESSON}#exercise-third-call"' in answered
    assert "try again" not in words_of(answered)
    assert "It comes back tomorrow." in words_of(answered)
    (row,) = reviews(database)
    assert (row.outcome, row.rating) == ("wrong", 1)
    assert 0.5 < (row.recall or 0) < 0.9


def test_what_was_right_can_be_called_easy_on_its_day_and_only_then(
    database: Database, alice: Learner, clock: FrozenClock
) -> None:
    meets(alice, clock)
    card = only_card(database, alice)
    page = answers(alice, card, RIGHT)
    good = only_card(database, alice)
    (row,) = reviews(database)
    action = f"/review/answers/{row.id}/easy"
    assert "That was easy" in page
    values = alice.form(action)
    page = alice.follows(alice.posts(action, values))
    easy = only_card(database, alice)
    assert easy.due > good.due
    assert "You found it easy" in page
    alice.posts(action, values)
    assert only_card(database, alice).due == easy.due
    clock.tick(days=1)
    assert "That was easy" not in alice.reads(f"/review/answers/{row.id}")


def test_the_same_answer_sent_twice_is_one_review_and_a_card_that_is_not_due_takes_none(
    database: Database, alice: Learner, clock: FrozenClock
) -> None:
    meets(alice, clock)
    card = only_card(database, alice)
    alice.reads("/review/")
    action = f"/review/{card.id}/answer"
    values = alice.form(action) | {"pick": alice.option_keys("third-call")[RIGHT]}
    first, again = alice.posts(action, values), alice.posts(action, values)
    assert first.headers["Location"] == again.headers["Location"]
    other = alice.posts(action, values | {"once": "another-window"})
    assert other.headers["Location"] == "/review/"
    assert len(reviews(database)) == 1


def test_an_answer_that_is_not_whole_is_asked_for_again_with_what_was_typed(
    database: Database, alice: Learner, shelf: Shelf, clock: FrozenClock
) -> None:
    write_course(shelf, first=NUMBER)
    alice.joins()
    alice.answers("how-many", text="12")
    clock.tick(days=3)
    alice.reads("/review/")
    action = f"/review/{only_card(database, alice).id}/answer"
    refused = alice.sends(action, 422, text="about thirty")
    assert 'value="about thirty"' in refused.text
    assert reviews(database) == []
    headers = {"Accept": "text/x-fragment"}
    part = alice.posts(action, alice.form(action) | {"text": "31"}, 200, headers=headers)
    assert part.mimetype == "text/x-fragment"
    assert part.text.lstrip().startswith('<div class="review-card" id="review-card">')
    assert "The survey counted 31." in part.text


def test_after_a_holiday_a_day_asks_its_share_and_speaks_of_nothing_else(
    database: Database, alice: Learner, clock: FrozenClock
) -> None:
    meets(alice, clock, days=1)
    fill(database, alice, 500)
    clock.tick(days=30)
    page = words_of(alice.reads("/review/"))
    assert "12 for today, about ten minutes" in page
    assert not [number for number in ("500", "501", "499", "488") if number in page]


def test_a_day_is_over_when_its_share_is_and_a_few_more_come_when_asked_for(
    database: Database, alice: Learner, shelf: Shelf, clock: FrozenClock
) -> None:
    write_course(shelf, first=ALL_KINDS)
    alice.joins()
    for exercise in QUESTIONS:
        alice.reads(LESSON)
        action = f"{LESSON}answers/{exercise}"
        alice.posts(action, alice.form(action) | right_fields(database, exercise))
    clock.tick(days=20)
    alice.reads("/review/settings")
    alice.follows(alice.sends("/review/settings", do="keep", minutes="5"))
    by_number = {card.id: card.exercise for card in cards(database, alice)}

    def next_one(path: str) -> str:
        page = alice.reads(path)
        number = next(number for number in by_number if f"/review/{number}/answer" in page)
        action = f"/review/{number}/answer" + ("?more=1" if "more" in path else "")
        return alice.follows(alice.posts(action, alice.form(action) | right_fields(database, by_number[number])))

    assert "6 for today" in words_of(alice.reads("/review/"))
    for _ in range(6):
        next_one("/review/")
    page = alice.reads("/review/")
    assert "That is all for today" in page
    assert "A few more, if you like" in page
    assert 'href="/review/?more=1"' in next_one("/review/?more=1")
    page = words_of(alice.reads("/review/?more=1"))
    assert "That is all for today The next come in" in page
    assert "A few more" not in page
    clock.tick(days=1)
    assert "That is all for today" in alice.reads("/review/")


def test_what_is_gone_or_hidden_or_was_left_is_passed_over_without_a_word(
    database: Database, alice: Learner, shelf: Shelf, clock: FrozenClock
) -> None:
    write_course(shelf, first=PICK + WORD)
    alice.joins()
    alice.picks("third-call", RIGHT)
    alice.answers("the-word", text="naming")
    clock.tick(days=9)
    assert "2 for today" in words_of(alice.reads("/review/"))
    write_course(shelf, first=WORD)
    assert "1 for today" in words_of(alice.reads("/review/"))
    assert "A question that is no longer there" in alice.reads("/review/cards")
    with database.writing() as session:
        session.execute(update(Piece).where(Piece.slug == "begin").values(state=State.DRAFT.value))
        session.commit()
    assert "Nothing comes back for now" in words_of(alice.reads("/review/"))


def test_only_its_owner_reads_answers_and_changes_a_card(
    database: Database, alice: Learner, bob: Learner, maren: Learner, clock: FrozenClock
) -> None:
    meets(alice, clock)
    card = only_card(database, alice)
    answers(alice, card, RIGHT)
    (row,) = reviews(database)
    for other in (bob, maren):
        other.reads(f"/review/answers/{row.id}", 404)
        other.reads("/review/")
        for action in (f"{card.id}/answer", f"{card.id}/judge", f"{card.id}/leave", f"answers/{row.id}/easy"):
            other.posts(f"/review/{action}", other.form("/sign-out"), 404)


def test_what_a_visitor_answered_becomes_their_account_s_and_the_account_s_own_stays(
    database: Database, guest: Learner, alice: Learner, clock: FrozenClock
) -> None:
    guest.picks("third-call", WRONG)
    with database.reading() as session:
        visitor_id = session.scalars(select(Card.user_id)).one()
    clock.tick(days=3)
    alice.picks("third-call", RIGHT)
    with database.writing() as session:
        adopt(session, visitor_id, alice.person.id, clock.now)
        session.commit()
    assert str(only_card(database, alice).last_review) == "2026-03-05"
