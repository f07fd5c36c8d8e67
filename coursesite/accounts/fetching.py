"""Fetching a person's own picture from the one configured server, for those who asked for it. Only the worker does."""

import hashlib
import http.client
import ssl
import time
from ipaddress import ip_address
from socket import IPPROTO_TCP, create_connection, gaierror, getaddrinfo
from urllib.parse import SplitResult, urljoin, urlsplit

from coursesite.accounts.pictures import MOST_BYTES, SIDE_PX

TIMEOUT_S = 5.0
WHOLE_S = 20.0
MOST_REDIRECTS = 2
CHUNK = 64 * 1024
REDIRECTS = (301, 302, 303, 307, 308)


class NotFetched(Exception):
    """The picture could not be fetched; the message says why."""


class NoPicture(NotFetched):
    """The server has no picture for this address."""


def address_of_picture(server: str, mail_address: str) -> str:
    """Where Gravatar's and Libravatar's common scheme has the picture of an email address: under its SHA-256."""
    digest = hashlib.sha256(mail_address.strip().lower().encode()).hexdigest()
    return f"{server.rstrip('/')}/{digest}?s={SIDE_PX}&d=404"


def fetch(server: str, mail_address: str) -> bytes:
    """The picture's bytes, as the server gives them. Raises `NoPicture` where it has none, `NotFetched` otherwise."""
    url = address_of_picture(server, mail_address)
    home = urlsplit(url)
    deadline = time.monotonic() + WHOLE_S
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, location, body = _get(urlsplit(url), deadline)
            if status == 200:
                return body
            if status in (404, 410):
                raise NoPicture("the server has none")
            if status not in REDIRECTS:
                raise NotFetched(f"the server answered {status}")
            url = urljoin(url, location)
            if urlsplit(url)[:2] != home[:2]:
                raise NotFetched("the server sent us to another one")
    except (OSError, http.client.HTTPException) as error:
        raise NotFetched(f"the server could not be reached: {error}") from error
    raise NotFetched("the server sent us round in circles")


def _get(url: SplitResult, deadline: float) -> tuple[int, str, bytes]:
    connection = _Connection(url)
    try:
        target = url.path + (f"?{url.query}" if url.query else "")
        connection.request("GET", target, headers={"Accept": "image/*", "User-Agent": "coursesite"})
        response = connection.getresponse()
        body = b""
        while response.status == 200 and (chunk := response.read1(CHUNK)):
            body += chunk
            if len(body) > MOST_BYTES:
                raise NotFetched("the picture is too large")
            if time.monotonic() > deadline:
                raise NotFetched("the server took too long")
        return response.status, response.getheader("Location", ""), body
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Connects to an address that was looked at after its name was resolved, so that no name leads into our network."""

    def __init__(self, url: SplitResult) -> None:
        self._secure = url.scheme == "https"
        if url.scheme not in ("http", "https") or not url.hostname:
            raise NotFetched("the server's address is not one of the web")
        super().__init__(url.hostname, url.port or (443 if self._secure else 80), timeout=TIMEOUT_S)

    def connect(self) -> None:
        """Resolve, look, connect, and encrypt where the address says so."""
        self.sock = create_connection((_public_address(self.host, self.port), self.port), TIMEOUT_S)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _public_address(host: str, port: int) -> str:
    """The first network address of a host. Raises `NotFetched` if any leads into a private network.

    A server that is configured by such a network address, or as localhost, was meant to be there.
    """
    if host == "localhost" or _is_address(host):
        return host
    try:
        found = [str(entry[4][0]) for entry in getaddrinfo(host, port, proto=IPPROTO_TCP)]
    except gaierror as error:
        raise NotFetched(f"the server's name is not known: {error}") from error
    if not found or not all(ip_address(address.partition("%")[0]).is_global for address in found):
        raise NotFetched("the server's name leads into a private network")
    return found[0]


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
