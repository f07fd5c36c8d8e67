"""What somebody means to do: promises that are asked after without scolding, and if-then plans of their own."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from coursesite import clock as site_clock
from coursesite.db import Database
from coursesite.learning.arrivals import adopt
from coursesite.learning.intending.models import Fate, Plan, Promise
from coursesite.learning.intending.wording import Halves, halves_of, sentence_of, tidied
from coursesite.library.models import Piece
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.learning.learners import LESSON, Learner, elements, text_of, words_of

PROMISES, PLANS = f"{LESSON}promises/one-call", f"{LESSON}plans/when-it-starts"
OF_SPEECH = 'If it rings, then I will say "One moment."'
CALL = "On my next difficult call I will say it back."
FRAGMENT = {"Accept": "text/x-fragment"}


def promise(learner: Learner, status: int = 303, **fields: object) -> str:
    """Promise something in the lesson; gives what its Try says then."""
    learner.reads(LESSON)
    values: dict[str, object] = {"text": CALL, "days": "7", "keep": "yes"} | fields
    response = learner.sends(PROMISES, status, **values)
    learner.page = learner.follows(response) if status == 303 else response.text
    return text_of(learner.exercise("one-call"))


def plan(learner: Learner, status: int = 303, **fields: object) -> str:
    """Take a plan in the lesson; gives what its Plan says then."""
    learner.reads(LESSON)
    values: dict[str, object] = learner.form(PLANS) | {"keep": "yes"} | fields
    response = learner.posts(PLANS, values, status)
    learner.page = learner.follows(response) if status == 303 else response.text
    return text_of(learner.exercise("when-it-starts"))


def half(number: int, cue: str, response: str) -> dict[str, Any]:
    """The fields of one of a Plan's offers, and the button that takes it."""
    return {"take": str(number), f"cue-{number}": cue, f"response-{number}": response}


def rows(learner: Learner, table: Any) -> list[Any]:
    """This person's promises or plans, oldest first."""
    with learner.database.reading() as session:
        return list(session.scalars(select(table).where(table.user_id == learner.person.id).order_by(table.id)))


def its_page(learner: Learner) -> str:
    """The address of the latest promise."""
    return f"/promises/{rows(learner, Promise)[-1].id}/"


def tells(learner: Learner, do: str, status: int = 303, **fields: object) -> str:
    """Do something with the latest promise; gives the words of the page that comes of it."""
    page = its_page(learner)
    learner.reads(page)
    response = learner.sends(page, status, do=do, **fields)
    learner.page = learner.follows(response) if status == 303 else response.text
    return words_of(learner.page)


def test_a_promise_is_kept_under_its_try_with_the_day_on_which_it_is_asked_after(
    alice: Learner, clock: FrozenClock
) -> None:
    assert "Say it back before you ask." in text_of_field(alice)
    said = promise(alice, days="3")
    assert CALL in said
    assert "5 March 2026" in said
    kept = rows(alice, Promise)[0]
    # The evening of that day, where the person lives.
    assert (kept.exercise, kept.ask_at.isoformat()) == ("one-call", "2026-03-05T18:00:00+00:00")
    assert kept.by_mail is False
    assert alice.exercise("one-call") is not None


