"""Unpublished, archived, thrown away, taken out again, and gone for good."""

from datetime import timedelta

import pytest

from coursesite.library.models import Image, Kind, Part, Piece, Revision, State
from coursesite.studio import tasks
from coursesite.studio.models import Draft
from tests.library.pictures import png
from tests.studio.publishing.desks import WRITE, Desk, hidden_fields_of, lesson


@pytest.mark.parametrize(
    ("deed", "state", "said"), [("unpublish", State.DRAFT, "unpublished"), ("archive", State.ARCHIVED, "archived")]
)
def test_it_goes_off_the_site_keeps_what_people_did_and_comes_back(
    desk: Desk, deed: str, state: State, said: str
) -> None:
    desk.crowd(2)
    assert "2 people would lose sight of it in the middle." in desk.page("calls1a")
    assert desk.do("calls1a", deed).status_code == 303

    assert desk.row("calls1a").state == state
    assert desk.app.test_client().get("/courses/calls/begin/").status_code == 410
    assert f"{said} Begin" in desk.deeds()
    assert desk.shelf.pushed().off_site == ["courses/calls/01-begin.md"]
    assert desk.send("calls1a", when="now").status_code == 303
    assert desk.app.test_client().get("/courses/calls/begin/").status_code == 200
    assert len(desk.texts("calls1a")) == 1
    assert "2 people are in the middle" in desk.page_with_draft("calls1a")


def test_the_trash_says_until_when_and_gives_back_a_draft(desk: Desk) -> None:
    done = desk.do("calls1b", "trash")
    assert done.location.endswith("/studio/trash/?done=trashed")
    page = desk.client.get(done.location).text
    assert "Until 1 April 2026. Nobody has learned in it" in page
    assert desk.client.get(f"{WRITE}/calls1b/publish").status_code == 404

    out = desk.client.post(f"{WRITE}/calls1b/restore", data=hidden_fields_of(page))
    assert "nobody sees it" in desk.client.get(out.location).text.lower()
    assert (desk.row("calls1b").state, desk.row("calls1b").trashed_at) == (State.DRAFT, None)
    assert "took out of the trash Next" in desk.deeds()


def test_only_who_may_publish_is_offered_to_take_it_out_of_the_trash(desk: Desk) -> None:
    desk.wants_approval()
    owner = desk.staff(Part.OWNER, "Sam")[1]
    desk.do("calls1b", "trash", owner)
    assert "Take it out" in owner.get("/studio/trash/").text
    for part in (Part.APPROVER, Part.COACH):
        page = desk.staff(part, part.value)[1].get("/studio/trash/").text
        assert "Nobody has learned in it" in page
        assert "Take it out" not in page


def test_after_thirty_days_it_goes_for_good_with_everything_that_nothing_else_shows(desk: Desk) -> None:
    desk.shelf.write("courses/calls/images/own.png", png(40, 30))
    desk.shelf.write("courses/calls/images/shared.png", png(30, 40))
    shown = "![a](images/shared.png)"
    desk.shelf.lesson("02-next", f"{shown} ![b](images/own.png)", key="calls1b", title="Next")
    desk.shelf.lesson("03-third", shown, key="calls1c", title="Third")
    desk.shelf.pushed()
    desk.draft("calls1b", lesson("calls1b", "Next", "Begun."))
    kept = {path.name for path in (desk.shelf.settings.data_dir / "images").iterdir()}
    desk.do("calls1b", "trash")

    desk.clock.tick(days=29)
    tasks.tidy(desk.database, desk.shelf.settings, desk.clock.now)
    assert desk.row("calls1b").state == State.TRASHED
    desk.clock.tick(days=2)
    tasks.tidy(desk.database, desk.shelf.settings, desk.clock.now)

    assert "calls1b" not in {row.key for row in desk.rows(Piece) if isinstance(row, Piece)}
    assert desk.rows(Draft) == []
    assert len(desk.rows(Revision)) == 3
    assert [row.path for row in desk.rows(Image) if isinstance(row, Image)] == ["courses/calls/images/shared.png"]
    assert len(kept - {path.name for path in (desk.shelf.settings.data_dir / "images").iterdir()}) == 1
    assert desk.app.test_client().get("/courses/calls/next/").status_code == 404
    assert "deleted for good Next" in desk.deeds()


def test_what_people_learned_in_is_archived_instead_and_the_trash_says_so(desk: Desk) -> None:
    desk.crowd(1)
    desk.do("calls1a", "trash")
    assert "People have learned in it, so it is kept" in desk.client.get("/studio/trash/").text

    tasks.tidy(desk.database, desk.shelf.settings, desk.clock.now + timedelta(days=31))
    assert desk.row("calls1a").state == State.ARCHIVED


def test_a_course_goes_for_good_with_all_that_is_in_it(desk: Desk) -> None:
    desk.new_course()
    desk.send("fresh1", when="now", along=["fresh1a", "fresh2a"])
    desk.do("fresh1", "trash")
    tasks.tidy(desk.database, desk.shelf.settings, desk.clock.now + timedelta(days=31))

    assert {row.key for row in desk.rows(Piece) if isinstance(row, Piece)} == {"calls1", "calls1a", "calls1b"}


def test_what_was_never_published_goes_into_the_trash_and_out_again(desk: Desk) -> None:
    desk.new("post01", "blog/2026-03-02-a-post.md", "---\nkey: post01\n---\n", Kind.POST, None)
    desk.do("post01", "trash")
    page = desk.client.get("/studio/trash/").text
    desk.client.post(f"{WRITE}/post01/restore", data=hidden_fields_of(page))

    row = desk.row("post01")
    assert (row.state, row.taken_off_at, row.trashed_at) == (State.DRAFT, None, None)
