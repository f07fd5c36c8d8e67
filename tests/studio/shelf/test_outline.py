"""The outline at the desk: its order, addresses, what stands against a change, and who was faster."""

from typing import Any

from coursesite.accounts.models import Role
from coursesite.learning.gating import waits_for
from coursesite.library import reading
from coursesite.library.models import Part
from tests.learning.courses import PICK
from tests.learning.learners import elements, words_of
from tests.studio.shelf.conftest import Site

OUTLINE = "/studio/write/calls1/outline"
BEGIN, TWO, THREE = "calls1a", "calls1x2", "calls1x3"


def order(site: Site) -> list[str]:
    """What the outline at the desk lists, in its order."""
    items = [node for node in elements(site.coach.reads(OUTLINE), "li") if (node.get("id") or "").startswith("piece-")]
    return [node.get("id").removeprefix("piece-") for node in items]


def places(wanted: dict[str, int]) -> dict[str, Any]:
    """What is typed beside these pieces."""
    return {f"place-{key}": str(place) for key, place in wanted.items()}


def saves(site: Site, *, status: int = 303, **fields: Any) -> str:
    """The coach sends the outline's form as it stands on the page that was read last, with these fields over it."""
    answer = site.coach.sends(OUTLINE, status, **fields)
    if status == 303:
        return site.coach.follows(answer)
    site.coach.page = answer.text
    return answer.text


def changes(site: Site, key: str, *, status: int = 303, **fields: Any) -> str:
    """The coach opens one piece's own page, and sends one of its forms."""
    site.coach.reads(f"{OUTLINE}?piece={key}")
    return saves(site, status=status, **fields)


def test_lessons_take_the_order_that_is_typed_drafts_among_them(site: Site) -> None:
    draft = site.begins("In between")
    assert order(site) == [BEGIN, TWO, THREE, draft]
    page = saves(site, **places({draft: 2, THREE: 1}))
    assert "The order is saved." in page
    assert order(site) == [THREE, BEGIN, draft, TWO]
    learner = site.person("Alice")
    page = words_of(learner.reads("/courses/calls/").partition('id="outline"')[2])
    stands = [page.index(title) for title in ("Lesson 3 of calls", "Begin", "Lesson 2 of calls")]
    assert stands == sorted(stands)
    assert learner.reads("/courses/calls/part-3/")  # the first one now, and open to everybody
    assert site.piece(draft).path == "courses/calls/03-in-between.md"


def test_a_lesson_goes_up_and_down_by_buttons_that_keep_the_focus(site: Site) -> None:
    site.coach.reads(OUTLINE)
    page = saves(site, up=THREE)
    assert order(site) == [BEGIN, THREE, TWO]
    button = next(node for node in elements(page, "button") if "autofocus" in node.attrib)
    assert button.get("aria-label") == "Move up: Lesson 3 of calls"
    site.coach.reads(OUTLINE)
    saves(site, down=BEGIN)
    assert order(site) == [THREE, BEGIN, TWO]
    site.coach.reads(OUTLINE)
    assert "Nothing had to be changed." in saves(site, up=THREE)


def test_a_new_order_changes_no_address_and_nobodys_progress(site: Site) -> None:
    alice = site.person("Alice")
    alice.picks("third-call", "Three calls for one parcel.")
    alice.joins()
    alice.finishes("/courses/calls/begin/")
    site.coach.reads(OUTLINE)
    saves(site, down=BEGIN)
    assert "1 of 3" in words_of(alice.reads("/courses/calls/"))
    assert "1 of 3" in words_of(alice.reads("/learn/"))
    assert "You named what happened." in alice.reads("/courses/calls/begin/")


def test_whoever_comes_second_sees_the_new_order_and_keeps_their_own(site: Site) -> None:
    other = site.person("Ines", Role.COACH)
    site.gives("calls1", other.person, Part.COACH)
    site.coach.reads(OUTLINE)
    other.reads(OUTLINE)
    other.sends(OUTLINE, up=THREE)
    page = saves(site, status=409, **places({TWO: 1}))
    words = words_of(page)
    assert "This outline was changed meanwhile." in words
    assert "Your order was: Lesson 2 of calls Begin Lesson 3 of calls" in words
    assert order(site) == [BEGIN, THREE, TWO]  # nothing of it was done
    site.coach.page = page
    saves(site, **places({TWO: 1, BEGIN: 2, THREE: 3}))
    assert order(site) == [TWO, BEGIN, THREE]