def text_of_field(learner: Learner) -> str:
    """What stands in the field of the Try before anything is promised."""
    learner.reads(LESSON)
    return text_of(learner.exercise("one-call"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": " "}, "Write down what you mean to try"),
        ({"text": "x" * 2001}, "shorten it"),
        ({"days": "soon"}, "Choose a day from today on"),
        ({"on": "2026-03-01"}, "Choose a day from today on"),
        ({"on": "2028-01-01"}, "Choose a day from today on"),
        ({"keep": ""}, "Until then nothing is kept"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_a_sentence_and_what_was_typed(
    alice: Learner, clock: FrozenClock, fields: dict[str, Any], said: str
) -> None:
    page = promise(alice, 422, **fields)
    assert said in page
    assert str(fields.get("text", CALL)).strip() in page
    assert rows(alice, Promise) == []


def test_a_visitors_promise_goes_along_into_the_account(guest: Learner, alice: Learner, database: Database) -> None:
    guest.reads(LESSON)
    guest.follows(guest.sends(PROMISES, text=CALL, days="7", keep="yes"))
    assert "once you have an account" in text_of(guest.exercise("one-call"))
    with database.writing() as session:
        visitor_id = session.scalars(select(Promise.user_id)).one()
        adopt(session, visitor_id, alice.person.id, site_clock.now())
        session.commit()
    assert CALL in alice.reads("/promises/")


def test_a_learner_in_the_page_gets_the_part_that_changed(alice: Learner) -> None:
    alice.reads(LESSON)
    values = alice.form(PROMISES) | {"text": CALL, "days": "7", "keep": "yes"}
    response = alice.posts(PROMISES, values, 200, headers=FRAGMENT)
    assert response.mimetype == "text/x-fragment"
    assert "Kept." in words_of(response.text)


@pytest.mark.parametrize(
    ("fate", "said"),
    [
        ("kept", "You did what you meant to do."),
        ("partly", "that part is done"),
        ("not yet", "You can give it another day"),
        ("dropped", "Nothing more is asked about it."),
    ],
)
def test_whatever_became_of_it_is_answered_by_one_plain_sentence(alice: Learner, fate: str, said: str) -> None:
    promise(alice)
    page = tells(alice, "tell", fate=fate, happened="She laughed.", onward="")
    assert said in page
    assert "She laughed." in page
    assert rows(alice, Promise)[0].fate == fate
    assert "She laughed." in alice.reads("/promises/")


def test_what_comes_next_becomes_a_promise_of_its_own_under_the_same_try(alice: Learner, clock: FrozenClock) -> None:
    promise(alice)
    tells(alice, "tell", fate="partly", onward="Ask her twice.", next="yes", days="1")
    first, second = rows(alice, Promise)
    assert (first.fate, second.fate, second.text) == ("partly", "open", "Ask her twice.")
    assert (second.lesson_id, second.exercise) == (first.lesson_id, "one-call")
    assert "Ask her twice." in promise_shown(alice)
    assert "Write down what comes next" in tells(alice, "tell", 422, fate="kept", next="yes", onward="", days="1")


def promise_shown(learner: Learner) -> str:
    """What the Try shows."""
    learner.reads(LESSON)
    return text_of(learner.exercise("one-call"))


def test_letting_go_needs_no_reason_and_can_be_undone(alice: Learner) -> None:
    promise(alice)
    assert "You let it go" in tells(alice, "drop")
    assert "Undo" in alice.page
    tells(alice, "take up")
    kept = rows(alice, Promise)[0]
    assert (kept.fate, kept.told_at) == (Fate.OPEN, None)


def test_postponing_opens_it_again_on_another_evening(alice: Learner, clock: FrozenClock) -> None:
    promise(alice)
    tells(alice, "tell", fate="not yet")
    tells(alice, "postpone", days="1", on="2026-04-10", mail="yes")
    kept = rows(alice, Promise)[0]
    assert (kept.fate, kept.ask_at.date().isoformat(), kept.postponed, kept.by_mail) == ("open", "2026-04-10", 1, True)


def test_the_list_has_those_first_whose_day_has_come(alice: Learner, clock: FrozenClock) -> None:
    promise(alice, text="later", days="30")
    tells(alice, "tell", fate="kept", onward="next", next="yes", days="30")
    promise_later = "coming"
    tells(alice, "reword", text=promise_later)
    with alice.database.writing() as session:
        values = {
            "user_id": alice.person.id,
            "text": "due now",
            "made_at": clock.now,
            "ask_at": clock.now,
            "once": "due",
        }
        session.execute(insert(Promise).values(values))
        session.commit()
    page = words_of(alice.reads("/promises/"))
    places = [
        page.index(words) for words in ("Their day has come", "due now", "Still to come", "coming", "What became")
    ]
    assert places == sorted(places)
    assert "later" in page[places[-1] :]


def test_deleting_wants_a_tick_and_leaves_nothing(alice: Learner) -> None:
    promise(alice)
    assert "Tick the box first" in tells(alice, "delete", 422)
    assert "It is deleted." in tells(alice, "delete", sure="yes")
    assert rows(alice, Promise) == []


def test_a_button_that_nobody_knows_changes_nothing(alice: Learner) -> None:
    promise(alice)
    plan(alice, **half(1, "the phone rings", "I will breathe out"))
    told: dict[str, Any] = {"fate": "kept", "happened": "x"}
    worded: dict[str, Any] = {"cue": "I sit", "response": "I will stand"}
    before = [(row.fate, row.text) for row in rows(alice, Promise)], [row.cue for row in rows(alice, Plan)]
    for page, typed in ((its_page(alice), told), (f"/plans/{rows(alice, Plan)[0].id}/", worded)):
        alice.reads(page)
        for deed in ("burn", ""):
            assert alice.sends(page, do=deed, **typed).headers["Location"] == page
    assert ([(row.fate, row.text) for row in rows(alice, Promise)], [row.cue for row in rows(alice, Plan)]) == before


@pytest.mark.parametrize("refused", [{"do": "delete"}, {"do": "postpone", "on": "2020-01-01"}])
def test_a_form_that_is_refused_leaves_in_the_others_what_is_kept(alice: Learner, refused: dict[str, object]) -> None:
    promise(alice)
    tells(alice, "tell", fate="partly", happened="She laughed.", onward="Ask her twice.")
    page = its_page(alice)
    token = alice.form("/sign-out")["csrf_token"]
    shown = alice.posts(page, {"csrf_token": token, **refused}, 422).text
    fields = {node.get("name"): text_of(node) for node in elements(shown, "textarea")}
    assert (fields["happened"], fields["onward"]) == ("She laughed.", "Ask her twice.")


def test_nobody_else_finds_a_promise_or_a_plan(alice: Learner, bob: Learner, maren: Learner) -> None:
    promise(alice, text="xylograph")
    plan(alice, **half(0, "a xylograph", "wait"))
    for reader in (bob, maren):
        for path in (its_page(alice), f"/plans/{rows(alice, Plan)[0].id}/"):
            reader.reads(path, 404)
            reader.posts(path, reader_form(reader), 404)
        for path in (LESSON, "/promises/", "/plans/"):
            assert "xylograph" not in reader.reads(path)


def reader_form(reader: Learner) -> dict[str, object]:
    """A form of this reader's, with their token."""
    reader.reads("/plans/")
    return reader.form("/plans/") | {"do": "delete", "sure": "yes"}


@pytest.mark.parametrize(
    ("offer", "cue", "response", "sentence"),
    [
        ("If a b, then I will c.", "a b", "I will c", "If a b, then I will c."),
        ("When it rings then I breathe.", "it rings", "I breathe", "If it rings, then I breathe."),
        ("If I notice my shoulders, then …", "I notice my shoulders", "", ""),
        ("If …, then I will stop...", "", "I will stop", ""),
        ("Breathe out first.", "", "Breathe out first", ""),
        ('If it rings, then I will say "One moment."', "it rings", 'I will say "One moment."', OF_SPEECH),
    ],
)
def test_an_offer_is_taken_apart_where_it_says_then(offer: str, cue: str, response: str, sentence: str) -> None:
    halves = halves_of(offer)
    assert halves == (cue, response)
    if sentence:
        assert sentence_of(halves) == sentence
        assert tidied(Halves(f"If {halves.cue}, ", f" then {halves.response}.")) == halves


def test_an_offer_is_taken_as_it_is_and_another_is_a_beginning_to_finish(alice: Learner) -> None:
    alice.reads(LESSON)
    shown = text_of(alice.exercise("when-it-starts"))
    assert shown.count("Take it as it is") == 1
    assert "Finish it" in shown
    taken = half(1, "a caller raises their voice", "I will breathe out before I answer")
    said = plan(alice, **taken)
    assert "If a caller raises their voice, then I will breathe out before I answer." in said
    assert "Among your plans" in said
    plan(alice, **taken)
    assert len(rows(alice, Plan)) == 1
    unfinished = plan(alice, 422, **half(2, "I notice my shoulders", ""))
    assert "A plan has two halves" in unfinished
    assert "I notice my shoulders" in unfinished


def test_a_plan_begins_from_what_was_written_in_the_lesson(alice: Learner) -> None:
    alice.reads(LESSON)
    assert "Words of yours" not in text_of(alice.exercise("when-it-starts"))
    alice.sends(f"{LESSON}entries/last-time", text="She wanted to be heard.", keep="yes")
    promise(alice)
    shown = text_of(alice.exercise("when-it-starts"))
    assert "She wanted to be heard." in shown
    assert CALL in shown


def test_a_plan_of_ones_own_is_changed_put_away_and_brought_back(alice: Learner) -> None:
    alice.reads("/plans/")
    alice.follows(alice.sends("/plans/", cue="If I sit down,", response="then I will write.", keep="yes"))
    assert "If I sit down, then I will write." in words_of(alice.page)
    page = f"/plans/{rows(alice, Plan)[0].id}/"
    deeds: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("change", {"cue": "I stand up", "response": "I will write"}, "If I stand up, then I will write."),
        ("put away", {}, "put away"),
        ("bring back", {}, "back among the others"),
    )
    for do, fields, said in deeds:
        alice.reads(page)
        alice.follows(alice.sends(page, do=do, **fields))
        assert said in words_of(alice.page)
    alice.reads(page)
    alice.follows(alice.sends(page, do="review"))
    assert "comes back to you in your" in words_of(alice.page)
    assert "two halves" in alice.sends(page, 422, do="change", cue="x", response="").text
    alice.follows(alice.sends(page, do="delete", sure="yes"))
    assert rows(alice, Plan) == []


def crowd(database: Database, user_id: int, promises: int, plans: int) -> None:
    """Many promises and plans of one person."""
    now = site_clock.now()
    with database.writing() as session:
        lesson = session.scalars(select(Piece).where(Piece.slug == "begin")).one()
        place = {"user_id": user_id, "lesson_id": lesson.id, "course_id": lesson.course_id, "exercise": "another"}
        fates = [Fate.OPEN.value if number < 50 else Fate.KEPT.value for number in range(promises)]
        more: dict[str, object] = {"text": "x", "made_at": now, "ask_at": now}
        session.execute(
            insert(Promise),
            [{**place, **more, "fate": fate, "told_at": now, "once": f"p{n}"} for n, fate in enumerate(fates)],
        )
        more = {"cue": "a", "response": "b", "made_at": now, "changed_at": now}
        session.execute(insert(Plan), [{**place, **more, "cue": f"a{n}", "once": f"l{n}"} for n in range(plans)])
        session.commit()


def test_the_pages_take_as_few_queries_with_thousands_as_with_one_and_there_is_an_end(
    app: Flask, alice: Learner, database: Database
) -> None:
    promise(alice)
    plan(alice, **half(0, "a", "b"))
    paths = (its_page(alice), "/promises/", "/plans/", LESSON)

    def counts() -> list[int]:
        found = []
        for path in paths:
            alice.reads(path)
            with count_queries(app) as counted:
                alice.reads(path)
            found.append(len(counted))
        return found

    few = counts()
    crowd(database, alice.person.id, 1999, 199)
    assert counts() == few
    assert max(few) <= 4
    with database.writing() as session:
        opened = session.scalars(select(Promise).where(Promise.text == CALL)).one()
        opened.fate = Fate.KEPT.value
        session.commit()
    assert "as many as we keep" in promise(alice, 422)
    assert "as many as we keep" in plan(alice, 422, **half(0, "one more", "b"))
