"""What authors do with their comments: change them for fifteen minutes, take them back, by session, account or link."""

import pytest

from coursesite.blog.comments import arrivals, signing
from coursesite.blog.models import Sketch, State
from coursesite.config import Settings
from tests.blog.comments.talking import POST, Discussing
from tests.conftest import FrozenClock
from tests.mailbox import Mails

TEXT = "First I would let them finish, and then I would say back to them what I have understood."
SPAM = "Buy cheap viagra online at http://pills.example and http://more.example, best price guaranteed, order now"


def mine(talk: Discussing, mails: Mails, address: str = "jo@example.net") -> str:
    """The path of a guest's own link, out of the mail."""
    body = mails.newest(address).body
    return next(line.strip() for line in body.split("\n") if "/blog/mine/" in line).removeprefix("http://localhost")


def test_an_author_changes_a_comment_within_fifteen_minutes(talk: Discussing, clock: FrozenClock) -> None:
    person = talk.trusted()
    comment = talk.shown(person, TEXT)
    path = f"/blog/comments/{comment.id}/edit"
    assert f'href="{path}"' in person.reads()
    clock.tick(minutes=14)
    assert TEXT in person.reads(path)
    answer = person.deed(path, path, text="Listening comes *first*.")
    assert answer.headers["Location"] == f"{POST}#comment-{comment.id}"
    page = talk.guest().reads()
    assert "Listening comes <em>first</em>." in page
    assert "· edited" in page
    assert TEXT not in page


def test_after_fifteen_minutes_the_change_comes_back_with_a_sentence(talk: Discussing, clock: FrozenClock) -> None:
    person = talk.trusted()
    comment = talk.shown(person, TEXT)
    path = f"/blog/comments/{comment.id}/edit"
    clock.tick(minutes=15)
    answer = person.deed(path, text="Too late for this.")
    assert answer.status_code == 409
    assert "these are over" in answer.text
    assert "Too late for this." in answer.text
    assert talk.comment(comment.id).source == TEXT
    assert f'href="{path}"' not in person.reads()


def test_a_change_is_judged_again(talk: Discussing, clock: FrozenClock) -> None:
    person = talk.trusted()
    comment = talk.shown(person, TEXT)
    before = talk.talk()
    path = f"/blog/comments/{comment.id}/edit"
    person.deed(path, path, text=SPAM)
    changed = talk.comment(comment.id)
    assert changed.state != State.APPROVED
    assert changed.score > 0
    assert "viagra" not in talk.guest().reads()
    own = person.reads()
    assert "viagra" in own
    assert "Only you can see this until a coach has read it." in own
    assert talk.talk() == before + 1
    assert [one.after for one in talk.decisions(comment)] == [State.APPROVED, changed.state]


def test_a_change_does_not_bring_back_what_a_coach_put_aside(talk: Discussing, mails: Mails) -> None:
    person = talk.trusted()
    comment = talk.shown(person, TEXT)
    talk.settles(comment, State.HELD)
    path = f"/blog/comments/{comment.id}/edit"
    person.deed(path, path, text="Another text, as harmless as the first one was.")
    assert talk.comment(comment.id).state == State.HELD
    talk.settles(comment, State.REMOVED)
    assert person.opens(path).status_code == 404


def test_nobody_else_changes_or_takes_back_a_comment(talk: Discussing) -> None:
    comment = talk.shown(talk.trusted(), TEXT)
    # Who isn't signed in gets their words back and is asked to sign in, whosever the comment is.
    for other, refused in ((talk.guest(), 401), (talk.member(), 404), (talk.coached(), 404)):
        path = f"/blog/comments/{comment.id}"
        assert other.opens(f"{path}/edit").status_code == 404
        assert other.deed(f"{path}/edit", text="Mine now.").status_code == refused
        assert other.deed(f"{path}/withdraw").status_code == 404
    assert talk.comment(comment.id).source == TEXT


@pytest.mark.usefixtures("mails")
def test_a_withdrawn_comment_is_gone_from_the_row_at_once(talk: Discussing) -> None:
    guest = talk.guest()
    guest.writes(TEXT, site="example.org")
    comment = talk.newest()
    answer = guest.deed(f"/blog/comments/{comment.id}/withdraw")
    assert answer.headers["Location"] == f"{POST}#comments"
    row = talk.comment(comment.id)
    assert row.state == State.WITHDRAWN
    assert (row.source, row.html, row.name, row.site, row.text_hash, row.reasons) == ("", "", "", "", "", [])
    assert talk.rows(Sketch) == []
    assert all(one.reasons == [] for one in talk.decisions(comment))
    assert TEXT not in guest.reads()
    assert guest.deed(f"/blog/comments/{comment.id}/withdraw").status_code == 303


@pytest.mark.usefixtures("mails")
def test_a_withdrawn_comment_that_was_answered_leaves_a_line(talk: Discussing, clock: FrozenClock) -> None:
    guest = talk.guest()
    comment = talk.shown(guest, TEXT)
    talk.shown(talk.trusted(), "And then?", to=comment.id)
    clock.tick(days=20)
    guest.deed(f"/blog/comments/{comment.id}/withdraw")
    page = talk.guest().reads()
    assert "This comment was withdrawn by its author." in page
    assert TEXT not in page
    assert "And then?" in page


