"""What pages read: bounded, from the process's caches, the same number of queries whatever the size."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from sqlalchemy import event

from coursesite.db import Database
from coursesite.library import compiling, queries, reading
from coursesite.library.keeping import Kept
from coursesite.library.models import Kind
from tests.library.shelves import QUESTION, Shelf


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The statements that the read engine is given meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement != "BEGIN":
            found.append(statement)

    event.listen(database.read, "before_cursor_execute", note)
    yield found
    event.remove(database.read, "before_cursor_execute", note)


def _lessons(shelf: Shelf, many: int) -> None:
    shelf.course()
    for number in range(1, many + 1):
        shelf.lesson(f"{number:03d}-lesson-{number}", "Text." if number % 50 else QUESTION, key=f"lesson{number}")
    shelf.pushed()


def _read_a_lesson(shelf: Shelf) -> None:
    with shelf.database.reading() as session:
        lesson = queries.find_lesson(session, "calls", "lesson-3")
        assert lesson is not None
        reading.content(session, lesson.published_revision_id)
        outline = reading.outline(session, lesson.course_id, lesson.outline_version)
        assert outline.lesson(lesson.id) is not None


@pytest.mark.parametrize("many", [8, 800])
def test_a_lesson_costs_the_same_queries_in_a_course_of_8_and_of_800(shelf: Shelf, many: int) -> None:
    _lessons(shelf, many)

    with statements(shelf.database) as cold:
        _read_a_lesson(shelf)
    with statements(shelf.database) as warm:
        _read_a_lesson(shelf)

    assert (len(cold), len(warm)) == (3, 1)


def test_an_outline_gives_the_lessons_in_their_order(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("10-last", key="lesson3", title="Last")
    shelf.lesson("02-second", QUESTION, key="lesson2", title="Second")
    shelf.lesson("01-first", key="lesson1", title="First")
    shelf.write("courses/calls/08-pool.md", "---\nkey: pool01\ntitle: Pool\nkind: pool\n---\n" + QUESTION)
    shelf.pushed()

    with shelf.database.reading() as session:
        course = queries.find_course(session, "calls")
        assert course is not None
        outline = reading.outline(session, course.id, course.outline_version)

    first, second, last = outline.lessons
    assert [lesson.title for lesson in outline.lessons] == ["First", "Second", "Last"]
    assert [lesson.number for lesson in outline.lessons] == [1, 2, 3]
    assert second.questions == ("third-call",)
    assert (outline.before(first.id), outline.before(second.id)) == (None, first)
    assert (outline.after(second.id), outline.after(last.id)) == (last, None)
    assert outline.minutes == sum(lesson.minutes for lesson in outline.lessons)


def test_courses_come_by_topic_in_their_order(shelf: Shelf) -> None:
    course = "---\nkey: {}\ntitle: {}\nsummary: s\ntopics: {}\norder: {}\n---\nText.\n"
    for key, topic, order in [("aaaa", "phone", 3), ("bbbb", "letters", 2), ("cccc", "phone", 1)]:
        shelf.write(f"courses/{key}/course.md", course.format(key, key, topic, order))
    shelf.lesson("01-first", key="lesson1", folder="aaaa")
    shelf.pushed()

    with shelf.database.reading() as session:
        cards = reading.courses(session)

    assert [(card.topic, card.key, card.lessons) for card in cards] == [
        ("phone", "cccc", 0),
        ("phone", "aaaa", 1),
        ("letters", "bbbb", 0),
    ]


def test_what_an_older_compiler_made_is_made_again_from_the_source(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.course()
    shelf.lesson("01-first", "See [the next](02-second.md)." + QUESTION, key="lesson1")
    shelf.lesson("02-second", key="lesson2")
    shelf.pushed()
    before = shelf.lesson_content("first")
    calls: list[str] = []
    compile_source: Callable[..., compiling.Compilation] = compiling.compile_source

    def counted(*arguments: object) -> compiling.Compilation:
        calls.append(str(arguments[0]))
        return compile_source(*arguments)

    monkeypatch.setattr(reading, "COMPILER", compiling.COMPILER + 1)
    monkeypatch.setattr(reading, "compile_source", counted)
    again = Database(shelf.settings.database)
    with again.reading() as session:
        after = reading.content(session, before.revision_id)
        reading.content(session, before.revision_id)
    again.dispose()

    assert calls == ["courses/calls/01-first.md"]
    assert after == before


def test_a_newer_compiler_compiles_the_same_revision_again_at_the_sites_start(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.course()
    shelf.lesson("01-first", key="lesson1")
    shelf.pushed()
    revision_id = shelf.lesson_content("first").revision_id
    for module in ("shelving.entries", "shelving.writing"):
        monkeypatch.setattr(f"coursesite.library.{module}.COMPILER", compiling.COMPILER + 1)

    shelf.push(write_keys=False)

    with shelf.database.reading() as session:
        found = queries.compiled_of(session, [revision_id]).get(revision_id)
        assert found is not None
        assert found[1] == compiling.COMPILER + 1
    assert shelf.lesson_content("first").revision_id == revision_id


def test_pages_and_addresses_are_found(shelf: Shelf) -> None:
    shelf.course()
    shelf.lesson("01-first", key="lesson1")
    shelf.write("pages/about.md", "---\nkey: about1\ntitle: About\n---\nWho we are.\n")
    shelf.write(
        "courses/calls/02-talk.md",
        "---\nkey: talk01\ntitle: Talk\nkind: conversation\nwith: Dana\n---\n## start\n\n- End.\n",
    )
    shelf.pushed()

    with shelf.database.reading() as session:
        page = queries.find_page(session, "about")
        assert page is not None
        assert reading.content(session, page.published_revision_id).kind is Kind.PAGE
        addresses = [address for address, _changed in queries.published_addresses(session)]
        talk = queries.find_lesson(session, "calls", "talk")
        assert talk is not None
        assert talk.kind == Kind.CONVERSATION

    assert sorted(addresses) == ["/about", "/courses/calls/", "/courses/calls/first/", "/courses/calls/talk/"]


def test_the_least_used_values_make_room() -> None:
    kept: Kept[int] = Kept(2)
    made: list[int] = []

    def make(value: int) -> int:
        made.append(value)
        return value

    for value in (1, 2, 1, 3, 1, 2):
        assert kept.get(value, partial(make, value)) == value

    assert made == [1, 2, 3, 2]
