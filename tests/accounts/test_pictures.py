"""Pictures: looked at before they are decoded, kept small, square and without remarks."""

import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from struct import pack

import pytest
from flask.testing import FlaskClient
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from sqlalchemy.orm import Session

from coursesite.accounts import pictures
from coursesite.accounts.models import User
from coursesite.config import Settings
from tests.accounts.pages import fill_in, stored

Browser = Callable[[], FlaskClient]
MARK = "a secret remark 51.5N 0.1W"


def encoded(kind: str, size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def with_remarks(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = MARK
    remarks = PngInfo()
    remarks.add_text("Comment", MARK)
    return encoded(kind, exif=exif, pnginfo=remarks, comment=MARK.encode())


def chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    """A few hundred bytes that claim to be a picture of this size."""
    header = chunk(b"IHDR", pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_every_kind_becomes_a_small_square(kind: str) -> None:
    with Image.open(BytesIO(pictures.square(encoded(kind)))) as made:
        assert (made.format, made.size) == ("WEBP", (256, 256))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_remarks_are_gone(kind: str) -> None:
    data = with_remarks(kind)
    assert MARK.encode() in data
    made = pictures.square(data)
    assert MARK.encode() not in made
    with Image.open(BytesIO(made)) as picture:
        assert not picture.getexif()
        assert "exif" not in picture.info


def test_a_picture_lying_on_its_side_is_stood_up() -> None:
    lying = Image.new("RGB", (300, 300), "white")
    lying.paste("black", (0, 0, 300, 150))
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    lying.save(out, "JPEG", exif=exif)
    with Image.open(BytesIO(pictures.square(out.getvalue()))) as made:
        grey = made.convert("L").tobytes()
    left, right = grey[128 * 256 + 20], grey[128 * 256 + 236]
    assert right < 50 < 200 < left


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is not a PNG"),
        (b"GIF, it says", "is not a PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a PNG"),
        (encoded("BMP"), "is not a PNG"),
        (encoded("PNG")[:200], "could not be read"),
        (b"\xff\xd8\xff" + b"\0" * 500, "could not be read"),
        (encoded("PNG") + b"\0" * pictures.MOST_BYTES, "larger than 5 MB"),
        (bomb(6000, 6000), "more than 24 million pixels"),
        (bomb(12000, 12000), "more than 24 million pixels"),
        (bomb(100_000, 100_000), "more than 24 million pixels"),
    ],
    ids=["empty", "text", "svg", "bmp", "cut off", "broken", "large file", "36 megapixels", "144", "10,000"],
)
def test_what_will_not_do_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(pictures.BadPicture, match=sentence):
        pictures.square(data)


def upload(client: FlaskClient, data: bytes, name: str = "me.png") -> int:
    return fill_in(client, "/settings/picture", picture="uploaded", file=(BytesIO(data), name)).status_code


def files(settings: Settings) -> list[Path]:
    folder = settings.data_dir / pictures.FOLDER
    return sorted(folder.iterdir()) if folder.exists() else []


def test_an_upload_is_shown_under_a_name_that_nobody_chose(
    signed_in: Browser, settings: Settings, session: Session, alice: User
) -> None:
    client = signed_in()
    assert upload(client, encoded("PNG"), "../../evil.html") == 303
    (kept,) = files(settings)
    user = stored(session, alice.id)
    assert (user.picture, user.picture_file) == ("uploaded", kept.name)
    assert "evil" not in kept.name
    shown = client.get(f"/people/{alice.key}/picture")
    assert (shown.mimetype, shown.data) == ("image/webp", kept.read_bytes())
    shown.close()


def test_a_second_upload_takes_the_place_of_the_first(signed_in: Browser, settings: Settings) -> None:
    client = signed_in()
    upload(client, encoded("PNG"))
    first = files(settings)
    upload(client, encoded("JPEG"))
    assert len(files(settings)) == 1
    assert files(settings) != first


def test_going_back_to_the_drawn_one_removes_the_file(signed_in: Browser, settings: Settings, alice: User) -> None:
    client = signed_in()
    upload(client, encoded("PNG"))
    fill_in(client, "/settings/picture", picture="drawn")
    assert files(settings) == []
    assert client.get(f"/people/{alice.key}/picture").mimetype == "image/svg+xml"


def test_a_bad_upload_says_why_and_changes_nothing(signed_in: Browser, settings: Settings) -> None:
    client = signed_in()
    response = fill_in(client, "/settings/picture", picture="uploaded", file=(BytesIO(b"<html>"), "me.png"))
    assert response.status_code == 422
    assert "That is not a PNG, JPEG, GIF or WebP picture." in response.text
    assert files(settings) == []


def test_choosing_a_file_and_giving_none_says_so(signed_in: Browser) -> None:
    response = fill_in(signed_in(), "/settings/picture", picture="uploaded")
    assert (response.status_code, "Please choose a file." in response.text) == (422, True)


def test_a_drawn_picture_may_be_kept_by_browsers(client: FlaskClient, alice: User) -> None:
    first = client.get(f"/people/{alice.key}/picture")
    assert first.headers["Cache-Control"] == "public, max-age=86400"
    assert "Set-Cookie" not in first.headers
    again = client.get(f"/people/{alice.key}/picture", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_nobodys_picture_is_not_there(client: FlaskClient) -> None:
    assert client.get("/people/nobody/picture").status_code == 404


def test_without_a_server_nobody_can_ask_for_a_fetched_one(signed_in: Browser) -> None:
    client = signed_in()
    assert "fetched" not in client.get("/settings/picture").text
    assert fill_in(client, "/settings/picture", picture="fetched").status_code == 422


def test_a_chosen_file_counts_whichever_button_is_pressed(signed_in: Browser, session: Session, alice: User) -> None:
    fill_in(signed_in(), "/settings/picture", picture="drawn", file=(BytesIO(encoded("PNG")), "me.png"))
    assert stored(session, alice.id).picture == "uploaded"
