"""A text goes to the coaches of its course and comes back with their answer, as often as they ask for another round."""

from threading import Barrier, Thread

from coursesite.accounts import personal as accounts
from coursesite.learning import personal
from coursesite.learning.writing.models import Stage
from tests.conftest import FrozenClock
from tests.learning.courses import PICK, WRITE, write_course
from tests.learning.learners import LESSON, Learner, elements, text_of, words_of
from tests.learning.writing.texts import FORM, MINE, REPLY, TEXT, Texts, part

HARM = "I can't go on. I want to kill myself."


def stage_of(texts: Texts, who: Learner) -> str:
    writing = texts.writing(who)
    assert writing is not None
    return writing.stage


def test_sending_with_nothing_ticked_asks_once_and_calmly(texts: Texts) -> None:
    texts.alice.reads(LESSON)
    texts.alice.page = texts.alice.sends(FORM, 422, text=TEXT, do="send").text
    assert "Nothing is ticked yet." in part(texts.alice)
    assert stage_of(texts, texts.alice) == Stage.DRAFT
    texts.alice.follows(texts.alice.sends(FORM, text=TEXT, do="anyway"))
    assert stage_of(texts, texts.alice) == Stage.SENT
    assert [(sent.number, sent.text, sent.ticked) for sent in texts.rounds()] == [(1, TEXT, [])]


def test_nothing_empty_is_sent(texts: Texts) -> None:
    texts.alice.reads(LESSON)
    texts.alice.page = texts.alice.sends(FORM, 422, text=" \n ", do="send").text
    assert "There is nothing to send yet." in part(texts.alice)
    assert texts.rounds() == []


def test_a_text_goes_to_the_coach_and_its_answer_comes_back_and_both_are_told(texts: Texts) -> None:
    number = texts.writes(texts.alice, TEXT, 0, 2)
    assert "What you sent, and taking it back" in part(texts.alice)
    told = texts.mails.newest()
    assert told.recipient == texts.maren.person.address
    desk = texts.maren.reads("/studio/writings/")
    assert "heron5521" in desk
    assert "Alice" in desk
    words = {
        "words": ["three calls for\none charger", "noon"],
        "note": ["True.", "Which day?"],
        "place-at": ["", str(TEXT.rindex("noon"))],
    }
    texts.maren.reads(f"/studio/writings/{number}")
    words["pick"] = texts.picks(texts.maren, 0, 1)
    texts.maren.follows(texts.answers(number, "send", 303, **words))
    marked = [TEXT[one.begin : one.end] for one in texts.passages()]
    assert marked == ["three calls for one charger", "noon"]
    assert texts.passages()[1].begin == TEXT.rindex("noon")
    answered = texts.mails.newest()
    assert answered.recipient == texts.alice.person.address
    for secret in ("heron5521", "kestrel77", "To Dana", "Begin", "Alice", "Which day"):
        assert secret not in answered.subject + answered.body + told.subject + told.body
    page = texts.alice.reads(MINE)
    assert "<strong>good</strong>" in page
    assert [text_of(node) for node in elements(page, "mark")] == ["three calls for one charger", "noon"]
    assert "three calls for one charger ↑ True." in words_of(page)
    rows = [[text_of(cell) for cell in row] for row in elements(page, "tr")[1:]]
    assert [[cell.endswith("yes") for cell in row[1:]] for row in rows] == [[True, True], [False, True], [True, False]]
    assert "A coach has answered." in text_of(next(iter(elements(texts.alice.reads(LESSON), "article"))))


