"""Addresses and devices, as values."""

import pytest

from coursesite.accounts.addresses import BadAddress, normal
from coursesite.accounts.devices import described


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ada@example.org", "ada@example.org"),
        ("  Ada@Example.ORG ", "ada@example.org"),
        ("ada+course@example.org", "ada+course@example.org"),
        ("ada@bücher.example.org", "ada@bücher.example.org"),
    ],
)
def test_one_address_has_one_form(typed: str, kept: str) -> None:
    assert normal(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "a b@example.org",
        "ada@exam ple.org",
        "ada@example.org\nBcc: x@y.org",
        "a" * 300 + "@example.org",
        "ada@[127.0.0.1]",
        "ada@localhost",
    ],
)
def test_what_is_no_address_says_so_in_a_sentence(typed: str) -> None:
    with pytest.raises(BadAddress, match=r"[.?]$"):
        normal(typed)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17 Safari/604",
            "Safari on an iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605 Version/17 Safari/605", "Safari on a Mac"),
        ("curl/8.5", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_in_a_few_words(words: str, name: str) -> None:
    assert described(words) == name
