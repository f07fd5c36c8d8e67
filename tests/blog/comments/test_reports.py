"""Readers report, coaches put an answer first, and decisions can be taken back."""

import pytest

from coursesite.blog.comments import settling
from coursesite.blog.models import Comment, Report, State
from tests.blog.comments.talking import POST, Discussing, Person
from tests.mailbox import Mails

pytestmark = pytest.mark.usefixtures("mails")
TEXT = "First I would let them finish, and then say it back to them."


def reports(talk: Discussing, person: Person, comment: Comment, words: str = "This is rude.") -> int:
    """The status with which a report is answered, and with which its thanks open."""
    path = f"/blog/comments/{comment.id}/report"
    answer = person.deed(path, path, words=words)
    return person.opens(answer.headers["Location"]).status_code if answer.status_code == 303 else answer.status_code


def kept(talk: Discussing) -> list[Report]:
    """Every report."""
    return [row for row in talk.rows(Report) if isinstance(row, Report)]


@pytest.mark.parametrize("who", ["guest", "member"])
def test_any_reader_may_report_a_comment_and_hides_nothing_by_it(who: str, talk: Discussing, mails: Mails) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    reader = talk.guest("Bo", "bo@example.net") if who == "guest" else talk.member("Bo")
    path = f"/blog/comments/{comment.id}/report"
    assert TEXT in reader.reads(path)
    answer = reader.deed(path, path, words="This is rude.")
    assert answer.status_code == 303
    assert "A coach looks at this comment." in reader.reads(answer.headers["Location"])
    [report] = kept(talk)
    assert (report.comment_id, report.words, report.settled_at) == (comment.id, "This is rude.", None)
    assert talk.comment(comment.id).state == State.APPROVED
    talk.clock.tick(hours=2)
    before = len(mails)
    assert reports(talk, reader, comment) == 200
    assert len(kept(talk)) == 1
    assert len(mails) == before


def test_nobody_reports_their_own_comment_or_what_they_cannot_read(talk: Discussing) -> None:
    guest = talk.guest()
    guest.writes(TEXT)
    waiting = talk.newest()
    assert reports(talk, talk.member("Bo"), waiting) == 404
    talk.approves(waiting)
    assert reports(talk, guest, waiting) == 404
    assert f"/blog/comments/{waiting.id}/report" not in guest.reads()
    assert f"/blog/comments/{waiting.id}/report" in talk.guest().reads()


def test_strangers_together_hide_nothing(talk: Discussing) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    for number in range(5):
        reports(talk, talk.member(f"Stranger {number}"), comment)
        reports(talk, talk.guest(f"G{number}", f"g{number}@example.net"), comment)
    assert talk.comment(comment.id).state == State.APPROVED


def test_three_trusted_readers_hold_back_what_a_stranger_wrote(talk: Discussing) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    readers = [talk.trusted(name) for name in ("Ravi", "Ines", "Bea")]
    for number, reader in enumerate(readers):
        assert talk.comment(comment.id).state == State.APPROVED, number
        reports(talk, reader, comment)
    assert talk.comment(comment.id).state == State.HELD
    assert TEXT not in talk.guest("Bo", "bo@example.net").reads()
    last = talk.decisions(comment)[-1]
    assert (last.user_id, last.after) == (None, State.HELD)
    assert "reported it" in last.reasons[0]


def test_three_trusted_readers_do_not_hold_back_somebody_trusted(talk: Discussing) -> None:
    author = talk.trusted("Ana")
    comment = talk.shown(author, TEXT)
    for name in ("Ravi", "Ines", "Bea"):
        reports(talk, talk.trusted(name), comment)
    assert talk.comment(comment.id).state == State.APPROVED


def test_a_coachs_decision_settles_the_reports(talk: Discussing) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    reports(talk, talk.member("Bo"), comment)
    talk.approves(comment)
    assert kept(talk)[0].settled_at is not None


def test_a_report_that_is_too_long_comes_back(talk: Discussing) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    path = f"/blog/comments/{comment.id}/report"
    answer = talk.member("Bo").deed(path, path, words="x" * 501)
    assert answer.status_code == 422
    assert "x" * 501 in answer.text


def test_a_coach_puts_an_answer_first_and_back(talk: Discussing) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    coach = talk.coached()
    coach.writes("I would say what I have understood, and then wait.", to=comment.id)
    answer = talk.newest()
    before = talk.talk()
    coach.deed(f"/blog/comments/{answer.id}/pin", POST, pinned="yes")
    page = talk.guest().reads()
    assert page.index("A coach’s answer") < page.index(TEXT)
    assert page.count("and then wait.") == 2
    assert page.count(f'id="comment-{answer.id}"') == 1
    assert f'<a href="/blog/comments/{answer.id}">See it in its place</a>' in page
    assert talk.talk() == before + 1
    coach.writes("A second answer of mine, for another day.")
    other = talk.newest()
    coach.deed(f"/blog/comments/{other.id}/pin", POST, pinned="yes")
    assert talk.guest().reads().count("stands first") == 1
    coach.deed(f"/blog/comments/{other.id}/pin", POST, pinned="no")
    assert "A coach’s answer" not in talk.guest().reads()


def test_only_coaches_put_first_and_only_what_coaches_wrote(talk: Discussing) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    coach, member = talk.coached(), talk.member()
    assert coach.deed(f"/blog/comments/{comment.id}/pin", POST, pinned="yes").status_code == 404
    coach.writes("I would say what I have understood.")
    assert member.deed(f"/blog/comments/{talk.newest().id}/pin", POST, pinned="yes").status_code == 403
    assert "/pin" not in member.reads()


def undone(talk: Discussing, comment: Comment, decision_id: int) -> None:
    with talk.database.writing() as session:
        [row] = settling.taken(session, [comment.id], talk.clock.now)
        settled = settling.undo(session, row, decision_id, talk.clock.now, by=talk.coach.id)
        settling.close(session, [settled], talk.clock.now)
        session.commit()


def test_the_last_decision_can_be_taken_back_and_is_written_down(talk: Discussing) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    talk.settles(comment, State.SPAM)
    last = talk.decisions(comment)[-1]
    undone(talk, comment, last.id)
    assert talk.comment(comment.id).state == State.APPROVED
    assert talk.decisions(comment)[-1].undone_id == last.id
    assert talk.discussion().comments == 1


def test_what_was_decided_over_or_withdrawn_since_cannot_be_taken_back(talk: Discussing) -> None:
    guest = talk.guest()
    comment = talk.shown(guest, TEXT)
    earlier = talk.decisions(comment)[-1]
    talk.settles(comment, State.REMOVED)
    with pytest.raises(settling.NotUndone, match="Something else has been decided"):
        undone(talk, comment, earlier.id)
    talk.settles(comment, State.APPROVED)
    guest.deed(f"/blog/comments/{comment.id}/withdraw")
    with pytest.raises(settling.NotUndone, match="withdrawn"):
        undone(talk, comment, talk.decisions(comment)[-1].id)


def test_the_rules_first_word_cannot_be_taken_back(talk: Discussing) -> None:
    talk.guest().writes(TEXT)
    comment = talk.newest()
    with pytest.raises(settling.NotUndone, match="where the comment began"):
        undone(talk, comment, talk.decisions(comment)[0].id)