def test_another_round_begins_from_the_last_text_and_each_stays_as_it_was(texts: Texts, clock: FrozenClock) -> None:
    number = texts.writes(texts.alice)
    clock.tick(hours=2)
    texts.answers(number, "again")
    assert "would like to read another round" in texts.mails.newest().body
    texts.alice.reads(LESSON)
    assert "asks for another round" in part(texts.alice)
    assert "heron5521" in part(texts.alice)
    # The wording of the rubric changes; the first round keeps its own.
    write_course(texts.shelf, first=PICK + WRITE.replace("says what happened", "tells what happened"))
    clock.tick(hours=2)
    texts.writes(texts.alice, TEXT + " Promise.", 1)
    assert [(sent.number, sent.text) for sent in texts.rounds()] == [(1, TEXT), (2, TEXT + " Promise.")]
    page = texts.maren.reads(f"/studio/writings/{number}")
    said = words_of(page)
    assert said.index("Round 1") < said.index("says what happened") < said.index("Round 2") < said.index("tells what")
    assert "round 2" in texts.maren.reads("/studio/writings/")
    texts.maren.follows(texts.answers(number))
    assert stage_of(texts, texts.alice) == Stage.DONE
    assert FORM not in texts.alice.reads(LESSON)


def test_what_waits_is_taken_back_and_no_coach_reads_it_any_more(texts: Texts) -> None:
    number = texts.writes(texts.alice)
    texts.maren.reads(f"/studio/writings/{number}")
    begun = texts.maren.form(f"/studio/writings/{number}") | {"text": "A long answer, typed.", "do": "send"}
    texts.alice.reads(MINE)
    texts.alice.follows(texts.alice.posts(MINE, texts.alice.form(MINE) | {"do": "back"}))
    assert stage_of(texts, texts.alice) == Stage.DRAFT
    assert "heron5521" in texts.alice.reads(LESSON)
    late = texts.maren.posts(f"/studio/writings/{number}", begun, 409).text
    assert "A long answer, typed." in late
    assert "heron5521" not in late
    texts.maren.reads(f"/studio/writings/{number}", 404)
    assert "heron5521" not in texts.maren.reads("/studio/writings/")


def test_an_answer_to_a_text_that_was_taken_back_is_not_sent_to_the_next_one(texts: Texts, clock: FrozenClock) -> None:
    number = texts.writes(texts.alice)
    page = f"/studio/writings/{number}"
    texts.maren.reads(page)
    begun = texts.maren.form(page) | {"text": "A long answer, typed.", "do": "send"}
    texts.alice.reads(MINE)
    texts.alice.posts(MINE, texts.alice.form(MINE) | {"do": "back"})
    clock.tick(minutes=1)
    texts.writes(texts.alice, "Quite another text.")
    # It has the same number again; the coach reads it before anything is said to it.
    late = texts.maren.posts(page, begun, 409).text
    assert "taken it back and sent it once more" in words_of(late)
    assert "A long answer, typed." in late
    assert "Quite another text." in late
    assert stage_of(texts, texts.alice) == Stage.SENT
    texts.answers(number)
    assert stage_of(texts, texts.alice) == Stage.DONE


def test_an_answered_text_is_not_taken_back(texts: Texts) -> None:
    number = texts.writes(texts.alice)
    texts.alice.reads(MINE)
    form = texts.alice.form(MINE) | {"do": "back"}
    texts.answers(number)
    assert "could not be taken back" in texts.alice.follows(texts.alice.posts(MINE, form))
    assert len(texts.rounds()) == 1


def test_the_second_of_two_coaches_sees_the_first_ones_answer_and_keeps_what_they_typed(texts: Texts) -> None:
    number = texts.writes(texts.alice)
    page = f"/studio/writings/{number}"
    texts.maren.reads(page)
    second = texts.maren.form(page) | {
        "text": "The second answer.",
        "words": ["noon"],
        "note": ["So late?"],
        "do": "send",
    }
    texts.maren.follows(texts.answers(number))
    late = texts.maren.posts(page, second, 409).text
    assert "<strong>good</strong>" in late
    assert "The second answer." in late
    assert "So late?" in late
    assert [sent.reply for sent in texts.rounds()] == [REPLY]
    assert len([mail for mail in texts.mails.all() if mail.recipient == texts.alice.person.address]) == 1


