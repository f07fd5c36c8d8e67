"""A file of any size in little memory: what was read is forgotten, and what is kept lies on the disk."""

import tracemalloc
from pathlib import Path

from bench.importing import write_blog
from coursesite.blog.importing import reading
from coursesite.blog.importing.planning import Here, decide
from coursesite.blog.importing.reading import read_into
from coursesite.blog.importing.spool_queries import Spool
from coursesite.library.models import Piece
from tests.blog.importing.arrivals import NOW, Arrivals

MEGABYTE = 1024 * 1024


def test_thirty_megabytes_are_read_and_planned_in_less_than_ten(tmp_path: Path) -> None:
    posts = write_blog(tmp_path / "blog.xml", 30)
    spool = Spool(tmp_path / "spool")
    tracemalloc.start()
    try:
        read_into(spool, tmp_path / "blog.xml")
        decide(spool, Here(), NOW)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert spool.count() == posts
    spool.close()
    assert peak < 10 * MEGABYTE, f"{peak / MEGABYTE:.1f} MB"


def test_a_blog_of_many_batches_is_taken_in_with_less_than_thirty(arrivals: Arrivals, tmp_path: Path) -> None:
    posts = write_blog(tmp_path / "blog.xml", 3)
    tracemalloc.start()
    try:
        arrivals.take_in(tmp_path / "blog.xml")
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(arrivals.rows(Piece)) == posts
    assert peak < 30 * MEGABYTE, f"{peak / MEGABYTE:.1f} MB"


def test_progress_is_told_on_the_way(tmp_path: Path) -> None:
    write_blog(tmp_path / "blog.xml", 2)
    told: list[tuple[str, int, int]] = []
    spool = Spool(tmp_path / "spool")
    read_into(spool, tmp_path / "blog.xml", lambda *words: told.append(words))
    spool.close()
    assert told == [("reading", reading.EVERY, 0)]
