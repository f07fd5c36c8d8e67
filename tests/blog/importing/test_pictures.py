"""A blog's pictures: brought along from the file or the old blog, never from our own network, else named as missing."""

import base64
import socket
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from coursesite.blog.importing.fetching import Fetcher
from coursesite.blog.importing.gathering import NotFetched
from coursesite.cli.content import pull_tree, push_tree
from coursesite.library.models import Image, Revision
from coursesite.web import fetching as web_fetching
from tests.blog.importing.arrivals import NOW, Arrivals
from tests.blog.importing.test_taking_in import item, wxr
from tests.library.pictures import png

PIC = png(20, 10)
OLD = "http://t.example/wp-content/uploads/2019/05/desk.png"


def fetched(_address: str) -> bytes:
    return PIC


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "export.xml"
    made.write_text(wxr(item(1, f'<p>See <img src="{OLD}" alt="A desk"/></p>')), encoding="utf-8")
    return made


def test_a_fetched_picture_stands_beside_the_post_and_is_served(
    arrivals: Arrivals, file: Path, client: FlaskClient
) -> None:
    said = arrivals.take_in(file, fetch=fetched)
    assert said.counts["pictures"] == 1
    (image,) = arrivals.rows(Image)
    assert image.path == "blog/images/desk.png"
    assert "![A desk](images/desk.png)" in arrivals.source("post-1")
    with client.get(f"/images/{image.served_name}") as served:
        assert served.status_code == 200
    assert f"/images/{image.served_name}" in client.get("/blog/post-1/").text


def test_a_fetched_picture_is_pulled_and_pushed_like_any_other(arrivals: Arrivals, file: Path) -> None:
    arrivals.take_in(file, fetch=fetched)
    settings = arrivals.settings
    pulled = pull_tree(arrivals.database, settings.content_dir, data_dir=settings.data_dir)
    assert pulled.faults == []
    assert (settings.content_dir / "blog" / "images" / "desk.png").read_bytes() == PIC
    revisions = {revision.id for revision in arrivals.rows(Revision)}
    pushed = push_tree(arrivals.database, settings.content_dir, data_dir=settings.data_dir, now=NOW)
    assert pushed.faults == []
    assert {revision.id for revision in arrivals.rows(Revision)} == revisions


def test_a_dry_run_keeps_no_picture(arrivals: Arrivals, file: Path) -> None:
    arrivals.dry_run(file, fetch=fetched)
    assert not (arrivals.settings.data_dir / "images").exists()
    assert arrivals.rows(Image) == []


def test_two_pictures_of_one_name_both_come(arrivals: Arrivals, file: Path) -> None:
    other = OLD.replace("2019/05", "2020/01")
    file.write_text(wxr(item(1, f'<img src="{OLD}" alt="a"/> <img src="{other}" alt="b"/>')), encoding="utf-8")
    arrivals.take_in(file, fetch=lambda address: PIC if "2019" in address else png(30, 30))
    assert sorted(image.path for image in arrivals.rows(Image)) == ["blog/images/desk-2.png", "blog/images/desk.png"]


def test_one_picture_in_two_posts_is_fetched_once(arrivals: Arrivals, file: Path) -> None:
    asked = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return PIC

    picture = f'<img src="{OLD}" alt="a"/>'
    file.write_text(wxr(item(1, picture) + item(2, picture)), encoding="utf-8")
    arrivals.take_in(file, fetch=fetch)
    assert asked == [OLD]
    assert len(arrivals.rows(Image)) == 1


def test_a_picture_of_a_page_is_shown_there_too(arrivals: Arrivals, file: Path, client: FlaskClient) -> None:
    text = wxr(item(1, f'<p>Us: <img src="{OLD}" alt="Us"/></p>')).replace(">post<", ">page<")
    file.write_text(text, encoding="utf-8")
    arrivals.take_in(file, fetch=fetched)
    assert arrivals.piece("post-1").kind == "page"
    assert f"/images/{arrivals.rows(Image)[0].served_name}" in client.get("/post-1").text


@pytest.mark.parametrize("data", [b"<html>404</html>", b"", b"GIF89a", PIC[:40]])
def test_what_is_no_picture_is_named_and_becomes_a_link(arrivals: Arrivals, file: Path, data: bytes) -> None:
    said = arrivals.take_in(file, fetch=lambda _address: data)
    assert f"[A desk]({OLD})" in arrivals.source("post-1")
    assert any(OLD in line for line in said.doubts)


def test_without_fetching_each_missing_picture_is_named(arrivals: Arrivals, file: Path) -> None:
    said = arrivals.take_in(file)
    assert said.counts["missing"] == 1
    assert f"“Post 1”: The picture “{OLD}” is missing; its description became a link to it." in said.doubts


def test_a_picture_within_the_text_comes_along_without_any_fetching(arrivals: Arrivals, file: Path) -> None:
    data = f"data:image/png;base64,{base64.b64encode(PIC).decode()}"
    file.write_text(wxr(item(1, f'<img src="{data}" alt="A desk"/>')), encoding="utf-8")
    arrivals.take_in(file)
    assert "![A desk](images/picture.png)" in arrivals.source("post-1")


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::a00:1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_into_a_private_network_is_never_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = [(family, socket.SOCK_STREAM, 6, "", (address, 80))]
    monkeypatch.setattr(web_fetching, "getaddrinfo", lambda *_arguments, **_named: found)
    with pytest.raises(NotFetched, match="private network"):
        Fetcher()("http://pictures.example/desk.png")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/x.png", "http://[::1]/x.png", "http://localhost/x.png", "http://0x7f000001/x.png"],
)
def test_a_bare_address_of_our_own_network_is_never_asked(address: str) -> None:
    with pytest.raises(NotFetched):
        Fetcher()(address)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://t.example/x.png", "http:///x.png", "http://t.example:6379/"]
)
def test_other_schemes_and_ports_are_never_asked(address: str) -> None:
    with pytest.raises(NotFetched):
        Fetcher()(address)


def test_a_redirect_is_looked_at_like_the_first_address(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def get(url: object, *_arguments: object, **_named: object) -> tuple[int, str, bytes]:
        asked.append(str(getattr(url, "hostname", "")))
        return (302, "http://127.0.0.1:22/", b"") if len(asked) == 1 else (200, "", PIC)

    monkeypatch.setattr(web_fetching, "get", get)
    with pytest.raises(NotFetched, match="unusual port"):
        Fetcher()("http://pictures.example/desk.png")
    assert asked == ["pictures.example"]


def test_a_server_that_keeps_silent_is_not_asked_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def get(*_arguments: object, **_named: object) -> tuple[int, str, bytes]:
        asked.append(1)
        raise TimeoutError

    monkeypatch.setattr(web_fetching, "get", get)
    fetcher = Fetcher()
    for number in range(10):
        with pytest.raises(NotFetched):
            fetcher(f"http://pictures.example/{number}.png")
    assert len(asked) == 3
