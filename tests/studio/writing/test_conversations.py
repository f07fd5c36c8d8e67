"""A conversation in the writing room: its scenes and their map beside the text, its faults on their lines, a form."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coursesite.conversations import parse
from coursesite.studio.inserting.composing import composed
from coursesite.studio.inserting.offers import Insert
from coursesite.studio.inserting.typed import Amiss
from tests.browsers import Axe, LiveSite, OpenPage
from tests.conversations.samples import DANA
from tests.inert import alive
from tests.library.shelves import Shelf
from tests.studio.writing.coaches import HERE, Coach
from tests.test_barriers import no_barrier
from tests.test_hostile_text import HOSTILE

TALK = "/studio/write/talk01/"
FRONT = ("you: You answer the phone.", "with: Dana", "meters: trust 40, heat 70")
BROKEN = DANA.replace("(#heard)", "(#herd)")
REPLY = {"text": "I [will] call.", "to": "#end-kept", "mark": "better", "changes": "heat −5", "reason": "A\n\nB"}
SCENE: dict[str, object] = {
    "name": "calm-again",
    "speaker": "Dana",
    "said": "Well.\nYes.\n\nGo *on*.",
    "feels": "- tired",
    "replies": [
        REPLY,
        {"text": "", "to": "", "mark": "", "changes": "", "reason": ""},
        {"text": "Hm.", "to": "start", "mark": "", "changes": "", "reason": ""},
    ],
}


@pytest.fixture
def talk(maren: Coach, shelf: Shelf) -> Coach:
    """Maren, with a conversation to write in."""
    shelf.piece("05-dana", "conversation", *FRONT, key="talk01", title="Dana calls", body=DANA)
    shelf.pushed()
    maren.opens(TALK)
    return maren


def test_the_map_stands_in_the_preview_and_leads_to_the_lines_of_the_text(talk: Coach) -> None:
    seen = talk.asks("look", address=TALK, body="Before.\r\n\r\n" + BROKEN.replace("\n", "\r\n"))

    assert [(fault["line"], fault["problem"]) for fault in seen["faults"]] == [
        (10, "The reply leads to “#herd”, and there is no such scene.")
    ]
    places = re.findall(
        r'<a class="scene-place([^"]*)" href="#(\S+)" data-line="(\d+)" aria-label="([^"]*)"', seen["html"]
    )
    assert places == [
        (" scene-wrong", "scene-1", "3", "start: the start, leads to denial, herd, something is to be put right"),
        ("", "scene-2", "13", "denial: leads to end-kept, denial"),
        (" scene-wrong", "scene-1", "3", "herd: missing, and “start” leads to it"),
        ("", "scene-4", "24", "end-kept: an ending"),
        ("", "scene-3", "19", "heard: leads to end-kept"),
    ]
    assert "Leads to herd, which is missing" in seen["html"]
    assert seen["outline"][0] == {"line": 3, "level": 2, "text": "start"}


def test_without_scripts_the_preview_shows_scenes_and_map(talk: Coach) -> None:
    page = talk.sends(f"{TALK}preview", 200, body=BROKEN).text

    main = page[page.index("<main") :]
    for words in (
        "Map of the scenes",
        "She expects to be passed on again.",
        "If heat is above 60",
        "the better reply, heat −15, trust +10",
    ):
        assert words in main
    assert re.findall(r'id="scene-\d"', main) == [f'id="scene-{number}"' for number in (1, 2, 3, 4)]
    # What is no conversation yet is shown as far as it goes.
    assert "Map of the scenes" not in talk.sends(f"{TALK}preview", 200, body="Only words.").text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_scenes_are_text(talk: Coach, text: str) -> None:
    line = " ".join(text.split())
    scene = f"## {line}\n**{line}:** {text}\n\n> {line}\n\n- [x] [{line}](#{line}) {line} +5\n  > {line}"
    body = f"{text}\n\n{scene}\n\n## end\n\n- {line}\n"
    changes: dict[str, Any] = {"body": body, "field_with": line, "field_you": line}
    for page in (talk.asks("look", address=TALK, **changes)["html"], talk.sends(f"{TALK}preview", 200, **changes).text):
        assert [found for found in alive(page) if not found.startswith("<iframe")] == []


def test_a_scene_is_written_by_a_form_only_in_a_conversation(talk: Coach) -> None:
    assert talk.client.get(f"{TALK}insert/scene").text.count('<fieldset class="insert-row">') == 3
    assert talk.client.get(f"{TALK}insert/poll").status_code == 404
    assert talk.client.get("/studio/write/calls1a/insert/scene").status_code == 404
    assert "Insert a scene" in talk.page
    token = talk.form["csrf_token"]
    typed = {"name": "last", "said": "Rain.", "replies-0-text": "Go", "replies-0-to": "start", "csrf_token": token}
    assert talk.client.post(f"{TALK}insert/scene", data=typed, headers=HERE).status_code == 303
    assert talk.opens(TALK).count("## last\n\nRain.\n\n- [Go](#start)\n")


def test_what_is_typed_reads_back_as_the_scene() -> None:
    written = composed(Insert.SCENE, SCENE)

    (scene,) = parse(written.split("\n"), 1).scenes
    assert written == (
        "## calm-again\n\n**Dana:** Well. Yes.\n\n**Dana:** Go *on*.\n\n> - tired\n\n"
        "- [x] [I \\[will\\] call.](#end-kept) heat -5\n  > A\n  >\n  > B\n- [Hm.](#start)\n"
    )
    assert [reply.changes for reply in scene.replies] == [(("heat", -5),), ()]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "calm again"}, "name"),
        ({"name": ""}, "name"),
        ({"said": " "}, "said"),
        ({"replies": []}, "replies-0-text"),
        ({"replies": [{**REPLY, "to": ""}]}, "replies-0-to"),
        ({"replies": [{**REPLY, "changes": "heat up"}]}, "replies-0-changes"),
        ({"speaker": "", "said": "## other"}, ""),
        ({"feels": "see [it](#start)"}, ""),
    ],
)
def test_every_mistake_in_a_scene_is_named_at_its_field(values: dict[str, object], field: str) -> None:
    with pytest.raises(Amiss) as caught:
        composed(Insert.SCENE, {**SCENE, **values})
    assert list(caught.value.problems) == [field]


@pytest.mark.browser
def test_a_name_on_the_map_leads_to_its_place_in_the_text(
    talk: Coach, live: LiveSite, open_page: OpenPage, axe: Axe
) -> None:
    page = open_page()
    cookie = talk.client.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])
    page.goto(TALK)
    frame = page.frame_locator("#preview")
    text = page.get_by_role("textbox", name="Text", exact=True)
    text.fill(BROKEN)
    frame.get_by_role("link", name="herd: missing").wait_for()
    frame.get_by_role("link", name="end-kept: an ending").click()
    expect(text).to_be_focused()
    assert cursor_line(page) == 22
    page.get_by_text("Insert a scene").click()
    page.get_by_role("button", name="A scene").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name of the scene").fill("herd")
    dialog.get_by_label("What is said or what happens").fill("She listens.")
    dialog.get_by_label("What one could say").first.fill("I call you at four.")
    dialog.get_by_label("The scene that it leads to").first.fill("end-kept")
    text.evaluate("area => area.setSelectionRange(0, 0)")
    dialog.get_by_role("button", name="Put it into the text").click()
    frame.get_by_role("link", name="herd: leads to end-kept").wait_for()
    assert text.input_value().index("## herd") < text.input_value().index("## denial")
    no_barrier(page, f"{TALK}preview", axe)
    no_barrier(page, f"{TALK}insert/scene", axe)


def cursor_line(page: Page) -> int:
    """The line of the text that the cursor is in."""
    before: str = page.evaluate("() => (area => area.value.slice(0, area.selectionStart))(document.activeElement)")
    return before.count("\n") + 1
