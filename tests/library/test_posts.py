"""Posts: what their front matter says, the facts that lists need, and the lesson that a post names."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from coursesite.library import post_queries, queries, reading, tasks
from coursesite.library.addresses import RESERVED_BELOW_BLOG
from coursesite.library.models import Kind, Piece, PostTag, Revision, State
from coursesite.library.post_queries import PostRow
from coursesite.library.publishing import carry_out, plan_one
from coursesite.library.search import find
from tests.conftest import FrozenClock
from tests.library.revisions import piece
from tests.library.shelves import QUESTION, Shelf

NAME = "2026-02-20-two-kinds"


@pytest.fixture
def blog(shelf: Shelf, clock: FrozenClock) -> Shelf:
    """A course with two lessons and a quiz; it is a Monday morning in March 2026."""
    shelf.course()
    shelf.lesson("01-first", key="lesson1", title="First")
    shelf.lesson("02-second", key="lesson2", title="Second")
    shelf.piece("03-check", "quiz", key="quiz11", title="The check")
    shelf.pushed()
    return shelf


def found(shelf: Shelf, slug: str = "two-kinds") -> PostRow | None:
    with shelf.database.reading() as session:
        return post_queries.find_post(session, slug)


def tags(shelf: Shelf) -> list[tuple[str, str]]:
    with shelf.database.reading() as session:
        rows: Sequence[PostTag] = session.execute(select(PostTag).order_by(PostTag.place)).scalars().all()
        return [(row.slug, row.name) for row in rows]


def about(shelf: Shelf, key: str = "post11") -> str | None:
    """The key of the lesson that a post is about."""
    with shelf.database.reading() as session:
        lesson = piece(session, key).about_id
        return None if lesson is None else session.get_one(Piece, lesson).key


def test_a_post_is_published_with_its_facts(blog: Shelf) -> None:
    blog.post(
        NAME,
        "tags: listening, Saying sorry",
        "author: Maren Høst",
        "published: 2026-02-21 09:30",
        "lesson: calls/01-first",
        key="post11",
        title="Two kinds of sorry",
    )
    assert blog.pushed().taken_in == [f"blog/{NAME}.md"]

    row = found(blog)
    assert row is not None
    assert (row.key, row.title, row.summary) == ("post11", "Two kinds of sorry", "What a reader finds here.")
    assert row.published_at == datetime(2026, 2, 21, 9, 30, tzinfo=UTC)
    assert (row.author, row.author_slug, row.comments_open, row.minutes) == ("Maren Høst", "maren-host", True, 1)
    assert about(blog) == "lesson1"
    assert tags(blog) == [("listening", "listening"), ("saying-sorry", "Saying sorry")]


def test_a_post_that_says_little_is_dated_by_its_file_and_takes_comments(blog: Shelf) -> None:
    blog.post(NAME, key="post11")
    blog.pushed()

    row = found(blog)
    assert row is not None
    assert row.published_at == datetime(2026, 2, 20, tzinfo=UTC)
    assert (row.author, row.author_slug, row.comments_open, row.about_id) == ("", "", True, None)
    assert tags(blog) == []


def test_what_changes_in_a_post_changes_its_facts(blog: Shelf) -> None:
    blog.post(NAME, "tags: one, two", "author: Ann", "lesson: calls/01-first", key="post11")
    blog.pushed()
    blog.post(NAME, "tags: [two, three]", "comments: closed", "published: 2026-01-02", key="post11")
    blog.pushed()

    row = found(blog)
    assert row is not None
    assert (row.author, row.author_slug, row.comments_open, row.about_id) == ("", "", False, None)
    assert row.published_at == datetime(2026, 1, 2, tzinfo=UTC)
    assert tags(blog) == [("two", "two"), ("three", "three")]


def test_a_file_with_another_date_in_its_name_is_dated_by_it(blog: Shelf) -> None:
    old = blog.post(NAME, key="post11")
    blog.pushed()
    blog.move(old, "blog/2026-01-31-two-kinds.md")
    report = blog.pushed()

    assert report.renamed == [(old, "blog/2026-01-31-two-kinds.md")]
    row = found(blog)
    assert row is not None
    assert row.published_at == datetime(2026, 1, 31, tzinfo=UTC)
    assert blog.moved_to("/blog/two-kinds/") is None


def test_the_old_address_of_a_renamed_post_leads_to_it(blog: Shelf) -> None:
    old = blog.post(NAME, key="post11")
    blog.pushed()
    blog.move(old, "blog/2026-02-20-two-apologies.md")
    blog.pushed()

    assert found(blog) is None
    assert blog.moved_to("/blog/two-kinds/") == "/blog/two-apologies/"
    with blog.database.reading() as session:
        assert [hit.address for hit in find(session, "post").hits] == ["/blog/two-apologies/"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("published: 2026-02-30", "published: “2026-02-30” is not a day of the calendar, with or without a time."),
        ("published: 2026-02-28 24:00", "published: “2026-02-28 24:00” is not a day of the calendar,"),
        ("published: 2026-02-28T09:00", "published: “2026-02-28T09:00” is not a day of the calendar,"),
        ("published: ２０２６-02-28", "published: “２０２６-02-28” is not a day of the calendar,"),
        ("state: published", "state: “published” is not a state that a post's file can give it."),
        ("comments: maybe", "comments: “maybe” is not one of the words for this."),
        ("tags: Saying sorry, saying-sorry", "tags: “Saying sorry” and “saying-sorry” would have one address"),
        ("tags: listening, …", "tags: “…” has no letter that an address could be made of."),
        ("lesson: calls", "lesson: “calls” is not a course's folder and a lesson's file."),
        ("lesson: ../pages/about", "lesson: “../pages/about” is not a course's folder and a lesson's file."),
        ("lesson: calls/course", "lesson: “calls/course” is not a course's folder and a lesson's file."),
        ("lesson: calls/04-nothing", "There is no lesson or quiz “calls/04-nothing”."),
        ("lesson: calls/09-pool", "There is no lesson or quiz “calls/09-pool”."),
    ],
)
def test_what_a_post_can_not_say_is_named_with_its_line(blog: Shelf, line: str, problem: str) -> None:
    blog.piece("09-pool", "pool", key="pool11")
    blog.post(NAME, line, key="post11")

    (fault,) = blog.faults()

    assert fault[:2] == (f"{NAME}.md", 5)
    assert fault[2].startswith(problem)
    assert found(blog) is None


@pytest.mark.parametrize("slug", sorted(RESERVED_BELOW_BLOG - {"feed.atom", "feed.json"}))
def test_a_post_can_not_take_an_address_of_the_blogs_own(blog: Shelf, slug: str) -> None:
    blog.post(f"2026-02-20-{slug}", key="post11")
    assert [problem for _file, _line, problem in blog.faults()] == [f"The blog itself answers at /blog/{slug}/."]


def test_an_exercise_in_a_post_is_a_fault(blog: Shelf) -> None:
    blog.post(NAME, key="post11", body=QUESTION)
    assert [problem for _file, _line, problem in blog.faults()] == [
        "An exercise stands in a post, where nobody could answer it."
    ]


def test_a_post_may_be_about_a_quiz(blog: Shelf) -> None:
    blog.post(NAME, "lesson: calls/03-check", key="post11")
    blog.pushed()
    assert about(blog) == "quiz11"


def test_a_post_and_its_lesson_may_come_in_one_push(blog: Shelf) -> None:
    blog.lesson("04-fourth", key="lesson4")
    blog.post(NAME, "lesson: calls/04-fourth", key="post11")
    blog.pushed()
    assert about(blog) == "lesson4"


def test_when_a_lesson_moves_the_post_has_to_say_so_and_then_is_about_the_same_one(blog: Shelf) -> None:
    blog.post(NAME, "lesson: calls/01-first", key="post11")
    blog.pushed()
    blog.move("courses/calls/01-first.md", "courses/calls/01-renamed.md")
    assert blog.faults() == [(f"{NAME}.md", 5, "There is no lesson or quiz “calls/01-first”.")]

    blog.post(NAME, "lesson: calls/01-renamed", key="post11")
    blog.pushed()
    assert about(blog) == "lesson1"


def test_when_another_lesson_takes_the_files_place_the_post_is_about_that_one(blog: Shelf) -> None:
    blog.post(NAME, "lesson: calls/01-first", key="post11")
    blog.pushed()
    blog.lesson("01-first", key="lesson9", title="Written anew")
    assert blog.push(archive=True).faults == []
    assert about(blog) == "lesson9"


def test_a_lesson_that_a_post_names_is_not_archived_behind_its_back(blog: Shelf) -> None:
    blog.post(NAME, "lesson: calls/02-second", key="post11")
    blog.pushed()
    (blog.root / "courses/calls/02-second.md").unlink()

    report = blog.push(archive=True)
    assert [fault.fault.problem for fault in report.faults] == ["There is no lesson or quiz “calls/02-second”."]

    blog.post(NAME, key="post11")
    assert blog.push(archive=True).faults == []
    assert about(blog) is None


def outline(shelf: Shelf) -> dict[str, list[str]]:
    """By the lessons' slugs the titles of the posts about them, as pages have them from the cache."""
    with shelf.database.reading() as session:
        course = queries.find_course(session, "calls")
        assert course is not None
        lessons = reading.outline(session, course.id, course.outline_version).lessons
        return {lesson.slug: [post.title for post in lesson.posts] for lesson in lessons}


