"""What is handed in: read and decided by another, or published by the worker at its hour."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from coursesite.library.models import Part
from coursesite.studio import approve_desk, tasks
from coursesite.studio.models import Draft, Proposal, Step
from coursesite.studio.publishing import publish_forms, putting
from tests.library.shelves import COURSE
from tests.mailbox import Mails
from tests.studio.publishing.desks import Desk, lesson

ONE, TWO = lesson("calls1b", "Next", "Words that wait."), lesson("calls1b", "Next", "Words written meanwhile.")


def hand_in(desk: Desk) -> str:
    """Jo, a co-coach whose wordings are approved by Ruth, hands one in; gives Jo's address."""
    desk.wants_approval()
    jo, client = desk.staff(Part.COACH, "Jo")
    desk.draft("calls1b", ONE)
    assert desk.send("calls1b", client=client, when="now", note="For you to read.").status_code == 303
    assert jo.address
    return jo.address


def hand_in_for(desk: Desk, day: str = "2026-03-03", time: str = "09:00") -> None:
    desk.draft("calls1b", ONE)
    assert desk.send("calls1b", when="later", day=day, time=time).status_code == 303


def proposal(desk: Desk) -> Proposal:
    (found,) = desk.rows(Proposal)
    assert isinstance(found, Proposal)
    return found


def test_the_approver_reads_what_differs_and_approves_what_was_handed_in(desk: Desk, mails: Mails) -> None:
    jo = hand_in(desk)
    _ruth, ruth = desk.staff(Part.APPROVER, "Ruth")
    desk.draft("calls1b", TWO)

    page = desk.page("calls1b", "approve", ruth)
    assert "Jo handed this in on Monday 2 March 2026" in page
    assert "For you to read." in page
    assert "Words that wait." in page.replace("</span>", "")
    assert "meanwhile" not in page
    assert desk.send("calls1b", "approve", ruth, do="approve").status_code == 303

    assert desk.texts("calls1b")[-1] == ONE
    assert desk.rows(Proposal) == []
    # What was written after handing in stays the draft.
    (draft,) = desk.rows(Draft)
    assert isinstance(draft, Draft)
    assert draft.source.decode() == TWO
    assert draft.base_revision_id == desk.row("calls1b").published_revision_id
    mail = mails.newest(jo)
    assert mail.subject == "“Next” is published"
    assert "Ruth has approved and published it." in mail.body
    assert "Words" not in mail.body
    assert "http://localhost/courses/calls/next/" in mail.body


def test_owners_and_approvers_hear_once_of_what_is_handed_in_and_nobody_else_does(desk: Desk, mails: Mails) -> None:
    desk.new_course()
    desk.wants_approval("fresh1")
    both = [desk.staff(part, name, "fresh1") for part, name in ((Part.APPROVER, "Ruth"), (Part.OWNER, "Sam"))]
    jo, client = desk.staff(Part.COACH, "Jo", "fresh1")
    desk.staff(Part.COACH, "Kim", "fresh1")
    assert desk.send("fresh1", client=client, when="now", along=["fresh1a", "fresh2a"]).status_code == 303

    assert len(mails) == 3
    assert {mail.subject for mail in mails.all()} == {"“fresh1” awaits your approval"}
    for user, _client in both:
        (mail,) = mails.to(user.address or "")
        assert "http://localhost/studio/write/fresh1/approve\n" in mail.body
        assert "See" not in mail.body
    assert mails.to(jo.address or "") == []


def test_who_schedules_what_they_may_publish_asks_nobody(desk: Desk, mails: Mails) -> None:
    desk.staff(Part.OWNER, "Olive")
    desk.client = desk.staff(Part.OWNER, "Sam")[1]
    hand_in_for(desk)
    assert len(mails) == 0


def test_a_wording_is_given_back_with_a_remark(desk: Desk, mails: Mails) -> None:
    jo = hand_in(desk)
    _ruth, ruth = desk.staff(Part.APPROVER, "Ruth")

    assert "Write a word about what should be different" in desk.send("calls1b", "approve", ruth, do="return").text
    assert desk.send("calls1b", "approve", ruth, do="return", answer="Say it shorter.").status_code == 303
    assert proposal(desk).step == Step.RETURNED
    assert "Say it shorter." in desk.page("calls1b", client=desk.staff(Part.COACH, "Kim")[1])
    assert mails.newest(jo).subject == "“Next” came back with a remark"
    assert "Say it shorter." not in mails.newest(jo).body
    assert "Nothing waits here" in desk.page("calls1b", "approve", ruth)


