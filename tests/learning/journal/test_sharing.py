"""Sharing an entry with the coaches of its course, their writing back, and taking it back."""

from collections.abc import Callable
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coursesite import clock as times
from coursesite.accounts.models import Role
from coursesite.learning import arrivals, personal
from coursesite.learning.asking.asking import Sent
from coursesite.learning.journal import sharing
from coursesite.learning.journal.models import EntryReply
from coursesite.learning.models import Entry
from coursesite.learning.records import queries as records
from coursesite.library.models import Part, Piece
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.factories import make_user
from tests.learning.asking.talks import give_part
from tests.learning.courses import write_course
from tests.learning.journal.sharers import ANSWER, ENTRY, Sharers
from tests.learning.learners import LESSON, words_of
from tests.library.shelves import Shelf

HARM = "I want to kill myself, and told nobody."


def test_it_says_beforehand_who_reads_it(sharers: Sharers) -> None:
    sharers.writes()
    for page in (LESSON, ENTRY):
        said = words_of(sharers.alice.reads(page))
        assert "it is read by Maren, and whoever comes to look after this course" in said
        assert "You can take it back at any time" in said
    assert "Maren" not in words_of(sharers.bob.reads(LESSON))


def test_a_shared_entry_stands_at_the_desk_of_those_who_look_after_the_course(sharers: Sharers) -> None:
    sharers.shares()
    for path in ("/studio/shared/", "/studio/", sharers.desk):
        assert "canary7191" in sharers.maren.reads(path)
    assert "Shared (1 waiting )" in words_of(sharers.maren.reads("/studio/shared/"))
    assert "canary7191" not in sharers.otto.reads("/studio/shared/") + sharers.otto.reads("/studio/")
    assert "Nothing is shared here" in sharers.otto.reads(sharers.desk, 404)
    sharers.bob.reads(sharers.desk, 403)
    said = words_of(sharers.alice.reads(LESSON))
    assert "Maren can read it as it stands here" in said
    assert [mail.purpose for mail in sharers.mails.all()] == ["entry_waits"]
    sharers.does("take-back")
    sharers.does("share")
    assert len(sharers.mails) == 1, "however often, once an hour"


def test_what_is_shared_is_what_stands_now(sharers: Sharers) -> None:
    sharers.shares()
    assert "if you change it, they read the change" in words_of(sharers.alice.reads(ENTRY))
    sharers.writes("Another thought, egret55.")
    page = sharers.maren.reads(sharers.desk)
    assert "egret55" in page
    assert "canary7191" not in page


def test_an_answer_is_told_without_words_and_stays_with_its_author(sharers: Sharers) -> None:
    sharers.shares()
    sharers.answers()
    mail = sharers.mails.newest(sharers.alice.person.address)
    assert mail.purpose == "entry_answered"
    assert "swallow88" not in mail.body + mail.subject
    assert "canary7191" not in mail.body + mail.subject
    assert "The first minute" not in mail.body
    page = sharers.alice.reads(ENTRY)
    assert "<strong>swallow88</strong>" in page
    assert "I have read it" in page
    assert "A coach has written back" in sharers.alice.reads(LESSON)
    assert "a coach has written back" in sharers.alice.reads("/journal/")
    assert "canary7191" not in sharers.maren.reads("/studio/")
    assert "canary7191" in sharers.maren.reads("/studio/shared/?state=read")
    sharers.does("seen")
    assert "I have read it" not in sharers.alice.page
    sharers.does("take-back")
    assert "<strong>swallow88</strong>" in sharers.alice.reads(ENTRY)