def test_a_guest_is_written_to_once_the_comment_is_up_and_not_before(talk: Discussing, mails: Mails) -> None:
    talk.guest().writes(TEXT)
    assert mails.to("jo@example.net") == []
    talk.approves(talk.newest())
    [mail] = mails.to("jo@example.net")
    assert mail.subject == "Your comment below “When a customer can’t be consoled” is up"
    assert f"http://localhost/blog/comments/{talk.newest().id}" in mail.body
    talk.settles(talk.newest(), State.HELD)
    talk.approves(talk.newest())
    assert len(mails.to("jo@example.net")) == 1


def test_a_guests_link_shows_changes_and_takes_back_the_comment(
    talk: Discussing, mails: Mails, clock: FrozenClock
) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    path = mine(talk, mails)
    elsewhere = talk.guest()
    page = elsewhere.reads(path)
    assert TEXT in page
    assert "Everybody can read it." in page
    answer = elsewhere.deed(path, path, text="Listening comes first.")
    assert answer.headers["Location"] == path
    assert talk.comment(comment.id).state == State.HELD
    assert "It isn’t shown yet." in elsewhere.reads(path)
    clock.tick(minutes=20)
    late = elsewhere.deed(path, path, text="Too late for this.")
    assert late.status_code == 409
    assert "Too late for this." in late.text
    elsewhere.deed(f"{path}/withdraw", path)
    assert talk.comment(comment.id).state == State.WITHDRAWN
    assert "What you wrote is deleted." in elsewhere.reads(path)
    assert elsewhere.deed(f"{path}/withdraw", path).status_code == 303


def test_opening_the_link_spends_and_confirms_nothing(talk: Discussing, mails: Mails) -> None:
    talk.shown(talk.guest(), TEXT)
    path = mine(talk, mails)
    for _time in range(2):
        talk.guest().reads(path)
    [guest] = talk.guests()
    assert (guest.confirmed_at, guest.user_id) == (None, None)


@pytest.mark.parametrize("deed", ["", "/withdraw", "/confirm"])
def test_a_link_that_we_did_not_give_does_nothing(
    deed: str, talk: Discussing, settings: Settings, mails: Mails
) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    other = signing.token_for(settings.secret_key, signing.SUBSCRIPTION, comment.id)
    for token in ("no-such-token", other, signing.token_for("another secret", signing.MINE, comment.id)):
        assert talk.guest().deed(f"/blog/mine/{token}{deed}", text="x").status_code == 410
    assert talk.comment(comment.id).source == TEXT


def test_a_confirmed_address_earns_trust_in_the_browser_that_confirmed_it_alone(talk: Discussing, mails: Mails) -> None:
    guest = talk.guest()
    talk.shown(guest, TEXT)
    path = mine(talk, mails)
    guest.deed(f"{path}/confirm", path)
    assert "Your address is confirmed." in guest.reads(path)
    guest.writes("Another one, from the same browser, about patience.")
    assert talk.newest().state == State.APPROVED
    stranger = talk.guest("Jo", "jo@example.net", "198.51.100.9")
    stranger.writes("Somebody who knows the address and nothing else.")
    assert talk.newest().state == State.HELD
    assert len(mails.to("jo@example.net")) == 1


def test_a_confirmed_address_without_an_approved_comment_earns_none(talk: Discussing, mails: Mails) -> None:
    guest = talk.guest()
    comment = talk.shown(guest, TEXT)
    path = mine(talk, mails)
    guest.deed(f"{path}/confirm", path)
    talk.settles(comment, State.REMOVED)
    guest.writes("Another one, from the same browser, about patience.")
    assert talk.newest().state == State.HELD


def test_a_change_that_says_nothing_comes_back(talk: Discussing) -> None:
    person = talk.trusted()
    comment = talk.shown(person, TEXT)
    path = f"/blog/comments/{comment.id}/edit"
    answer = person.deed(path, path, text="  ")
    assert answer.status_code == 422
    assert "Please write something." in answer.text


@pytest.fixture(autouse=True)
def _mails_are_expected(mails: Mails) -> None:
    """Nearly every test here approves a guest's comment."""


def test_a_visitor_who_signs_in_keeps_comments_and_trust(talk: Discussing) -> None:
    guest = talk.guest()
    comment = talk.shown(guest, TEXT)
    account = talk.member("Ines")
    assert comment.user_id is not None
    assert account.user is not None
    with talk.database.writing() as session:
        arrivals.adopt(session, comment.user_id, account.user.id, talk.clock.now)
        session.commit()
    assert talk.comment(comment.id).user_id == account.user.id
    page = account.reads()
    assert f"/blog/comments/{comment.id}/withdraw" in page
    assert "Jo" in page
    account.writes("With the account now, and at once.")
    assert talk.newest().state == State.APPROVED


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "for 14 more minutes"), (13 * 60, "for one more minute"), (14 * 60 + 20, "for less than a minute")],
)
def test_how_long_a_change_is_possible_is_said_in_minutes(
    seconds: int, words: str, talk: Discussing, clock: FrozenClock
) -> None:
    guest = talk.guest()
    guest.writes(TEXT)
    clock.tick(seconds=seconds + 1)
    assert f"You can change it {words}." in guest.reads(f"/blog/comments/{talk.newest().id}/edit")
