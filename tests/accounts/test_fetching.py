"""Fetching a picture: only for who asked, only from the configured server, never out of our own network by a trick."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from coursesite import clock
from coursesite.accounts import fetching, pictures, queries, tasks
from coursesite.accounts.models import User
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.web import fetching as web_fetching
from tests.accounts.pages import stored
from tests.factories import make_user


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 300), "teal").save(out, "PNG")
    return out.getvalue()


class Server:
    """A picture server on this machine that answers what a test tells it to."""

    def __init__(self) -> None:
        self.answer: tuple[int, dict[str, str], bytes] = (200, {}, picture())
        self.asked: list[str] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.asked.append(self.path)
                status, headers, body = owner.answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                """Stay quiet."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/avatar/"

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def settings(settings: Settings, server: Server) -> Settings:
    return replace(settings, avatar_server=server.url)


@pytest.fixture
def asking(database: Database) -> User:
    return make_user(database, address="ada@example.org", picture_fetch="wanted")


def fetched(database: Database, settings: Settings, session: Session, user: User) -> User:
    tasks.fetch_pictures(database, settings, clock.now())
    return stored(session, user.id)


def test_the_picture_of_who_asked_is_fetched_once_and_kept_here(
    database: Database, settings: Settings, session: Session, asking: User, server: Server
) -> None:
    user = fetched(database, settings, session, asking)
    assert (user.picture, user.picture_fetch) == ("fetched", "found")
    kept = pictures.path_of(settings.data_dir, user.picture_file or "").read_bytes()
    assert pictures.kind_of(kept) == "WEBP"
    tasks.fetch_pictures(database, settings, clock.now())
    digest = hashlib.sha256(b"ada@example.org").hexdigest()
    assert server.asked == [f"/avatar/{digest}?s=256&d=404"]


def test_nobody_else_is_asked_for(database: Database, settings: Settings, server: Server) -> None:
    make_user(database)
    make_user(database, picture="uploaded", picture_file="x.webp")
    tasks.fetch_pictures(database, settings, clock.now())
    assert server.asked == []


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((404, {}, b""), "missing"),
        ((500, {}, b""), "failed"),
        ((200, {}, b"<html>not a picture</html>"), "failed"),
        ((200, {}, b"\x89PNG\r\n\x1a\n" + b"\0" * (pictures.MOST_BYTES + 1)), "failed"),
        ((302, {"Location": "http://127.0.0.2:9/elsewhere"}, b""), "failed"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "failed"),
        ((302, {"Location": "/avatar/again"}, b""), "failed"),
    ],
    ids=["none", "broken", "no picture", "too large", "another host", "a file", "round in circles"],
)
def test_what_cannot_be_fetched_leaves_the_drawn_one(
    database: Database,
    settings: Settings,
    session: Session,
    asking: User,
    server: Server,
    answer: tuple[int, dict[str, str], bytes],
    outcome: str,
) -> None:
    server.answer = answer
    user = fetched(database, settings, session, asking)
    assert (user.picture, user.picture_fetch, user.picture_file) == ("drawn", outcome, None)
    assert len(server.asked) <= fetching.MOST_REDIRECTS + 1


def test_a_name_that_leads_into_a_private_network_is_not_followed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolved(*_args: object, **_kwargs: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]

    monkeypatch.setattr(web_fetching, "getaddrinfo", resolved)
    with pytest.raises(fetching.NotFetched, match="private network"):
        fetching.fetch(f"http://pictures.example.org:{server.port}/avatar/", "ada@example.org")
    assert server.asked == []


@pytest.mark.parametrize("address", ["10.0.0.1", "192.168.1.1", "169.254.169.254", "127.0.0.1", "::1", "fd00::1"])
def test_every_kind_of_private_address_counts(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))
    private = (family, socket.SOCK_STREAM, 6, "", (address, 443))
    monkeypatch.setattr(web_fetching, "getaddrinfo", lambda *_args, **_kwargs: [public, private])
    with pytest.raises(fetching.NotFetched, match="private network"):
        fetching.fetch("https://pictures.example.org/avatar/", "ada@example.org")


def test_somebody_who_changed_their_mind_meanwhile_keeps_what_they_chose(
    database: Database, settings: Settings, session: Session, asking: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch_while_the_person_goes_back(server: str, address: str) -> bytes:
        with database.writing() as other:
            queries.change_user(other, asking.id, picture_fetch="")
            other.commit()
        return picture()

    monkeypatch.setattr(fetching, "fetch", fetch_while_the_person_goes_back)
    user = fetched(database, settings, session, asking)
    assert (user.picture, user.picture_file) == ("drawn", None)


def test_another_server_is_never_asked_even_if_it_has_a_picture(
    database: Database, settings: Settings, session: Session, asking: User, server: Server
) -> None:
    other = Server()
    try:
        server.answer = (302, {"Location": other.url}, b"")
        assert fetched(database, settings, session, asking).picture_fetch == "failed"
        assert other.asked == []
    finally:
        other.stop()


def test_a_redirect_on_the_same_server_is_followed(server: Server) -> None:
    answers = [(302, {"Location": "/moved"}, b""), (200, {}, b"a picture")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Server, "answer", property(lambda _self: answers.pop(0)), raising=False)
        del server.__dict__["answer"]
        assert fetching.fetch(server.url, "ada@example.org") == b"a picture"
    assert server.asked[1] == "/moved"
