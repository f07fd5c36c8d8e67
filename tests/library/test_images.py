"""Pictures of a course: what is taken in, and what is refused before it is decoded."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from coursesite.library import svg
from coursesite.library.images import BadImage, prepare
from tests.library.pictures import moving, picture, png, png_that_says_it_is
from tests.library.shelves import Shelf

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 80 40">{}</svg>'
)


def _prepare(tmp_path: Path, name: str, data: bytes) -> tuple[Path, str]:
    source = tmp_path / name
    source.write_bytes(data)
    made = prepare(source, tmp_path / "var")
    return tmp_path / "var" / "images" / made.served_name, made.media_type


@pytest.mark.parametrize(
    ("name", "kind"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.webp", "WEBP")]
)
def test_an_image_is_drawn_anew_and_its_original_kept(tmp_path: Path, name: str, kind: str) -> None:
    data = picture(60, 40, kind)

    served, _media_type = _prepare(tmp_path, name, data)

    with Image.open(served) as image:
        assert (image.size, image.format) == ((60, 40), kind)
    (original,) = (tmp_path / "var/originals").iterdir()
    assert original.read_bytes() == data
    assert original.stat().st_mode & 0o077 == 0


def test_what_a_camera_noted_is_not_served(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Dana"
    exif[0x0112] = 6
    data = picture(60, 40, "JPEG", exif=exif.tobytes(), comment=b"Home of Dana")
    assert b"Camera of Dana" in data
    assert b"Home of Dana" in data

    served, _media_type = _prepare(tmp_path, "a.jpg", data)

    assert b"of Dana" not in served.read_bytes()
    with Image.open(served) as image:
        assert image.size == (40, 60)


def test_a_wide_image_is_made_narrower_in_proportion(tmp_path: Path) -> None:
    served, _media_type = _prepare(tmp_path, "a.png", png(3200, 100))

    with Image.open(served) as image:
        assert image.size == (1600, 50)


def test_transparency_stays(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")

    served, _media_type = _prepare(tmp_path, "a.png", out.getvalue())

    with Image.open(served) as image:
        assert image.getchannel("A").getpixel((5, 5)) == 0


HOSTILE = {
    "a bomb": ("a.png", png_that_says_it_is(30_000, 30_000)),
    "a bomb beyond Pillow's own bound": ("a.png", png_that_says_it_is(60_000, 60_000)),
    "a long thin one": ("a.png", png_that_says_it_is(13_000, 10)),
    "cut off": ("a.png", png(400, 400)[:200]),
    "a page": ("a.png", b"<html><script>alert(1)</script>"),
    "a page after an image's first bytes": ("a.jpg", b"\xff\xd8\xff<script>alert(1)</script>"),
    "another kind than its name": ("a.png", picture(10, 10, "JPEG")),
    "a drawing named as an image": ("a.png", DRAWING.format("").encode()),
    "nothing": ("a.webp", b""),
    "moving": ("a.webp", moving()),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_honest_image_is_refused(tmp_path: Path, what: str) -> None:
    name, data = HOSTILE[what]

    with pytest.raises(BadImage) as caught:
        _prepare(tmp_path, name, data)

    assert caught.value.problem
    assert caught.value.remedy
    assert not (tmp_path / "var").exists()


def test_a_pipe_or_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(png(5, 5))
    (tmp_path / "link.png").symlink_to(tmp_path / "real.png")
    os.mkfifo(tmp_path / "pipe.png")

    for name in ("link.png", "pipe.png"):
        with pytest.raises(BadImage):
            prepare(tmp_path / name, tmp_path / "var")


HOSTILE_DRAWINGS = {
    "script": "<script>alert(1)</script>",
    "script in capitals of another namespace": '<g xmlns="http://www.w3.org/2000/svg"><script/></g>',
    "handler": '<rect onload="alert(1)" width="1" height="1"/>',
    "handler in capitals": '<rect ONCLICK="alert(1)" width="1" height="1"/>',
    "foreign object": "<foreignObject><p>x</p></foreignObject>",
    "style element": "<style>@import url(https://example.org/x.css);</style>",
    "style that loads": '<rect style="fill:url(https://example.org/a#b)" width="1" height="1"/>',
    "style of no drawing that loads": '<rect style="background:url(//example.org/a)" width="1" height="1"/>',
    "image from elsewhere": '<image href="https://example.org/a.png"/>',
    "use from elsewhere": '<use xlink:href="https://example.org/a.svg#x"/>',
    "link": '<a href="javascript:alert(1)"><text>x</text></a>',
    "gradient from elsewhere": '<linearGradient xlink:href="https://example.org/a.svg#x"/>',
    "fill from elsewhere": '<rect fill="url(https://example.org/a.svg#x)" width="1" height="1"/>',
    "escaped address": '<rect fill="u\\72l(https://example.org)" width="1" height="1"/>',
    "animation of an address": '<animate attributeName="href" to="javascript:alert(1)"/>',
    "set": '<set attributeName="onmouseover" to="alert(1)"/>',
    "data in an attribute": '<rect fill="data:text/html,x" width="1" height="1"/>',
    "deep nesting": "<g>" * 60 + "</g>" * 60,
    "too many parts": "<g/>" * 6000,
}


@pytest.mark.parametrize("what", HOSTILE_DRAWINGS)
def test_a_drawing_that_runs_or_loads_something_is_refused(what: str) -> None:
    with pytest.raises(svg.BadSvg):
        svg.cleaned(DRAWING.format(HOSTILE_DRAWINGS[what]).encode())


def test_a_handler_is_named_for_what_it_would_do() -> None:
    with pytest.raises(svg.BadSvg, match="“onload”, which would run a script"):
        svg.cleaned(DRAWING.format('<rect onload="alert(1)"/>').encode())


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">&a;</svg>',
        b'<!DOCTYPE svg SYSTEM "file:///etc/passwd"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        b'<svg viewBox="0 0 1 1"/>',
        b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99999999 1"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g></svg>',
        b"\x00\x01",
        b'<?xml version="1.0" encoding="nonsense"?><svg/>',
    ],
)
def test_what_is_no_plain_drawing_is_refused(data: bytes) -> None:
    with pytest.raises(svg.BadSvg):
        svg.cleaned(data)


def test_a_drawing_keeps_its_shapes_words_and_gradients() -> None:
    inner = (
        "<title>Two paths</title>"
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        '<rect x="1" width="9" height="9" fill="url(#g)" data-id="7" class="box"/>'
        '<text x="1" y="2">one &amp; two</text>'
    )

    made = svg.cleaned(DRAWING.format(inner).encode())

    text = made.data.decode()
    assert (made.width, made.height) == (80, 40)
    assert 'fill="url(#g)"' in text
    assert "one &amp; two" in text
    assert "<title>Two paths</title>" in text
    assert "class" not in text
    assert "data-id" not in text


def test_an_editors_own_notes_are_dropped_and_its_styles_become_attributes() -> None:
    inner = (
        '<i:view xmlns:i="http://example.org/editor" i:zoom="2"><i:script/></i:view><metadata>x</metadata>'
        '<path style="fill:#112233; stroke-width: 2px; -inkscape-font: x" d="M0 0L9 9"/>'
    )

    text = svg.cleaned(DRAWING.format(inner).encode()).data.decode()

    assert 'fill="#112233"' in text
    assert 'stroke-width="2px"' in text
    assert "style" not in text
    assert "view" not in text.replace("viewBox", "")
    assert "metadata" not in text


def test_a_lesson_shows_an_image_with_its_size_under_a_name_made_from_its_content(shelf: Shelf) -> None:
    shelf.course()
    shelf.write("courses/calls/images/queue.png", png(40, 30))
    shelf.lesson("01-first", "![A queue](images/queue.png)", key="lesson1")

    report = shelf.pushed()

    assert report.images == ["courses/calls/images/queue.png"]
    html = shelf.prose("first")
    assert 'src="/images/' in html
    assert 'width="40"' in html
    assert 'height="30"' in html
    assert "queue.png" not in html


def test_a_changed_image_is_a_new_wording_of_what_shows_it(shelf: Shelf) -> None:
    shelf.course()
    shelf.write("courses/calls/images/queue.png", png(40, 30))
    shelf.lesson("01-first", "![A queue](images/queue.png)", key="lesson1")
    shelf.lesson("02-second", "No image.", key="lesson2")
    shelf.pushed()
    first, second = shelf.lesson_content("first"), shelf.lesson_content("second")
    shelf.write("courses/calls/images/queue.png", png(50, 30))

    shelf.pushed()

    assert 'width="50"' in shelf.prose("first")
    assert shelf.lesson_content("first").revision_id != first.revision_id
    assert shelf.lesson_content("second").revision_id == second.revision_id


def test_a_missing_image_is_a_fault_of_what_shows_it(shelf: Shelf) -> None:
    shelf.course()
    shelf.write("courses/calls/images/queue.png", png(40, 30))
    path = shelf.lesson("01-first", "![A queue](images/queue.png)", key="lesson1")
    shelf.pushed()
    (shelf.root / "courses/calls/images/queue.png").unlink()

    assert [(fault.path, fault.fault.line) for fault in shelf.push().faults] == [(path, 6)]


def test_a_bad_image_is_a_fault_of_its_file(shelf: Shelf) -> None:
    shelf.course()
    shelf.write("courses/calls/images/queue.png", b"no image")

    assert [fault.path for fault in shelf.push().faults] == ["courses/calls/images/queue.png"]


def test_a_served_image_that_was_lost_is_made_again(shelf: Shelf) -> None:
    shelf.course()
    shelf.write("courses/calls/images/queue.png", png(40, 30))
    shelf.lesson("01-first", "![A queue](images/queue.png)", key="lesson1")
    shelf.pushed()
    (served,) = (shelf.settings.data_dir / "images").iterdir()
    served.unlink()

    shelf.pushed()

    assert served.is_file()
