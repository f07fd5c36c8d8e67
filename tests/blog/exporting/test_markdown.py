"""The blog as Markdown files that another site takes in."""

import io
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from coursesite.config import Settings
from coursesite.db import Database
from coursesite.library.models import Piece
from tests.blog.exporting.worlds import PIC, World
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.library.shelves import Shelf

FILES = [
    "blog/2026-01-06-quiet.md",
    "blog/2026-02-01-first.md",
    "blog/2026-02-10-not-yet.md",
    "blog/2026-02-20-consoled.md",
    "blog/2026-05-01-later.md",
    "blog/images/queue.png",
    "pages/about.md",
]


def opened(zipped: bytes) -> dict[str, bytes]:
    """What is in a zip, by the names of its files."""
    with ZipFile(io.BytesIO(zipped)) as folder:
        assert folder.testzip() is None
        return {name: folder.read(name) for name in folder.namelist()}


def test_texts_go_as_they_were_written_and_pictures_as_they_came(world: World) -> None:
    found = opened(world.markdown())
    assert sorted(found) == FILES
    assert found["blog/images/queue.png"] == PIC
    assert all(data == world.shelf.read(name) for name, data in found.items())


def test_an_empty_site_takes_the_files_in_and_gives_the_same_back(
    world: World, tmp_path: Path, template: SqliteTemplate | PostgresTemplate
) -> None:
    zipped = world.markdown()
    world.database.dispose()
    settings = replace(world.settings, data_dir=tmp_path / "other", content_dir=tmp_path / "unpacked")
    settings = replace(settings, database_url=template.address(settings.data_dir))
    with ZipFile(io.BytesIO(zipped)) as folder:
        folder.extractall(settings.content_dir)
    other = _site(settings)
    report = other.shelf.pushed()
    assert (len(report.taken_in), report.keys_written) == (6, [])
    assert other.count(Piece) == 6
    assert opened(other.markdown()) == opened(zipped)
    other.shelf.pull(tmp_path / "pulled")
    assert {name: (tmp_path / "pulled" / name).read_bytes() for name in FILES} == opened(zipped)
    other.database.dispose()


def test_a_post_that_names_a_lesson_is_taken_in_where_its_course_is(world: World, tmp_path: Path) -> None:
    world.shelf.course()
    world.shelf.lesson("01-first", key="lesson1")
    world.shelf.post("2026-03-01-about-it", "lesson: calls/01-first", key="post007")
    world.shelf.pushed()
    with ZipFile(io.BytesIO(world.markdown())) as folder:
        folder.extractall(tmp_path / "unpacked")
    unpacked = Shelf(tmp_path / "unpacked", world.database, world.settings)
    unpacked.write("blog/2026-03-01-about-it.md", unpacked.read("blog/2026-03-01-about-it.md") + b"More.\n")
    assert unpacked.pushed().taken_in == ["blog/2026-03-01-about-it.md"]


def test_a_picture_whose_original_is_lost_is_left_out(world: World) -> None:
    for original in (world.settings.data_dir / "originals").iterdir():
        original.unlink()
    assert sorted(opened(world.markdown())) == [name for name in FILES if "images" not in name]


def test_no_path_leads_out_of_the_folder(world: World) -> None:
    with world.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE pieces SET path = '../../evil.md' WHERE key = 'post002'")
        session.connection().exec_driver_sql("UPDATE images SET path = 'blog/images/../../../evil.png'")
        session.commit()
    assert sorted(opened(world.markdown())) == [
        name for name in FILES if "consoled" not in name and "queue" not in name
    ]


def _site(settings: Settings) -> World:
    database = Database(settings.database)
    return World(Shelf(settings.content_dir, database, settings), database, settings)
