"""What is kept, for how long, and what becomes of it when somebody leaves."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from coursesite.accounts import fetching, pictures
from coursesite.accounts import personal as account_personal
from coursesite.accounts import tasks as account_tasks
from coursesite.blog import personal, tasks
from coursesite.blog.comments import signing
from coursesite.blog.comments.sent import Sent, Writer
from coursesite.blog.comments.submitting import submit
from coursesite.blog.models import Guest, State, Subscription
from coursesite.config import Settings
from coursesite.library.post_queries import find_post
from coursesite.library.queries import grow_talk
from coursesite.web.errors import NotHere
from coursesite.worker import FORGET_VISITOR
from tests.blog.comments.talking import Discussing
from tests.conftest import FrozenClock
from tests.library.pictures import png

pytestmark = pytest.mark.usefixtures("mails")
TEXT = "First I would let them finish, and then say it back to them."


def test_networks_are_forgotten_after_thirty_days(talk: Discussing, settings: Settings, clock: FrozenClock) -> None:
    talk.guest().writes(TEXT)
    tasks.tidy(talk.database, settings, clock.tick(days=29))
    assert talk.newest().network is not None
    tasks.tidy(talk.database, settings, clock.tick(days=2))
    assert talk.newest().network is None


def test_a_guests_address_is_forgotten_a_year_after_the_last_comment(
    talk: Discussing, settings: Settings, clock: FrozenClock
) -> None:
    comment = talk.shown(talk.guest(), TEXT, notify="y")
    clock.tick(days=364)
    tasks.tidy(talk.database, settings, clock.now)
    assert talk.guests()[0].address == "jo@example.net"
    tasks.tidy(talk.database, settings, clock.tick(days=2))
    [guest] = talk.guests()
    assert (guest.address, guest.confirmed_at, guest.user_id) == (None, None, None)
    assert talk.rows(Subscription) == []
    page = talk.guest("Bo", "bo@example.net").reads()
    assert TEXT in page
    assert "Jo" in page
    assert talk.comment(comment.id).state == State.APPROVED


def test_an_address_stays_while_its_owner_wants_mail(talk: Discussing, settings: Settings, clock: FrozenClock) -> None:
    talk.shown(talk.guest(), TEXT, notify="y")
    with talk.database.writing() as session:
        guest = session.get_one(Guest, talk.guests()[0].id)
        guest.confirmed_at = clock.now
        session.commit()
    tasks.tidy(talk.database, settings, clock.tick(days=400))
    assert talk.guests()[0].address == "jo@example.net"
    with talk.database.writing() as session:
        session.get_one(Subscription, talk.rows(Subscription)[0].id).ended_at = clock.now  # type: ignore[attr-defined]
        session.commit()
    tasks.tidy(talk.database, settings, clock.now)
    assert talk.guests()[0].address is None


def test_what_a_visitor_said_in_public_stays_when_nobody_can_come_back_to_them(
    talk: Discussing, settings: Settings, clock: FrozenClock
) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    clock.tick(days=31)
    account_tasks.tidy(talk.database, settings, clock.now, FORGET_VISITOR, (tasks.picture_files,))
    row = talk.comment(comment.id)
    assert (row.user_id, row.state, row.source) == (None, State.APPROVED, TEXT)
    assert TEXT in talk.guest("Bo", "bo@example.net").reads()


def test_who_leaves_takes_every_word_along_and_leaves_a_line_where_others_answered(
    talk: Discussing, clock: FrozenClock
) -> None:
    person = talk.member("Ines")
    first = talk.shown(person, TEXT)
    alone = talk.shown(person, "Another one, about patience.")
    talk.shown(talk.trusted("Ravi"), "And then?", to=first.id)
    assert person.user is not None
    with talk.database.writing() as session:
        personal.erase(session, person.user.id, clock.now)
        session.commit()
    for comment in (first, alone):
        row = talk.comment(comment.id)
        assert (row.state, row.source, row.html, row.name, row.network) == (State.WITHDRAWN, "", "", "", None)
        assert row.user_id == person.user.id
    page = talk.guest().reads()
    assert TEXT not in page
    assert "about patience" not in page
    assert page.count("This comment was withdrawn by its author.") == 1
    assert "And then?" in page
    assert talk.discussion().comments == 2


def test_nothing_is_written_for_who_is_being_erased_just_then(talk: Discussing, clock: FrozenClock) -> None:
    user = talk.member("Ines").user
    assert user is not None
    with talk.database.writing() as session:
        personal.erase(session, user.id, clock.now)
        account_personal.erase(session, user.id, clock.now)
        session.commit()
    with talk.app.test_request_context(), talk.database.writing() as session:
        post = find_post(session, "consoled")
        assert post is not None
        sent = Sent(text=TEXT, html=f"<p>{TEXT}</p>", once="sent-just-then", network="")
        with pytest.raises(NotHere):
            submit(session, post, None, Writer(user.id), sent, talk.app.extensions["settings"], clock.now)
    assert talk.comments() == []


def test_the_export_tells_what_was_said_where_and_how_it_stands(talk: Discussing) -> None:
    person = talk.member("Ines")
    person.writes(TEXT, notify="y")
    other = talk.guest()
    other.writes("Somebody else’s words.")
    assert person.user is not None
    with talk.database.reading() as session:
        told = personal.export(session, person.user.id)
    [comment] = told["comments"]
    assert (comment["text"], comment["state"]) == (TEXT, "held")
    assert comment["post"] == "When a customer can’t be consoled"
    assert len(told["mail_about_comments"]) == 1
    assert "Somebody else" not in str(told)


def test_a_comment_taken_for_spam_is_exported_as_what_its_author_sees(talk: Discussing) -> None:
    person = talk.member("Ines")
    person.writes(TEXT, trap="http://spam.example")
    assert talk.newest().state == State.SPAM
    assert person.user is not None
    with talk.database.reading() as session:
        assert personal.export(session, person.user.id)["comments"][0]["state"] == "held"


# Pictures


def with_server(talk: Discussing) -> Settings:
    """The site, which now fetches pictures for those who want that."""
    made = replace(talk.app.extensions["settings"], avatar_server="https://pictures.example/avatar/")
    talk.app.extensions["settings"] = made
    settings: Settings = made
    return settings


def test_a_guest_has_a_drawn_picture_that_says_nothing_about_the_address(talk: Discussing) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    [guest] = talk.guests()
    path = f"/blog/guests/{guest.key}/picture"
    assert path not in talk.guest().reads()
    assert re.search(r"/blog/guests/visitor-[0-9a-f]+/picture", talk.guest().reads())
    with talk.database.writing() as session:
        confirmed = session.merge(guest)
        confirmed.confirmed_at, confirmed.user_id = talk.clock.now, comment.user_id
        grow_talk(session, talk.clock.now)
        session.commit()
    assert path in talk.guest().reads()
    answer = talk.guest().opens(path)
    assert answer.mimetype == "image/svg+xml"
    assert talk.guest().opens("/blog/guests/nobody/picture").status_code == 200
    assert talk.guest().opens("/blog/guests/no-such-guest/picture").status_code == 404


def test_a_picture_is_fetched_only_once_its_owner_has_confirmed_that(
    talk: Discussing, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, asked = with_server(talk), []

    def fetched(server: str, address: str) -> bytes:
        asked.append((server, address))
        return png(300, 300)

    monkeypatch.setattr(fetching, "fetch", fetched)
    guest = talk.guest()
    assert "Show the picture that pictures.example has" in guest.opens().text
    talk.shown(guest, TEXT, gravatar="y")
    tasks.fetch_pictures(talk.database, settings)
    assert asked == []
    path = link(talk)
    assert 'name="fetch" value="yes" checked' in guest.reads(path)
    guest.deed(f"{path}/confirm", path, fetch="yes")
    tasks.fetch_pictures(talk.database, settings)
    assert asked == [("https://pictures.example/avatar/", "jo@example.net")]
    [row] = talk.guests()
    assert (row.picture, row.picture_fetch) == ("fetched", "found")
    assert row.picture_file is not None
    with talk.guest().opens(f"/blog/guests/{row.key}/picture") as shown:
        assert shown.mimetype == pictures.MIME_TYPE
    assert "pictures.example" not in talk.guest().reads()
    account_tasks.tidy(talk.database, settings, talk.clock.tick(days=2), (), (tasks.picture_files,))
    assert Path(pictures.path_of(settings.data_dir, row.picture_file)).is_file()
    tasks.tidy(talk.database, settings, talk.clock.tick(days=400))
    assert not Path(pictures.path_of(settings.data_dir, row.picture_file)).is_file()


def test_a_stranger_who_ticks_the_box_for_anothers_address_gets_no_picture(
    talk: Discussing, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = with_server(talk)
    monkeypatch.setattr(fetching, "fetch", lambda *_: pytest.fail("nobody who may want this has asked for it"))
    talk.guest().writes(TEXT, gravatar="y")
    talk.guest("Bo", "jo@example.net", "198.51.100.3").writes("Another text altogether.", gravatar="y")
    tasks.fetch_pictures(talk.database, settings)
    assert talk.guests()[0].picture_fetch == "asked"


def test_without_a_server_nobody_is_asked_whether_they_want_one(talk: Discussing) -> None:
    assert "Show the picture" not in talk.guest().opens().text


def link(talk: Discussing) -> str:
    """The path of the guest's own link, as the mail has it."""
    secret = talk.app.extensions["settings"].secret_key
    return f"/blog/mine/{signing.token_for(secret, signing.MINE, talk.newest().id)}"