def test_taken_back_it_is_gone_from_the_desk_at_once_and_the_typed_answer_comes_back(sharers: Sharers) -> None:
    sharers.shares()
    maren = sharers.maren
    maren.reads(sharers.desk)
    form = maren.form(sharers.desk)
    sharers.does("take-back")
    assert "yours alone again" in words_of(sharers.alice.page)
    assert "Only you can read this" in words_of(sharers.alice.reads(LESSON))
    for path in ("/studio/shared/", "/studio/shared/?state=read", "/studio/"):
        assert "canary7191" not in maren.reads(path)
    maren.reads(sharers.desk, 404)
    refused = maren.posts(sharers.desk, {**form, "text": "heron12, gladly.", "do": "send"}, 404).text
    assert "None of it was sent" in words_of(refused)
    assert "heron12" in refused
    assert sharers.replies() == []


def test_the_desk_offers_preview_kept_replies_and_no_answer(sharers: Sharers) -> None:
    sharers.shares()
    maren = sharers.maren
    maren.reads("/studio/replies/")
    maren.follows(maren.sends("/studio/replies/", name="Thanks", text="I have read it with care."))
    maren.reads(sharers.desk)
    used = {**maren.form(sharers.desk), "do": "use", "reply": str(maren.page.split('<option value="')[1].split('"')[0])}
    assert "I have read it with care." in maren.posts(sharers.desk, used, 200).text
    form = maren.form(sharers.desk)
    assert "<em>so</em>" in maren.posts(sharers.desk, {**form, "text": "*so*", "do": "preview"}, 200).text
    maren.posts(sharers.desk, {**form, "text": "", "do": "send"}, 422)
    maren.follows(maren.posts(sharers.desk, {**form, "do": "settle"}))
    assert "It waits no longer" in maren.page
    assert sharers.replies() == []
    assert "canary7191" not in maren.reads("/studio/shared/")


def test_what_speaks_of_harm_stands_first_is_told_at_once_and_shows_the_way_to_help(
    sharers: Sharers, clock: FrozenClock
) -> None:
    sharers.shares(HARM)
    assert [mail.purpose for mail in sharers.mails.all()] == ["entry_apart"]
    for path in (ENTRY, LESSON):
        assert "where help is to be had" in words_of(sharers.alice.reads(path))
    later = clock.tick(minutes=5)
    sharers.fills(3, shared_at=later, waits_since=later)
    for path in ("/studio/shared/", "/studio/"):
        page = sharers.maren.reads(path)
        assert "Please read this first" in page
        assert page.index("kill myself") < page.index("Näh am Wasser")
    sharers.answers()
    assert "Please read this first" not in sharers.maren.reads("/studio/shared/")
    sharers.writes("I am well.")
    sharers.writes(HARM)
    assert "Please read this first" in sharers.maren.reads("/studio/shared/")
    told = [mail.purpose for mail in sharers.mails.all()]
    assert told == ["entry_apart", "entry_answered"], "the same entry is not told twice within the hour"


def test_an_unshared_entry_that_speaks_of_harm_is_for_its_author_alone(sharers: Sharers) -> None:
    sharers.writes(HARM)
    assert len(sharers.mails) == 0
    assert "Nobody but you reads this page" in words_of(sharers.alice.reads(ENTRY))
    assert "kill myself" not in sharers.maren.reads("/studio/")


def test_the_list_is_paged_by_course_and_takes_as_few_queries_for_many(
    app: Flask, sharers: Sharers, clock: FrozenClock
) -> None:
    paths = ("/studio/shared/", "/studio/shared/?state=read", "/studio/")

    def cost() -> list[int]:
        found = []
        for path in paths:
            sharers.maren.reads(path)
            with count_queries(app) as queries:
                sharers.maren.reads(path)
            found.append(len(queries))
        return found

    now = clock.tick(days=1)
    sharers.fills(2, shared_at=now, waits_since=now)
    sharers.fills(2, start=2, shared_at=now)
    small = cost()
    sharers.fills(60, start=4, shared_at=now, waits_since=now)
    sharers.fills(60, start=64, shared_at=now)
    assert cost() == small
    assert small[0] <= 8, small
    page = sharers.maren.reads("/studio/shared/")
    assert "Shared" in page
    assert page.count("Waits since") == 20
    assert "Page 4" in page
    assert "56 more shared entries" in sharers.maren.reads("/studio/").replace("\n", " ")
    assert sharers.maren.reads("/studio/shared/?course=forms1").count("Waits since") == 0


