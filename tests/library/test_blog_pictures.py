"""Pictures of posts: they lie in blog/images/ and go the ways of a course's."""

import pytest

from coursesite import clock
from coursesite.library.publishing import carry_out, plan_one
from coursesite.library.shelving import queries
from tests.library.pictures import png
from tests.library.shelves import Shelf

POST = "2026-02-20-two-kinds"
PICTURE = "blog/images/queue.png"
SHOWS = "![A queue at a counter](images/queue.png)"


@pytest.fixture
def blog(shelf: Shelf) -> Shelf:
    """A course with a picture of its own, and a post that shows one."""
    shelf.course()
    shelf.lesson("01-first", "![A line](images/line.png)", key="lesson1")
    shelf.write("courses/calls/images/line.png", png(30, 20))
    shelf.write(PICTURE, png(40, 30))
    shelf.post(POST, key="post11", body=SHOWS)
    shelf.pushed()
    return shelf


def known(shelf: Shelf) -> list[str]:
    with shelf.database.reading() as session:
        return sorted(queries.known_pictures(session))


def prose(shelf: Shelf) -> str:
    with shelf.database.reading() as session:
        (piece,) = [piece for piece in queries.known_pieces(session) if piece.key == "post11"]
        ((_id, compiled),) = queries.compiled_forms(session, [piece.revision_id or 0])
        return "".join(block["prose"] for block in compiled["blocks"])


def test_a_post_shows_a_picture_of_the_blogs_folder(blog: Shelf) -> None:
    assert 'src="/images/' in prose(blog)
    assert 'width="40"' in prose(blog)


def test_a_picture_that_is_not_there_is_named(blog: Shelf) -> None:
    blog.post(POST, key="post11", body="![A line](images/line.png)")
    assert [(line, problem) for _file, line, problem in blog.faults()] == [
        (6, "The text shows the image “images/line.png”, which is not there.")
    ]


def test_a_post_may_show_a_courses_picture(blog: Shelf) -> None:
    blog.post(POST, key="post11", body="![A line](../courses/calls/images/line.png)")
    blog.pushed()
    assert 'width="30"' in prose(blog)


def test_pictures_of_posts_are_pulled_as_they_came(blog: Shelf) -> None:
    text = blog.read(PICTURE)
    (blog.root / PICTURE).unlink()
    report = blog.pull()
    assert (report.written, report.faults) == ([PICTURE], [])
    assert blog.read(PICTURE) == text


def test_a_picture_that_is_gone_stays_until_it_is_archived(blog: Shelf) -> None:
    (blog.root / PICTURE).unlink()
    assert [problem for _file, _line, problem in blog.faults()] == [
        "The text shows the image “images/queue.png”, which is not there."
    ]
    blog.post(POST, key="post11")
    blog.pushed()
    assert PICTURE in known(blog)
    assert blog.push(archive=True).images == [PICTURE]
    assert known(blog) == ["courses/calls/images/line.png"]


def test_when_the_last_post_is_archived_its_pictures_go_and_the_courses_stay(blog: Shelf) -> None:
    (blog.root / f"blog/{POST}.md").unlink()
    (blog.root / PICTURE).unlink()
    assert blog.push().images == []
    assert PICTURE in known(blog)
    blog.push(archive=True)
    assert known(blog) == ["courses/calls/images/line.png"]


def test_another_picture_of_the_same_name_is_shown_from_then_on(blog: Shelf) -> None:
    blog.write(PICTURE, png(60, 20))
    assert blog.pushed().images == [PICTURE]
    assert 'width="60"' in prose(blog)


@pytest.mark.parametrize("path", ["blog/images/notes.txt", "blog/queue.png", "blog/images/a/b.png"])
def test_what_does_not_belong_beside_the_posts_is_named(blog: Shelf, path: str) -> None:
    blog.write(path, b"x")
    (fault,) = blog.push().faults
    assert path.startswith(fault.path)


def test_a_picture_sent_with_a_post_from_the_browser_goes_into_the_blogs_folder(blog: Shelf) -> None:
    text = b"---\ntitle: T\nsummary: s\n---\n![A tree](images/tree.png) " + SHOWS.encode() + b"\n"
    with blog.database.reading() as session:
        pictures = {"tree.png": png(9, 8)}
        plan = plan_one(session, "blog/2026-02-26-new.md", text, blog.settings.data_dir, pictures, now=clock.now())
    assert plan.report.faults == []
    with blog.database.writing() as writer:
        carry_out(writer, plan, clock.now())
        writer.commit()
    assert known(blog) == ["blog/images/queue.png", "blog/images/tree.png", "courses/calls/images/line.png"]