def test_what_would_never_open_is_named_and_nothing_is_done(site: Site) -> None:
    site.shelf.lesson("03-part-3", "Text.", key=THREE, title="Lesson 3 of calls")
    gated = site.shelf.read("courses/calls/03-part-3.md").replace(b"\nsummary:", b"\nopens after: 02-part-2\nsummary:")
    site.shelf.write("courses/calls/03-part-3.md", gated)
    site.shelf.pushed()
    site.coach.reads(OUTLINE)
    page = words_of(saves(site, status=422, up=THREE))
    assert "This order was not saved, and nothing was changed." in page
    assert "“Lesson 2 of calls” stands after this" in page
    assert order(site) == [BEGIN, TWO, THREE]
    page = words_of(changes(site, THREE, status=422, move=THREE, to="forms1"))
    assert "“Lesson 3 of calls” needs “Lesson 2 of calls”, which would stay behind." in page
    page = words_of(changes(site, TWO, status=422, move=TWO, to="forms1"))
    assert "“Lesson 3 of calls” needs “Lesson 2 of calls”, and would stay behind." in page
    # Both together go on as they were: the gate follows the file's new name.
    site.coach.reads(OUTLINE)
    saves(site, **places({BEGIN: 3}))
    assert order(site) == [TWO, THREE, BEGIN]
    course = site.piece("calls1")
    with site.database.reading() as session:
        outline = reading.outline(session, course.id, course.outline_version)
    assert waits_for(outline, site.piece(THREE).id, set()) is not None


def test_another_address_and_the_old_one_still_leads_there(site: Site) -> None:
    page = changes(site, TWO, rename=TWO, slug="The second “call”")
    assert "The address is changed." in page
    guest = site.app.test_client()
    answer = guest.get("/courses/calls/part-2/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/courses/calls/the-second-call/")
    taken = words_of(changes(site, TWO, status=422, rename=TWO, slug="begin"))
    assert "Nothing was changed. This stands against it: The address “begin” belongs to “Begin”." in taken
    draft = site.begins("Not yet")
    changes(site, draft, rename=draft, slug="soon")
    assert site.piece(draft).path == "courses/calls/04-soon.md"


def test_a_course_gets_another_address_with_all_that_is_in_it(site: Site) -> None:
    draft = site.begins("Not yet")
    changes(site, "calls1", rename="calls1", slug="on the phone")
    guest = site.app.test_client()
    assert guest.get("/courses/calls/").headers["Location"] == "/courses/on-the-phone/"
    assert guest.get("/courses/calls/begin/").headers["Location"] == "/courses/on-the-phone/begin/"
    assert site.piece(draft).path == "courses/on-the-phone/04-not-yet.md"


def test_whose_changes_wait_for_approval_moves_only_what_was_never_published(site: Site) -> None:
    site.sets("calls1", approval=True)
    helper = site.person("Ines", Role.COACH)
    site.gives("calls1", helper.person, Part.COACH)
    first, second = site.begins("One"), site.begins("Two")
    helper.reads(OUTLINE)
    assert "This needs the course’s owner" in words_of(helper.sends(OUTLINE, 403, up=THREE).text)
    helper.sends(OUTLINE, up=second)
    assert order(site) == [BEGIN, TWO, THREE, second, first]


def test_pictures_and_links_of_a_moved_lesson_lead_on(site: Site) -> None:
    site.shelf.lesson("02-part-2", f"See [the first](01-begin.md).\n{PICK.replace('third-call', 'again')}", key=TWO)
    site.shelf.pushed()
    changes(site, BEGIN, rename=BEGIN, slug="start")
    prose = site.shelf.prose("part-2")
    assert 'href="/courses/calls/start/"' in prose
