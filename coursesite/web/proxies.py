"""Forwarded addresses are believed from our own proxies only, so that a limit hits the sender and not everyone."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

WsgiApp = Callable[..., Iterable[bytes]]


class Proxies:
    """WSGI middleware that sets REMOTE_ADDR and the scheme from what a trusted proxy says, and from nobody else."""

    def __init__(self, app: WsgiApp, trusted: tuple[str, ...]) -> None:
        self._app = app
        self._trusted = [ip_network(network, strict=False) for network in trusted]

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Pass the request on, with the sender's address where a trusted proxy named it."""
        if self._is_ours(environ.get("REMOTE_ADDR", "")):
            chain = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
            # The rightmost address that isn't ours is the one our outermost proxy saw; all left of it is hearsay.
            sender = next((part for part in reversed(chain) if not self._is_ours(part)), None)
            if sender is not None and _is_address(sender):
                environ["REMOTE_ADDR"] = sender
            if environ.get("HTTP_X_FORWARDED_PROTO") in ("http", "https"):
                environ["wsgi.url_scheme"] = environ["HTTP_X_FORWARDED_PROTO"]
        return self._app(environ, start_response)

    def _is_ours(self, address: str) -> bool:
        if not self._trusted or not _is_address(address):
            return False
        return any(_within(address, network) for network in self._trusted)


def sender_of(address: str) -> str:
    """Whom a limit counts behind a network address: the address, or of IPv6 its /64, which one household shares.

    An IPv4 address written as IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
    """
    if not _is_address(address):
        return address
    found = _plain(address)
    return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))


def _plain(address: str) -> IPv4Address | IPv6Address:
    found = ip_address(address)
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _within(address: str, network: IPv4Network | IPv6Network) -> bool:
    found = _plain(address)
    return found.version == network.version and found in network
