"""Comments in a real browser: the form comes into place, nothing typed is lost; without scripts; without barriers."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from coursesite.blog.comments import signing
from coursesite.blog.forms import TRAP
from coursesite.blog.models import State
from tests.blog.comments.talking import POST, RESPOND, Discussing, Person
from tests.browsers import Axe, LiveSite, OpenPage
from tests.test_barriers import in_both_themes, no_barrier

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("mails")]
TEXT = "First I would let them finish, and then say it back to them."
REFUSED = "Failed to load resource: the server responded with a status of"


def as_person(page: Page, person: Person, live: LiveSite) -> Page:
    """Let a page be this person's."""
    held = person.client.get_cookie("session")
    assert held is not None
    page.context.add_cookies([{"name": "session", "value": held.value, "url": live.url}])
    return page


def test_the_form_comes_below_the_comment_that_is_answered_and_goes_again(
    talk: Discussing, open_page: OpenPage
) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    page = open_page(POST)
    page.evaluate("() => { window.notReloaded = true }")
    link = page.locator(f"#comment-{comment.id}").get_by_role("link", name="Answer Jo")
    link.click()
    form = page.locator(f"#comment-{comment.id} [data-respond-form]")
    expect(form).to_contain_text("You answer Jo.")
    expect(form.get_by_label("Your name")).to_be_focused()
    form.get_by_role("link", name="Cancel").click()
    expect(form).to_have_count(0)
    expect(link).to_be_focused()
    assert page.evaluate("() => window.notReloaded === true")


def test_what_was_typed_moves_along_when_another_comment_is_answered(talk: Discussing, open_page: OpenPage) -> None:
    comment = talk.shown(talk.guest(), TEXT)
    page = open_page(POST)
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment").fill("Half a thought")
    page.get_by_role("link", name="Answer Jo").click()
    form = page.locator(f"#comment-{comment.id} [data-respond-form]")
    expect(form.get_by_label("Your comment")).to_have_value("Half a thought")
    expect(page.locator("[data-respond-form]")).to_have_count(1)


def test_a_preview_comes_into_place_and_sending_leads_to_the_comment(talk: Discussing, open_page: OpenPage) -> None:
    page = open_page(POST)
    page.get_by_role("link", name="Write the first comment").click()
    page.get_by_label("Your name").fill("Jo")
    page.get_by_label("Your email address").fill("jo@example.net")
    page.get_by_label("Your comment").fill("A *finished* thought")
    page.get_by_role("button", name="Preview").click()
    preview = page.locator(".preview")
    expect(preview.locator("em")).to_have_text("finished")
    expect(preview).to_be_focused()
    assert talk.comments() == []
    expect(page.get_by_label("Your comment")).to_have_value("A *finished* thought")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(f"**{POST}#comment-*")
    expect(page.locator(".comment")).to_contain_text("Only you can see this until a coach has read it.")
    assert len(talk.comments()) == 1


def test_without_scripts_all_of_it_works_on_pages_of_its_own(
    talk: Discussing, open_page: OpenPage, complaints: list[str]
) -> None:
    page = open_page(POST, java_script_enabled=False)
    page.get_by_role("link", name="Write the first comment").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("3 things need another look")
    page.get_by_label("Your name").fill("Jo")
    page.get_by_label("Your email address").fill("jo@example.net")
    page.get_by_label("Your comment").fill("A finished thought")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview")).to_contain_text("A finished thought")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".comment")).to_contain_text("A finished thought")
    page.get_by_text("Withdraw", exact=True).click()
    page.get_by_role("button", name="Withdraw this comment").click()
    expect(page.locator(".comment")).to_have_count(0)
    complaints[:] = [said for said in complaints if not said.startswith(REFUSED)]