def test_words_that_do_not_stand_in_the_text_are_said_so_and_nothing_is_lost(texts: Texts) -> None:
    number = texts.writes(texts.alice)
    refused = texts.answers(number, status=422, words=["never said", ""], note=["Where?", "No words"]).text
    assert "These words don’t stand in the text" in refused
    assert "Copy into the first field" in refused
    for typed in ("never said", "Where?", "No words", "kestrel77"):
        assert typed in refused
    assert texts.passages() == []
    shown = texts.answers(number, "more", 200, words=["noon"], note=["Good"]).text
    assert len([node for node in elements(shown, "input") if node.get("name") == "words"]) == 4
    assert "kestrel77" in texts.answers(number, "preview", 200).text
    assert texts.answers(number, "use", 200).status_code == 200


def test_four_clicks_on_send_are_one_round_and_one_mail(texts: Texts) -> None:
    texts.alice.reads(LESSON)
    values = texts.alice.form(FORM) | {"text": TEXT, "pick": texts.picks(texts.alice, 0), "do": "send"}
    cookie = texts.alice.client.get_cookie("session")
    assert cookie is not None
    start, found = Barrier(4), []

    def click() -> None:
        browser = texts.app.test_client()
        browser.set_cookie("session", cookie.value)
        start.wait()
        response = browser.post(FORM, data=values, headers={"Origin": "http://localhost"})
        found.append((response.status_code, response.headers.get("Location")))

    threads = [Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {(303, f"{LESSON}#exercise-to-dana")}
    assert len(texts.rounds()) == 1
    assert len(texts.mails.all()) == 1


def test_what_was_typed_after_another_window_sent_it_is_shown_and_not_sent(texts: Texts) -> None:
    texts.alice.reads(LESSON)
    old = texts.alice.page
    texts.writes(texts.alice)
    texts.alice.page = old
    assert texts.autosaves(texts.alice, "Later words", 409)["closed"] is True
    late = texts.alice.sends(FORM, 409, text="Later words", do="send").text
    assert "Later words" in late
    assert "was not sent" in late
    assert [sent.text for sent in texts.rounds()] == [TEXT]


def test_what_speaks_of_harming_oneself_stands_first_and_is_told_at_once(texts: Texts, clock: FrozenClock) -> None:
    texts.writes(texts.alice)
    clock.tick(minutes=5)
    texts.writes(texts.bob, HARM)
    assert "where help is to be had" in texts.bob.page
    assert [mail.subject.partition(":")[0] for mail in texts.mails.all()][-1] == "Please look soon"
    for path in ("/studio/writings/", "/studio/"):
        page = texts.maren.reads(path)
        assert page.index("Bob") < page.index("Alice")
        assert "Please read this first" in page


def test_coaches_are_told_at_most_once_an_hour(texts: Texts, clock: FrozenClock) -> None:
    texts.writes(texts.alice)
    clock.tick(minutes=5)
    texts.writes(texts.bob)
    assert len(texts.mails.all()) == 1


def test_a_coach_who_leaves_leaves_the_answer_and_a_learner_takes_everything(texts: Texts) -> None:
    number = texts.writes(texts.alice)
    texts.answers(number, words=["noon"], note=["Good"])
    with texts.database.writing() as session:
        personal.erase(session, texts.maren.person.id, FrozenClock().now)
        accounts.erase(session, texts.maren.person.id, FrozenClock().now)
        session.commit()
    page = texts.alice.reads(MINE)
    assert "A coach who has left" in page
    assert "<strong>good</strong>" in page
    with texts.database.writing() as session:
        told = str(personal.export(session, texts.alice.person.id))
        personal.erase(session, texts.alice.person.id, FrozenClock().now)
        session.commit()
    for mine in ("heron5521", "kestrel77", "Good"):
        assert mine in told
    assert (texts.writing(texts.alice), texts.rounds(), texts.passages()) == (None, [], [])


def test_only_those_who_look_after_the_course_find_it(texts: Texts) -> None:
    number = texts.writes(texts.alice)
    for who, status in ((texts.otto, 404), (texts.bob, 403), (texts.alice, 403)):
        who.reads(f"/studio/writings/{number}", status)
    assert "heron5521" not in texts.otto.reads("/studio/writings/")
    assert "heron5521" not in texts.otto.reads("/studio/")
