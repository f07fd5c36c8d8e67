"""The queue: what waits, deciding one by one and several at once, taking back, two coaches, answering in place."""

import pytest

from coursesite.accounts.models import Role
from coursesite.blog.models import Comment, Report, State
from coursesite.blog.queue import queries
from coursesite.blog.queue.deciding import taught_before
from tests.blog.comments.talking import Discussing
from tests.blog.moderation.desk import QUEUE, Desk, desk_of
from tests.conftest import FrozenClock
from tests.counting import count_queries
from tests.mailbox import Mails

pytestmark = pytest.mark.usefixtures("mails")
DESPAIR = "I have thought about killing myself since Monday, and I am so tired."


@pytest.fixture
def desk(talk: Discussing) -> Desk:
    return desk_of(talk)


@pytest.fixture
def held(talk: Discussing) -> Comment:
    """A guest's first comment."""
    talk.guest().writes("The parcel came four days late, and nobody rang.")
    return talk.newest()


def state(desk: Desk, comment: Comment) -> str:
    return desk.talk.comment(comment.id).state


def test_an_empty_queue_says_what_will_stand_there(desk: Desk) -> None:
    assert "Nothing waits" in desk.reads()


def test_a_held_comment_waits_with_its_writer_and_its_reasons_and_without_the_address(
    desk: Desk, held: Comment
) -> None:
    page = desk.reads()
    assert "The parcel came four days late" in page
    assert "Jo" in page
    assert "address not confirmed" in page
    assert "no comments shown" in page
    assert "a first comment always waits" in page
    assert "jo@example.net" not in page


def test_the_oldest_stands_first_and_who_may_be_in_need_before_everybody(
    desk: Desk, held: Comment, clock: FrozenClock
) -> None:
    clock.tick(minutes=5)
    desk.talk.guest("Al", "al@example.net").writes("We had that with a lamp in October, three times over.")
    clock.tick(minutes=5)
    desk.talk.guest("Mo", "mo@example.net").writes(DESPAIR)
    page = desk.reads()
    order = ["Please read these first", "I have thought about", "The parcel came", "We had that with a lamp"]
    assert [page.index(part) for part in order] == sorted(page.index(part) for part in order)
    assert 'href="/help"' in page


def test_approving_shows_it_writes_it_down_and_tells_its_author(desk: Desk, held: Comment, mails: Mails) -> None:
    page = desk.follows(desk.does("approve", held))
    assert "It is approved" in page
    assert state(desk, held) == State.APPROVED
    decision = desk.talk.decisions(held)[-1]
    assert (decision.before, decision.after, decision.user_id) == ("held", "approved", desk.talk.coach.id)
    assert "The parcel came four days late" in desk.talk.guest().reads()
    assert [mail.recipient for mail in mails.all() if mail.purpose == "comment_up"] == ["jo@example.net"]


@pytest.mark.parametrize(("deed", "after"), [("spam", State.SPAM), ("remove", State.REMOVED)])
def test_what_is_taken_away_writes_to_nobody(desk: Desk, held: Comment, mails: Mails, deed: str, after: State) -> None:
    before = len(mails.all())
    desk.does(deed, held)
    assert state(desk, held) == after
    assert len(mails.all()) == before
    assert "The parcel came" not in desk.reads()


def test_undo_brings_back_the_state_and_what_the_filter_knew(desk: Desk, held: Comment) -> None:
    before = desk.taught()
    desk.does("spam", held)
    assert desk.taught() != before
    assert desk.talk.comment(held.id).trained == "spam"
    page = desk.follows(desk.does("undo", held))
    assert "The decision was taken back" in page
    assert state(desk, held) == State.HELD
    assert desk.taught() == before
    assert desk.talk.comment(held.id).trained == ""


