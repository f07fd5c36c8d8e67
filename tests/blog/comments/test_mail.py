"""Mail about comments: to whom, about what, once, and how it ends."""

import pytest

from coursesite.accounts.models import User
from coursesite.blog import emails
from coursesite.blog.comments import settling
from coursesite.blog.models import State, Subscription
from tests.accounts.pages import ORIGIN
from tests.blog.comments.talking import POST, Discussing, Person
from tests.conftest import FrozenClock
from tests.mailbox import Mails

pytestmark = pytest.mark.usefixtures("mails")
TEXT = "First I would let them finish, and then say it back to them."
QUEUE = "maren@example.org"


def told(mails: Mails) -> list[tuple[str, str]]:
    """To whom mail about comments went, and its subject, without the notices to coaches."""
    return [(mail.recipient, mail.subject) for mail in mails.all() if mail.purpose == "comment_new"]


def confirmed(talk: Discussing, mails: Mails, address: str = "jo@example.net") -> Person:
    """A guest with an approved comment who confirmed the address."""
    guest = talk.guest(address=address)
    talk.shown(guest, f"{TEXT} I am {address}.")
    lines = mails.newest(address).body.split("\n")
    path = next(line.strip() for line in lines if "/blog/mine/" in line).removeprefix("http://localhost")
    guest.deed(f"{path}/confirm", path)
    return guest


def test_whoever_asked_is_written_to_when_somebody_answers(talk: Discussing, mails: Mails) -> None:
    asker = talk.member("Ines", address="ines@example.org")
    comment = talk.shown(asker, TEXT, notify="y")
    talk.shown(talk.trusted("Ravi"), "And then what\ndid you *do*?", to=comment.id)
    answer = talk.newest()
    assert told(mails) == [("ines@example.org", "Ravi answered you below “When a customer can’t be consoled”")]
    mail = mails.newest("ines@example.org")
    assert "Ravi wrote in reply to you, below “When a customer can’t be consoled”:" in mail.body
    assert "> And then what\n> did you *do*?" in mail.body
    assert f"http://localhost/blog/comments/{answer.id}" in mail.body
    assert "You asked for mail when somebody answers you there. To end it:" in mail.body
    assert mail.unsubscribe in mail.body
    assert mail.user_id == asker.user.id if asker.user else False


def test_mail_goes_only_once_the_answer_can_be_read_and_only_once(talk: Discussing, mails: Mails) -> None:
    comment = talk.shown(talk.member(address="ines@example.org"), TEXT, notify="y")
    talk.guest().writes("And then what did you do?", to=comment.id)
    answer = talk.newest()
    assert told(mails) == []
    talk.approves(answer)
    assert len(told(mails)) == 1
    talk.settles(answer, State.HELD)
    talk.approves(answer)
    assert len(told(mails)) == 1


def test_nobody_gets_mail_about_answers_without_having_asked(talk: Discussing, mails: Mails) -> None:
    comment = talk.shown(talk.member(address="ines@example.org"), TEXT)
    talk.shown(talk.trusted("Ravi"), "And then?", to=comment.id)
    assert told(mails) == []


def test_who_follows_a_post_is_told_of_every_comment_but_their_own(talk: Discussing, mails: Mails) -> None:
    reader = talk.trusted("Ines")
    address = reader.user.address if reader.user else ""
    page = reader.reads()
    assert "Write to me about every new comment" in page
    assert reader.deed(f"{POST}subscribe", POST, wanted="yes").headers["Location"] == f"{POST}#comments"
    assert "You get mail about every new comment here." in reader.reads()
    ravi = talk.trusted("Ravi")
    talk.shown(ravi, "A comment by Ravi about an honest day.")
    talk.shown(reader, "And one of my own about patience.")
    assert [one for one, _subject in told(mails)] == [address, address]
    assert told(mails)[-1][1] == "Ravi wrote below “When a customer can’t be consoled”"
    reader.deed(f"{POST}subscribe", POST, wanted="no")
    talk.shown(ravi, "Another comment by Ravi about something else.")
    assert len(told(mails)) == 2


def test_nobody_gets_two_mails_about_one_comment(talk: Discussing, mails: Mails) -> None:
    asker = talk.member("Ines", address="ines@example.org")
    comment = talk.shown(asker, TEXT, notify="y", notify_all="y")
    talk.shown(talk.trusted("Ravi"), "And then?", to=comment.id)
    about = [mail for mail in mails.to("ines@example.org") if "And then?" in mail.body]
    assert [mail.subject for mail in about] == ["Ravi answered you below “When a customer can’t be consoled”"]