def test_an_outline_names_the_three_newest_posts_about_each_lesson(blog: Shelf) -> None:
    for day in (1, 4, 3, 2):
        blog.post(f"2026-02-0{day}-post-{day}", "lesson: calls/01-first", key=f"post1{day}", title=f"No {day}")
    blog.post("2026-02-09-quiz", "lesson: calls/03-check", key="post20", title="On the check")
    blog.post("2026-02-08-draft", "lesson: calls/01-first", "state: draft", key="post21", title="Unfinished")
    blog.post("2026-05-01-soon", "lesson: calls/01-first", key="post22", title="Soon")
    blog.pushed()
    assert outline(blog) == {"first": ["No 4", "No 3", "No 2"], "second": [], "check": ["On the check"]}


def test_an_outline_follows_what_becomes_of_the_posts(blog: Shelf, clock: FrozenClock) -> None:
    blog.post(NAME, "lesson: calls/01-first", key="post11", title="One")
    blog.pushed()
    assert outline(blog) == {"first": ["One"], "second": [], "check": []}
    blog.post(NAME, "lesson: calls/02-second", key="post11", title="Another")
    blog.pushed()
    assert outline(blog) == {"first": [], "second": ["Another"], "check": []}
    (blog.root / f"blog/{NAME}.md").unlink()
    blog.post("2026-03-05-soon", "lesson: calls/03-check", key="post12", title="Soon")
    blog.push(archive=True)
    assert outline(blog) == {"first": [], "second": [], "check": []}
    tasks.publish_due(blog.database, clock.tick(days=3))
    assert outline(blog) == {"first": [], "second": [], "check": ["Soon"]}