def test_undoing_an_answer_says_before_and_after_that_the_answer_stays(desk: Desk, held: Comment) -> None:
    desk.replies(held, "Thank you. We have asked the courier.")
    assert "what stands below it stays" in desk.reads("?state=decided")
    page = desk.follows(desk.does("undo", held))
    assert "One comment below it stays on the page. Remove it too if it should go." in page
    assert state(desk, held) == State.HELD
    assert "what stands below it stays" not in desk.reads()


def test_undoing_without_answers_says_nothing_of_them(desk: Desk, held: Comment) -> None:
    desk.does("approve", held)
    assert "what stands below it stays" not in desk.reads("?state=decided")
    assert "below it" not in desk.follows(desk.does("undo", held))


def test_the_front_page_says_to_coaches_alone_what_waits(desk: Desk, held: Comment) -> None:
    assert "One comment waits for you" in desk.coach.reads("/")
    assert "waits for you" not in desk.talk.guest("Al", "al@example.net").reads("/")
    desk.does("approve", held)
    assert "for you</a>" not in desk.coach.reads("/")


def test_undoing_a_second_thought_leaves_the_first(desk: Desk, held: Comment) -> None:
    desk.does("approve", held)
    once = desk.taught()
    desk.does("spam", held)
    desk.does("undo", held)
    assert state(desk, held) == State.APPROVED
    assert desk.taught() == once
    desk.does("undo", held)
    assert state(desk, held) == State.SPAM
    desk.does("undo", held)
    assert desk.taught() == once


def test_removing_teaches_nothing_and_forgets_nothing(desk: Desk, held: Comment) -> None:
    desk.does("approve", held)
    taught = desk.taught()
    desk.does("remove", held)
    assert desk.taught() == taught


def test_a_comment_counts_once_for_the_filter_however_often_it_is_decided_on(desk: Desk, held: Comment) -> None:
    for deed in ("spam", "approve", "spam", "approve"):
        desk.does(deed, held)
    assert set(desk.taught().values()) == {(0, 1)}


def test_the_words_of_a_comment_are_kept_as_keyed_hashes_only(desk: Desk, held: Comment) -> None:
    desk.does("approve", held)
    assert not {"parcel", "late", "rang"} & set(desk.taught())
    assert all(len(word) in (0, 16) for word in desk.taught())


def test_several_are_decided_on_at_once(desk: Desk, held: Comment, clock: FrozenClock) -> None:
    clock.tick(minutes=1)
    desk.talk.guest("Al", "al@example.net").writes("We had that with a lamp in October, three times over.")
    other = desk.talk.newest()
    page = desk.follows(desk.does_with("approve", held, other))
    assert "Two comments are approved" in page
    assert {state(desk, held), state(desk, other)} == {State.APPROVED}
    page = desk.follows(desk.does_with("undo", held, other))
    assert "The decisions about two comments were taken back." in page
    assert {state(desk, held), state(desk, other)} == {State.HELD}
    assert desk.taught() == {}


def test_nothing_ticked_does_nothing_and_says_so(desk: Desk, held: Comment) -> None:
    assert "tick at least one" in desk.follows(desk.does_with("spam"))
    assert "tick at least one" in desk.follows(desk.does("spam", held, picked="nonsense"))
    assert "tick at least one" in desk.follows(desk.does("promote", held))
    assert state(desk, held) == State.HELD


def test_of_two_coaches_the_second_reads_what_the_first_did_and_changes_nothing(desk: Desk, held: Comment) -> None:
    seen = desk.picked(held)
    other = Desk(desk.talk, desk.talk.member("Anouk", Role.COACH))
    other.does("approve", held)
    page = desk.follows(desk.does("spam", held, picked=seen))
    assert "Anouk approved it" in page
    assert state(desk, held) == State.APPROVED
    assert len(desk.talk.decisions(held)) == 2