def test_a_guest_is_written_to_only_at_a_confirmed_address(talk: Discussing, mails: Mails) -> None:
    guest = talk.guest()
    comment = talk.shown(guest, TEXT, notify="y")
    ravi = talk.trusted("Ravi")
    talk.shown(ravi, "An answer before the address is confirmed.", to=comment.id)
    assert told(mails) == []
    lines = mails.newest("jo@example.net").body.split("\n")
    path = next(line.strip() for line in lines if "/blog/mine/" in line).removeprefix("http://localhost")
    guest.deed(f"{path}/confirm", path)
    talk.shown(ravi, "An answer after that, about something else.", to=comment.id)
    assert [one for one, _subject in told(mails)] == ["jo@example.net"]


def test_who_has_left_or_was_shut_out_gets_no_mail(talk: Discussing, mails: Mails, clock: FrozenClock) -> None:
    comment = talk.shown(talk.member(address="ines@example.org", disabled_at=None), TEXT, notify="y")
    with talk.database.writing() as session:
        session.get_one(User, comment.user_id).disabled_at = clock.now
        session.commit()
    talk.shown(talk.trusted("Ravi"), "And then?", to=comment.id)
    assert told(mails) == []


def test_one_click_by_a_mail_provider_ends_it_without_cookie_origin_or_token(talk: Discussing, mails: Mails) -> None:
    comment = talk.shown(talk.member(address="ines@example.org"), TEXT, notify="y")
    talk.shown(talk.trusted("Ravi"), "And then?", to=comment.id)
    path = mails.newest("ines@example.org").unsubscribe.removeprefix("http://localhost")
    provider = talk.app.test_client()
    answer = provider.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "we write no more to you about it" in answer.text
    assert talk.rows(Subscription)[0].ended_at is not None  # type: ignore[attr-defined]  # it is a subscription
    talk.shown(talk.trusted("Bo"), "And now?", to=comment.id)
    assert len(told(mails)) == 1


def test_opening_the_link_ends_nothing_and_its_button_does_and_takes_it_back(talk: Discussing, mails: Mails) -> None:
    comment = talk.shown(talk.member(address="ines@example.org"), TEXT, notify="y")
    talk.shown(talk.trusted("Ravi"), "And then?", to=comment.id)
    path = mails.newest("ines@example.org").unsubscribe.removeprefix("http://localhost")
    reader = talk.guest()
    for _time in range(2):
        assert "You get mail when somebody answers your comment" in reader.reads(path)
    assert "This has ended" in reader.deed(path, path).text
    assert "You get mail when" in reader.deed(path, path, again="yes").text


def test_the_one_click_door_is_open_for_nothing_else(talk: Discussing) -> None:
    comment = talk.shown(talk.trusted(), TEXT)
    for path in (f"/blog/comments/{comment.id}/report", f"{POST}subscribe", f"{POST}respond"):
        assert talk.app.test_client().post(path).status_code == 400
    bad = talk.app.test_client().post("/blog/subscriptions/no-such-token", data={"List-Unsubscribe": "One-Click"})
    assert bad.status_code == 410


def test_an_account_sees_and_ends_what_it_gets_mail_about(talk: Discussing) -> None:
    member = talk.member()
    assert "No mail about comments" in member.reads("/blog/subscriptions/")
    talk.shown(member, TEXT, notify="y", notify_all="y")
    page = member.reads("/blog/subscriptions/")
    assert page.count("End this") == 2
    action = page.partition('action="/blog/subscriptions/')[2].partition('"')[0]
    member.deed(f"/blog/subscriptions/{action}", "/blog/subscriptions/")
    assert member.reads("/blog/subscriptions/").count("End this") == 1
    assert "/blog/subscriptions/" in member.reads("/settings/")


def test_a_guest_with_a_confirmed_address_may_follow_and_others_are_led_to_sign_in(
    talk: Discussing, mails: Mails
) -> None:
    guest = confirmed(talk, mails)
    assert guest.deed(f"{POST}subscribe", POST, wanted="yes").headers["Location"] == f"{POST}#comments"
    talk.shown(talk.trusted("Ravi"), "Something about patience.")
    assert ("jo@example.net", "Ravi wrote below “When a customer can’t be consoled”") in told(mails)
    stranger = talk.guest("Bo", "bo@example.net")
    assert stranger.sends(f"{POST}subscribe", wanted="yes").headers["Location"].startswith("/sign-in")


