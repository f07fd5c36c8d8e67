"""Writing a comment: as a guest, with an account, as a coach; and how it comes to be read."""

import pytest

from coursesite.accounts.models import User
from coursesite.blog.models import Comment, Discussion, State
from coursesite.db import Database
from tests.accounts.pages import ORIGIN
from tests.blog.comments.talking import POST, RESPOND, Discussing
from tests.conftest import FrozenClock

pytestmark = pytest.mark.usefixtures("mails")
TEXT = "First I would let them finish, and then say it back to them."


def test_a_guests_first_comment_waits_and_only_its_author_sees_it(talk: Discussing) -> None:
    guest = talk.guest()
    answer = guest.writes(TEXT)
    comment = talk.newest()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{POST}#comment-{comment.id}")
    assert comment.state == State.HELD
    own = guest.reads()
    assert TEXT in own
    assert "Only you can see this until a coach has read it." in own
    for other in (talk.guest(), talk.member(), talk.coached()):
        assert TEXT not in other.reads()
    assert "No responses yet" in own


def test_once_a_coach_approves_it_everybody_reads_it(talk: Discussing) -> None:
    stranger = talk.guest("Bo", "bo@example.net")
    assert "No responses yet" in stranger.reads()
    talk.guest().writes("First I would let them *finish*.")
    talk.approves(talk.newest())
    page = stranger.reads()
    assert "First I would let them <em>finish</em>." in page
    assert "One response to “When a customer can’t be consoled”" in page
    assert "Only you can see this" not in page
    assert "jo@example.net" not in page


def test_somebody_trusted_is_read_at_once(talk: Discussing) -> None:
    person = talk.trusted()
    person.writes("A customer who waits for a parcel wants an honest day.")
    assert talk.newest().state == State.APPROVED
    assert "wants an honest day" in talk.guest().reads()


def test_the_first_comment_with_an_account_waits(talk: Discussing) -> None:
    talk.member().writes(TEXT)
    assert talk.newest().state == State.HELD


def test_a_coach_is_read_at_once_and_marked_as_one(talk: Discussing) -> None:
    talk.coached().writes("What did the customer say then?")
    assert talk.newest().by_coach
    page = talk.guest().reads()
    assert '<span class="comment-coach">Coach</span>' in page
    assert "Maren" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Please write something."),
        ({"text": " \n\t "}, "Please write something."),
        ({"name": " "}, "Please give a name"),
        ({"address": "nobody"}, "has an @ in it"),
        ({"site": "javascript:alert(1)"}, "doesn’t look like a web address"),
        ({"site": "not a site"}, "doesn’t look like a web address"),
        ({"text": "a" * 8001}, "A comment may have 8,000 characters"),
    ],
)
def test_a_slip_in_the_form_brings_everything_back_with_a_sentence(
    fields: dict[str, str], sentence: str, talk: Discussing
) -> None:
    answer = talk.guest().sends(RESPOND, **{**talk.guest().form(), "text": TEXT, **fields})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert fields.get("text", TEXT)[:50].strip() in answer.text
    assert talk.comments() == []


def test_a_site_without_its_beginning_gets_one(talk: Discussing) -> None:
    talk.guest().writes(TEXT, site="example.org/me")
    assert talk.newest().site == "https://example.org/me"


def test_a_preview_shows_the_text_as_it_would_look_and_stores_nothing(talk: Discussing, database: Database) -> None:
    guest = talk.guest()
    answer = guest.writes("A *finished* sentence, <b>plainly</b>.", do="preview")
    assert answer.status_code == 200
    assert "A <em>finished</em> sentence, &lt;b&gt;plainly&lt;/b&gt;." in answer.text
    assert "A *finished* sentence, &lt;b&gt;plainly&lt;/b&gt;.</textarea>" in answer.text
    assert talk.comments() == []
    assert talk.rows(Discussion) == []
    assert len(talk.rows(User)) == 1


def test_a_form_sent_twice_is_one_comment_and_answered_alike(talk: Discussing) -> None:
    guest = talk.guest()
    form = {**guest.form(), "text": TEXT}
    first, second = guest.sends(RESPOND, **form), guest.sends(RESPOND, **form)
    assert len(talk.comments()) == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_the_second_click_of_a_browser_that_lost_the_first_answer_lets_it_see_its_comment(talk: Discussing) -> None:
    form = {**talk.guest().form(), "text": TEXT}
    talk.guest().sends(RESPOND, **form)
    lost = talk.guest()
    lost.sends(RESPOND, **form)
    assert TEXT in lost.reads()
    assert TEXT not in talk.guest().reads()


def test_the_second_click_with_an_accounts_comment_signs_nobody_in(talk: Discussing) -> None:
    member = talk.member()
    form = {**member.form(), "text": TEXT}
    member.sends(RESPOND, **form)
    stranger = talk.guest()
    stranger.sends(RESPOND, **{**form, "name": "Bo", "address": "bo@example.net"})
    assert stranger.opens("/settings/").status_code == 303
    assert TEXT not in stranger.reads()