def test_of_several_only_those_are_decided_on_that_nobody_decided_on_meanwhile(
    desk: Desk, held: Comment, clock: FrozenClock
) -> None:
    clock.tick(minutes=1)
    desk.talk.guest("Al", "al@example.net").writes("We had that with a lamp in October, three times over.")
    other = desk.talk.newest()
    picked = [desk.picked(held), desk.picked(other)]
    Desk(desk.talk, desk.talk.member("Anouk", Role.COACH)).does("approve", held)
    page = desk.follows(desk._sends(QUEUE, comment=picked, deed="spam", back=QUEUE))
    assert "It is among the spam." in page
    assert "One comment was changed or decided on meanwhile" in page
    assert (state(desk, held), state(desk, other)) == (State.APPROVED, State.SPAM)


def test_a_text_that_was_changed_since_the_coach_read_it_is_not_approved(
    desk: Desk, talk: Discussing, clock: FrozenClock
) -> None:
    guest = talk.guest()
    guest.writes("The parcel came four days late, and nobody rang.")
    comment = talk.newest()
    seen = desk.picked(comment)
    clock.tick(minutes=2)
    page = f"/blog/comments/{comment.id}/edit"
    guest.deed(page, page, text="Buy pills at http://pills.example now", do="send")
    assert "pills" in talk.comment(comment.id).source
    page = desk.follows(desk.does("approve", comment, picked=seen))
    assert "its author changed it" in page
    assert state(desk, comment) == State.HELD


def test_a_form_sent_twice_is_one_decision(desk: Desk, held: Comment) -> None:
    fields = {"picked": desk.picked(held), "once": "a-value-for-one-form"}
    first, second = desk.does("approve", held, **fields), desk.does("approve", held, **fields)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(desk.talk.decisions(held)) == 2


def test_an_answer_shows_the_comment_and_stands_below_it_as_the_coachs(desk: Desk, held: Comment) -> None:
    answer = desk.replies(held, "Thank you, Jo. What would you have liked to hear?")
    assert "readers see both" in desk.follows(answer)
    reply = desk.talk.newest()
    assert (reply.parent_id, reply.by_coach, reply.user_id) == (held.id, True, desk.talk.coach.id)
    assert {reply.state, state(desk, held)} == {State.APPROVED}
    assert desk.talk.comment(held.id).below == 1
    assert desk.talk.discussion().comments == 2


def test_an_answer_sent_twice_is_one_answer(desk: Desk, held: Comment) -> None:
    fields = {"once": "a-value-for-one-form"}
    desk.replies(held, "Thank you, Jo.", **fields)
    assert desk.replies(held, "Thank you, Jo.", **fields).status_code == 303
    assert len(desk.talk.comments()) == 2


def test_what_a_coach_answers_to_somebody_in_need_is_shown(desk: Desk, talk: Discussing) -> None:
    talk.guest().writes(DESPAIR)
    comment = talk.newest()
    assert (comment.state, comment.apart) == (State.HELD, True)
    desk.replies(comment, "I have read that you think of killing yourself, and I am glad you wrote. Help is at /help.")
    assert {one.state for one in talk.comments()} == {State.APPROVED}


def test_an_empty_answer_comes_back_with_a_sentence_and_approves_nothing(desk: Desk, held: Comment) -> None:
    answer = desk.replies(held, "  ")
    assert answer.status_code == 422
    assert "Please write something." in answer.text
    assert state(desk, held) == State.HELD


def test_an_answer_to_what_another_coach_removed_keeps_the_text_and_shows_nothing(desk: Desk, held: Comment) -> None:
    seen = desk.picked(held)
    Desk(desk.talk, desk.talk.member("Anouk", Role.COACH)).does("remove", held)
    answer = desk._sends(f"{QUEUE}/{held.id}/reply", comment=seen, text="My long answer", back=QUEUE)
    assert answer.status_code == 422
    assert "My long answer" in answer.text
    assert "changed or decided on" in answer.text
    assert state(desk, held) == State.REMOVED


