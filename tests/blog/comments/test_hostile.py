"""Text from strangers below posts is never live: on pages, in previews, in mail, in feeds, behind the mailed link."""

import json

import pytest

from coursesite.blog.models import State
from tests.blog.comments.talking import POST, RESPOND, Discussing
from tests.inert import MARK, alive
from tests.mailbox import Mails
from tests.test_hostile_text import HOSTILE, MAIL_ADDRESS, WORKED_OUT

MORE = (
    "[x](javascript:canary()) <https://e.x/canary> [y]( \tjavascript:canary()) [z](data:text/html,canary)",
    "> <img src=x onerror=canary()>\n\n```\n</code></pre><script>canary()</script>\n```",
    "&#106;avascript:canary() [a](&#106;avascript:canary()) \\<canary> `<canary>`",
)


@pytest.mark.parametrize("text", HOSTILE + MORE, ids=range(len(HOSTILE + MORE)))
def test_nothing_that_a_guest_types_is_live_anywhere(text: str, talk: Discussing, mails: Mails) -> None:
    reader = talk.trusted("Ravi")
    reader.deed(f"{POST}subscribe", POST, wanted="yes")
    guest = talk.guest(text[:80], MAIL_ADDRESS)
    pages = {"form": guest.writes(text, do="preview").text, "fault": guest.writes(text, site=text[:300]).text}
    assert guest.writes(text, notify="y").status_code == 303
    comment = talk.newest()
    pages["own"] = guest.reads()
    talk.settles(comment, State.APPROVED)
    path = mails.newest(MAIL_ADDRESS).body.partition("/blog/mine/")[2].partition("\n")[0]
    talk.shown(reader, text[:2000], to=comment.id)
    member = talk.member(text[:80])
    member.writes(f"{text} again", to=comment.id)
    talk.settles(talk.newest(), State.APPROVED)
    for name in (POST, f"{RESPOND}?to={comment.id}", f"/blog/comments/{comment.id}/report", f"/blog/mine/{path}"):
        pages[name] = talk.guest("Bo", "bo@example.net").reads(name)
    pages["coach"] = talk.coached().reads()
    pages["subscriptions"] = reader.reads("/blog/subscriptions/")
    for name, page in pages.items():
        assert alive(page) == [], name
        assert WORKED_OUT not in page
        assert MARK in page or name == "subscriptions", name


@pytest.mark.parametrize("text", HOSTILE + MORE, ids=range(len(HOSTILE + MORE)))
def test_mail_and_feeds_carry_it_as_mere_text(text: str, talk: Discussing, mails: Mails) -> None:
    reader = talk.trusted("Ravi")
    reader.deed(f"{POST}subscribe", POST, wanted="yes")
    guest = talk.guest(text[:80], "jo@example.net")
    assert guest.writes(text).status_code == 303
    talk.approves(talk.newest())
    [mail] = [one for one in mails.all() if one.purpose == "comment_new"]
    assert "\n" not in mail.subject
    assert "\n" not in mail.recipient
    assert WORKED_OUT not in mail.body
    lines = mail.body.splitlines()
    assert {f"> {part}".rstrip() for part in talk.newest().source.splitlines()} <= set(lines)
    assert not [line for line in lines if "onerror" in line and not line.startswith(("> ", talk.newest().name))]
    assert alive(talk.guest().reads(f"/dev/mail/{mail.id}")) == []
    atom = talk.guest().opens(f"{POST}comments.atom")
    assert atom.status_code == 200
    feed = json.loads(talk.guest().opens(f"{POST}comments.json").text)
    for item in feed["items"]:
        assert alive(f"<!doctype html><title>x</title>{item.get('content_html', '')}") == []
