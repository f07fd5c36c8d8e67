"""Beginning something new: a draft that passes the check, under a free name, with its maker as owner."""

import pytest
from sqlalchemy import select

from coursesite import clock
from coursesite.accounts.models import Audit, Role
from coursesite.library import staff_queries
from coursesite.library.models import Kind, Part, Piece, State
from coursesite.library.publishing import plan_texts
from coursesite.studio.models import Draft
from coursesite.studio.shelf.starting import examples_left
from tests.inert import alive
from tests.learning.learners import words_of
from tests.studio.shelf.conftest import Site
from tests.test_hostile_text import HOSTILE

ALONE, INSIDE = ("course", "post", "page"), ("lesson", "quiz", "pool", "conversation")


def faults(site: Site, *keys: str) -> list[str]:
    """What stands against publishing these drafts together, as they are."""
    with site.database.reading() as session:
        rows = select(Piece.path, Draft.source).join(Draft, Draft.piece_id == Piece.id).where(Piece.key.in_(keys))
        texts = {row[0]: row[1] for row in session.execute(rows)}
        plan = plan_texts(session, texts, site.shelf.settings.data_dir, now=clock.now())
    assert len(texts) == len(keys)
    return [str(fault) for fault in plan.report.faults]


@pytest.mark.parametrize("kind", [*ALONE, *INSIDE])
def test_what_is_begun_is_a_draft_that_could_be_published_as_it_is(site: Site, kind: str) -> None:
    course = "calls1" if kind in INSIDE else ""
    key = site.begins("“No”: a #hard word", kind, course, summary="Saying it kindly: how?")
    piece, draft = site.piece(key), site.draft(key)
    assert (piece.kind, piece.state, piece.title) == (kind, State.DRAFT, "“No”: a #hard word")
    assert piece.published_revision_id is None
    assert draft is not None
    assert (draft.version, draft.base_revision_id) == (1, None)
    assert f"key: {key}" in draft.source.decode()
    assert faults(site, key) == []
    assert site.coach.client.get("/courses/calls/a-hard-word/").status_code == 404


def test_a_course_and_its_first_lesson_can_be_published_together(site: Site) -> None:
    course = site.begins("Saying no", "course", "", summary="How to say it.")
    assert site.piece(course).path == "courses/saying-no/course.md"
    lesson = site.begins("The first no", course=course)
    assert site.piece(lesson).path == "courses/saying-no/01-the-first-no.md"
    assert faults(site, course, lesson) == []


def test_its_maker_owns_it_and_it_is_written_down(site: Site) -> None:
    key = site.begins("Saying no", "course", "", summary="How to say it.")
    lesson = site.begins("The first no", course=key)
    with site.database.reading() as session:
        staff = staff_queries.staff_of(session, site.piece(key).id)
        assert [(one.name, one.part) for one in staff] == [("Maren Holt", Part.OWNER)]
        assert staff_queries.staff_of(session, site.piece(lesson).id) == []
        told = [(one.deed, one.subject) for one in session.scalars(select(Audit).order_by(Audit.id))]
    assert told == [("began", "the course “Saying no”"), ("began", "the lesson “The first no” in “Saying no”")]
    stranger = site.person("Else", Role.COACH)
    assert "Saying no" not in stranger.reads("/studio/write/")


def test_a_name_that_is_taken_gets_a_number(site: Site) -> None:
    keys = [site.begins("Begin") for _ in range(2)]
    paths = [site.piece(key).path for key in keys]
    assert paths == ["courses/calls/04-begin-2.md", "courses/calls/05-begin-3.md"]
    posts = [site.piece(site.begins("Feed", "post", "")).path.partition("-feed")[2] for _ in range(2)]
    assert posts == ["-2.md", "-3.md"]  # the blog itself answers at /blog/feed
    assert site.piece(site.begins("Studio", "page", "")).path == "pages/studio-2.md"
    assert site.piece(site.begins("Calls", "course", "", summary="More.")).path == "courses/calls-2/course.md"


def test_an_address_that_still_leads_somewhere_is_not_given_away(site: Site) -> None:
    site.shelf.move("courses/calls/02-part-2.md", "courses/calls/02-second-part.md")
    site.shelf.pushed()
    assert site.piece(site.begins("Part 2")).path == "courses/calls/04-part-2-2.md"


def test_without_a_title_nothing_begins(site: Site) -> None:
    site.coach.reads("/studio/write/new/course")
    token = site.coach.page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = site.coach.posts("/studio/write/new/course", {"csrf_token": token, "title": " \u202e "}, 422)
    page = words_of(answer.text)
    assert "Give it a title; you can change it at any time." in page
    assert "Say in a sentence or two what the course is about." in page
    with site.database.reading() as session:
        assert session.scalars(select(Draft)).all() == []


def test_a_lesson_begins_in_a_course_alone_and_a_post_outside(site: Site) -> None:
    for path in ("calls1/new/post", "calls1a/new/lesson", "new/lesson", "new/nothing", "nobody/new/lesson"):
        assert site.coach.client.get(f"/studio/write/{path}").status_code == 404, path


def test_the_starting_text_of_a_post_is_signed_by_its_maker(site: Site) -> None:
    draft = site.draft(site.begins("A day", "post", ""))
    assert draft is not None
    assert "author: Maren Holt\n" in draft.source.decode()
    assert site.piece(site.begins("Another", "post", "")).kind == Kind.POST


def test_what_was_left_as_it_began_is_said_before_publishing(site: Site) -> None:
    course = site.begins("Shifts", "course", "", summary="A summary of my own.")
    site.begins("Nights", course=course)
    said = words_of(site.coach.reads(f"/studio/write/{course}/publish"))
    assert "Sentences of the example that it began with still stand in it" in said
    assert "Its summary and sentences of its text are still the example" in said
    assert examples_left(Kind.LESSON, "Mine.", "## Take it along\n\nMy own words.") == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_title_comes_to_life_on_the_desk(site: Site, text: str) -> None:
    course = site.begins(text, "course", "", summary=text)
    lesson = site.begins(text, course=course)
    outline = f"/studio/write/{course}/outline"
    for path in ("/studio/write/", f"/studio/write/{course}/new/quiz", outline, f"{outline}?piece={lesson}"):
        assert alive(site.coach.reads(path)) == [], path
    answer = site.coach.client.get("/studio/write/", query_string={"q": text})
    assert alive(answer.text) == []
