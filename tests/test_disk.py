"""A file is written whole, or what stood there stays and nothing lies beside it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursesite.disk import write_parts, write_whole


def test_new_bytes_take_the_place_of_the_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "lesson.md"
    path.write_bytes(b"old")
    write_whole(path, b"new", 0o600)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_where_the_disk_refuses_the_old_bytes_stay_and_nothing_lies_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "lesson.md"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_parts_are_written_as_one_file(tmp_path: Path) -> None:
    path = tmp_path / "blog.xml"
    write_parts(path, iter([b"one ", b"two"]), 0o600)
    assert path.read_bytes() == b"one two"
    assert path.stat().st_mode & 0o777 == 0o600


def test_where_a_part_cannot_be_made_the_old_bytes_stay_and_nothing_lies_beside_them(tmp_path: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield b"new"
        raise LookupError("the database went away")

    path = tmp_path / "blog.xml"
    path.write_bytes(b"old")
    with pytest.raises(LookupError, match="went away"):
        write_parts(path, parts())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