def test_an_entry_follows_its_lesson_to_another_course(sharers: Sharers, shelf: Shelf) -> None:
    write_course(shelf, folder="forms", key="forms1", lessons=1)
    give_part(sharers.database, "forms1", sharers.otto.person, Part.OWNER)
    sharers.shares()
    with sharers.database.writing() as session:
        course = session.scalars(select(Piece).where(Piece.key == "forms1")).one()
        session.execute(update(Piece).where(Piece.key == "calls1a").values(course_id=course.id, slug="moved"))
        session.commit()
    assert "canary7191" in sharers.otto.reads(sharers.desk)
    sharers.maren.reads(sharers.desk, 404)
    assert "read by Otto" in words_of(sharers.alice.reads(ENTRY)) or "for Otto" in words_of(sharers.alice.page)


def test_what_a_visitor_wrote_is_never_added_to_something_shared(sharers: Sharers) -> None:
    sharers.shares()
    mine = sharers.entry()
    assert mine is not None
    visitor = make_user(sharers.database, role=Role.VISITOR)
    with sharers.database.writing() as session:
        about = {"user_id": visitor.id, "lesson_id": mine.lesson_id, "exercise": "last-time"}
        session.add(Entry(**about, revision_id=mine.revision_id, text="plover31", written_at=mine.written_at))
        session.flush()
        arrivals.adopt(session, visitor.id, sharers.alice.person.id, times.now())
        session.commit()
    entry = sharers.entry()
    assert entry is not None
    assert "plover31" in entry.text
    assert (entry.shared_at, entry.waits_since) == (None, None)
    sharers.maren.reads(sharers.desk, 404)


@pytest.mark.parametrize("who", ["author", "coach"])
def test_what_was_written_back_is_exported_and_goes_or_stays(sharers: Sharers, who: str) -> None:
    sharers.shares()
    sharers.answers()
    person = sharers.alice.person if who == "author" else sharers.maren.person
    with sharers.database.writing() as session:
        exported = str(personal.export(session, person.id))
        assert ANSWER in exported
        assert ("canary7191" in exported) is (who == "author")
        personal.erase(session, person.id, times.now())
        session.commit()
    assert [reply.coach_id for reply in sharers.replies()] == ([] if who == "author" else [None])
    if who == "coach":
        assert "A coach who has left" in sharers.alice.reads(ENTRY)


def _deletes_one(session: Session, entry: Entry) -> None:
    records.remove_entry(session, entry.user_id, entry.lesson_id, entry.exercise)


@pytest.mark.parametrize(
    "deed",
    [
        lambda session, entry: sharing.withdraw(session, entry.user_id, keep=False),
        lambda session, entry: personal.erase(session, entry.user_id, times.now()),
        _deletes_one,
    ],
    ids=["withdraws", "leaves", "deletes"],
)
def test_who_deletes_an_entry_while_a_coach_writes_back_is_rid_of_both(
    sharers: Sharers, deed: Callable[[Session, Entry], object]
) -> None:
    sharers.shares()
    entry = sharers.entry()
    assert entry is not None
    gone: list[bool] = []

    def goes() -> None:
        with sharers.database.writing() as session:
            deed(session, entry)
            session.commit()
            gone.append(True)

    with sharers.database.writing() as session:
        said = Sent("Swallow.", "<p>Swallow.</p>", "a-value-of-the-desk")
        sharing.write_back(
            session, (entry.user_id, entry.lesson_id, entry.exercise), sharers.maren.person.id, said, times.now()
        )
        session.flush()
        other = Thread(target=goes)
        other.start()
        # It waits for the coach, as long as that takes.
        other.join(0.5)
        assert gone == []
        session.commit()
    other.join(10)
    assert gone == [True]
    with sharers.database.reading() as session:
        assert session.scalars(select(EntryReply)).all() == []
    assert sharers.entry() is None
