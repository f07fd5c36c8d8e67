"""Redirects stay home."""

import pytest

from coursesite.web.redirects import home_path


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "https:evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "\t//evil.example",
        "/\n/evil.example",
        "/courses/\r\nSet-Cookie: a=b",
        " /courses/",
        "courses/",
        "",
        None,
        "/" + "a" * 3000,
        "/\x00",
        "/\x7f",
        "//[",
    ],
)
def test_a_path_that_could_lead_elsewhere_is_not_followed(wanted: str | None) -> None:
    assert home_path(wanted, "/learn/") == "/learn/"


@pytest.mark.parametrize(
    "wanted", ["/", "/courses/a/b/#question-1", "/search?q=a%20b", "/courses/?next=//evil.example"]
)
def test_a_plain_path_on_this_site_is_followed(wanted: str) -> None:
    assert home_path(wanted, "/learn/") == wanted
