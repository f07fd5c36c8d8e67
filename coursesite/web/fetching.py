"""Fetching something from a server of the web, never out of our own network by a trick."""

import http.client
import ssl
import time
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import IPPROTO_TCP, create_connection, gaierror, getaddrinfo
from urllib.parse import SplitResult

TIMEOUT_S = 5.0
CHUNK = 64 * 1024
REDIRECTS = (301, 302, 303, 307, 308)
# Newer addresses that stand for older ones: behind each of them may lie our own network.
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("::/96"))


class NotFetched(Exception):
    """It could not be fetched; the message says why, as the end of a sentence."""


def get(url: SplitResult, deadline: float, *, accept: str, most_bytes: int, configured: bool) -> tuple[int, str, bytes]:
    """What one request gives: status, where it leads, body. `deadline` is `time.monotonic()` of the end.

    `configured` says that the site's owner named the server, which may then be a bare network address or localhost;
    whatever came with a text may not. Raises `NotFetched`, `OSError` and `http.client.HTTPException`.
    """
    connection = _Connection(url, configured=configured)
    try:
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        connection.request("GET", target, headers={"Accept": accept, "User-Agent": "coursesite"})
        response = connection.getresponse()
        body = b""
        while response.status == 200 and (chunk := response.read1(CHUNK)):
            body += chunk
            if len(body) > most_bytes:
                raise NotFetched("the picture is too large")
            if time.monotonic() > deadline:
                raise NotFetched("the server took too long")
        return response.status, response.getheader("Location", ""), body
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Connects to an address that was looked at after its name was resolved, so that no name leads into our network."""

    def __init__(self, url: SplitResult, *, configured: bool) -> None:
        self._secure = url.scheme == "https"
        self._configured = configured
        if url.scheme not in ("http", "https") or not url.hostname:
            raise NotFetched("the server's address is not one of the web")
        super().__init__(url.hostname, url.port or (443 if self._secure else 80), timeout=TIMEOUT_S)

    def connect(self) -> None:
        """Resolve, look, connect, and encrypt where the address says so."""
        place = _public_address(self.host, self.port, configured=self._configured)
        self.sock = create_connection((place, self.port), TIMEOUT_S)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _public_address(host: str, port: int, *, configured: bool) -> str:
    """The first network address of a host. Raises `NotFetched` if any leads into a private network."""
    if configured and (host == "localhost" or _is_address(host)):
        return host
    try:
        found = [str(entry[4][0]) for entry in getaddrinfo(host, port, proto=IPPROTO_TCP)]
    except (gaierror, UnicodeError) as error:
        raise NotFetched(f"the server's name is not known: {error}") from error
    if not found or not all(_is_public(ip_address(address.partition("%")[0])) for address in found):
        raise NotFetched("the server's name leads into a private network")
    return found[0]


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address lies in the open, also by way of the older one that a newer one may hold."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public(address.ipv4_mapped)
        if address.sixtofour is not None or address.teredo is not None:
            return False
        if any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