def test_a_reported_comment_waits_until_it_is_kept_and_waits_again_after_an_undo(
    desk: Desk, talk: Discussing, clock: FrozenClock
) -> None:
    comment = talk.shown(talk.guest(), "The parcel came four days late, and nobody rang.")
    with talk.database.writing() as session:
        session.add(Report(comment_id=comment.id, words="This is my neighbour", reported_at=clock.now))
        session.commit()
    clock.tick(minutes=1)
    page = desk.reads()
    assert "Reported by readers" in page
    assert "This is my neighbour" in page
    assert "Keep" in page
    desk.does("approve", comment)
    assert "This is my neighbour" not in desk.reads()
    assert desk.talk.decisions(comment)[-1].user_id == talk.coach.id
    clock.tick(minutes=1)
    desk.does("undo", comment)
    assert [report.settled_at for report in desk.reports()] == [None]
    assert state(desk, comment) == State.APPROVED


def test_the_history_says_who_did_what_and_when(desk: Desk, held: Comment) -> None:
    desk.does("approve", held)
    desk.does("undo", held)
    page = desk.coach.reads(f"{QUEUE}/{held.id}")
    assert "The rule</strong> held it" in page
    assert "Maren</strong> approved it" in page
    assert "Maren</strong> took the last decision back and put it back among the held" in page


def test_views_show_what_they_name_and_lately_decided_has_the_undo(desk: Desk, held: Comment) -> None:
    assert "The parcel" not in desk.reads("?state=spam")
    desk.does("spam", held)
    assert "The parcel" in desk.reads("?state=spam")
    assert "The parcel" not in desk.reads("?state=approved")
    decided = desk.reads("?state=decided")
    assert "Maren</strong> called it spam" in decided
    assert 'value="undo"' in decided


def test_a_post_has_its_own_queue(desk: Desk, held: Comment) -> None:
    assert "The parcel" in desk.reads("?post=consoled")
    assert "Nothing waits" in desk.reads("?post=another")


def test_a_withdrawn_comment_is_not_brought_back(desk: Desk, talk: Discussing) -> None:
    guest = talk.guest()
    guest.writes("The parcel came four days late, and nobody rang.")
    comment = talk.newest()
    guest.deed(f"/blog/comments/{comment.id}/withdraw")
    assert talk.comment(comment.id).state == State.WITHDRAWN
    desk.does("approve", comment)
    assert talk.comment(comment.id).state == State.WITHDRAWN


def test_a_long_queue_has_pages_of_fifty(desk: Desk, talk: Discussing, clock: FrozenClock) -> None:
    for number in range(51):
        clock.tick(minutes=20)
        guest = talk.guest(f"Jo {number}", f"jo{number}@example.net", f"10.1.{number}.7")
        guest.writes(f"Parcel number {number} late.")
    assert "Parcel number 49 late" in desk.reads()
    assert "Parcel number 50 late" not in desk.reads()
    assert "Parcel number 50 late" in desk.reads("?page=2")
    assert "Parcel number 50 late" in desk.reads("?page=99")


def test_a_full_queue_asks_no_more_of_the_database_than_a_short_one(
    desk: Desk, held: Comment, talk: Discussing, clock: FrozenClock
) -> None:
    def asked() -> int:
        with count_queries(talk.app) as counted:
            desk.reads()
        return len(counted)

    desk.reads()
    few = asked()
    for number in range(20):
        clock.tick(minutes=20)
        talk.guest(f"Jo {number}", f"jo{number}@example.net", f"10.1.{number}.7").writes(f"Parcel {number} was late.")
    assert asked() == few <= 11


def test_the_desk_says_on_every_first_page_how_much_waits(desk: Desk, held: Comment) -> None:
    for path in ("/studio/quizzes/", "/studio/blog/", QUEUE):
        assert "(1<span" in desk.coach.reads(path)


def test_what_the_filter_knew_before_a_decision_follows_from_the_history(desk: Desk, held: Comment) -> None:
    for deed in ("approve", "spam", "undo", "remove"):
        desk.does(deed, held)
    with desk.talk.database.reading() as session:
        made = queries.decisions_of(session, [held.id])[held.id]
    assert [taught_before(made, one.id).value for one in made] == ["", "", "honest", "spam", "honest"]
