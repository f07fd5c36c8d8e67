"""The front page, search, the site's own pages."""

from dataclasses import replace

from flask import Flask

from coursesite.app import create_app
from coursesite.config import Settings
from tests.learning.learners import LESSON, Learner, elements, text_of, words_of
from tests.library.shelves import Shelf

ABOUT = "---\nkey: about1\ntitle: About this place\nsummary: Who writes here.\n---\nWe answer telephones.\n"


def test_a_guest_reads_what_this_place_is_and_finds_a_course_to_start(guest: Learner) -> None:
    page = guest.reads("/")
    assert "Short courses for the hard moments" in text_of(elements(page, "h1")[0])
    assert LESSON in {node.get("href") for node in elements(page, "a")}


def test_a_learner_finds_the_one_next_thing_first(alice: Learner) -> None:
    alice.joins()
    page = words_of(alice.reads("/"))
    assert "Welcome, Alice" in page
    assert "Your next step Begin" in page
    assert page.index("Your next step") < page.index("0 of 3 lessons finished")


def test_a_learner_who_has_begun_nothing_finds_courses(alice: Learner) -> None:
    page = words_of(alice.reads("/"))
    assert "Your next step" not in page
    assert "Course calls" in page


def test_search_marks_the_words_it_found(guest: Learner) -> None:
    page = guest.reads("/search?q=listen")
    assert [text_of(node) for node in elements(page, "mark")] == ["Listen"]
    assert LESSON in {node.get("href") for node in elements(page, "a")}
    assert "One place found." in words_of(page)


def test_search_without_a_hit_says_what_to_try(guest: Learner) -> None:
    assert "Nothing here holds all of these words" in words_of(guest.reads("/search?q=xylograph"))


def test_search_without_a_word_asks_for_one(guest: Learner) -> None:
    for typed in ("", "?q=", "?q=%20%20", "?q=%22%28%29*"):
        assert "Look through every course" in words_of(guest.reads(f"/search{typed}"))


def test_what_is_typed_into_search_is_never_markup_and_never_too_long(guest: Learner) -> None:
    page = guest.reads("/search?q=%3Cscript%3Ealert(1)%3C/script%3E" + "a" * 5000)
    assert "<script>alert" not in page
    field = next(node for node in elements(page, "input") if node.get("name") == "q")
    assert len(field.get("value")) == 200


def test_many_hits_come_in_pages(shelf: Shelf, guest: Learner) -> None:
    for number in range(4, 30):
        shelf.lesson(
            f"{number:02d}-more-{number}", "A xylograph hangs here.", key=f"xylo{number}", title=f"More {number}"
        )
    shelf.pushed()
    first, second = guest.reads("/search?q=xylograph"), guest.reads("/search?q=xylograph&page=2")
    assert len(elements(first, "mark")) == 10
    assert "26 places found, page 1 of 3." in words_of(first)
    assert next(node for node in elements(second, "ol") if node.get("class") == "entries").get("start") == "11"


def test_a_page_of_the_library_stands_at_its_own_address(shelf: Shelf, guest: Learner) -> None:
    shelf.write("pages/about.md", ABOUT)
    shelf.write("pages/house-rules.md", ABOUT.replace("about1", "rules1").replace("About this place", "House rules"))
    shelf.pushed()
    page = guest.reads("/about")
    assert "We answer telephones." in page
    assert "Who writes here." in page
    assert "House rules" in guest.reads("/house-rules")


def test_a_page_that_is_not_written_is_not_here(guest: Learner) -> None:
    for path in ("/about", "/privacy", "/help", "/nothing-at-all"):
        guest.reads(path, 404)


def test_a_slash_that_is_missing_is_added(guest: Learner) -> None:
    assert guest.client.get("/courses").headers["Location"].endswith("/courses/")


def test_pages_for_guests_hold_no_token_and_set_no_cookie(guest: Learner) -> None:
    for path in ("/", "/courses/", "/courses/calls/", LESSON):
        response = guest.client.get(path)
        assert "csrf_token" not in response.text
        assert 'name="once"' not in response.text
        assert "Set-Cookie" not in response.headers
        assert response.headers["Cache-Control"] == "public, no-cache"


def test_the_styles_are_shown_on_a_development_site_only(app: Flask, guest: Learner, settings: Settings) -> None:
    assert "Every part that the pages are made of" in words_of(guest.reads("/dev/styles"))
    public = create_app(replace(settings, mode="production", smtp_url="smtp://localhost"))
    assert public.test_client().get("/dev/styles").status_code == 404
    public.extensions["database"].dispose()
