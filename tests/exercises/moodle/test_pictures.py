"""Pictures that come inside a file of Moodle's."""

from __future__ import annotations

import pytest

from coursesite.exercises import Prose
from coursesite.exercises.moodle import read

from .banks import PICTURE, question, quiz


def file(name: str, data: str = PICTURE) -> str:
    return f'<file name="{name}" path="/" encoding="base64">{data}</file>'


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../x.png", "x.png"),
        ("/etc/passwd", "passwd.png"),
        ("..\\..\\x.png", "x.png"),
        (".htaccess", "htaccess.png"),
        ("..", "image.png"),
        ("a%2Fb.svg", "b.png"),
        ("ünï code!.PNG", "ünï-code.png"),
    ],
)
def test_no_picture_leaves_its_folder(name: str, kept_as: str) -> None:
    found = read(quiz(question("description", "").replace("</questiontext>", file(name) + "</questiontext>")))
    assert [picture.name for picture in found.pictures] == [kept_as]


def test_pictures_of_one_name_get_numbers_and_the_same_one_comes_once() -> None:
    other = PICTURE.replace("+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "+M9QDwADhgGAWjR9awAAAABJRU5ErkJgg4==")
    see = question("description", "", '<img src="@@PLUGINFILE@@/a.png" alt="A">')
    files = [
        see.replace("</questiontext>", file("a.png", data) + "</questiontext>") for data in (PICTURE, other, PICTURE)
    ]
    found = read(quiz(*files))
    assert [picture.name for picture in found.pictures] == ["a.png", "a-2.png"]
    assert [part.lines for part in found.parts if isinstance(part, Prose)] == [
        ("![A](images/a.png)",),
        ("![A](images/a-2.png)",),
        ("![A](images/a.png)",),
    ]


@pytest.mark.parametrize("data", ["not base64!", "PGh0bWw+", "", "iVBORw0K"])
def test_a_file_that_is_no_picture_is_left_out_and_named(data: str) -> None:
    text = '<p>See <img src="@@PLUGINFILE@@/a.png" alt="the desk"> or <a href="@@PLUGINFILE@@/a.pdf">this</a></p>'
    found = read(
        quiz(question("description", "", text).replace("</questiontext>", file("a.png", data) + "</questiontext>"))
    )
    assert found.pictures == ()
    assert [part.lines for part in found.parts if isinstance(part, Prose)] == [("See the desk or this",)]
    assert [note.sentence for note in found.notes] == [
        "“A call”: The file “a.png” isn't an image that can be kept, and was left out."
    ]


def test_a_pasted_picture_is_taken_out_of_the_text() -> None:
    found = read(quiz(question("description", "", f'<img src="data:image/png;base64,{PICTURE}" alt="A desk">')))
    assert [part.lines for part in found.parts if isinstance(part, Prose)] == [("![A desk](images/pasted.png)",)]
    assert [picture.name for picture in found.pictures] == ["pasted.png"]