def test_what_was_handed_in_anew_meanwhile_is_read_before_it_is_approved(desk: Desk, mails: Mails) -> None:
    hand_in(desk)
    _ruth, ruth = desk.staff(Part.APPROVER, "Ruth")
    page = desk.page("calls1b", "approve", ruth)
    desk.draft("calls1b", TWO)
    _kim, kim = desk.staff(Part.COACH, "Kim")
    desk.send("calls1b", client=kim, when="now")

    again = desk.send("calls1b", "approve", ruth, page=page, do="approve")
    assert again.status_code == 409
    assert "is not as it was when this page was made" in again.text
    assert len(desk.texts("calls1b")) == 1


def test_what_another_approves_in_the_same_moment_is_not_given_back_besides(
    desk: Desk, mails: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    jo = hand_in(desk)
    ann, ruth = (desk.staff(Part.APPROVER, name)[1] for name in ("Ann", "Ruth"))
    page, own = (desk.page("calls1b", "approve", client) for client in (ann, ruth))

    def meanwhile() -> str:
        monkeypatch.setattr(approve_desk, "remark", publish_forms.remark)
        assert desk.send("calls1b", "approve", ann, page, do="approve").status_code == 303
        return "Say it shorter."

    monkeypatch.setattr(approve_desk, "remark", meanwhile)
    assert desk.send("calls1b", "approve", ruth, own, do="return", answer="Say it shorter.").status_code == 409
    assert mails.newest(jo).subject == "“Next” is published"


def test_a_course_is_approved_with_the_lessons_handed_in_with_it(desk: Desk, mails: Mails) -> None:
    desk.new_course()
    desk.wants_approval("fresh1")
    author, jo = desk.staff(Part.COACH, "Jo", "fresh1")
    _ruth, ruth = desk.staff(Part.OWNER, "Ruth", "fresh1")
    desk.send("fresh1", client=jo, when="now", along=["fresh1a", "fresh2a"])

    assert "Approve and publish 3 texts" in desk.page("fresh1", "approve", ruth)
    assert desk.send("fresh1", "approve", ruth, do="approve").status_code == 303
    assert {desk.row(key).state for key in ("fresh1", "fresh1a", "fresh2a")} == {"published"}
    assert len(mails.to(author.address or "")) == 1


def test_what_is_taken_back_is_not_published(desk: Desk) -> None:
    hand_in_for(desk)
    assert "A wording is scheduled for Tuesday 3 March 2026, 09:00." in desk.page("calls1b")
    assert desk.do("calls1b", "withdraw").status_code == 303
    assert desk.rows(Proposal) == []
    desk.clock.tick(days=2)
    assert tasks.publish_due(desk.database, desk.shelf.settings, desk.clock.now) == 0


def test_the_worker_publishes_at_the_hour_in_the_coachs_time_zone_and_once(desk: Desk, mails: Mails) -> None:
    hand_in_for(desk)
    # Nine in Vienna is eight by UTC.
    desk.clock.tick(hours=22, minutes=29)
    assert tasks.publish_due(desk.database, desk.shelf.settings, desk.clock.now) == 0
    desk.clock.tick(minutes=1)
    assert tasks.publish_due(desk.database, desk.shelf.settings, desk.clock.now) == 1
    assert tasks.publish_due(desk.database, desk.shelf.settings, desk.clock.now) == 0

    assert desk.texts("calls1b")[-1] == ONE
    assert desk.rows(Draft) == []
    assert "Its hour had come" in mails.newest(desk.coach.address).body


def test_a_wording_that_no_longer_fits_at_its_hour_stays_with_its_fault_and_its_author_is_told(
    desk: Desk, mails: Mails
) -> None:
    desk.new("later1", "courses/calls/03-later.md", lesson("later1", "Later", "Text."))
    desk.send("later1", when="now")
    desk.draft("calls1b", lesson("calls1b", "Next", "See [it](03-later.md)."))
    desk.send("calls1b", when="later", day="2026-03-03", time="09:00")
    desk.do("later1", "unpublish")
    desk.clock.tick(days=1)

    assert tasks.publish_due(desk.database, desk.shelf.settings, desk.clock.now) == 0
    assert proposal(desk).step == Step.FAILED
    page = desk.page("calls1b")
    assert "could not be published. The site shows what it showed before." in page
    assert "which is a draft" in page
    mail = mails.newest(desk.coach.address)
    assert mail.subject == "“Next” could not be published"
    assert "http://localhost/studio/write/calls1b/publish" in mail.body
    assert len(desk.texts("calls1b")) == 1


def test_one_wording_at_fault_does_not_hold_another_up_and_a_course_comes_with_its_lessons(
    desk: Desk, mails: Mails
) -> None:
    desk.new_course()
    desk.send("fresh1", when="later", day="2026-03-03", time="09:00", along=["fresh1a", "fresh2a"])
    hand_in_for(desk)
    desk.draft("calls1", COURSE.format(key="calls1", title="Calls", topics="phone") + "More.\n")
    desk.clock.tick(days=1)

    assert tasks.publish_due(desk.database, desk.shelf.settings, desk.clock.now) == 4
    assert {desk.row(key).state for key in ("fresh1", "fresh1a", "fresh2a")} == {"published"}
    assert desk.clock.now - timedelta(days=2) < desk.row("calls1b").changed_at
    assert len(mails) == 4


def break_down_at(monkeypatch: pytest.MonkeyPatch, key: str, error: Exception) -> None:
    """Let the work of publishing raise wherever this piece is among what is published."""

    def put(session: Any, plan: Any, texts: Any, now: Any, **who: Any) -> None:
        if any(subject.key == key for subject, _text in texts):
            raise error
        putting.put(session, plan, texts, now, **who)

    monkeypatch.setattr("coursesite.studio.tasks.put", put)


def test_what_breaks_down_at_its_hour_is_marked_so_and_its_author_told_and_the_others_come_out(
    desk: Desk, mails: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in_for(desk)
    other = lesson("calls1a", "Begin", "Other words.")
    desk.draft("calls1a", other)
    desk.send("calls1a", when="later", day="2026-03-03", time="09:00")
    desk.clock.tick(days=1)
    break_down_at(monkeypatch, "calls1b", KeyError("a fault of ours"))

    assert tasks.publish_due(desk.database, desk.shelf.settings, desk.clock.now) == 1
    assert desk.texts("calls1a")[-1] == other
    assert proposal(desk).step == Step.FAILED
    assert "Something broke on our side while it was being published." in desk.page("calls1b")
    assert desk.rows(Draft) != []
    told = [mail.subject for mail in mails.to(desk.coach.address or "")]
    assert sorted(told) == ["“Begin” is published", "“Next” could not be published"]
    assert tasks.publish_due(desk.database, desk.shelf.settings, desk.clock.now) == 0
    assert len(mails.to(desk.coach.address or "")) == 2


def test_what_the_database_refused_is_tried_again(desk: Desk, mails: Mails, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in_for(desk)
    desk.clock.tick(days=1)
    with monkeypatch.context() as meanwhile:
        break_down_at(meanwhile, "calls1b", OperationalError("UPDATE", {}, Exception("database is locked")))
        assert tasks.publish_due(desk.database, desk.shelf.settings, desk.clock.now) == 0
    assert proposal(desk).step == Step.SCHEDULED
    assert len(mails) == 0
    assert tasks.publish_due(desk.database, desk.shelf.settings, desk.clock.now) == 1


def test_what_is_due_awaits_approval_where_who_scheduled_it_may_not_publish_any_more(desk: Desk, mails: Mails) -> None:
    _olive, _client = desk.staff(Part.OWNER, "Olive")
    jo, client = desk.staff(Part.COACH, "Jo")
    desk.draft("calls1b", ONE)
    assert desk.send("calls1b", client=client, when="later", day="2026-03-03", time="09:00").status_code == 303
    # So it is after a move, too: what is in a course is judged by that course.
    desk.wants_approval()
    desk.clock.tick(days=1)

    assert tasks.publish_due(desk.database, desk.shelf.settings, desk.clock.now) == 0
    assert proposal(desk).step == Step.AWAITING
    assert proposal(desk).handed_in_by == jo.id
    assert "awaits your approval" in mails.newest().subject
    _ruth, ruth = desk.staff(Part.APPROVER, "Ruth")
    assert desk.send("calls1b", "approve", ruth, do="approve").status_code == 303
    assert desk.texts("calls1b")[-1] == ONE
