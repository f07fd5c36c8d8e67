"""An oracle for pages with hostile text in them: parsed as a browser parses them, nothing of the text is alive."""

import functools
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.pagetree import tree_of

Node = Any

MARK = "canary"
NEVER = {"iframe", "object", "embed", "applet", "base", "frame", "style", "noembed", "xmp", "plaintext"}
ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "xlink:href", "srcset"}
SCHEMES = {"", "http", "https", "mailto"}


# Who walks a site meets the same page again and again.
@functools.lru_cache(maxsize=100)
def elements_of(page: str) -> tuple[Node, ...]:
    """Every element of a page, as browsers find them."""
    return tuple(tree_of(page).iter())


def alive(page: str) -> list[str]:
    """What on this page could act, or what hostile text has made of it; empty when all of it is mere text."""
    return list(_all_alive(page))


@functools.lru_cache(maxsize=1000)
def _all_alive(page: str) -> tuple[str, ...]:
    return tuple(found for node in elements_of(page) for found in _alive_in(node))


def _alive_in(node: Node) -> Iterator[str]:
    tag = node.tag.lower()
    if tag in NEVER or MARK in tag:
        yield f"<{tag}>"
    if tag == "template" and MARK in "".join(node.itertext()):
        yield "<template>"
    if tag == "script":
        yield from _script(node)
    if tag == "meta" and node.get("http-equiv"):
        yield "<meta http-equiv>"
    for name, value in node.attrib.items():
        plain = name.lower()
        if plain.startswith("on") or plain in ("style", "srcdoc") or MARK in plain:
            yield f"<{tag} {plain}>"
        if plain in ADDRESSES and not _is_home(tag, value):
            yield f"<{tag} {plain}={value!r}>"


def _script(node: Node) -> Iterator[str]:
    words = "".join(node.itertext())
    if node.get("type") == "application/ld+json":
        json.loads(words)
    elif words.strip() or not str(node.get("src", "")).startswith("/static/"):
        yield f"<script>{words[:60]}"


def _is_home(tag: str, value: str) -> bool:
    plain = "".join(character for character in value if ord(character) > 32).lower()
    if tag == "img" and plain.startswith("data:image/"):
        return True
    try:
        return urlsplit(plain).scheme in SCHEMES and not plain.startswith(("//evil", "\\", "/\\"))
    except ValueError:
        return False