def test_a_post_finds_its_lesson_while_that_is_published(blog: Shelf) -> None:
    with blog.database.reading() as session:
        lesson, course = piece(session, "lesson1").id, piece(session, "course1").id
        assert post_queries.about(session, lesson) == ("First", "/courses/calls/first/")
        assert post_queries.about(session, course) is None
    with blog.database.writing() as session:
        piece(session, "course1").state = State.ARCHIVED
        session.commit()
    with blog.database.reading() as session:
        assert post_queries.about(session, lesson) is None


def test_a_post_is_found_by_search_and_stands_in_the_sitemap(blog: Shelf) -> None:
    blog.post(NAME, key="post11", title="Two kinds of sorry", body="One of them is a shrug.")
    blog.pushed()
    with blog.database.reading() as session:
        (hit,) = find(session, "shrug", kinds={Kind.POST}).hits
        assert (hit.kind, hit.address, hit.within) == (Kind.POST, "/blog/two-kinds/", "")
        assert "/blog/two-kinds/" in [address for address, _changed in queries.published_addresses(session)]


def test_texts_link_to_posts_and_to_the_blog(blog: Shelf) -> None:
    blog.post(NAME, key="post11", body="See [the lesson](../courses/calls/01-first.md) and [all](/blog/).")
    blog.lesson("01-first", f"Read [the post](../../blog/{NAME}.md).", key="lesson1")
    blog.pushed()
    assert 'href="/blog/two-kinds/"' in blog.prose("first")


def test_a_post_that_an_older_version_took_in_gets_its_facts_at_the_next_start(blog: Shelf) -> None:
    blog.post(NAME, "tags: listening", "author: Ann", "lesson: calls/01-first", key="post11")
    blog.pushed()
    with blog.database.writing() as session:
        row = piece(session, "post11")
        row.published_at, row.author, row.author_slug, row.comments_open, row.about_id = None, "", "", False, None
        session.query(PostTag).delete()
        revision = session.get_one(Revision, row.published_revision_id)
        revision.compiler, revision.compiled = 2, {**revision.compiled, "links": {}}
        session.commit()

    assert blog.push(write_keys=False).taken_in == []

    row2 = found(blog)
    assert row2 is not None
    assert (row2.published_at, row2.author_slug) == (datetime(2026, 2, 20, tzinfo=UTC), "ann")
    assert (row2.comments_open, about(blog), tags(blog)) == (True, "lesson1", [("listening", "listening")])


def test_a_post_published_in_the_browser_is_pulled_byte_for_byte(blog: Shelf, clock: FrozenClock) -> None:
    text = "---\ntitle: Written here\nsummary: s\ntags: one\nlesson: calls/02-second\n---\nFrom the browser.\r\n"
    path = "blog/2026-02-26-written-here.md"
    with blog.database.reading() as session:
        plan = plan_one(session, path, text.encode(), blog.settings.data_dir, now=clock.now)
    assert plan.report.faults == []
    with blog.database.writing() as writer:
        carry_out(writer, plan, clock.now)
        writer.commit()

    row = found(blog, "written-here")
    assert row is not None
    assert about(blog, row.key) == "lesson2"
    assert blog.pull().written == [path]
    assert blog.read(path) == plan.entries[0].data
    assert blog.pushed().taken_in == []
