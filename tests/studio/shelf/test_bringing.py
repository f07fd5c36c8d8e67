"""A conversation from Twine comes in by a file and becomes a draft; each goes out again as Twee."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from coursesite.accounts.models import Role
from coursesite.conversations import parse
from coursesite.conversations.exchange import bring_in
from coursesite.library.models import Kind, Part, State
from coursesite.studio.writing.bounds import STORIES
from tests.conversations.samples import DANA
from tests.inert import alive
from tests.learning.learners import words_of
from tests.studio.shelf.conftest import Site
from tests.studio.writing.coaches import form_of
from tests.test_hostile_text import HOSTILE

BRING = "/studio/write/calls1/bring"
HERE = {"Origin": "http://localhost"}
STORY = """\
:: StoryTitle
On the phone

:: Start
<<set $x to 1>>''Dana:'' You're late.
[[Sorry.->The end]]

:: The end
She hangs up.
"""


def sends(site: Site, file: bytes, name: str = "story.twee", status: int = 200) -> str:
    """Choose a file and have it read; gives the page that follows."""
    site.coach.reads(BRING)
    data = {**form_of(site.coach.page, BRING), "file": (BytesIO(file), name)}
    answer = site.coach.client.post(BRING, data=data, headers=HERE, content_type="multipart/form-data")
    assert answer.status_code == status, answer.text[:2000]
    return answer.text


def begins(site: Site, page: str, **typed: str) -> TestResponse:
    """Press the button of the page that says what was read."""
    path = f"{BRING}/draft"
    data = {**form_of(page, path), **typed}
    return site.coach.client.post(path, data=data, headers=HERE, content_type="multipart/form-data")


def test_a_story_becomes_a_draft_that_opens_in_the_editor_with_what_is_left_to_do(site: Site) -> None:
    page = sends(site, STORY.encode())
    said = words_of(page)
    assert "Two scenes came, with one reply and one ending." in said
    assert "Start: Left out: <<set $x to 1>>." in said
    assert "One ending has no debrief" in said

    answer = begins(site, page)
    key = answer.headers["Location"].split("/")[3]
    piece, draft = site.piece(key), site.draft(key)
    assert (answer.status_code, piece.kind, piece.state, piece.title) == (
        303,
        Kind.CONVERSATION,
        State.DRAFT,
        "On the phone",
    )
    assert draft is not None
    assert draft.source.decode().split("---\n", 2)[2] == (
        "## Start\n\n**Dana:** You're late.\n\n- [Sorry.](#the-end)\n\n## the-end\n\nShe hangs up.\n"
    )
    assert "with: Dana" in draft.source.decode()
    assert "Sam" not in draft.source.decode()
    editor = words_of(site.coach.reads(answer.headers["Location"]))
    assert "is an ending, as it has no replies, and nothing is said of it after" in editor
    assert "Download as Twee" in editor


def test_our_own_comes_back_as_it_was(site: Site) -> None:
    fields = ("you: You answer the phone.", "with: Dana", "meters: trust 40, heat 70")
    site.shelf.piece("05-dana", "conversation", *fields, key="talk01", title="Dana: “again”", body="Before.\n\n" + DANA)
    site.shelf.pushed()
    sent = site.coach.client.get("/studio/write/talk01/twee")
    assert sent.headers["Content-Disposition"] == "attachment; filename=dana.twee"
    assert sent.headers["Cache-Control"] == "no-store"
    assert bring_in(sent.data).script == parse(("Before.\n\n" + DANA).split("\n"), 1)

    page = sends(site, sent.data)
    assert "Everything came as it was." in page
    key = begins(site, page).headers["Location"].split("/")[3]
    again = site.coach.client.get(f"/studio/write/{key}/twee").data
    without_ifid = re.compile(rb'"ifid": "[^"]*"')
    assert without_ifid.sub(b"", again) == without_ifid.sub(b"", sent.data)
    assert site.piece(key).title == "Dana: “again”"
    assert site.piece(key).summary == site.piece("talk01").summary != ""


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "Choose a file"),
        (b"only words", "No passage was found"),
        (b"<p>A page.</p>", "No story of Twine 2 was found"),
        (b":: a\n\xff", "Line 2: This is not UTF-8 text"),
    ],
)
def test_what_cant_be_read_is_said_and_nothing_is_begun(site: Site, file: bytes, words: str) -> None:
    page = sends(site, file, status=422)
    assert words in page
    assert "choose it again" in page


def test_without_a_title_it_is_called_like_its_file_and_a_refused_one_keeps_the_text(site: Site) -> None:
    page = sends(site, b":: Start\nHello.", "the call.tw")
    assert 'value="the call"' in page
    refused = begins(site, page, title=" ")
    assert refused.status_code == 422
    assert "Give it a title" in refused.text
    assert form_of(refused.text, f"{BRING}/draft")["source"] == form_of(page, f"{BRING}/draft")["source"]
    assert begins(site, refused.text, title="The call").status_code == 303


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_stories_are_text_on_every_page(site: Site, text: str) -> None:
    line = " ".join(text.split())
    story = f':: StoryTitle\n{line}\n:: {line} [{line}] {{"{line}":1}}\n{text}\n<<{line}>> $x [[{line}->{line}]]\n'
    page = sends(site, story.encode(), f"{line}.twee")
    assert alive(page) == []
    leads = begins(site, page, title="Hostile").headers["Location"]
    for path in (f"{leads}preview", f"{leads}history", leads):
        found = alive(site.coach.reads(path))
        assert [one for one in found if not one.startswith("<iframe")] == [], path
    assert site.coach.client.get(f"{leads}twee").mimetype == "text/plain"


def test_only_conversations_go_out_only_to_who_looks_after_them_and_only_whole_ones(site: Site) -> None:
    key = site.begins("Dana", "conversation")
    path = f"/studio/write/{key}/twee"
    assert site.coach.client.get(path).status_code == 200
    assert site.coach.client.get("/studio/write/calls1a/twee").status_code == 404
    stranger = site.person("Jonas", Role.COACH)
    assert stranger.client.get(path).status_code == 404
    assert stranger.client.get(BRING).status_code == 404
    assert stranger.user is not None
    site.gives("calls1", stranger.user, Part.APPROVER)
    assert stranger.client.get(path).status_code == 200
    assert stranger.client.get(BRING).status_code == 403
    site.shelf.piece(
        "06-half", "conversation", "with: Dana", "meters: trust 40, heat 70", key="half01", title="Half", body=DANA
    )
    site.shelf.pushed()
    assert "Download as Twee" in stranger.reads("/studio/write/half01/history")
    half = begins(site, sends(site, b":: Start\nx"), source="---\nkind: conversation\n---\nNo scene yet.")
    answer = site.coach.client.get(f"{half.headers['Location']}twee")
    assert answer.status_code == 409
    assert "has no scenes yet" in answer.text


@pytest.mark.usefixtures("clock")
def test_files_are_read_so_often_an_hour(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    few = type(STORIES)(STORIES.name, 1, timedelta(hours=1))
    monkeypatch.setattr("coursesite.studio.bringing_desk.STORIES", few)
    sends(site, STORY.encode())
    sends(site, STORY.encode(), status=429)