def test_the_same_text_again_within_the_hour_is_refused_with_a_sentence(talk: Discussing, clock: FrozenClock) -> None:
    guest = talk.guest()
    guest.writes(TEXT)
    answer = guest.writes(TEXT)
    assert answer.status_code == 409
    assert "You sent this very text a moment ago" in answer.text
    assert TEXT in answer.text
    assert len(talk.comments()) == 1
    clock.tick(minutes=61)
    assert guest.writes(TEXT).status_code == 303


def test_two_people_may_say_the_same(talk: Discussing) -> None:
    talk.guest().writes("Thank you.")
    assert talk.guest("Bo", "bo@example.net").writes("Thank you.").status_code == 303
    assert len(talk.comments()) == 2


def test_what_a_trap_caught_looks_to_its_author_like_what_waits(talk: Discussing) -> None:
    program, person = talk.guest("Bo", "bo@example.net"), talk.guest()
    program.writes(TEXT, trap="http://spam.example")
    assert talk.newest().state == State.SPAM
    person.writes("Another text, by hand.")

    def around(page: str) -> str:
        return page.partition("notice notice-info")[2].partition("</div></div>")[0]

    assert around(program.reads()) == around(person.reads()) != ""
    assert "points" not in program.reads()


def test_what_speaks_of_harming_oneself_is_answered_with_where_help_is_to_be_had(talk: Discussing) -> None:
    guest = talk.guest()
    guest.writes("I do not want to live any more. Nobody would notice.")
    comment = talk.newest()
    assert (comment.state, comment.apart) == (State.HELD, True)
    page = guest.reads()
    assert '<a href="/help">where help is to be had</a>' in page
    assert "You needn’t know whether you mean it before you tell somebody." in page


def test_an_answer_stands_below_what_it_answers(talk: Discussing) -> None:
    first = talk.shown(talk.guest(), TEXT)
    answer = talk.shown(talk.trusted(), "And then what did you do?", to=first.id)
    assert answer.parent_id == first.id
    assert answer.path.startswith(first.path)
    page = talk.guest().reads()
    assert f'in reply to <a href="#comment-{first.id}"><bdi>Jo</bdi></a>' in page


def test_the_form_is_also_given_as_a_part_of_a_page(talk: Discussing) -> None:
    answer = talk.guest().client.get(RESPOND, headers={"Accept": "text/x-fragment"})
    assert answer.headers["Content-Type"].startswith("text/x-fragment")
    assert answer.text.lstrip().startswith('<div class="respond"')
    assert "<html" not in answer.text


def test_no_network_address_is_kept_and_one_block_is_known_again(talk: Discussing) -> None:
    for number, network in enumerate(("192.0.2.7", "192.0.2.200", "192.0.3.7", "2001:db8:1:2::1", "2001:db8:1:3::9")):
        talk.guest(f"P{number}", f"p{number}@example.net", network).writes(f"{TEXT} {number}")
    kept = [comment.network for comment in talk.comments()]
    assert kept[0] == kept[1] != kept[2]
    assert kept[3] == kept[4] not in kept[:3]
    assert all(network is not None and len(network) == 64 for network in kept)


def test_a_comment_is_dated_and_kept_as_it_was_typed(talk: Discussing, clock: FrozenClock) -> None:
    talk.guest().writes("One line\r\n\r\nanother\x07 line  \n\n")
    comment: Comment = talk.newest()
    assert comment.source == "One line\n\nanother line"
    assert comment.created_at == clock.now
    assert comment.policy == 1


def test_whoever_may_be_in_need_sees_where_help_is_before_anything_is_sent(talk: Discussing) -> None:
    page = talk.guest().writes("I do not want to live any more. Nobody would notice.", do="preview").text
    assert "Nothing is sent yet. If you send it, a coach reads it as soon as they can" in page
    assert '<a href="/help">where help is to be had</a>' in page
    assert talk.comments() == []
    calm = talk.guest().writes(TEXT, do="preview").text
    assert "where help is to be had" not in calm


def test_a_text_that_is_too_long_comes_back_whole_with_by_how_much(talk: Discussing) -> None:
    text = "a word " * 1200
    answer = talk.guest().writes(text)
    assert answer.status_code == 422
    assert "and this has 8,399. Please shorten it by 399." in answer.text
    assert text.strip() in answer.text
    assert 'maxlength="8000"' not in answer.text


def test_a_script_that_sends_is_told_where_the_comment_stands(talk: Discussing) -> None:
    guest = talk.guest()
    form = {**guest.form(), "text": TEXT}
    answers = [guest.client.post(RESPOND, data=form, headers={**ORIGIN, "Accept": "text/x-fragment"}) for _ in range(2)]
    [comment] = talk.comments()
    for answer in answers:
        assert (answer.status_code, answer.headers["Location"]) == (201, f"/blog/comments/{comment.id}")
    assert TEXT in guest.reads()


def test_a_waiting_guest_is_told_of_the_mail_and_an_account_is_not(talk: Discussing) -> None:
    guest, member = talk.guest(), talk.member()
    guest.writes(TEXT)
    member.writes(f"{TEXT} Or not.")
    assert "We write to your email address once it is up." in guest.reads()
    assert "We write to your email address" not in member.reads()