def test_coaches_are_told_that_something_waits_at_most_once_an_hour(
    talk: Discussing, mails: Mails, clock: FrozenClock
) -> None:
    talk.guest().writes(TEXT)
    talk.guest("Bo", "bo@example.net").writes("Another text that waits, by Bo.")
    [mail] = mails.to(QUEUE)
    assert "/studio/comments" in mail.body
    assert TEXT not in mail.body
    assert "Jo" not in mail.body
    clock.tick(minutes=58)
    talk.guest("Cy", "cy@example.net").writes("A third text that waits, by Cy.")
    assert len(mails.to(QUEUE)) == 1
    clock.tick(minutes=5)
    talk.guest("Di", "di@example.net").writes("A fourth text that waits, by Di.")
    assert len(mails.to(QUEUE)) == 2


def test_coaches_are_told_at_once_where_somebody_may_be_in_need(talk: Discussing, mails: Mails) -> None:
    talk.guest().writes(TEXT)
    talk.guest("Bo", "bo@example.net").writes("I do not want to live any more. Nobody would notice.")
    assert [mail.purpose for mail in mails.to(QUEUE)] == ["comment_waits", "comment_apart"]
    assert "want to live" not in mails.newest(QUEUE).body
    # The second person in need within the hour is no less in need.
    talk.guest("Cy", "cy@example.net").writes("I have thought about killing myself since Monday.")
    assert [mail.purpose for mail in mails.to(QUEUE)] == ["comment_waits", "comment_apart", "comment_apart"]


def test_coaches_are_told_once_where_a_change_says_that_somebody_may_be_in_need(talk: Discussing, mails: Mails) -> None:
    guest = talk.guest()
    guest.writes(TEXT)
    edit = f"/blog/comments/{talk.newest().id}/edit"
    for text in ("I do not want to live any more.", "I really do not want to live any more."):
        assert guest.deed(edit, edit, text=text).status_code == 303
    assert [mail.purpose for mail in mails.to(QUEUE)] == ["comment_waits", "comment_apart"]


def test_spam_tells_nobody_anything(talk: Discussing, mails: Mails) -> None:
    talk.guest().writes(TEXT, trap="http://spam.example")
    assert len(mails) == 0


def test_a_withdrawn_comments_answers_are_told_no_more(talk: Discussing, mails: Mails) -> None:
    asker = talk.member(address="ines@example.org")
    comment = talk.shown(asker, TEXT, notify="y")
    asker.deed(f"/blog/comments/{comment.id}/withdraw")
    assert all(row.ended_at is not None for row in talk.rows(Subscription))  # type: ignore[attr-defined]  # as above
    assert told(mails) == []


def test_mail_is_written_in_the_commit_that_shows_the_comment(talk: Discussing, mails: Mails) -> None:
    comment = talk.shown(talk.member(address="ines@example.org"), TEXT, notify="y")
    talk.guest().writes("And then what did you do?", to=comment.id)
    answer = talk.newest()
    with talk.app.test_request_context(), talk.database.writing() as session:
        [row] = settling.taken(session, [answer.id], talk.clock.now)
        done = [settling.settle(session, row, State.APPROVED, talk.clock.now, by=None)]
        emails.tell(session, talk.app.extensions["settings"], done, talk.clock.now)
        session.rollback()
    assert told(mails) == []
    assert talk.comment(answer.id).state == State.HELD


def test_a_provider_may_send_the_form_from_anywhere(talk: Discussing, mails: Mails) -> None:
    comment = talk.shown(talk.member(address="ines@example.org"), TEXT, notify="y")
    talk.shown(talk.trusted("Ravi"), "And then?", to=comment.id)
    path = mails.newest("ines@example.org").unsubscribe.removeprefix("http://localhost")
    assert talk.app.test_client().post(path, headers={"Origin": "https://mail.example"}).status_code == 200
    refused = talk.app.test_client().post(f"{POST}respond", headers={**ORIGIN, "Origin": "https://mail.example"})
    assert refused.status_code == 400
