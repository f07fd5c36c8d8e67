"""Everything written: what stands in the list, in which words, and that it costs the same whatever there is."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from coursesite import clock
from coursesite.accounts.models import Role
from coursesite.library.models import Kind, Part, Piece, State
from coursesite.studio.models import Proposal, Step
from coursesite.studio.shelf.queries import Row
from coursesite.studio.shelf.standing import line_of, state_in_words
from tests.counting import count_queries
from tests.learning.learners import elements, text_of, words_of
from tests.studio.shelf.conftest import Site

LIST = "/studio/write/"
DAY = datetime(2026, 3, 4, 8, 15, tzinfo=UTC)
NEVER = Row(1, "k", "lesson", "draft", "a", "A", None, None, DAY, 2, "c", "c", "C", False, "owner", True, *[None] * 4)
SHOWN = NEVER._replace(state="published", published_revision_id=7)
POST = SHOWN._replace(kind="post", course_id=None, published_at=DAY)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (NEVER, "Draft"),
        (SHOWN, "Published"),
        (POST, "Published 4 March 2026"),
        (SHOWN._replace(drafted_at=DAY), "Published, with changes that aren’t"),
        (NEVER._replace(drafted_at=DAY, step=Step.AWAITING), "Awaiting approval"),
        (SHOWN._replace(step=Step.AWAITING), "Published; a new wording awaits approval"),
        (
            NEVER._replace(step=Step.SCHEDULED, publish_at=DAY),
            "Scheduled for Wednesday 4 March 2026, 09:15",
        ),
        (NEVER._replace(step=Step.RETURNED), "Came back with a remark"),
        (SHOWN._replace(step=Step.FAILED), "Published; a new wording could not be published at its hour"),
        (POST._replace(state="scheduled"), "Scheduled for Wednesday 4 March 2026, 09:15"),
        (SHOWN._replace(state="draft"), "Taken off the site, a draft again"),
        (SHOWN._replace(state="archived"), "Archived: kept, and shown to nobody"),
    ],
)
def test_where_a_piece_stands_is_said_in_words(row: Row, words: str) -> None:
    assert state_in_words(row, "Europe/Berlin") == words


@pytest.mark.parametrize(
    ("row", "role", "words"),
    [
        (NEVER._replace(drafted_at=DAY), "coach", "Go on writing"),
        (SHOWN._replace(drafted_at=DAY), "coach", "Go on with the changes"),
        (NEVER._replace(step=Step.AWAITING), "admin", "Read it and decide"),
        (NEVER._replace(step=Step.AWAITING, part="coach"), "coach", None),
        (NEVER._replace(step=Step.RETURNED, drafted_at=DAY), "coach", "Read what was said, and go on"),
        (SHOWN._replace(drafted_at=DAY, part="approver"), "coach", None),
        (NEVER._replace(step=Step.SCHEDULED, drafted_at=DAY), "coach", None),
        (SHOWN, "coach", None),
    ],
)
def test_what_to_do_next_depends_on_who_asks(row: Row, role: str, words: str | None) -> None:
    found = line_of(row, role).next
    assert (found[0] if found else None) == words


def test_a_course_is_listed_with_its_lessons_in_their_order_drafts_between_them(site: Site) -> None:
    site.begins("A new one")
    site.sets("calls1x3", state=State.ARCHIVED.value)
    page = site.coach.reads(LIST)
    course = next(node for node in elements(page, "article") if node.get("id") == "course-calls1")
    titles = [text_of(node) for node in course.iter() if node.get("class") == "written-title"]
    assert titles == ["Begin", "Lesson 2 of calls", "A new one", "Lesson 3 of calls"]
    words = words_of(page)
    assert words.index("Left open") < words.index("A new one")
    assert "Lesson in Course calls" in words


def test_another_coach_sees_what_nobody_looks_after_and_what_is_theirs(site: Site) -> None:
    site.shelf.post("2026-03-01-for-all", key="post01", title="For all of us")
    site.shelf.pushed()
    other = site.person("Ines", Role.COACH)
    page = words_of(other.reads(LIST))
    assert "For all of us" in page
    assert "Course calls" not in page
    site.gives("calls1", other.person, Part.APPROVER)
    page = other.reads(LIST)
    assert "Course calls" in page
    assert "/studio/write/calls1a/" not in page  # approvers read, and don't write
    assert "Course forms" not in page
    assert "Begin" in words_of(site.person("Ruth", Role.ADMIN).reads(LIST))


def test_a_title_is_found_wherever_it_stands(site: Site) -> None:
    page = words_of(site.coach.reads(f"{LIST}?q=LESSON+2"))
    assert "Two titles with “LESSON 2”" in page
    assert "Lesson 2 of calls" in page
    assert "Lesson in Course forms" in page
    assert "No titles with “50%”" in words_of(site.coach.reads(f"{LIST}?q=50%25"))
    assert "Begin" not in words_of(site.person("Ines", Role.COACH).reads(f"{LIST}?q=begin").partition("Everything")[2])


def test_an_empty_desk_says_how_to_begin(app: object, sign_in: Callable[..., object], site: Site) -> None:
    page = words_of(site.person("Ines", Role.COACH).reads(LIST))
    assert "Nothing is written yet" in page
    assert "seen by nobody else, until you publish it" in page


def test_the_list_costs_the_same_for_ten_pieces_and_for_hundreds(site: Site) -> None:
    for address in (LIST, f"{LIST}?of=posts", f"{LIST}?q=one"):
        site.coach.reads(address)
    few = {}
    paths = (LIST, f"{LIST}?of=courses", f"{LIST}?of=posts", f"{LIST}?of=pages&page=2", f"{LIST}?q=begin&page=2")
    for address in paths:
        with count_queries(site.app) as counted:
            site.coach.reads(address)
        few[address] = len(counted)
    many(site)
    for address in paths:
        with count_queries(site.app) as counted:
            page = site.coach.reads(address)
        assert len(counted) == few[address], str(counted)
        assert len(page) < 160_000
    assert few[LIST] <= 10
    assert "All 130 in the outline" in words_of(site.coach.reads(LIST))


def many(site: Site) -> None:
    """A hundred lessons more, thirty courses, five hundred posts and pages."""
    now, course = clock.now(), site.piece("calls1")
    row = {"state": State.DRAFT.value, "created_at": now, "changed_at": now, "title": "One that begins", "path": ""}
    rows = [
        {"key": f"l{n:04d}", "kind": Kind.LESSON.value, "slug": f"l{n}", "course_id": course.id, "place": 10 + n}
        for n in range(127)
    ]
    for kind, count in ((Kind.COURSE, 30), (Kind.POST, 250), (Kind.PAGE, 250)):
        rows += [
            {"key": f"{kind}{n:03d}", "kind": kind.value, "slug": f"{kind}{n}", "course_id": None, "place": 0}
            for n in range(count)
        ]
    with site.database.writing() as session:
        session.execute(insert(Piece), [row | one for one in rows])
        waits = {"source": b"", "handed_in_at": now, "step": Step.AWAITING.value, "note": "", "answer": ""}
        first = site.piece("calls1a").id
        session.execute(insert(Proposal), [waits | {"piece_id": first}])
        session.commit()