def test_no_page_about_comments_holds_a_barrier(
    talk: Discussing,
    open_page: OpenPage,
    live: LiveSite,
    axe: Axe,
    complaints: list[str],
) -> None:
    talk.app.extensions["settings"] = replace(
        talk.app.extensions["settings"], avatar_server="https://pictures.example/"
    )
    first = talk.shown(talk.guest("A name that is quite long and has-no-room-for-breaking-it-anywhere-at-all"), TEXT)
    coach, member = talk.coached(), talk.trusted("Ravi")
    coach.writes(
        "I would say what I have understood.\n\n```\ncode that is rather long and doesn’t break\n```", to=first.id
    )
    answer = talk.newest()
    coach.deed(f"/blog/comments/{answer.id}/pin", POST, pinned="yes")
    talk.shown(member, "And then?", to=answer.id, notify="y")
    own = talk.newest()
    deeper = talk.shown(talk.trusted("Ines"), "Deeper still.", to=own.id)
    talk.settles(first, State.REMOVED)
    waiting = talk.guest("Bo", "bo@example.net")
    waiting.writes("I do not want to live any more. Nobody would notice.", to=deeper.id)
    secret = talk.app.extensions["settings"].secret_key
    mine = f"/blog/mine/{signing.token_for(secret, signing.MINE, talk.newest().id)}"
    ending = f"/blog/subscriptions/{signing.token_for(secret, signing.SUBSCRIPTION, 1)}"
    report = f"/blog/comments/{deeper.id}/report"

    guest = open_page(color_scheme="light", reduced_motion="reduce")
    for path in (POST, RESPOND, f"{RESPOND}?to={deeper.id}", mine, ending, report, f"{report}?done=yes"):
        no_barrier(guest, path, axe)
    guest.goto(RESPOND)
    guest.get_by_role("button", name="Send").click()
    guest.wait_for_selector("[aria-invalid=true]")
    in_both_themes(guest, axe)
    guest.goto(POST)
    guest.locator(f"#comment-{deeper.id}").get_by_role("link", name="Answer Ines").click()
    guest.wait_for_selector("[data-respond-form]")
    in_both_themes(guest, axe)
    for person, paths in (
        (waiting, (POST,)),
        (coach, (POST, RESPOND)),
        (member, (POST, f"/blog/comments/{own.id}/edit", "/blog/subscriptions/")),
    ):
        page = as_person(open_page(color_scheme="light", reduced_motion="reduce"), person, live)
        for path in paths:
            no_barrier(page, path, axe)
    complaints[:] = [said for said in complaints if not said.startswith(REFUSED)]


def filled_in(page: Page, text: str) -> None:
    """Open the form below the post and type a guest's comment."""
    page.get_by_role("link", name="Write the first comment").click()
    page.get_by_label("Your name").fill("Jo")
    page.get_by_label("Your email address").fill("jo@example.net")
    page.get_by_label("Your comment").fill(text)


def test_what_is_typed_stays_when_the_network_is_lost_and_goes_once_it_is_back(
    talk: Discussing, open_page: OpenPage, complaints: list[str]
) -> None:
    page = open_page(POST)
    filled_in(page, TEXT)
    page.context.set_offline(True)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-lost]")).to_be_focused()
    expect(page.locator("[data-lost]")).to_contain_text("What you typed is still here.")
    expect(page.get_by_label("Your comment")).to_have_value(TEXT)
    page.context.set_offline(False)
    page.get_by_role("button", name="Send").dblclick()
    page.wait_for_url(f"**{POST}#comment-*")
    assert [comment.source for comment in talk.comments()] == [TEXT]
    complaints[:] = [said for said in complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def test_what_needs_another_look_comes_into_place_in_the_order_of_the_fields(
    talk: Discussing, open_page: OpenPage, complaints: list[str]
) -> None:
    page = open_page(POST)
    page.get_by_role("link", name="Write the first comment").click()
    page.get_by_role("button", name="Send").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(
        [
            "Please give a name that others can call you by. It need not be your whole name.",
            "Please type your email address.",
            "Please write something.",
        ]
    )
    assert page.url.endswith(POST)
    assert talk.comments() == []
    complaints[:] = [said for said in complaints if not said.startswith(REFUSED)]


def test_nobody_comes_by_keyboard_to_the_field_that_is_to_stay_empty(talk: Discussing, open_page: OpenPage) -> None:
    page = open_page(RESPOND)
    page.get_by_label("Your name").focus()
    met = []
    for _ in range(10):
        met.append(page.evaluate("document.activeElement.name ?? ''"))
        page.keyboard.press("Tab")
    assert met[:4] == ["name", "address", "site", "text"]
    assert TRAP not in met
    assert page.get_by_role("textbox", name="Leave this field empty").count() == 0
