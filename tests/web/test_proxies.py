"""Forwarded addresses are believed from our own proxies only."""

from collections.abc import Iterable
from typing import Any

import pytest

from coursesite.web.proxies import Proxies, sender_of


def seen_by_the_app(trusted: tuple[str, ...], environ: dict[str, Any]) -> dict[str, Any]:
    seen: dict[str, Any] = {}

    def app(environ: dict[str, Any], _start: object) -> Iterable[bytes]:
        seen.update(environ)
        return []

    Proxies(app, trusted)(environ, None)
    return seen


@pytest.mark.parametrize(
    ("peer", "forwarded", "sender"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "not-an-address", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_sender_is_the_last_address_that_is_not_ours(peer: str, forwarded: str, sender: str) -> None:
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded, "wsgi.url_scheme": "http"}
    assert seen_by_the_app(("10.0.0.0/8",), environ)["REMOTE_ADDR"] == sender


def test_a_proxy_of_ours_names_the_scheme_and_a_stranger_does_not() -> None:
    environ = {"wsgi.url_scheme": "http", "HTTP_X_FORWARDED_PROTO": "https"}
    assert seen_by_the_app(("10.0.0.1",), environ | {"REMOTE_ADDR": "10.0.0.1"})["wsgi.url_scheme"] == "https"
    assert seen_by_the_app(("10.0.0.1",), environ | {"REMOTE_ADDR": "10.0.0.2"})["wsgi.url_scheme"] == "http"
    odd = environ | {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_PROTO": "gopher"}
    assert seen_by_the_app(("10.0.0.1",), odd)["wsgi.url_scheme"] == "http"


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("unknown", "unknown"),
    ],
)
def test_a_limit_counts_a_household_not_each_of_its_addresses(address: str, sender: str) -> None:
    assert sender_of(address) == sender


def test_a_proxy_that_comes_as_ipv4_written_as_ipv6_is_still_ours() -> None:
    environ = {"REMOTE_ADDR": "::ffff:10.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.1", "wsgi.url_scheme": "http"}
    assert seen_by_the_app(("10.0.0.0/8",), environ)["REMOTE_ADDR"] == "198.51.100.1"
